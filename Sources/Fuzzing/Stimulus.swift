import Netlist
import Simulation

/// What is done to a circuit, cycle by cycle, and what its outputs were.
///
/// A cycle: inputs change, outputs are compared, clocks rise and fall, outputs are compared again. The first cycle resets: every
/// clock rises with `enable` at 0; where bits can be unknown, outputs are compared from then on.
public struct Stimulus: Sendable {
  public struct Cycle: Sendable {
    /// For each data input of the circuit, in their order.
    public var inputs: [BitVector]
    /// Resets that are held: bit 0 is that of `clock`, bit 1 of `slow`.
    public var resets: UInt32
    /// Clocks that rise: bit 0 is `clock`, bit 1 `slow`.
    public var edges: UInt32

    /// The level of a circuit's reset.
    func level(of port: Port, in module: Module) -> UInt64 {
      let isActive = resets >> UInt32(port.domain) & 1 == 1
      return isActive != module.isActiveLow(port) ? 1 : 0
    }
  }
  public var cycles: [Cycle]

  /// Circuits in one batch share clocks and resets; `schedule` is the same for all of them.
  public init(for design: Design, seed: UInt64, schedule: ClockSchedule) {
    var random = RandomSource(seed: seed ^ 0x5717_0915)
    let ports = design.top.ports.filter { $0.direction == .input && $0.role == .data }
    cycles = schedule.cycles.map { .init(inputs: [], resets: $0.resets, edges: $0.edges) }
    for number in cycles.indices {
      for (index, port) in ports.enumerated() {
        let width = design.top[port.value].type.width
        let value: BitVector
        if port.name == "enable" {
          value = BitVector(number == 0 || random.chance(15) ? 0 : 1, width: 1)
        } else if number > 0, random.chance(25) {
          value = cycles[number - 1].inputs[index]
        } else {
          value = random.chance(25) ? random.smallBits(width: width, below: 10) : random.bits(width: width)
        }
        cycles[number].inputs.append(value)
      }
    }
  }

  public init(cycles: [Cycle]) { self.cycles = cycles }
}

/// When which clocks rise and which resets are held.
public struct ClockSchedule: Sendable {
  public struct Cycle: Sendable {
    public var edges: UInt32
    public var resets: UInt32
  }
  public var cycles: [Cycle] = []

  public init(seed: UInt64, count: Int) {
    var random = RandomSource(seed: seed ^ 0xC10C_4ED6)
    for number in 0..<count {
      let resets: UInt32 = number == 0 ? 3 : random.chance(10) ? 1 + UInt32(random.below(3)) : 0
      cycles.append(.init(edges: number == 0 ? 3 : random.pick([1, 1, 2, 3, 3]), resets: resets))
    }
  }
}

/// The values of a circuit's output ports, in their order, at every comparison.
public struct Trace: Sendable, Equatable {
  /// Two for each cycle, before and after the edges; 4-state simulators know nothing before the end of the first.
  public var samples: [[BitVector]] = []
  public static let firstCompared = 1
}
