import Simulation
import UnitProtocol

/// Configurations with parameters drawn at random from the ranges that the units document.
///
/// Half of the numbers lie at an end of their range or beside a power of two, where faults sit; the others are spread over the
/// orders of magnitude.
struct RandomConfigurations {
  private var random: SplitMix64
  private let units: [any Unit.Type]
  /// Units that wait for their turn: each has one before any has two.
  private var waiting: [any Unit.Type] = []

  init(of units: [any Unit.Type], seed: UInt64) {
    self.units = units
    random = SplitMix64(seed: seed)
  }

  /// The next configuration, and a seed for its testbench.
  ///
  /// Throws when a unit's parameters can hardly be drawn: when its ranges allow much that its `parameterError` refuses.
  mutating func next() throws -> (configuration: Configuration, seed: UInt64) {
    if waiting.isEmpty { waiting = units }
    let unit = waiting.remove(at: random.next(below: waiting.count))
    return (try draw(unit), random.next() % 1_000_000)
  }

  private mutating func draw<U: Unit>(_: U.Type) throws -> Configuration {
    let testbench = try Catalog.current.testbench(of: U.unitName)
    for _ in 0..<10_000 {
      let settings = U.parameterDescriptions.compactMap { parameter in
        value(of: parameter).map { (name: parameter.name, value: $0) }
      }
      guard let unit = try? U(settings: settings), testbench.effort(unit) <= Self.mostEffort else { continue }
      return Configuration(unit)
    }
    throw CommandFailure("no parameters of \(U.unitName) could be drawn in 10000 attempts; make its ranges say what it takes")
  }

  /// What `Testbench.effort` may be: some seconds in the built-in simulator.
  private static let mostEffort = 4_000_000

  /// A value as text; nil where the table does not say which there are, which leaves the default.
  private mutating func value(of parameter: ParameterDescription) -> String? {
    switch parameter.values {
    case .integers(let range, let factor):
      let steps = number(in: (range.lowerBound + factor - 1) / factor...range.upperBound / factor)
      return "\(steps * factor)"
    case .powersOfTwo(let range):
      let exponents = range.lowerBound.trailingZeroBitCount...range.upperBound.trailingZeroBitCount
      return "\(1 << (exponents.lowerBound + random.next(below: exponents.count)))"
    case .choices(let names): return names[random.next(below: names.count)]
    case .flag: return random.chance(50) ? "true" : "false"
    case .any: return nil
    }
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int {
    let span = range.upperBound - range.lowerBound
    let drawn: Int
    switch random.next(below: 10) {
    case 0: drawn = range.lowerBound
    case 1: drawn = range.lowerBound + 1
    case 2: drawn = range.upperBound - random.next(below: 2)
    case 3, 4: drawn = 1 << random.next(below: 17) + random.next(below: 3) - 1
    default:
      // Any number of bits of the span first, then any number of so many.
      let bits = random.next(below: Int.bitWidth - span.leadingZeroBitCount + 1)
      drawn = range.lowerBound + random.next(below: 1 << bits)
    }
    return min(max(drawn, range.lowerBound), range.upperBound)
  }
}
