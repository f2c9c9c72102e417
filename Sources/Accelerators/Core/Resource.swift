/// Something with a clock or rate of its own: a unit, a link, the planes of a flash die.
public struct Resource: Hashable, Sendable {
  let id: ResourceID
  private let unitID: ResourceID
  /// Cycles, bytes or pages in a second.
  public let perSecond: Double

  /// - Parameter unit: what is counted: `cycle`, `byte`, `page`, `ns`
  public init(_ name: String, perSecond: Double, unit: String = "cycle") {
    (id, unitID, self.perSecond) = (ResourceID(name), ResourceID(unit), perSecond)
  }

  /// As given; the same name is the same resource.
  public var name: String { id.name }
  /// What is counted: `cycle`, `byte`, `page`, `ns`.
  public var unit: String { unitID.name }
}

/// A resource's name, as a number of this process.
public struct ResourceID: Hashable, Sendable, CustomStringConvertible {
  let number: Int32
  private static let table = NameTable()

  /// The resource of a name.
  public init(_ name: String) { number = Int32(Self.table.number(of: name)) }
  /// As given.
  public var name: String { Self.table.name(of: Int(number)) }
  /// The name.
  public var description: String { name }
}

extension Resource: Codable {
  private enum CodingKeys: String, CodingKey { case name, perSecond, unit }

  /// From an object with name, amount a second and unit.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try values.decode(String.self, forKey: .name), perSecond: try values.decode(Double.self, forKey: .perSecond),
      unit: try values.decode(String.self, forKey: .unit))
  }
  /// As an object with name, amount a second and unit.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(perSecond, forKey: .perSecond)
    try container.encode(unit, forKey: .unit)
  }
}
