/// When results left a unit, by the address that the host wrote each to: kept while a step is run again for a waveform.
public final class ResultLog {
  private var cycles: [UnsafeRawPointer: UInt64] = [:]
  private var last: UInt64?

  /// An empty log.
  public init() {}

  /// A result that is written to an address left the unit in this cycle of the simulator.
  func note(_ address: UnsafeRawPointer, _ cycle: UInt64) { cycles[address] = cycle }
  /// A result that Swift puts together with others was read.
  func note(_ cycle: UInt64) { last = cycle }

  /// The cycle of the result at an address; where no host wrote it, that of the last result that Swift read.
  public func cycle(of address: UnsafeRawPointer) -> UInt64? { cycles[address] ?? last }
}
