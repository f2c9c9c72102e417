/// Follows elements through what only moves them: concatenations, slices, maps, wires and instances.
///
/// A vector of which each element depends on its neighbour is no loop, and neither is a chain of instances; word by word
/// both look like one.
struct Elementwise {
  private var module: Module
  /// The outputs of the single instances, by the value that stood for all of them.
  private var outputs: [ValueID: [ValueID]] = [:]
  /// What drives a wire: parts at constant places, in order, that nothing overrides.
  private var drivers: [ValueID: [(range: Range<Int>, value: ValueID)]] = [:]
  private var dependsOnLoops: [Bool]
  private var starts: [ValueID: [Int]] = [:]
  private var known: [Key: ValueID] = [:]
  /// What is being looked for: a signal that depends on itself is found again.
  private var open: Set<Key> = []
  /// The first thing that was no netlist; what stands in its stead is never used.
  private var broken: InvalidNetlist?
  private struct Key: Hashable {
    let value: ValueID
    let offset: Int, width: Int
  }

  /// One index of a loop around what is being looked at.
  private final class Iteration {
    let loop: Int
    let index: Int
    let accumulator: ValueID?
    let outer: Iteration?
    var known: [ValueID: ValueID] = [:]
    init(loop: Int, index: Int, accumulator: ValueID?, outer: Iteration?) {
      self.loop = loop
      self.index = index
      self.accumulator = accumulator
      self.outer = outer
    }
  }

  init(_ module: Module) {
    self.module = module
    dependsOnLoops = module.loops.isEmpty ? [] : LoopScopeCheck.openLoops(of: module).map { !$0.isEmpty }
    findDrivers()
  }

  /// The module with single instances, and with every constant selection from a wire replaced by what drives it there; nil if
  /// that changes nothing.
  static func module(_ module: Module, in design: Design) throws(InvalidNetlist) -> Module? {
    var elements = Elementwise(module)
    let hasArrays = module.instances.contains { !$0.dimensions.isEmpty }
    if hasArrays { elements.expandInstances(design) }
    let isChanged = elements.redirectSelections(count: module.values.count)
    if let broken = elements.broken { throw broken }
    return hasArrays || isChanged ? elements.module : nil
  }

  private mutating func findDrivers() {
    var isPlain = [Bool](repeating: true, count: module.values.count)
    func exclude(_ statements: [Statement]) {
      Module.walk(statements) { statement in
        switch statement.kind {
        case .assign(.value(let id), _), .assign(.part(let id, _), _): isPlain[Int(id.index)] = false
        default: break
        }
      }
    }
    for statement in module.statements {
      switch statement.kind {
      case .assign(.value(let id), let value) where module[id].operation == .wire:
        drivers[id, default: []].append((0..<module[id].type.width, value))
      case .assign(.part(let id, let part), let value) where module[id].operation == .wire:
        guard let part = part.folded(module) else { continue }
        if part.indices.isEmpty { drivers[id, default: []].append((part.reach, value)) } else { isPlain[Int(id.index)] = false }
      case .assign, .check, .display: break
      case .when, .match: exclude([statement])
      }
    }
    for (id, parts) in drivers {
      let sorted = parts.sorted { $0.range.lowerBound < $1.range.lowerBound }
      let overlaps = zip(sorted, sorted.dropFirst()).contains { $0.range.upperBound > $1.range.lowerBound }
      drivers[id] = overlaps || !isPlain[Int(id.index)] ? nil : sorted
    }
  }

  // MARK: Instances

  mutating func expandInstances(_ design: Design) {
    var single: [Instance] = []
    var first: [Int] = []
    for instance in module.instances {
      first.append(single.count)
      for number in 0..<instance.count {
        var one = instance
        one.dimensions = []
        if let columns = instance.dimensions.last {
          one.name += instance.dimensions.count == 1 ? "_\(number)" : "_\(number / columns)_\(number % columns)"
        }
        single.append(one)
      }
    }
    // Outputs before inputs, which may be made of them.
    for index in module.values.indices {
      guard case .instanceOutput(let number, let port) = module.values[index].operation else { continue }
      let instance = module.instances[number], child = design.modules[instance.module]
      let id = ValueID(index)
      if instance.dimensions.isEmpty {
        module.values[index].operation = .instanceOutput(instance: first[number], port: port)
        continue
      }
      let parts = (0..<instance.count).map { element -> ValueID in
        let part = add(.instanceOutput(instance: first[number] + element, port: port), child[child.ports[port].value].type)
        single[first[number] + element].connections[port] = part
        return part
      }
      outputs[id] = parts
      module.values[index].operation = parts.count == 1 ? .reinterpret(parts[0]) : .concatenate(parts)
    }
    for (number, instance) in module.instances.enumerated() where !instance.dimensions.isEmpty {
      let ports = design.modules[instance.module].ports
      for (port, connection) in instance.connections.enumerated()
      where ports[port].direction == .input && ports[port].role == .data {
        guard let connection else { continue }
        let type = design.modules[instance.module][ports[port].value].type
        for element in 0..<instance.count {
          let source = part(of: connection, element * type.width, type.width, nil)
          var wire = Value(.wire, type, location: instance.location)
          wire.name = "\(single[first[number] + element].name)_\(ports[port].name)"
          module.values.append(wire)
          let id = ValueID(module.values.count - 1)
          module.statements.append(Statement(.assign(.value(id), source), location: instance.location))
          single[first[number] + element].connections[port] = id
        }
      }
    }
    module.instances = single
  }

  // MARK: Selections

  private mutating func redirectSelections(count: Int) -> Bool {
    var isChanged = false
    for index in 0..<count where !depends(ValueID(index)) {
      let id = ValueID(index)
      let width = module[id].type.width
      let source: ValueID
      switch module[id].operation {
      case .slice(let outer, let offset): source = part(of: outer, offset, width, nil)
      case .element(let outer, let position):
        guard case .constant(let bits) = module[position].operation, let number = bits.unsigned,
          number < UInt64(module[outer].type.count ?? module[outer].type.width)
        else { continue }
        source = part(of: outer, Int(number) * width, width, nil)
      default: continue
      }
      if source == id || module[source].operation == module[id].operation { continue }
      module.values[index].operation = .reinterpret(source)
      isChanged = true
    }
    return isChanged
  }

  mutating func finish() throws(InvalidNetlist) -> Module {
    if let broken { throw broken }
    try module.sortValues()
    return module
  }

  private mutating func fail(_ reason: String, at id: ValueID) {
    if broken == nil { broken = InvalidNetlist("\(id) \(reason)", at: module[id].location, in: module) }
  }

  private mutating func add(_ operation: Operation, _ type: ValueType) -> ValueID {
    module.values.append(Value(operation, type))
    return ValueID(module.values.count - 1)
  }

  private func depends(_ id: ValueID) -> Bool { Int(id.index) < dependsOnLoops.count && dependsOnLoops[Int(id.index)] }

  /// `width` bits from bit `offset` on of a value, in a given iteration of the loops around it.
  private mutating func part(of id: ValueID, _ offset: Int, _ width: Int, _ iteration: Iteration?) -> ValueID {
    let type = module[id].type
    if offset == 0, width == type.width { return value(id, iteration) }
    let key = Key(value: id, offset: offset, width: width)
    let isGlobal = !depends(id)
    guard isGlobal else { return select(id, offset, width, iteration) }
    if let result = known[key] { return result }
    guard open.insert(key).inserted else { return add(.slice(id, offset: offset), ValueType(width: width)) }
    let result = select(id, offset, width, iteration)
    open.remove(key)
    known[key] = result
    return result
  }

  private mutating func select(_ id: ValueID, _ offset: Int, _ width: Int, _ iteration: Iteration?) -> ValueID {
    let type = module[id].type
    if let parts = outputs[id] {
      let element = type.width / parts.count
      if offset % element + width <= element { return part(of: parts[offset / element], offset % element, width, nil) }
    }
    switch module[id].operation {
    case .slice(let outer, let inner): return part(of: outer, inner + offset, width, iteration)
    case .reinterpret(let outer): return part(of: outer, offset, width, iteration)
    case .concatenate(let parts):
      let (position, start) = self.part(at: offset, of: id, parts)
      if offset + width <= start + module[parts[position]].type.width {
        return part(of: parts[position], offset - start, width, iteration)
      }
    case .wire:
      if let source = drivers[id]?.first(where: { $0.range.lowerBound <= offset && offset + width <= $0.range.upperBound }) {
        return part(of: source.value, offset - source.range.lowerBound, width, nil)
      }
    case .map(let loop):
      let element = type.width / module.loops[loop].count
      if offset % element + width <= element {
        let inner = Iteration(loop: loop, index: offset / element, accumulator: nil, outer: iteration)
        return part(of: module.loops[loop].result, offset % element, width, inner)
      }
    case .loopElement(let loop, let vector):
      if let index = index(of: loop, iteration, for: id) {
        return part(of: vector, index * type.width + offset, width, iteration)
      }
    default: break
    }
    return add(.slice(value(id, iteration), offset: offset), ValueType(width: width))
  }

  /// Which part of a concatenation has the bit, and the part's first bit.
  private mutating func part(at offset: Int, of id: ValueID, _ parts: [ValueID]) -> (position: Int, start: Int) {
    let offsets: [Int]
    if let known = starts[id] {
      offsets = known
    } else {
      var next = 0
      offsets = parts.map { part in
        defer { next += module[part].type.width }
        return next
      }
      starts[id] = offsets
    }
    var (low, high) = (0, offsets.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= offset { low = middle } else { high = middle }
    }
    return (low, offsets[low])
  }

  private func find(_ loop: Int, _ iteration: Iteration?) -> Iteration? {
    var current = iteration
    while let one = current, one.loop != loop { current = one.outer }
    return current
  }

  /// The index of a loop around `id`; notes that there is none.
  private mutating func index(of loop: Int, _ iteration: Iteration?, for id: ValueID) -> Int? {
    if let found = find(loop, iteration) { return found.index }
    fail("belongs to loop \(loop) and is used outside it", at: id)
    return nil
  }

  /// The whole value in a given iteration of the loops around it.
  private mutating func value(_ id: ValueID, _ iteration: Iteration?) -> ValueID {
    guard let iteration, depends(id) else { return id }
    if let known = iteration.known[id] { return known }
    let result = instantiated(id, iteration)
    iteration.known[id] = result
    return result
  }

  /// The same bits under a type, which decides about signs.
  private mutating func typed(_ id: ValueID, _ type: ValueType) -> ValueID {
    module[id].type == type ? id : add(.reinterpret(id), type)
  }

  private mutating func instantiated(_ id: ValueID, _ iteration: Iteration) -> ValueID {
    let type = module[id].type
    switch module[id].operation {
    case .loopIndex(let loop):
      guard let index = index(of: loop, iteration, for: id) else { return id }
      return add(.constant(BitVector(index, width: type.width)), type)
    case .loopElement(let loop, let vector):
      guard let index = index(of: loop, iteration, for: id) else { return id }
      return typed(part(of: vector, index * type.width, type.width, iteration), type)
    case .loopAccumulator(let loop):
      if let accumulator = find(loop, iteration)?.accumulator { return typed(accumulator, type) }
      fail("is what loop \(loop) has folded, but it stands in no fold of it", at: id)
      return id
    case .slice(let outer, let offset): return typed(part(of: outer, offset, type.width, iteration), type)
    case .map(let loop):
      let parts = (0..<module.loops[loop].count).map {
        value(module.loops[loop].result, Iteration(loop: loop, index: $0, accumulator: nil, outer: iteration))
      }
      return add(parts.count == 1 ? .reinterpret(parts[0]) : .concatenate(parts), type)
    case .fold(let loop, let initial):
      var result = value(initial, iteration)
      for index in 0..<module.loops[loop].count {
        result = value(
          module.loops[loop].result, Iteration(loop: loop, index: index, accumulator: result, outer: iteration))
      }
      return typed(result, type)
    case let operation:
      // Operands first: making them adds values.
      let operands = operation.operands.map { value($0, iteration) }
      var position = 0
      let copy = operation.mapOperands { _ in
        defer { position += 1 }
        return operands[position]
      }
      return add(copy, type)
    }
  }
}
