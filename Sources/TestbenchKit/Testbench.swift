import Simulation
import UnitProtocol

/// What a testbench is asked to do.
public struct TestbenchOptions: Sendable {
  /// Every random choice follows from it.
  public var seed: UInt64
  /// Transactions to run, at least; each testbench says what one is.
  public var count: Int
  public init(seed: UInt64 = 1, count: Int = 1000) {
    self.seed = seed
    self.count = count
  }
}

/// What came of a run.
public struct TestbenchReport: Sendable, Codable {
  public var transactions = 0
  public var cycles: UInt64 = 0
  public var mismatches = 0
  /// The first mismatch in one line: what was expected, what came, at which cycle.
  public var firstMismatch: String?
  /// How often each situation occurred that the testbench claims to exercise; one that stayed at 0 is a failure.
  public var coverage: [String: Int] = [:]

  public init() {}

  public var passed: Bool { mismatches == 0 && !coverage.values.contains(0) && transactions > 0 }

  /// Counts a comparison that failed.
  public mutating func mismatch(_ text: @autoclosure () -> String) {
    mismatches += 1
    guard firstMismatch == nil else { return }
    let text = text()
    // Many comparisons are made when a round is over: the cycle is that in which the difference was noticed.
    let noticed = text.contains("cycle ") ? nil : TestbenchClock.current?.simulator.cycle
    firstMismatch = (noticed.map { "noticed in cycle \($0): " } ?? "") + text
  }

  /// Whether a testbench goes on: until the transactions asked for were run and all that it claims was seen.
  ///
  /// A claim that is never seen ends after `most` rounds. So does a run without a transaction in a round, or with mismatches: a unit
  /// that stands still would keep it for ever.
  ///
  /// - Parameter besides: a claim that is seen to after the rounds
  public func needsMore(_ options: TestbenchOptions, round: Int, most: Int, besides: String? = nil) -> Bool {
    if transactions >= options.count { return round < most && coverage.contains { $0.value == 0 && $0.key != besides } }
    return round < most || (mismatches == 0 && round - most < transactions)
  }
}

/// The simulator that the running testbench drives, so that a mismatch can name the cycle.
///
/// Unchecked Sendable: only the testbench's own thread looks at it.
struct TestbenchClock: @unchecked Sendable {
  @TaskLocal static var current: TestbenchClock?
  let simulator: any Simulator
}

/// Drives one unit in any simulator against its golden model.
public protocol Testbench: SendableMetatype {
  associatedtype Tested: Unit
  /// Throws when an assertion fails in the model; a wrong value is a mismatch in the report.
  static func run(_ unit: Tested, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport
  /// About how many microseconds a run takes in the built-in simulator because of the unit's size, whatever `count` is: a full
  /// memory, the longest vector, work in every cycle. The random regression leaves out what takes too long.
  static func effort(of unit: Tested) -> Int
  /// Mistakes in the unit's default configuration that no test can see.
  static var equivalentMutants: [EquivalentMutant] { get }
  /// What functions inside the unit can be given, in any configuration.
  static var operandRanges: [OperandRange] { get }
}

extension Testbench {
  public static func effort(of unit: Tested) -> Int { 0 }
  public static var operandRanges: [OperandRange] { [] }
  public static var equivalentMutants: [EquivalentMutant] { [] }
}

/// A testbench of any unit, by the unit's name.
public struct TestbenchEntry: Sendable {
  /// What is tested.
  public let unit: any Unit.Type
  public let equivalentMutants: [EquivalentMutant]
  public let operandRanges: [OperandRange]
  /// `unit` is a value of the entry's unit type.
  public let run: @Sendable (any Unit, any Simulator, TestbenchOptions) throws -> TestbenchReport

  /// `Testbench.effort` of a value of the entry's unit type; 0 for another one.
  public let effort: @Sendable (any Unit) -> Int

  /// The name of the unit that is tested.
  public var unitName: String { unit.unitName }

  public init<T: Testbench>(_: T.Type) {
    unit = T.Tested.self
    equivalentMutants = T.equivalentMutants
    operandRanges = T.operandRanges
    effort = { unit in (unit as? T.Tested).map { T.effort(of: $0) } ?? 0 }
    run = { unit, simulator, options in
      guard let unit = unit as? T.Tested else {
        throw UnitError("\(T.Tested.unitName)'s testbench cannot drive \(type(of: unit).unitName)")
      }
      return try TestbenchClock.$current.withValue(TestbenchClock(simulator: simulator)) {
        try T.run(unit, on: simulator, options: options)
      }
    }
  }
}
