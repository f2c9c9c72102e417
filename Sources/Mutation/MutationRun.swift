import HDL
import Netlist
import Simulation
import TestbenchKit
import UnitProtocol

/// What became of a mutant.
public enum MutantFate: Sendable, Equatable {
  /// The testbench reported a mismatch.
  case mismatch(String)
  /// An assertion in the design failed, or the testbench threw.
  case failure(String)
  /// It ran for more cycles than the bound.
  case timeout
  /// The simulator or a check refuses the design.
  case invalid(String)
  case survived(SurvivorClass)

  public var isKilled: Bool { if case .survived = self { false } else { true } }
}

/// Why no test could see, or did see, a mutant.
public enum SurvivorClass: Sendable, Hashable {
  /// Proven: folding constants and removing dead code gives the same netlist.
  case sameNetlist
  /// The testbench's author says why no test can see it.
  case explained(String)
  /// Proven: the changed module does the same between its registers, whatever it is given.
  case sameLogic
  /// Proven: the changed module is the same function of the operands that the unit can give it, for these reasons.
  case sameFunction(where: [String])
  /// The changed module is another function of these operands, and random inputs of the unit do not show it.
  case otherFunction(operands: String)
  /// Proven: nothing but assertions and covers depends on the change.
  case onlyChecks
  /// Only these outputs depend on the change.
  case onlyOutputs([String])
  /// Not proven: the outputs were equal in this many cycles of random inputs, too.
  case noDifferenceFound(cycles: Int)
  /// Random inputs show a difference at this output: the testbench has a gap, or no legal input does that.
  case differs(output: String, cycle: Int)

  /// Whether it is proven or argued that no test can see it.
  public var isExplained: Bool {
    switch self {
    case .sameNetlist, .sameLogic, .sameFunction, .explained, .onlyChecks: true
    case .otherFunction, .onlyOutputs, .noDifferenceFound, .differs: false
    }
  }

  public var explanation: String {
    switch self {
    case .sameNetlist: "equivalent: folds to the same netlist (proven)"
    case .explained(let reason): reason
    case .sameLogic: "equivalent: the same between registers (proven)"
    case .sameFunction(let reasons):
      "equivalent: the same function of its operands (proven)"
        + (reasons.isEmpty ? "" : ", where " + reasons.joined(separator: " and "))
    case .otherFunction(let operands): "the module differs for \(operands): a gap of the testbench, or operands that cannot come"
    case .onlyChecks: "only assertions and covers depend on it (proven)"
    case .onlyOutputs(let names): "only \(names.joined(separator: ", ")) depend on it"
    case .noDifferenceFound(let cycles):
      "no difference in \(cycles) cycles of random inputs: unreachable or never visible (not proven)"
    case .differs(let output, let cycle):
      "'\(output)' differs in cycle \(cycle) of random inputs: a gap of the testbench, or inputs that its protocol excludes"
    }
  }
}

/// Why mutants cannot be judged.
public struct MutationError: Error, Sendable, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}

/// Runs a unit's testbench against mutants of its netlist on the built-in simulator.
public struct MutationRun: Sendable {
  public let unit: any Unit
  public let testbench: TestbenchEntry
  public let design: Design
  public var options: TestbenchOptions
  /// A mutant that needs more cycles has a different behaviour.
  public private(set) var cycleBound: UInt64 = .max

  /// Runs the testbench on the design as it is: throws if that fails, and takes the bound from it.
  public init(_ unit: any Unit, design: Design, testbench: TestbenchEntry, options: TestbenchOptions) throws {
    self.unit = unit
    self.design = design
    self.testbench = testbench
    self.options = options
    let simulator = try BuiltinSimulator(design)
    let report = try testbench.run(unit, simulator, options)
    guard report.passed else {
      let why =
        report.firstMismatch ?? "it never reached: "
        + report.coverage.filter { $0.value == 0 }.keys.sorted().joined(separator: ", ")
      throw MutationError("the testbench fails on the design itself: \(why)")
    }
    cycleBound = simulator.cycle * 2 + 10_000
  }

  public func fate(of mutant: Mutant) -> MutantFate {
    let simulator: BuiltinSimulator
    do { simulator = try BuiltinSimulator(mutant.design) } catch { return .invalid("\(error)") }
    let bounded = WatchedSimulator(simulator, bound: cycleBound)
    do {
      let report = try testbench.run(unit, bounded, options)
      if report.mismatches > 0 { return .mismatch(report.firstMismatch ?? "") }
      if !report.passed {
        return .mismatch("never reached: " + report.coverage.filter { $0.value == 0 }.keys.sorted().joined(separator: ", "))
      }
    } catch {
      return bounded.isExceeded ? .timeout : .failure("\(error)")
    }
    let known = testbench.equivalentMutants.first {
      $0.matches(module: mutant.module, target: mutant.target, change: mutant.change, location: mutant.location)
    }
    if let known { return .survived(.explained(known.reason)) }
    return .survived(SurvivorCheck(original: design, mutant: mutant).run())
  }
}
