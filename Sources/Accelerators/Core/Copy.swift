/// Bytes that are moved by address: an embedding's row, elements that an operator leaves as they are. No arithmetic.
public struct Copy: ProcessorPass {
  public static let name = "copy"
  public let source: Operand, target: Operand
  public let lane: String
  /// What the bytes pass.
  public let link: Resource?
  /// Whether they are FP32 numbers that must be finite.
  public let isFinite: Bool

  public init(
    _ source: Operand, to target: Operand, lane: String, link: Resource? = nil,
    isFinite: Bool = false
  ) {
    (self.source, self.target, self.lane, self.link, self.isFinite) = (
      source, target, lane, link, isFinite
    )
  }

  public var reads: [Operand] { [source] }
  public var writes: [Operand] { [target] }
  public var finite: [Operand] { isFinite ? [target] : [] }

  public func golden(_ memory: Memory) throws {
    let source = try memory.resolve(source), target = try memory.resolve(target)
    switch source.format.container {
    case 1: memory.space.write(memory.space.read(source, as: UInt8.self), to: target)
    case 2: memory.space.write(memory.space.read(source, as: UInt16.self), to: target)
    case 4: memory.space.write(memory.space.read(source, as: UInt32.self), to: target)
    default: memory.space.write(memory.space.read(source, as: UInt64.self), to: target)
    }
  }

  public func cost(_ memory: Memory) throws -> [Demand] {
    try link.map { [Demand($0, try memory.resolve(source).byteCount)] } ?? []
  }
}
