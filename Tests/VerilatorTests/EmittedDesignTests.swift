import HDL
import Simulation
import Testing
import Units
import Verilator

/// Models of designs written in the language, through the Verilog that is emitted.
@Suite struct EmittedDesignTests {
  private func model(_ design: Design, _ profile: BuildProfile) throws -> VerilatorSimulator {
    try VerilatorSimulator.make(design, options: BuildOptions(profile: profile, unrolling: .fixed(1)))
  }

  /// Both simulators see the same random inputs and must show the same ports in every cycle, and fail in the same ones.
  @Test func agreesWithTheBuiltinSimulator() throws {
    let design = try elaborate(FlashPage(lanes: 3, pageBytes: 256))
    let simulators: [any Simulator] = [try model(design, .checked), try BuiltinSimulator(design)]
    var contents = SplitMix64(seed: 5)
    let bytes = (0..<256).map { _ in UInt8(truncatingIfNeeded: contents.next()) }
    for simulator in simulators {
      let page = try simulator.memory("page")
      #expect(page.depth == 86 && page.elementCount == 3)
      for (index, byte) in bytes.enumerated() {
        page.address.storeBytes(
          of: byte, toByteOffset: index / 3 * page.wordStride + index % 3 * page.elementStride, as: UInt8.self)
      }
      try simulator.reset()
    }
    var random = SplitMix64(seed: 6)
    var failures = 0
    for _ in 0..<2000 {
      var errors: [SimulationError?] = []
      let values = simulators[0].ports.map { _ in random.next() }
      let beats = random.chance(30) ? 0 : 1 + random.next(below: 86)
      for simulator in simulators {
        for (port, value) in zip(simulator.ports, values) where port.direction == .input && port.role == .data {
          port.write(port.name == "read_beats" ? UInt64(beats) : value)
        }
        simulator.evaluate()
      }
      #expect(simulators[0].ports.map { $0.readBits() } == simulators[1].ports.map { $0.readBits() })
      for simulator in simulators {
        do {
          try simulator.step()
          errors.append(nil)
        } catch {
          errors.append(error)
        }
      }
      #expect(errors[0] == errors[1])
      if errors[0] != nil { failures += 1 }
    }
    #expect(failures > 0, "reads of no beats are among the stimuli")
  }

  /// A testbench in Swift that pokes and steps, against the loop that a C++ testbench would contain, taking turns.
  @Test func swiftLoopCostsNothing() throws {
    let design = try elaborate(MacArray())
    let (swift, plain) = (try model(design, .fast), try model(design, .fast))
    let names = ["loadWeights", "weights", "activations"]
    let pokes = try names.map { try swift.port($0) }
    let drive = try names.map { try plain.port($0) }
    let recordBytes = VerilatorSimulator.recordBytes(drive)
    var random = SplitMix64(seed: 1)
    let cycles = 4096
    var stimuli: [UInt8] = []
    for cycle in 0..<cycles {
      stimuli.append(cycle < 32 ? 1 : 0)
      for _ in 1..<recordBytes { stimuli.append(UInt8(truncatingIfNeeded: random.next())) }
    }
    let clock = ContinuousClock()
    var best = (swift: Duration.seconds(100), plain: Duration.seconds(100))
    for _ in 0..<20 {
      let swiftTime = try clock.measure {
        try stimuli.withUnsafeBytes { stimuli in
          for cycle in 0..<cycles {
            var offset = cycle * recordBytes
            for port in pokes {
              port.write(bytes: UnsafeRawBufferPointer(rebasing: stimuli[offset..<offset + port.byteCount]))
              offset += port.byteCount
            }
            try swift.step()
          }
        }
      }
      let plainTime = clock.measure { stimuli.withUnsafeBytes { plain.runPlainLoop(cycles: cycles, drive: drive, stimuli: $0) } }
      best = (min(best.swift, swiftTime), min(best.plain, plainTime))
    }
    #expect(try swift.port("sums").readBits() == (try plain.port("sums").readBits()))
    let ratio = best.plain / best.swift
    print("Swift loop: \(Double(cycles) / (best.swift / .seconds(1)) / 1e6) M cycles/s, \(ratio) of a plain C++ loop")
    #expect(ratio >= 0.95)
  }
}
