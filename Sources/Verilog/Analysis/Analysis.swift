import Netlist

/// How the text has a value.
struct PrintedValue {
  /// The text declares or computes it.
  var isPresent = false
  /// Loops whose index, element or accumulator the value depends on, sorted.
  var loopDependencies: [Int32] = []
  /// The value contains a `map` or `fold`, which can only be computed by statements.
  var containsLoop = false
  /// The value needs the number of the element that is being computed.
  var containsIndex = false
  /// It has a name of its own: in the source, or one made up for it.
  var isNamed = false
  /// What to call it where the source does not say.
  var hint: String?
  /// The vector is read or written element by element by a `map`.
  var isMapped = false
  /// Printed as an unpacked array.
  var isUnpacked = false
  /// A wire that is printed as its driver in an instance's port list.
  var isInlinedInput = false
  /// The scope to compute the value in, -1 for the module, or -2 for one that nothing uses.
  var home: Int32 = -2
  /// The scope of the block that computes a named value for the whole module, if it needs one.
  var ownScope: Int32?
}

/// Decides for every value of a module how it is printed: inside the expression that uses it, as a wire, or as a local
/// variable of a block; and for every vector whether it is a packed vector or an unpacked array.
///
/// Each step is a type that takes the results of those before it; all are linear in the module's size.
struct Analysis {
  let subject: AnalyzedModule
  let projection: Projection
  /// Reachable values, operands before users. Wires and registers are leaves.
  let order: [Int32]
  /// For each value of the module.
  let values: [PrintedValue]
  /// The memory is an array of arrays of elements.
  let memoryHasElements: [Bool]

  init(_ module: Module, _ wiring: ArrayWiring, _ roles: CheckRoles, _ dialect: Dialect) {
    let checkLayer = CheckLayer(module, wiring, roles)
    subject = AnalyzedModule(
      module: module, dialect: dialect, wiring: wiring, checkLayer: checkLayer, projection: Projection(module, checkLayer),
      constantMemories: module.constantMemories, maskedMemories: module.maskedMemories)
    let reach = Reach(subject)
    let extents = Extents(subject, reach)
    let names = NameChoice(subject, reach, extents)
    let reads = ElementReads(subject, reach)
    let storage = StorageChoice(subject, reach, names, reads)
    let inputs = InlinedInputs(subject, reach, extents, names, storage)
    let homes = Homes(subject, reach, extents, names)

    order = reach.order
    memoryHasElements = storage.memoryHasElements
    projection = homes.projection
    values = module.values.indices.map { index in
      PrintedValue(
        isPresent: reach.isPresent[index], loopDependencies: extents[index].loopDependencies,
        containsLoop: extents[index].containsLoop, containsIndex: extents[index].containsIndex, isNamed: names[index].isNamed,
        hint: names.hints[Int32(index)], isMapped: reads[index].byMap, isUnpacked: storage.isUnpacked[index],
        isInlinedInput: inputs.isInlined[index], home: homes.home[index], ownScope: homes.ownScope[Int32(index)])
    }
  }

  var module: Module { subject.module }
  var wiring: ArrayWiring { subject.wiring }
  var checkLayer: CheckLayer { subject.checkLayer }
  /// Memories that nothing writes and whose words the text holds: constants.
  var constantMemories: Set<Int> { subject.constantMemories }
  /// Memories of words of several elements that some write changes in part.
  var maskedMemories: Set<Int> { subject.maskedMemories }
}

/// A module with its statements split into blocks: what every step of the analysis reads.
struct AnalyzedModule {
  let module: Module
  let dialect: Dialect
  let wiring: ArrayWiring
  let checkLayer: CheckLayer
  let projection: Projection
  let constantMemories: Set<Int>
  let maskedMemories: Set<Int>

  /// What a statement's operand is for.
  enum Role { case value(Target), index, address, mask, condition, subject, check, displayed }

  /// Every use of a value by a statement, with the scope of the statement's list.
  func forEachScopeUse(_ body: (ValueID, Int32, Role) -> Void) {
    func walk(_ scope: Scope) {
      let id = Int32(scope.id)
      for statement in scope.statements {
        switch statement {
        case .assign(let target, let value, _):
          switch target {
          case .value: break
          case .part(_, let part): for index in part.indices { body(index.value, id, .index) }
          case .memory(_, let address, let mask):
            body(address, id, .address)
            if let mask { body(mask, id, .mask) }
          }
          body(value, id, .value(target))
        case .when(let condition, let then, let otherwise, _):
          body(condition, id, .condition)
          walk(then)
          walk(otherwise)
        case .match(let subject, let cases, let otherwise, _):
          body(subject, id, .subject)
          for one in cases { walk(one.body) }
          walk(otherwise)
        case .check(_, let condition, _, _): body(condition, id, .check)
        case .display(let text, _): for value in text.values { body(value, id, .displayed) }
        }
      }
    }
    for block in projection.blocks { walk(block.root) }
  }
}

extension Module {
  /// Nothing computes it: the text has it as a name.
  func isLeaf(_ id: ValueID) -> Bool {
    switch self[id].operation {
    case .input, .register, .wire, .instanceOutput: true
    default: false
    }
  }

  /// Memories of words of several elements that some write changes in part.
  fileprivate var maskedMemories: Set<Int> {
    var result: Set<Int> = []
    Module.walk(statements) { statement in
      if case .assign(.memory(let memory, _, .some), _) = statement.kind, memories[memory].word.count ?? 1 > 1 {
        result.insert(memory)
      }
    }
    return result
  }
}
