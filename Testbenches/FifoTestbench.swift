import Netlist
import Simulation
import Units

/// Random words under random stalls against `FifoModel`, every signal in every cycle, `level` included.
public enum FifoTestbench: Testbench {
  public static func effort(of unit: WordFifo) -> Int { unit.depth * (1000 + unit.width / 4) }

  public static func run(_ unit: WordFifo, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let level = try simulator.port("level")
    return try runStreamStage(
      FifoModel<BitVector>(depth: unit.depth), capacity: unit.depth, width: unit.width, cyclesPerWord: 1, on: simulator,
      options: options
    ) { model in level.read() == UInt64(model.held.count) ? nil : "level is \(level.read()), not \(model.held.count)" }
  }
}
