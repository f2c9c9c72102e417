/// Text for systems that look at a model's activations beforehand.
public enum CalibrationText {
  /// Plain prose of several kinds, written for this purpose: a description, a letter, a recipe, a lesson, a tale, a report.
  public static let prose = """
    The harbour of the old town lies open to the west. In the morning the boats come in with their nets, and the women of the market \
    stand on the stones and call out the price of the fish. By noon the quay is empty, and only the gulls are left, who walk up and \
    down as if they owned it. A lamp burns in the window of the custom house day and night, because the officer who keeps the books \
    cannot see well, and would rather pay for oil than for a mistake.

    Dear Margaret, I received your letter of the third on Tuesday, and I thank you for it. You ask whether the work on the bridge is \
    finished. It is not. Two of the five arches stand, the third is half built, and the river has been so high since April that no \
    man could go near the others. Mr. Hollis says that we shall need another year and another nine thousand pounds; the committee \
    has promised him the year. Your brother is well. He sends you his love and asks for his blue coat.

    To make a good loaf, take one pound of flour, a small spoon of salt, half an ounce of yeast and rather less than a pint of warm \
    water. Mix the salt with the flour, stir the yeast into the water, pour one into the other, and work the dough with your hands \
    until it no longer sticks to them. Cover it and leave it for two hours. When it has doubled in size, fold it, shape it, and let \
    it rest again for thirty minutes. Bake it in a hot oven until the crust is brown and the bottom sounds hollow when you knock.

    Why does a stone fall, and why does the moon not fall? The answer is that the moon falls too. It moves sideways so fast that, by \
    the time it has fallen a little, the earth has curved away beneath it by the same amount. If you could throw a ball at eight \
    kilometres per second, and if there were no air, it would do the same: it would come back to you from behind after about \
    eighty-four minutes. Light takes 1.28 seconds from the moon to the earth, and 499 seconds from the sun. We therefore see the sun \
    as it was more than eight minutes ago.

    Once there was a king who had three daughters and no patience. He told them that whoever could make him laugh should have the \
    crown. The eldest danced, and he looked out of the window. The second told a story, and he fell asleep. The youngest said \
    nothing at all; she sat down on the throne, put on the crown, and looked at him exactly as he used to look at his ministers. \
    "Well?" she said. "What is it now?" And the king laughed until he wept.

    Summary of the second quarter. Revenue rose by 4.2 percent to 318 million; costs rose by 6.1 percent, mainly because of higher \
    prices for energy and transport. The number of employees fell from 2,140 to 2,095. The board expects that demand in the northern \
    region will recover in autumn, but it does not change its forecast for the whole year. For questions, write to the office in \
    writing, and enclose a copy of the form. def area(width, height): return width * height. In other words, the function gives the \
    product of its two arguments, and nothing else happens. "I told you so," said the engineer, and he closed the door behind him.
    """
}
