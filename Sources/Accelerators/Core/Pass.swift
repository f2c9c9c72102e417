/// What a step takes from a resource: cycles, bytes, pages.
public struct Demand: Hashable, Sendable {
  public enum Use: String, Hashable, Sendable, Codable {
    /// The step alone has the resource while it runs; what it takes is spread evenly over that time, as a pass's rounds are.
    case exclusive
    /// In slices, at the rate that an exclusive demand leaves, first come, first served.
    case background
  }
  public let resource: Resource, amount: Int, use: Use
  /// What the amount's time goes by, where that is another resource of the same step: of a flash channel's rounds the slowest part. Nil
  /// for itself.
  public let cause: Resource?
  public init(_ resource: Resource, _ amount: Int, _ use: Use = .exclusive, cause: Resource? = nil) {
    (self.resource, self.amount, self.use, self.cause) = (resource, amount, use, cause)
  }
}

/// A count that a step finds in the data (outliers, misses), as an INT32 in a `state` memory.
public struct Length: Hashable, Sendable, Codable {
  public let buffer: Buffer
  /// What an estimate takes where no run has measured it; a system has it as a named parameter with a source.
  public let expected: Int
  public init(_ buffer: Buffer, expected: Int) { (self.buffer, self.expected) = (buffer, expected) }
}

/// One use of one unit: its golden function and its host on the same operands.
///
/// A pass is a struct of operands and scalars: it can be written to a file, and a sequencer in RTL can execute it.
public protocol Pass: Codable, Sendable {
  static var name: String { get }
  /// The unit whose queue the step stands in. A lane's steps run and end in the order of the program.
  var lane: String { get }
  /// What must have been written when it starts.
  var reads: [Operand] { get }
  /// What its unit takes part by part while the steps that write it still run, such as weights that come over a link.
  var streamed: [Operand] { get }
  /// In how many equal parts: when the last one has come, one is still to be computed.
  var streamedParts: Int { get }
  var writes: [Operand] { get }
  /// Counts among the writes.
  var lengths: [Length] { get }
  /// FP32 results that must be finite: a run ends where one is not.
  var finite: [Operand] { get }
  /// A processor pass runs the same Swift in both halves: what it writes proves nothing and is not counted as compared.
  var isProcessor: Bool { get }

  /// Products, each with its addition, at a position; of a pass that multiplies nothing the values that it writes.
  func operations(at position: Int) throws -> Int

  func golden(_ memory: Memory) throws
  /// Drives the running unit, and returns what its counters say.
  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand]
  /// Exactly what `run` returns, from shapes, lengths and state alone, by the unit's cycle model.
  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand]
}

extension Pass {
  /// All that it reads.
  var allReads: [Operand] { reads + streamed }
  public var streamed: [Operand] { [] }
  public var streamedParts: Int { 1 }
  public var lengths: [Length] { [] }
  public var finite: [Operand] { [] }
  public var isProcessor: Bool { false }
  /// What it writes: nothing is multiplied.
  public func operations(at position: Int) throws -> Int { try writes.reduce(0) { try $0 + $1.extent(at: position).count } }
}

/// A pass that no unit runs: the same Swift in all executions, written to both halves. Its time is a named model.
public protocol ProcessorPass: Pass {
  /// What it costs, as the system's model of its processor has it.
  func cost(_ memory: Memory) throws -> [Demand]
}

extension ProcessorPass {
  public var isProcessor: Bool { true }
  public func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] { try cost(memory) }
  public func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    try golden(memory)
    return try cost(memory)
  }
}
