import Exploration
import HDL
import Netlist
import Testing
import Units

/// An adder beside itself with one comparison changed: which of its operands is the larger one.
@Suite(.enabled(if: LogicComparison.isAvailable))
struct LogicComparisonTests {
  private static let adder = "pipelined_adder_single"

  private enum Change { case none, orEqual, exchanged }

  private func compare(_ change: Change, operands: [LogicComparison.Operand] = [], movesAlike: Bool = true) throws
    -> LogicComparison.Outcome
  {
    let design = try elaborate(ResidualAdd())
    var changed = design
    let index = try #require(design.modules.firstIndex { $0.name == Self.adder })
    var module = design.modules[index]
    let swaps = try #require(module.values.firstIndex { $0.name == "result_swaps" })
    guard case .binary(.less, let a, let b) = module.values[swaps].operation else {
      Issue.record("the adder no longer compares its operands by one '<'")
      return .undecided
    }
    switch change {
    case .none: break
    case .exchanged: module.values[swaps].operation = .binary(.less, b, a)
    case .orEqual:
      module.values.append(Netlist.Value(.binary(.less, b, a), .bit))
      module.values[swaps].operation = .not(ValueID(module.values.count - 1))
    }
    changed.modules[index] = module
    let comparison = try #require(LogicComparison(design, changed, module: Self.adder, operands: operands))
    return try comparison.run(movesAlike: movesAlike)
  }

  @Test func theSameModuleIsTheSame() throws {
    #expect(try compare(.none) == .sameLogic)
  }

  /// Equal magnitudes may exchange their places: the register of the sign differs for +0 and -0, the sum does not.
  @Test func anotherWayToTheSameSumIsTheSameFunction() throws {
    #expect(try compare(.orEqual) == .sameFunction)
    #expect(try compare(.orEqual, movesAlike: false) == .undecided)
  }

  @Test func aWrongSumIsFoundUnlessItsOperandsCannotCome() throws {
    guard case .differs(let operands) = try compare(.exchanged) else {
      Issue.record("the exchanged operands were not noticed")
      return
    }
    #expect(operands.contains("a = 0x") && operands.contains("b = 0x"))
    let zeros = ["a", "b"].map { LogicComparison.Operand(port: $0, ranges: [0...0]) }
    #expect(try compare(.exchanged, operands: zeros) == .sameFunction)
  }
}
