import Netlist
import Simulation
import Units

/// Random words under random stalls against `RegisterSliceModel`, every signal in every cycle.
public enum RegisterSliceTestbench: Testbench {
  public static func run(_ unit: WordRegisterSlice, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runStreamStage(
      RegisterSliceModel<BitVector>(style: unit.style), capacity: unit.style == .full ? 2 : 1, width: unit.width,
      cyclesPerWord: unit.style == .half ? 2 : 1, on: simulator, options: options
    ) { _ in nil }
  }
}
