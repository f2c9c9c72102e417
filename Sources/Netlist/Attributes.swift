/// What a tool is told about a declaration: printed as `(* name = value *)` before it.
public struct Attribute: Hashable, Sendable, Codable {
  public enum Value: Hashable, Sendable, Codable { case number(Int), text(String) }
  public var name: String
  /// Nil for a mere mark.
  public var value: Value?

  public init(_ name: String) { self.name = name }
  public init(_ name: String, _ number: Int) {
    self.name = name
    value = .number(number)
  }
  public init(_ name: String, _ text: String) {
    self.name = name
    value = .text(text)
  }

  /// Optimization keeps the signal or the instance.
  public static let keep = Attribute("keep")
  /// What a memory is made of: `block`, `distributed`, `ultra`, `registers`, as the tool calls it.
  public static func ramStyle(_ style: String) -> Attribute { Attribute("ram_style", style) }

  /// Why it cannot be printed; nil if it can.
  public var problem: String? {
    if !Names.isIdentifier(name) { return "attribute '\(name)' needs a name of letters, digits and underscores" }
    guard case .text(let text) = value else { return nil }
    let isPlain = text.unicodeScalars.allSatisfy { $0 >= " " && $0 <= "~" && $0 != "\"" && $0 != "\\" }
    return isPlain ? nil : "the text of attribute '\(name)' holds a quote, a backslash or other than plain characters"
  }
}
