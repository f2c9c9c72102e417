import Netlist

/// Lets Verilator 5.048 make a variable of each lane of a vector whose lanes are assigned one by one.
///
/// It does so by itself only for a vector whose declaration has no start value, and `mac-array` ran at 0.9 of its speed, at 64 x 64 at
/// 0.65. An `initial` block would not stop it, but may not write what `always_ff` writes (IEEE 1800-2012, 9.2.2.4). A waveform still
/// shows the vector. A port cannot be split, nor what is read at a place that is computed at run time, as in a loop of a process: there
/// Verilator warns (SPLITVAR).
extension ModuleLowering {
  /// The registers of blocks that are printed once for all lanes and that Verilator can split.
  func laneRegisters(in layers: [LayerItems]) -> Set<ValueID> {
    var result: Set<ValueID> = []
    for block in analysis.projection.blocks where analysis.laneCount(of: block) != nil {
      for register in block.registers { result.insert(module.registers[register].value) }
    }
    result = result.filter { startValue(of: $0) != nil }
    if result.isEmpty { return [] }
    var places = ComputedPlaces()
    for layer in layers { places.visit(layer.wires + layer.combinational + layer.clocked + layer.checks) }
    return result.filter { !places.names.contains(name(of: $0)) }
  }

  /// What stands behind the name in a register's declaration.
  func splitting(_ id: ValueID) -> String? { splitRegisters.contains(id) ? "/* verilator split_var */" : nil }
}

/// The names of which some bits are read or written at a place that only run time tells.
private struct ComputedPlaces {
  private(set) var names: Set<String> = []
  /// Variables of `generate` loops, which are constants in each copy.
  private var constants: Set<String> = []

  mutating func visit(_ items: [Item]) {
    for item in items {
      switch item {
      case .assign(let target, let value, _):
        visit(target)
        visit(value)
      case .declaration(let declaration): if let value = declaration.value { visit(value) }
      case .block(let block): visit(block.body)
      case .instance(let instance): for connection in instance.connections { visit(connection.value) }
      case .generate(let variable, _, _, let inner):
        constants.insert(variable)
        visit(inner)
      case .conditional(_, let inner, let otherwise): visit(inner + otherwise)
      case .comment, .parameter, .table, .genvar, .blank: break
      }
    }
  }

  private mutating func visit(_ statements: [ProceduralStatement]) {
    for statement in statements {
      switch statement.kind {
      case .assign(let target, let value, _):
        visit(target)
        visit(value)
      case .conditional(let condition, let then, let otherwise):
        visit(condition)
        visit(then + otherwise)
      case .selection(let subject, let items, let otherwise):
        visit(subject)
        for item in items { visit(item.body) }
        visit(otherwise)
      case .loop(_, _, let body): visit(body)
      case .check(_, let condition, _): visit(condition)
      case .display(let parts): for case let value? in parts.map(\.value) { visit(value) }
      case .task(_, let arguments): for argument in arguments { visit(argument) }
      }
    }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.node {
    case .name, .literal: break
    case .unary(_, let a), .range(let a, _, _), .replication(_, let a), .cast(_, let a), .call(_, let a): visit(a)
    case .binary(_, let a, let b):
      visit(a)
      visit(b)
    case .conditional(let a, let b, let c):
      visit(a)
      visit(b)
      visit(c)
    case .index(let base, let place), .part(let base, let place, _):
      if let name = base.driven, !isConstant(place) { names.insert(name) }
      visit(base)
      visit(place)
    case .concatenation(let parts): for part in parts { visit(part) }
    }
  }

  private func isConstant(_ place: Expression) -> Bool {
    switch place.node {
    case .literal: true
    case .name(let name): constants.contains(name)
    case .unary(_, let a), .cast(_, let a), .call(_, let a): isConstant(a)
    case .binary(_, let a, let b): isConstant(a) && isConstant(b)
    default: false
    }
  }
}
