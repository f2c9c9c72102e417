import Netlist

/// Decides for every value of a module how it is printed: inside the expression that uses it, as a wire, or as a local
/// variable of a block; and for every vector whether it is a packed vector or an unpacked array.
///
/// One pass over the reachable values from operands to users, one back; both linear.
struct Analysis {
  let module: Module
  let dialect: Dialect
  let checkLayer: CheckLayer
  var projection: Projection
  let wiring: ArrayWiring

  /// Values that the text declares or computes.
  private(set) var isPresent: [Bool]
  /// Reachable values, operands before users. Wires and registers are leaves.
  var order: [Int32] = []
  var uses: [Int32]
  /// Loops whose index, element or accumulator the value depends on, sorted.
  var loopDependencies: [[Int32]]
  /// The value contains a `map` or `fold`, which can only be computed by statements.
  var containsLoop: [Bool]
  /// The value gets a name of its own.
  var isNamed: [Bool]
  /// Some user reads all bits of the vector at once.
  var isReadWhole: [Bool]
  /// The vector is read by a fold or at a computed index: fast as an array, slow as slices of a wide vector.
  var isReadByFold: [Bool]
  /// The vector is read or written element by element by a `map`.
  var isMapped: [Bool]
  /// The value needs the number of the element that is being computed.
  var containsIndex: [Bool]
  /// Printed as an unpacked array.
  var isUnpacked: [Bool]
  /// The memory is an array of arrays of elements.
  var memoryHasElements: [Bool]
  /// Memories of words of several elements that some write changes in part.
  private(set) var maskedMemories: Set<Int> = []
  /// Memories that nothing writes and whose words the text holds: constants.
  let constantMemories: Set<Int>
  /// For values that contain a loop: the scope to compute it in, or -1 for the module.
  var home: [Int32]
  /// The scope of the block that computes a named value for the whole module, if it needs one.
  var ownScope: [Int32: Int32] = [:]
  /// A wire that is printed as its driver in an instance's port list.
  var isInlinedInput: [Bool]
  /// What to call an unnamed value that gets a name.
  var hints: [Int32: String] = [:]
  var inlineDepth: [Int16]
  var isTooLarge: [Bool]
  var hintBase: [Int32: String] = [:]

  static let maximumDepth: Int16 = 12
  static let maximumSize: Int32 = 60

  init(_ module: Module, _ wiring: ArrayWiring, _ roles: CheckRoles, _ dialect: Dialect) {
    let count = module.values.count
    self.module = module
    self.dialect = dialect
    self.wiring = wiring
    checkLayer = CheckLayer(module, wiring, roles)
    projection = Projection(module, checkLayer)
    isPresent = [Bool](repeating: false, count: count)
    constantMemories = module.constantMemories
    uses = [Int32](repeating: 0, count: count)
    loopDependencies = [[Int32]](repeating: [], count: count)
    containsLoop = [Bool](repeating: false, count: count)
    isNamed = [Bool](repeating: false, count: count)
    isReadWhole = [Bool](repeating: false, count: count)
    isReadByFold = [Bool](repeating: false, count: count)
    isMapped = [Bool](repeating: false, count: count)
    containsIndex = [Bool](repeating: false, count: count)
    isUnpacked = [Bool](repeating: false, count: count)
    memoryHasElements = [Bool](repeating: false, count: module.memories.count)
    home = [Int32](repeating: -2, count: count)
    isInlinedInput = [Bool](repeating: false, count: count)
    inlineDepth = [Int16](repeating: 0, count: count)
    isTooLarge = [Bool](repeating: false, count: count)
    Module.walk(module.statements) { statement in
      if case .assign(.memory(let memory, _, .some), _) = statement.kind, module.memories[memory].word.count ?? 1 > 1 {
        maskedMemories.insert(memory)
      }
    }
    reach()
    for value in order { isPresent[Int(value)] = true }
    for (index, block) in projection.blockOfValue.enumerated() where block >= 0 { isPresent[index] = true }
    for instance in module.instances { for case let id? in instance.connections { isPresent[Int(id.index)] = true } }
    forward()
    chooseNames()
    findElementReads()
    chooseStorage()
    inlineInputs()
    findHomes()
  }

  func isLeaf(_ id: ValueID) -> Bool {
    switch module[id].operation {
    case .input, .register, .wire, .instanceOutput: true
    default: false
    }
  }
}

extension Module {
  /// Memories with contents that nothing writes, neither the design nor a host. Those of a file stay memories, which their file fills,
  /// and so do those for which the designer chose a kind of memory by an attribute.
  fileprivate var constantMemories: Set<Int> {
    var result = Set(
      memories.indices.filter {
        memories[$0].contents != nil && memories[$0].contentsFile == nil && !memories[$0].isHostFilled
          && memories[$0].attributes.isEmpty
      })
    Module.walk(statements) { if case .assign(.memory(let memory, _, _), _) = $0.kind { result.remove(memory) } }
    return result
  }
}
