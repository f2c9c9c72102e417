/// Counts what a unit between an input and an output stream does, from its handshakes: no counter in the unit is needed.
public final class StreamActivity: Transactor {
  /// Cycles in which a beat was taken; in which one would have been taken and none was offered; in which a result was offered and not
  /// taken.
  public struct Counts: Hashable, Sendable {
    public var busy: UInt64 = 0, starved: UInt64 = 0, backPressured: UInt64 = 0
    public init(busy: UInt64 = 0, starved: UInt64 = 0, backPressured: UInt64 = 0) {
      (self.busy, self.starved, self.backPressured) = (busy, starved, backPressured)
    }
  }
  private let inputValid, inputReady, outputValid, outputReady: SimulatorPort
  public private(set) var counts = Counts()

  /// - Parameters:
  ///   - input: the port's name; its signals are `input_valid` and `input_ready`
  public init(_ simulator: any Simulator, input: String = "input", output: String = "output") throws(SimulationError) {
    inputValid = try simulator.port(input + "_valid")
    inputReady = try simulator.port(input + "_ready")
    outputValid = try simulator.port(output + "_valid")
    outputReady = try simulator.port(output + "_ready")
  }

  /// The unit has been reset.
  public func clear() { counts = Counts() }

  public func drive() {}

  public func sample(cycle: UInt64) {
    if inputReady.read() == 1 {
      if inputValid.read() == 1 { counts.busy += 1 } else { counts.starved += 1 }
    }
    if outputValid.read() == 1, outputReady.read() == 0 { counts.backPressured += 1 }
  }
}
