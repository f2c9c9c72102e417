import Netlist

/// Registers that a reader expects in one block although no statement joins them: scalars that only one top-level statement
/// drives, each a statement with the same condition and no other branch, or without any.
struct AlikeRegisters {
  /// The most registers that come together in this way.
  private static let limit = 24

  /// Indices of registers to put into the block of others.
  private(set) var pairs: [(Int, Int)] = []

  private struct Key: Hashable {
    let condition: Int32
    let domain: Int
    let hasReset: Bool
  }

  init(_ module: Module) {
    var driven: [[Int]] = []
    var statementCount = [Int32](repeating: 0, count: module.registers.count)
    var lastStatement = [Int](repeating: -1, count: module.registers.count)
    for (index, statement) in module.statements.enumerated() {
      var registers: [Int] = []
      Module.walk([statement]) { inner in
        guard case .assign(let target, _) = inner.kind else { return }
        switch target {
        case .value(let id), .part(let id, _):
          guard case .register(let register) = module[id].operation, lastStatement[register] != index else { return }
          lastStatement[register] = index
          registers.append(register)
        case .memory: registers.append(-1)
        }
      }
      for register in registers where register >= 0 { statementCount[register] += 1 }
      driven.append(registers)
    }

    var groups: [Key: (first: Int, count: Int)] = [:]
    for (statement, registers) in zip(module.statements, driven) {
      guard let first = registers.first, first >= 0,
        registers.allSatisfy({ $0 >= 0 && statementCount[$0] == 1 && module[module.registers[$0].value].type.count == nil })
      else { continue }
      let condition: Int32
      switch statement.kind {
      case .assign: condition = -1
      case .when(let id, _, let otherwise) where otherwise.isEmpty: condition = id.index
      default: continue
      }
      let register = module.registers[first]
      let key = Key(condition: condition, domain: register.domain, hasReset: register.reset != nil)
      if let group = groups[key], group.count + registers.count <= Self.limit {
        pairs.append((group.first, first))
        groups[key] = (group.first, group.count + registers.count)
      } else {
        groups[key] = (first, registers.count)
      }
    }
  }
}
