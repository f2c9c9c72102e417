/// A part of a technology that a module stands for: where the text macro `guardName` is defined, the module is an instance of
/// it, else its own statements, which tell what the part does.
public struct HardMacro: Hashable, Sendable {
  public struct Pin: Hashable, Sendable {
    public enum Connection: Hashable, Sendable {
      /// The module's port of this name.
      case port(String)
      /// The inverse of all bits of an input port.
      case inverted(String)
      /// A constant of this many bits.
      case constant(Int, width: Int)
    }
    public var name: String
    public var connection: Connection
    public init(_ name: String, _ connection: Connection) {
      self.name = name
      self.connection = connection
    }
  }
  /// The macro's module, as its vendor calls it.
  public var name: String
  public var guardName: String
  public var pins: [Pin]

  public init(_ name: String, guardName: String = "HWGEN_HARD_MACROS", pins: [Pin]) {
    self.name = name
    self.guardName = guardName
    self.pins = pins
  }

  /// What does not fit the module; nil if all does.
  public func problem(in module: Module) -> String? {
    for word in [name, guardName] + pins.map(\.name) where !Names.isIdentifier(word) {
      return "macro '\(name)': '\(word)' cannot be a name in Verilog"
    }
    var seen: Set<String> = []
    for pin in pins where !seen.insert(pin.name).inserted { return "macro '\(name)' has two pins '\(pin.name)'" }
    let ports = Dictionary(module.ports.map { ($0.name, $0) }) { first, _ in first }
    var driven: Set<String> = []
    for pin in pins {
      switch pin.connection {
      case .port(let port), .inverted(let port):
        guard let found = ports[port] else {
          return "pin '\(pin.name)' of macro '\(name)': the module has no port '\(port)', but "
            + module.ports.map { "'\($0.name)'" }.joined(separator: ", ")
        }
        if found.direction == .output {
          if case .inverted = pin.connection { return "pin '\(pin.name)' of macro '\(name)' cannot drive '\(port)' inverted" }
          if !driven.insert(port).inserted { return "two pins of macro '\(name)' drive '\(port)'" }
        }
      case .constant(let value, let width):
        if width < 1 || width > 64 || value < 0 || (width < 63 && value >> width != 0) {
          return "pin '\(pin.name)' of macro '\(name)': \(value) does not fit \(width) bits"
        }
      }
    }
    if let missing = module.ports.first(where: { $0.direction == .output && !driven.contains($0.name) }) {
      return "no pin of macro '\(name)' drives '\(missing.name)'"
    }
    return nil
  }
}
