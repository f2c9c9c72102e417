import Netlist

/// The whole design as one graph: instances dissolved, ports of instances aliased to what drives them, ids made global.
struct FlatDesign {
  /// Values of all instances; operands, registers, memories and loops are global indices.
  var values: [Value] = []
  var registers: [FlatRegister] = []
  var memories: [FlatMemory] = []
  var loops: [Loop] = []
  /// What drives each wire, by its id.
  var drivers: [ValueID: [Action]] = [:]
  /// The clocks with their edges: first the rising edges of the top module's clocks, in their order.
  var domains: [FlatDomain] = []
  /// Statements at the edge of each domain.
  var edges: [[Action]] = []
  var checks: [FlatCheck] = []
  var displays: [FlatDisplay] = []
  /// Instances, the top first, each after the instance that holds it.
  var scopes: [FlatScope] = []

  subscript(id: ValueID) -> Value { values[Int(id.index)] }

  mutating func append(_ operation: Operation, _ type: ValueType) -> ValueID {
    values.append(Value(operation, type))
    return ValueID(values.count - 1)
  }
}

/// An edge of a clock.
struct FlatDomain: Hashable {
  /// An input of the top, or what makes the clock.
  var clock: ValueID
  var edge: ClockEdge
}

/// A signal that resets registers.
struct FlatReset: Hashable {
  var signal: ValueID
  var style: ResetStyle
}

struct FlatRegister {
  var value: ValueID
  /// Index into `FlatDesign.domains`.
  var domain: Int
  /// The value under reset.
  var reset: BitVector?
  var resetSignal: FlatReset?
}

struct FlatMemory {
  var path: String
  /// Index into `FlatDesign.scopes`.
  var scope: Int
  var memory: Memory
  /// Index into `FlatDesign.domains`.
  var domain: Int
}

struct FlatCheck {
  var kind: CheckKind
  var message: String
  var module: String
  var location: String
  var resetSignal: FlatReset?
}

/// A line that is printed; the values of its text are those of its module.
struct FlatDisplay {
  var text: DisplayText
  var resetSignal: FlatReset?
}

/// One instance: what a hierarchical name is looked up in.
struct FlatScope {
  /// The instance's name; of the top, the module's.
  var name: String
  /// Index into `FlatDesign.scopes`; nil for the top.
  var parent: Int?
  /// Index into `Design.modules`.
  var module: Int
  /// Global id of the module's value 0.
  var base: Int
  /// Global index of the module's memory 0.
  var memoryBase: Int
}

/// A statement over global ids.
enum Action {
  case assign(ValueID, ValueID)
  case assignPart(ValueID, Part, ValueID)
  case write(memory: Int, address: ValueID, mask: ValueID?, ValueID)
  case when(ValueID, then: [Action], otherwise: [Action])
  case match(ValueID, cases: [(values: [BitVector], body: [Action])], otherwise: [Action])
  case check(Int, ValueID)
  /// `FlatDesign.displays[i]`, over these values.
  case display(Int, [ValueID])
}

/// Statements of a module, separated by what they drive: a wire, or the state of a clock domain.
enum Driven: Hashable {
  case wire(ValueID)
  case edge(domain: Int)

  init(_ statement: Statement, in module: Module) {
    switch statement.kind {
    case .assign(.value(let target), _), .assign(.part(let target, _), _):
      if case .register(let index) = module[target].operation {
        self = .edge(domain: module.registers[index].domain)
      } else {
        self = .wire(target)
      }
    case .assign(.memory(let index, _, _), _): self = .edge(domain: module.memories[index].domain)
    case .check(_, _, _, let domain), .display(_, let domain): self = .edge(domain: domain)
    case .when, .match: self = .edge(domain: 0)
    }
  }
}
