import Hosts
import Simulation
import Units

extension CycleCheck where Model == NPUSystolicCycles {
  /// Holds all streams and counters of an array against its cycle model.
  convenience init(_ unit: NPUSystolic, on simulator: any Simulator, _ ports: NPUSystolicPorts) throws {
    func handshake(_ stream: String) throws -> (valid: SimulatorPort, ready: SimulatorPort) {
      (try simulator.port(stream + "_valid"), try simulator.port(stream + "_ready"))
    }
    let command = try handshake("command"), weights = try handshake("weights"), activations = try handshake("activations")
    let parameters = try handshake("parameters"), results = try handshake("results")
    self.init(Model.self, unit) {
      NPUSides(
        command: command.valid.read() == 1 ? ports.command : nil, weights: weights.valid.read() == 1,
        activations: activations.valid.read() == 1, parameters: parameters.valid.read() == 1, results: results.ready.read() == 1)
    } shown: { _ in
      let shown = ports.counters
      var counters = NPUCounters()
      counters.macs = shown.macs
      counters.busy = UInt32(truncatingIfNeeded: shown.busy)
      counters.starved = UInt32(truncatingIfNeeded: shown.starved)
      counters.backPressured = UInt32(truncatingIfNeeded: shown.backPressured)
      return NPUSignals(
        command: command.ready.read() == 1, weights: weights.ready.read() == 1, activations: activations.ready.read() == 1,
        parameters: parameters.ready.read() == 1, results: results.valid.read() == 1, counters: counters)
    }
  }
}

extension NPUSystolicPorts {
  /// The command that stands on the ports.
  fileprivate var command: NPUPassShape {
    NPUPassShape(
      vectors: Int(commandVectors.read()), inner: Int(commandInner.read()), columns: Int(commandColumns.read()),
      first: commandFirst.read() == 1, last: commandLast.read() == 1, withParameters: commandWithParameters.read() == 1)
  }
}
