import Netlist

/// How the inputs of arrays of instances are printed where they follow a pattern: one value for all of them, or a chain in
/// which each instance takes an output of the one before it.
///
/// An input and an output that make a chain share one array with a place more than there are instances, whose edge holds what
/// enters the chain: `sum[row]` goes into a row and `sum[row + 1]` comes out of it. Verilator reads such rows fastest when they are
/// flat vectors, and two unpacked dimensions slow.
struct ArrayWiring {
  struct Port: Hashable {
    let instance: Int
    let port: Int
  }
  struct Chain {
    enum Axis { case line, rows, columns }
    let axis: Axis
    /// The outputs of all instances; the array is declared in their place.
    let output: ValueID
    /// What enters: an element, a row, or an element for each row.
    let first: ValueID
    /// Instances, or rows and columns; bits of a port.
    let dimensions: [Int]
    let width: Int

    /// Bits of a row of the array, and how many rows there are.
    var rowWidth: Int {
      switch axis {
      case .line: (dimensions[0] + 1) * width
      case .rows: dimensions[1] * width
      case .columns: (dimensions[1] + 1) * width
      }
    }
    var rows: Int? {
      switch axis {
      case .line: nil
      case .rows: dimensions[0] + 1
      case .columns: dimensions[0]
      }
    }
  }
  private(set) var chains: [Chain] = []
  private(set) var chainOfPort: [Port: Int] = [:]
  private(set) var chainOfOutput: [ValueID: Int] = [:]
  private(set) var broadcasts: [Port: ValueID] = [:]
  /// Slices of a chain's outputs that something other than an assignment reads.
  private(set) var namedSlices: Set<ValueID> = []

  /// Values that the arrays read, which no statement or connection does.
  var roots: [ValueID] {
    chains.map(\.first) + broadcasts.sorted { ($0.key.instance, $0.key.port) < ($1.key.instance, $1.key.port) }.map(\.value)
  }

  /// Those that one array reads.
  func roots(of instance: Int) -> [ValueID] {
    chainOfPort.filter { $0.key.instance == instance }.map { chains[$0.value].first }
      + broadcasts.filter { $0.key.instance == instance }.map(\.value)
  }

  init() {}

  /// Takes the patterns out of a module: the wires of such inputs lose their statements and connections.
  static func extracted(_ module: Module, _ design: Design) -> (Module, ArrayWiring) {
    var wiring = ArrayWiring()
    guard module.instances.contains(where: { !$0.dimensions.isEmpty }) else { return (module, wiring) }
    let readers = Readers(module)
    var gone: Set<ValueID> = []
    var result = module
    for (number, instance) in module.instances.enumerated() where !instance.dimensions.isEmpty {
      let child = design.modules[instance.module]
      for (port, declaration) in child.ports.enumerated() where declaration.direction == .input && declaration.role == .data {
        guard let wire = instance.connections[port], let driver = readers.driver[wire], readers.count[wire] == 1 else { continue }
        let place = Port(instance: number, port: port)
        if let value = wiring.repeated(driver, instance.dimensions.count, module) {
          wiring.broadcasts[place] = value
        } else if let chain = wiring.chain(driver, instance, number, child, module, readers) {
          wiring.chainOfPort[place] = wiring.chains.count
          wiring.chainOfOutput[chain.output] = wiring.chains.count
          wiring.chains.append(chain)
          for id in readers.values[chain.output, default: []] where readers.values[id]?.isEmpty == false {
            wiring.namedSlices.insert(id)
          }
        } else {
          continue
        }
        gone.insert(wire)
        result.instances[number].connections[port] = nil
      }
    }
    result.statements.removeAll { if case .assign(.value(let id), _) = $0.kind { gone.contains(id) } else { false } }
    return (result, wiring)
  }

  /// The value that each element of a map is, if it is the same for all.
  private func repeated(_ id: ValueID, _ depth: Int, _ module: Module) -> ValueID? {
    guard depth > 0 else { return id }
    guard case .map(let loop) = module[id].operation, module[id].name == nil else { return nil }
    let body = module.loops[loop].result
    var seen: Set<ValueID> = [], work = [body]
    while let next = work.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch module[next].operation {
      case .loopIndex(loop), .loopElement(loop, _): return nil
      default: work += module.dependencies(of: next)
      }
    }
    return repeated(body, depth - 1, module)
  }

  private func chain(
    _ driver: ValueID, _ instance: Instance, _ number: Int, _ child: Module, _ module: Module, _ readers: Readers
  ) -> Chain? {
    let columns = instance.dimensions.count == 2 ? instance.dimensions[1] : 1
    var axis = Chain.Axis.line
    var found: (first: ValueID, rest: ValueID)?
    if case .map(let loop) = module[driver].operation, instance.dimensions.count == 2, module[driver].name == nil {
      // The same in each row.
      axis = .columns
      if let inner = shift(module.loops[loop].result, columns, module),
        case .loopElement(loop, let first) = module[inner.first].operation,
        case .loopElement(loop, let rest) = module[inner.rest].operation
      {
        found = (first, rest)
      }
    } else {
      if instance.dimensions.count == 2 { axis = .rows }
      found = shift(driver, instance.dimensions[0], module)
    }
    guard let (first, output) = found, case .instanceOutput(number, let port) = module[output].operation,
      chainOfOutput[output] == nil, module[first].type.count != nil || axis == .line
    else { return nil }
    let width = child[child.ports[port].value].type.width
    // Others may read whole rows, or one element of a line.
    let unit = width * columns
    for id in readers.values[output, default: []] {
      if isPartOfChain(id, of: driver, module) { continue }
      guard case .slice(_, let offset) = module[id].operation, offset / unit == (offset + module[id].type.width - 1) / unit else {
        return nil
      }
    }
    if readers.isReadByStatements.contains(output) { return nil }
    return Chain(axis: axis, output: output, first: first, dimensions: instance.dimensions, width: width)
  }

  /// `{rest without its last element, first}`.
  private func shift(_ id: ValueID, _ count: Int, _ module: Module) -> (first: ValueID, rest: ValueID)? {
    guard case .concatenate(let parts) = module[id].operation, parts.count == 2, module[id].name == nil, count > 1,
      case .slice(let rest, 0) = module[parts[1]].operation, module[parts[1]].name == nil,
      module[rest].type.width == module[id].type.width, module[parts[0]].type.width * count == module[id].type.width
    else { return nil }
    return (parts[0], rest)
  }

  /// Whether `id` is only there for the driver of a chain.
  private func isPartOfChain(_ id: ValueID, of driver: ValueID, _ module: Module) -> Bool {
    var work = [driver], seen: Set<ValueID> = []
    while let next = work.popLast() {
      if next == id { return true }
      guard seen.insert(next).inserted else { continue }
      switch module[next].operation {
      case .concatenate, .map, .slice, .loopElement: work += module.dependencies(of: next)
      default: break
      }
    }
    return false
  }
}
