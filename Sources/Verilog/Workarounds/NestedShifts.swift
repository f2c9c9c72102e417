import Netlist

/// Finds shifts that Verilator must not see inside another shift.
///
/// Verilator 5.048 to 5.050 makes one shift of `(a << b) << c` by a sum that has no more bits than `b` and `c`: 3 and 1 in two
/// bits would shift by 0 (its issue 7955). It finds the inner shift through nets, ports, cut-off high bits and unrolled loops.
/// So nested shifts are printed as one, by a sum that is wide enough, where one stands in the other's expression; everywhere
/// else the inner one is printed as `(|b) ? a << b : a`, which it leaves alone.
struct NestedShifts {
  /// For each module: the shifts whose result another one may shift further.
  private(set) var inner: [Set<ValueID>]

  private let design: Design
  /// The one assignment of each wire, as far as it stands under no condition.
  private var drivers: [[ValueID: [ValueID]]] = []
  /// Instances of each module: the module around and the index there.
  private var uses: [[(module: Int, instance: Int)]] = []
  /// Values that some shift further out takes, and have not been looked at.
  private var work: [(module: Int, value: ValueID, direction: ShiftOperator)] = []
  private var seen: Set<Taken> = []

  private struct Taken: Hashable {
    let module: Int, value: ValueID, direction: ShiftOperator
  }

  init(_ design: Design) {
    self.design = design
    inner = [Set<ValueID>](repeating: [], count: design.modules.count)
    for (index, module) in design.modules.enumerated() {
      for value in module.values {
        if case .shift(let direction, let operand, _) = value.operation, direction != .arithmeticRight {
          work.append((index, operand, direction))
        }
      }
    }
    if work.isEmpty { return }
    connect()
    while let (module, value, direction) = work.popLast() { follow(value, in: module, direction) }
  }

  private mutating func connect() {
    uses = design.modules.map { _ in [] }
    for (index, module) in design.modules.enumerated() {
      for (number, instance) in module.instances.enumerated() { uses[instance.module].append((index, number)) }
      var known: [ValueID: [ValueID]] = [:]
      for statement in module.statements {
        switch statement.kind {
        case .assign(.value(let id), let source), .assign(.part(let id, _), let source): known[id, default: []].append(source)
        default: break
        }
      }
      drivers.append(known)
    }
  }

  /// Finds the shifts that come through to `value` unchanged.
  private mutating func follow(_ value: ValueID, in index: Int, _ direction: ShiftOperator) {
    guard seen.insert(Taken(module: index, value: value, direction: direction)).inserted else { return }
    let module = design.modules[index]
    func further(_ id: ValueID) { work.append((index, id, direction)) }
    switch module[value].operation {
    case .shift(direction, _, let amount):
      if case .constant = module[amount].operation {} else { inner[index].insert(value) }
    case .reinterpret(let a), .crossing(let a), .slice(let a, _), .element(let a, _), .loopElement(_, let a): further(a)
    case .resize(let a) where module[a].type.width >= module[value].type.width: further(a)
    case .concatenate(let parts) where module[value].type.count != nil: for part in parts { further(part) }
    case .map(let loop): further(module.loops[loop].result)
    case .wire: for source in drivers[index][value] ?? [] { further(source) }
    case .instanceOutput(let number, let port):
      let child = module.instances[number].module
      work.append((child, design.modules[child].ports[port].value, direction))
    case .input:
      for port in module.ports.indices where module.ports[port].value == value {
        for use in uses[index] {
          if let outside = design.modules[use.module].instances[use.instance].connections[port] {
            work.append((use.module, outside, direction))
          }
        }
      }
    default: break
    }
  }
}

extension ModuleLowering {
  /// `a << (b + c)` for `(a << b) << c` where the inner shift has no name of its own: the operand that is left, and the amounts.
  func joined(_ direction: ShiftOperator, _ operand: ValueID, _ amount: ValueID, _ frame: Frame?) -> (ValueID, [ValueID]) {
    var operand = operand, amounts = [amount]
    while direction != .arithmeticRight, case .shift(direction, let next, let by) = module[operand].operation,
      !analysis.isNamed[Int(operand.index)], known(operand, frame) == nil, isVariable(by), isVariable(amount),
      (amounts + [by]).allSatisfy({ type($0).width <= 24 })
    {
      amounts.append(by)
      operand = next
    }
    return (operand, amounts)
  }

  private func isVariable(_ id: ValueID) -> Bool { if case .constant = module[id].operation { false } else { true } }

  /// The sum of shift amounts, with as many bits as it can need.
  func sum(_ amounts: [ValueID], _ frame: Frame?) -> Expression {
    let width = (amounts.map { type($0).width }.max() ?? 1) + (Int.bitWidth - (amounts.count - 1).leadingZeroBitCount)
    let parts = amounts.map { closed($0, frame).taken(asSigned: false, dialect).extended(to: width, dialect) }
    return parts.dropFirst().reduce(parts[0]) { .arithmetic(.add, $0, $1, dialect) }
  }

  /// `shifted`, or the operand where nothing is shifted: the form that Verilator joins with no other shift.
  func apart(_ shifted: Expression, _ operand: Expression, by amount: Expression) -> Expression {
    let moves = amount.width == 1 ? amount : .unary(.or, amount, dialect)
    return .conditional(moves, shifted, operand, dialect)
  }
}
