import Simulation
import Units

extension CycleCheck where Model: VectorCycleModel {
  /// Holds the input and the output stream of a unit against its cycle model.
  ///
  /// - Parameter hasLast: whether the results say which one is a vector's last; otherwise each one is
  convenience init(
    _: Model.Type, _ unit: Model.Modelled, on simulator: any Simulator, input: String = "input", output: String = "output",
    hasLast: Bool = true
  ) throws {
    let offers = try simulator.port(input + "_valid"), last = try simulator.port(input + "_last")
    let ready = try simulator.port(input + "_ready"), takes = try simulator.port(output + "_ready")
    let valid = try simulator.port(output + "_valid"), ends = hasLast ? try simulator.port(output + "_last") : nil
    self.init(Model.self, unit) {
      StreamSides(offers: offers.read() == 1, isLast: last.read() != 0, takes: takes.read() == 1)
    } shown: { _ in
      StreamSignals(ready: ready.read() == 1, valid: valid.read() == 1, isLast: ends.map { $0.read() != 0 } ?? true)
    }
  }
}
