import Netlist

/// Spells shifts of shifts so that Verilator computes them right.
///
/// Verilator 5.048 to 5.050 makes one shift of `(a << b) << c` by a sum that has no more bits than `b` and `c`: 3 and 1 in two
/// bits would shift by 0 (its issue 7955). It finds the inner shift through nets, ports, cut-off high bits and unrolled loops.
/// So a shift inside another one's expression becomes one with it, by a sum that is wide enough. Everywhere else the inner one gets
/// a bit more, which Verilator does not look through, on the side where zeros come in: bits 8 to 1 of `{a, 1'b0} << b` for eight bits
/// of `a << b`, and bits 7 to 0 of `{1'b0, a} >> b`. To synthesis both are the plain shift.
///
/// It joins only amounts of one width. An amount that is a number has 32 bits in the text and any other one at most 31, so that a
/// shift by a constant and one by a value, in either order, need no care.
struct NestedShifts {
  /// For each module: the shifts whose result another one may shift further.
  private var inner: [Set<ValueID>]

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

  /// The design in which no shift is left that Verilator would join with another one.
  static func apart(_ design: Design) throws(InvalidNetlist) -> Design {
    var result = design
    for index in design.modules.indices { try result.modules[index].joinShifts() }
    let inner = NestedShifts(result).inner
    for index in design.modules.indices { try result.modules[index].widenShifts(inner[index]) }
    return result
  }

  private init(_ design: Design) {
    self.design = design
    inner = [Set<ValueID>](repeating: [], count: design.modules.count)
    for (index, module) in design.modules.enumerated() {
      for value in module.values {
        guard case .shift(let direction, let operand, let amount) = value.operation else { continue }
        if case .constant = module[amount].operation { continue }
        if direction != .arithmeticRight { work.append((index, operand, direction)) }
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
