/// A parameter of a module as its name in Verilog, the header of its file and the manifest tell it.
public struct ModuleParameter: Sendable {
  /// As the source has it.
  public let name: String
  /// The value in the header and the manifest.
  public let text: String
  /// Of a structure what it consists of, for names; empty for a number or a word.
  public let parts: [ModuleParameter]

  private init(_ name: String, text: String, parts: [ModuleParameter] = []) {
    self.name = name
    self.text = text
    self.parts = parts
  }

  /// A number.
  public init(_ name: String, _ value: Int) { self.init(name, text: "\(value)") }
  /// True or false.
  public init(_ name: String, _ value: Bool) { self.init(name, text: "\(value)") }
  /// A word.
  public init(_ name: String, _ value: String) { self.init(name, text: value) }
  /// A case of an enumeration of strings.
  public init(_ name: String, _ value: some RawRepresentable<String>) { self.init(name, text: value.rawValue) }
  /// A module that this one serves.
  public init(_ name: String, _ module: some Module) {
    self.init(name, text: "\(module)", parts: module.parameterList)
  }
  /// The widths of a payload, by the names of its fields.
  public init<P: Payload>(_ name: String, widthsOf payload: P.Type, _ shape: P.Shape) {
    self = Self(name, reflecting: shape)
  }

  /// A stored property as reflection shows it.
  private init(_ name: String, reflecting value: Any) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct, .tuple, .collection, .optional:
      self.init(name, text: "\(value)", parts: mirror.children.map { Self($0.label ?? "", reflecting: $0.value) })
    default: self.init(name, text: "\(value)")
    }
  }

  /// The stored properties of a module that does not list its parameters.
  static func properties(of module: some Module) -> [ModuleParameter] {
    Mirror(reflecting: module).children.compactMap { child in child.label.map { Self($0, reflecting: child.value) } }
  }
}
