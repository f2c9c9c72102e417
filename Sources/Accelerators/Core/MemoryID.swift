/// A memory's name, as a number of this process: operands are copied, compared and looked up by it in every step of a run.
public struct MemoryID: Hashable, Sendable {
  let number: Int
  private static let table = NameTable()

  /// The memory of a name; the same name is the same memory.
  public init(_ name: String) { number = Self.table.number(of: name) }

  /// As given.
  public var name: String { Self.table.name(of: number) }
}

extension MemoryID: Codable {
  private enum CodingKeys: String, CodingKey { case name }

  /// From an object with the name.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .name))
  }
  /// As an object with the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
  }
}
