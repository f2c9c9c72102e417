/// Arrays of instances as single instances, for back ends and checks that know no arrays.
public enum InstanceArrays {
  /// The same design with an instance for each one of an array, called `name_3` or `name_2_5`, wired element by element.
  public static func expanded(_ design: Design) throws(InvalidNetlist) -> Design {
    guard design.modules.contains(where: { $0.instances.contains { !$0.dimensions.isEmpty } }) else { return design }
    var result = design
    for index in result.modules.indices where result.modules[index].instances.contains(where: { !$0.dimensions.isEmpty }) {
      var elements = Elementwise(result.modules[index])
      elements.expandInstances(design)
      result.modules[index] = try elements.finish()
    }
    return result
  }
}

extension InstanceArrays {
  /// The same design with single instances, and elements that only pass through wires taken from where they come from: nothing
  /// depends on itself that does so only word by word. Values are in no order.
  public static func elementwise(_ design: Design) throws(InvalidNetlist) -> Design {
    var result = design
    for index in result.modules.indices {
      if let finer = try Elementwise.module(result.modules[index], in: design) { result.modules[index] = finer }
    }
    return result
  }
}
