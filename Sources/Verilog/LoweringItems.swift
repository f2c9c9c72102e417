import Netlist

extension ModuleLowering {
  /// The whole module.
  func lower() -> ModuleDeclaration {
    var wires: [Item] = []
    var combinational: [Item] = []
    var clocked: [Item] = []
    var checks: [Item] = []
    var variables = Set<Int32>()

    for value in analysis.order {
      let id = ValueID(Int(value))
      let index = Int(value)
      guard analysis.isNamed[index], analysis.loopDependencies[index].isEmpty, !analysis.isLeaf(id) else { continue }
      if let scope = analysis.ownScope[value] {
        wires.append(.declaration(declaration(of: id, .variable)))
        combinational.append(ownBlock(id, scope: Int(scope)))
      } else if !analysis.containsLoop[index] {
        var item = declaration(of: id, .net)
        item.value = inlined(id, nil)
        wires.append(.declaration(item))
      }
    }
    for block in analysis.projection.blocks {
      switch block.kind {
      case .combinational(let wire):
        if analysis.isInlinedInput[Int(wire.index)] { continue }
        let (items, isVariable) = lowerCombinational(block, wire)
        combinational += items
        if isVariable { variables.insert(wire.index) }
      case .clocked(let domain, let hasReset): clocked.append(lowerClocked(block, domain, hasReset: hasReset))
      case .checks(let domain): checks.append(lowerChecks(block, domain))
      }
    }
    for register in module.registers where analysis.projection.blockOfValue[Int(register.value.index)] < 0 {
      clocked += lowerUndriven(register)
    }
    for port in module.ports { if case .register = module[port.value].operation { variables.insert(port.value.index) } }
    let instances = module.instances.indices.map(lowerInstance)
    let initial = initialItems()
    let hasChecks = !checks.isEmpty
    let portItems = ports(variables)
    let declarations = declarations(variables)

    var items: [Item] = []
    func section(_ part: [Item]) {
      if part.isEmpty { return }
      if !items.isEmpty { items.append(.blank) }
      items += part
    }
    func spaced(_ part: [Item]) {
      for item in part {
        if case .assign = item, case .assign? = items.last { items.append(item) } else { section([item]) }
      }
    }
    section(parameterItems())
    if hasLanes, dialect == .verilog2005 { section([.genvar(laneVariable)]) }
    section(declarations)
    section(wires)
    spaced(combinational)
    spaced(clocked)
    // A net that an instance names before its declaration would be another one, of one bit.
    section(unusedOutputs.map { .declaration($0) })
    spaced(instances)
    section(initial)
    if hasChecks { section([.conditional(directive: "`ifdef HWGEN_CHECKS", checks)]) }
    section(unusedItems())
    return ModuleDeclaration(name: module.name, header: header(), ports: portItems, items: items, hasChecks: hasChecks)
  }

  // MARK: Header and declarations

  private func header() -> [String] {
    var lines: [String] = []
    let source = module.files.first.map { " (\($0))" } ?? ""
    lines.append("\(module.name): \(module.typeName)\(source)")
    if !module.summary.isEmpty {
      lines.append("")
      lines += module.summary.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    if !module.parameters.isEmpty {
      lines.append("")
      let columns = module.parameters.map(\.name.count).max() ?? 0
      for parameter in module.parameters {
        let name = parameter.name + String(repeating: " ", count: columns - parameter.name.count)
        let value = parameter.value.map { $0.isNewline ? " " : String($0) }.joined()
        lines.append("  \(name) = \(value)")
      }
    }
    return lines
  }

  private func ports(_ variables: Set<Int32>) -> [PortDeclaration] {
    module.ports.map { port in
      let type = type(port.value)
      return PortDeclaration(
        direction: port.direction, isVariable: variables.contains(port.value.index), name: reference[Int(port.value.index)] ?? port.name,
        width: type.width, isSigned: type.isSigned && type.count == nil, location: module[port.value].location)
    }
  }

  func declaration(of id: ValueID, _ storage: Declaration.Storage) -> Declaration {
    let type = type(id)
    let isArray = isArray(id)
    return Declaration(
      storage: storage, name: reference[Int(id.index)] ?? "?", width: isArray ? elementWidth(id) : type.width,
      isSigned: type.isSigned && (type.count == nil || isArray), dimensions: isArray ? [type.count ?? 1] : [],
      location: module[id].location)
  }

  private func parameterItems() -> [Item] {
    var items: [Item] = []
    for (index, enumeration) in module.enumerations.enumerated() where !usedCases[index].isEmpty {
      let width = max(1, Int.bitWidth - (enumeration.cases.count - 1).leadingZeroBitCount)
      let list = enumeration.cases.enumerated().map { "\($1) = \($0)" }.joined(separator: ", ")
      items.append(.comment("\(enumeration.name): \(list)"))
      for value in usedCases[index].sorted() {
        items.append(.parameter(name: enumerationNames[index][value], width: width, value: "\(width)'d\(value)"))
      }
    }
    for table in tables {
      let id = ValueID(Int(table.value))
      guard case .constant(let bits) = module[id].operation else { continue }
      items.append(.parameter(name: table.name, width: bits.width, value: "\(bits.width)'h\(bits.hexadecimal)"))
    }
    return items
  }

  /// Registers, wires, instance outputs and memories in the order of the source.
  private func declarations(_ variables: Set<Int32>) -> [Item] {
    var isPort = [Bool](repeating: false, count: module.values.count)
    for port in module.ports { isPort[Int(port.value.index)] = true }
    var isPresent = [Bool](repeating: false, count: module.values.count)
    for value in analysis.order { isPresent[Int(value)] = true }
    for (index, block) in analysis.projection.blockOfValue.enumerated() where block >= 0 { isPresent[index] = true }
    for instance in module.instances { for case let id? in instance.connections { isPresent[Int(id.index)] = true } }
    var items: [Item] = []
    for (index, value) in module.values.enumerated() where isPresent[index] && !isPort[index] {
      let id = ValueID(index)
      switch value.operation {
      case .register: items.append(.declaration(declaration(of: id, .variable)))
      case .instanceOutput: items.append(.declaration(declaration(of: id, .net)))
      case .wire:
        if analysis.isInlinedInput[index] { continue }
        items.append(.declaration(declaration(of: id, variables.contains(Int32(index)) ? .variable : .net)))
      default: break
      }
    }
    for (index, memory) in module.memories.enumerated() {
      let hasElements = analysis.memoryHasElements[index]
      let count = memory.word.count ?? 1
      let isSigned = memory.word.isSigned && (hasElements || memory.word.count == nil)
      items.append(
        .declaration(
          Declaration(
            storage: .variable, name: memoryNames[index], width: hasElements ? memory.word.width / count : memory.word.width,
            isSigned: isSigned, dimensions: hasElements ? [memory.depth, count] : [memory.depth],
            metacomment: options.hostAccess && memory.isHostFilled ? "/* verilator public_flat_rw */" : nil, location: memory.location)))
    }
    return items
  }

  // MARK: Combinational blocks

  /// A named value that needs statements, in a block of its own.
  private func ownBlock(_ id: ValueID, scope: Int) -> Item {
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    for value in localsOfScope[scope] ?? [] { _ = bind(ValueID(Int(value)), frame) }
    compute(id, into: target(id), frame)
    return .block(
      ProceduralBlock(
        trigger: .combinational, name: blockName(reference[Int(id.index)] ?? "value", "logic"), locals: builder.locals,
        body: frame.statements, location: module[id].location))
  }

  private func blockName(_ base: String, _ suffix: String) -> String { names.unique("\(base)_\(suffix)") }

  private func lowerCombinational(_ block: Block, _ wire: ValueID) -> (items: [Item], isVariable: Bool) {
    let driver = analysis.projection.soleDriver[Int(wire.index)]
    if driver >= 0, !analysis.containsLoop[Int(driver)] {
      let id = ValueID(Int(driver))
      if !isArray(wire), !needsElements(id) { return ([.assign(target(wire), expression(id, nil), block.location)], false) }
    }
    if let items = elementAssignments(block, wire) { return (items, false) }
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    if !assignsWhole(wire, block.root) {
      if isArray(wire) {
        fill(wire, BitVector(width: type(wire).width), block.location, frame)
      } else {
        let zero = Expression.zero(width: type(wire).width, isSigned: target(wire).isSigned)
        frame.statements.append(ProceduralStatement(kind: .assign(target(wire), zero, isBlocking: true), location: block.location))
      }
    }
    lower(block.root, frame)
    // Nothing would start an `always @*` that reads nothing.
    if builder.locals.isEmpty, frame.statements.count == 1, case .assign(let whole, let value, _) = frame.statements[0].kind, value.isLiteral,
      whole.isName
    {
      return ([.assign(whole, value, block.location)], false)
    }
    let name = builder.locals.isEmpty ? "" : blockName(reference[Int(wire.index)] ?? "wire", "logic")
    return (
      [
        .block(
          ProceduralBlock(
            trigger: .combinational, name: name, locals: builder.locals, body: frame.statements, location: block.location))
      ], true
    )
  }

  /// One `assign` for each element when every element is driven once, unconditionally.
  private func elementAssignments(_ block: Block, _ wire: ValueID) -> [Item]? {
    let type = type(wire)
    let count = type.count ?? type.width
    if isArray(wire) || block.root.statements.count != count { return nil }
    var seen = [Bool](repeating: false, count: count)
    var parts: [(index: Int, value: ValueID, location: SourceLocation)] = []
    for statement in block.root.statements {
      guard case .assign(.element(_, let index), let value, let location) = statement, case .constant(let bits) = module[index].operation,
        let position = bits.unsigned, position < UInt64(count), !seen[Int(position)], !analysis.containsLoop[Int(value.index)]
      else { return nil }
      seen[Int(position)] = true
      parts.append((Int(position), value, location))
    }
    let width = type.width / count
    return parts.map { part in
      .assign(target(wire).bits(offset: part.index * width, count: width), expression(part.value, nil), part.location)
    }
  }

  /// Whether every path through the statements assigns the whole wire.
  private func assignsWhole(_ wire: ValueID, _ scope: Scope) -> Bool {
    for statement in scope.statements {
      switch statement {
      case .assign(.value, _, _): return true
      case .assign, .check: break
      case .when(_, let then, let otherwise, _):
        if assignsWhole(wire, then), assignsWhole(wire, otherwise) { return true }
      case .match(let subject, let cases, let otherwise, _):
        let width = type(subject).width
        let isExhaustive = width < 20 && cases.reduce(0) { $0 + $1.values.count } == 1 << width
        if cases.allSatisfy({ assignsWhole(wire, $0.body) }), isExhaustive || assignsWhole(wire, otherwise) { return true }
      }
    }
    return false
  }

  /// Gives a vector a constant, by a loop when it is an array of equal elements.
  func fill(_ id: ValueID, _ bits: BitVector, _ location: SourceLocation, _ frame: Frame) {
    let isBlocking = frame.block.isBlocking
    let type = type(id)
    if let lane = frame.block.lane, let count = type.count {
      let width = type.width / count
      let value = Expression.literal(bits.slice(offset: 0, width: width), isSigned: false)
      frame.statements.append(
        ProceduralStatement(
          kind: .assign(target(id).part(start: .scaled(lane, by: width), count: width), value, isBlocking: isBlocking), location: location))
      return
    }
    guard isArray(id), let count = type.count else {
      let value = constant(bits, type)
      frame.statements.append(ProceduralStatement(kind: .assign(target(id), value, isBlocking: isBlocking), location: location))
      return
    }
    let width = type.width / count
    let first = bits.slice(offset: 0, width: width)
    let isUniform = (1..<count).allSatisfy { bits.slice(offset: $0 * width, width: width) == first }
    if isUniform {
      loopStatement(count, location, frame) { index, inner in
        inner.statements.append(
          ProceduralStatement(
            kind: .assign(
              target(id).element(at: index, width: width, isSigned: type.isSigned), .literal(first, isSigned: type.isSigned),
              isBlocking: isBlocking), location: location))
      }
      return
    }
    for index in 0..<count {
      let value = Expression.literal(bits.slice(offset: index * width, width: width), isSigned: type.isSigned)
      frame.statements.append(
        ProceduralStatement(
          kind: .assign(target(id).element(at: .number(index), width: width, isSigned: type.isSigned), value, isBlocking: isBlocking),
          location: location))
    }
  }

  // MARK: Clocked blocks

  private func portName(_ port: Int) -> String {
    markRead(module.ports[port].value)
    return reference[Int(module.ports[port].value.index)] ?? module.ports[port].name
  }

  private func lowerClocked(_ block: Block, _ domain: Int, hasReset: Bool) -> Item {
    let builder = BlockBuilder(isBlocking: false)
    let frame = Frame(block: builder)
    let clock = portName(module.domains[domain].clockPort)
    let lanes = analysis.laneCount(of: block)
    if lanes != nil {
      hasLanes = true
      builder.lane = .name(laneVariable, width: 32, isSigned: true)
    }
    if hasReset, let port = module.domains[domain].resetPort {
      let resets = Frame(inside: frame)
      for register in block.registers {
        if let bits = module.registers[register].reset { fill(module.registers[register].value, bits, block.location, resets) }
      }
      let body = Frame(inside: frame)
      lower(block.root, body)
      let reset = Expression.name(portName(port), width: 1, isSigned: false)
      var otherwise = body.statements
      if otherwise.count == 1, case .conditional = otherwise[0].kind {} else if otherwise.isEmpty { otherwise = [] }
      frame.statements.append(
        ProceduralStatement(kind: .conditional(reset, then: resets.statements, otherwise: otherwise), location: block.location))
    } else {
      lower(block.root, frame)
    }
    let first =
      block.registers.first.map { reference[Int(module.registers[$0].value.index)] ?? "register" }
      ?? block.memories.first.map { memoryNames[$0] } ?? "clocked"
    let name = builder.locals.isEmpty ? "" : blockName(first, "update")
    let item = Item.block(
      ProceduralBlock(
        trigger: .clock(clock, isInitialised: !hasReset), name: name, locals: builder.locals, body: frame.statements,
        location: block.location))
    guard let lanes else { return item }
    return .generate(variable: laneVariable, count: lanes, label: blockName(first, "lanes"), [item])
  }

  /// A register that nothing assigns still obeys its reset.
  private func lowerUndriven(_ register: Register) -> [Item] {
    guard analysis.order.contains(register.value.index), let bits = register.reset, let port = module.domains[register.domain].resetPort
    else { return [] }
    let builder = BlockBuilder(isBlocking: false)
    let frame = Frame(block: builder)
    let resets = Frame(inside: frame)
    fill(register.value, bits, module[register.value].location, resets)
    let reset = Expression.name(portName(port), width: 1, isSigned: false)
    frame.statements.append(
      ProceduralStatement(
        kind: .conditional(reset, then: resets.statements, otherwise: []), location: module[register.value].location))
    return [
      .block(
        ProceduralBlock(
          trigger: .clock(portName(module.domains[register.domain].clockPort), isInitialised: false),
          name: builder.locals.isEmpty ? "" : blockName(reference[Int(register.value.index)] ?? "register", "update"),
          locals: builder.locals, body: frame.statements, location: module[register.value].location))
    ]
  }

  private func lowerChecks(_ block: Block, _ domain: Int) -> Item {
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    let clock = portName(module.domains[domain].clockPort)
    if let port = module.domains[domain].resetPort {
      let body = Frame(inside: frame)
      lower(block.root, body)
      let reset = Expression.name(portName(port), width: 1, isSigned: false)
      frame.statements.append(
        ProceduralStatement(
          kind: .conditional(reset.inverted(dialect), then: body.statements, otherwise: []), location: block.location))
    } else {
      lower(block.root, frame)
    }
    let name = builder.locals.isEmpty ? "" : blockName(module.domains[domain].name, "checks")
    return .block(
      ProceduralBlock(
        trigger: .clock(clock, isInitialised: true), name: name, locals: builder.locals, body: frame.statements, location: block.location))
  }

  // MARK: Instances

  private func lowerInstance(_ index: Int) -> Item {
    let instance = module.instances[index]
    let child = design.modules[instance.module]
    var connections: [(port: String, value: Expression)] = []
    connections.reserveCapacity(child.ports.count)
    for (port, declaration) in child.ports.enumerated() {
      guard let id = instance.connections.indices.contains(port) ? instance.connections[port] : nil else {
        if declaration.direction == .output {
          let name = names.unique("unused_\(instanceNames[index])_\(declaration.name)")
          let type = child[declaration.value].type
          unusedOutputs.append(
            Declaration(
              storage: .net, name: name, width: type.width, isSigned: type.isSigned && type.count == nil, location: instance.location))
          connections.append((declaration.name, .name(name, width: type.width, isSigned: false)))
        }
        continue
      }
      let value: Expression
      if declaration.direction == .output {
        value = target(id)
      } else if analysis.isInlinedInput[Int(id.index)] {
        value = closed(ValueID(Int(analysis.projection.soleDriver[Int(id.index)])), nil)
      } else {
        value = closed(id, nil)
      }
      connections.append((declaration.name, value))
    }
    return .instance(
      InstanceItem(module: child.name, name: instanceNames[index], connections: connections, location: instance.location))
  }

  // MARK: What nobody reads

  /// One wire that reads what nothing else does, so that linters need no waiver.
  private func unusedItems() -> [Item] {
    var parts: [Expression] = []
    func add(_ id: ValueID) {
      let index = Int(id.index)
      if readsAll[index] { return }
      let name = target(id)
      guard let ranges = readRanges[id.index] else {
        parts.append(isArray(id) ? name.element(at: .number(0), width: elementWidth(id), isSigned: false) : name)
        return
      }
      var low = 0
      for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
        if range.lowerBound > low { parts.append(name.bits(offset: low, count: range.lowerBound - low)) }
        low = max(low, range.upperBound + 1)
      }
      if low < type(id).width { parts.append(name.bits(offset: low, count: type(id).width - low)) }
    }
    var isOutput = [Bool](repeating: false, count: module.values.count)
    for port in module.ports {
      if port.direction == .input { add(port.value) } else { isOutput[Int(port.value.index)] = true }
    }
    var isPresent = [Bool](repeating: false, count: module.values.count)
    for value in analysis.order { isPresent[Int(value)] = true }
    for instance in module.instances { for case let id? in instance.connections { isPresent[Int(id.index)] = true } }
    for (index, value) in module.values.enumerated() where !isOutput[index] {
      let id = ValueID(index)
      switch value.operation {
      case .register, .wire, .instanceOutput:
        let isDriven = analysis.projection.blockOfValue[index] >= 0
        if (isPresent[index] || isDriven) && !analysis.isInlinedInput[index] { add(id) }
      case .input: break
      default:
        if isPresent[index], analysis.isNamed[index], analysis.loopDependencies[index].isEmpty,
          !analysis.containsLoop[index] || analysis.ownScope[Int32(index)] != nil
        {
          add(id)
        }
      }
    }
    for (index, memory) in module.memories.enumerated() where !readMemories.contains(index) {
      let hasElements = analysis.memoryHasElements[index]
      var word = Expression.name(memoryNames[index], width: memory.word.width, isSigned: false)
        .element(at: .number(0), width: memory.word.width, isSigned: false)
      if hasElements { word = word.element(at: .number(0), width: 1, isSigned: false) }
      parts.append(word)
    }
    var items: [Item] = []
    for output in unusedOutputs { parts.append(.name(output.name, width: output.width, isSigned: false)) }
    if !parts.isEmpty {
      let bit = Expression.zero(width: 1)
      let all = Expression.unary(.and, .concatenation([bit] + parts + [bit]), dialect)
      items.append(
        .declaration(
          Declaration(storage: .net, name: names.unique("unused"), width: 1, isSigned: false, value: all)))
    }
    return items
  }
}
