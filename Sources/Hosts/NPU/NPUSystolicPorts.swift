import Simulation
import Units

/// The ports of the unit in a simulator.
public struct NPUSystolicPorts {
  public let commandVectors, commandInner, commandColumns, commandFirst, commandLast, commandRequantize,
    commandWithParameters: SimulatorPort
  public let weights, activations, shifts: SimulatorPort
  public let biases, multipliers, rightShifts: SimulatorPort
  public let sums, vector, last: SimulatorPort
  public let macs, busy, starved, backPressured: SimulatorPort

  public init(_ simulator: any Simulator) throws {
    let port = { (name: String) in try simulator.port(name) }
    (commandVectors, commandInner, commandColumns) = (
      try port("command_vectors"), try port("command_inner"), try port("command_columns")
    )
    (commandFirst, commandLast) = (try port("command_first"), try port("command_last"))
    (commandRequantize, commandWithParameters) = (try port("command_requantize"), try port("command_withParameters"))
    (weights, activations, shifts) = (try port("weights_values"), try port("activations_values"), try port("activations_shifts"))
    (biases, multipliers) = (try port("parameters_biases"), try port("parameters_multipliers"))
    rightShifts = try port("parameters_rightShifts")
    (sums, vector, last) = (try port("results_sums"), try port("results_vector"), try port("results_last"))
    (macs, busy) = (try port("macs"), try port("busyCycles"))
    (starved, backPressured) = (try port("starvedCycles"), try port("backPressuredCycles"))
  }

  /// All but the first modulo 2^32.
  public var counters: (macs: UInt64, busy: UInt64, starved: UInt64, backPressured: UInt64) {
    (macs.read(), busy.read(), starved.read(), backPressured.read())
  }

  public func write(_ pass: NPUPass) {
    commandVectors.write(UInt64(pass.vectors))
    commandInner.write(UInt64(pass.inner))
    commandColumns.write(UInt64(pass.columns))
    commandFirst.write(pass.first ? 1 : 0)
    commandLast.write(pass.last ? 1 : 0)
    commandRequantize.write(pass.requantize ? 1 : 0)
    commandWithParameters.write(pass.withParameters ? 1 : 0)
  }
}
