/// What a function inside a unit can be given, as ranges of an operand's bits, and why: outside of them its results do not matter.
public struct OperandRange: Sendable {
  /// The Verilog module's name, and its port.
  public var module: String
  public var port: String
  public var ranges: [ClosedRange<UInt64>]
  public var reason: String

  public init(_ module: String, _ port: String, _ ranges: [ClosedRange<UInt64>], _ reason: String) {
    self.module = module
    self.port = port
    self.ranges = ranges
    self.reason = reason
  }
}
