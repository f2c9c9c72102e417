import Netlist

/// The header, ports, parameters and declarations of a module.
extension ModuleLowering {
  func header() -> [String] {
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

  func ports(_ variables: Set<Int32>) -> [PortDeclaration] {
    module.ports.map { port in
      let type = type(port.value)
      return PortDeclaration(
        direction: port.direction, isVariable: variables.contains(port.value.index),
        name: name(of: port.value),
        width: type.width, isSigned: type.isSigned && type.count == nil, startValue: startValue(of: port.value),
        attributes: module.attributes[port.value] ?? [], location: module[port.value].location)
    }
  }

  func declaration(of id: ValueID, _ storage: Declaration.Storage) -> Declaration {
    let type = type(id)
    let isArray = isArray(id)
    if let chain = analysis.wiring.chainOfOutput[id] {
      let chain = analysis.wiring.chains[chain]
      return Declaration(
        storage: .net, name: name(of: id), width: chain.rowWidth, isSigned: false,
        dimensions: chain.rows.map { [$0] } ?? [], location: module[id].location)
    }
    return Declaration(
      storage: storage, name: name(of: id), width: isArray ? elementWidth(id) : type.width,
      isSigned: type.isSigned && (type.count == nil || isArray), dimensions: isArray ? [type.count ?? 1] : [],
      startValue: storage == .variable ? startValue(of: id) : nil, metacomment: splitting(id),
      attributes: module.attributes[id] ?? [],
      location: module[id].location)
  }

  /// The cases of enumerations and the tables that a layer uses.
  func parameterItems(_ usedCases: [Set<Int>], _ tables: ArraySlice<ConstantTable>) -> [Item] {
    var items: [Item] = []
    for (index, enumeration) in module.enumerations.enumerated() where !usedCases[index].isEmpty {
      items.append(.comment(enumeration.legend))
      for one in usedCases[index].sorted() {
        items.append(
          .parameter(name: enumerationNames[index][one], width: enumeration.width, value: enumeration.literal(one)))
      }
    }
    items += tables.map { .table($0) }
    return items
  }

  /// Registers, wires, instance outputs and memories of a layer in the order of the source.
  func declarations(_ variables: Set<Int32>, isForChecks: Bool) -> [Item] {
    var isPort = [Bool](repeating: false, count: module.values.count)
    for port in module.ports { isPort[Int(port.value.index)] = true }
    var items: [Item] = []
    for (index, value) in module.values.enumerated() where analysis.values[index].isPresent && !isPort[index] {
      let id = ValueID(index)
      if analysis.checkLayer.contains(id) != isForChecks { continue }
      switch value.operation {
      case .register: items.append(.declaration(declaration(of: id, .variable)))
      case .instanceOutput: items.append(.declaration(declaration(of: id, .net)))
      case .wire:
        if analysis.values[index].isInlinedInput { continue }
        items.append(.declaration(declaration(of: id, variables.contains(Int32(index)) ? .variable : .net)))
      default: break
      }
    }
    for (index, memory) in module.memories.enumerated()
    where analysis.checkLayer.contains(memory: index) == isForChecks && !analysis.constantMemories.contains(index) {
      let hasElements = analysis.memoryHasElements[index]
      let count = memory.word.count ?? 1
      let isSigned = memory.word.isSigned && (hasElements || memory.word.count == nil)
      items.append(
        .declaration(
          Declaration(
            storage: .variable, name: memoryNames[index], width: hasElements ? memory.word.width / count : memory.word.width,
            isSigned: isSigned, dimensions: hasElements ? [memory.depth, count] : [memory.depth],
            metacomment: options.hostAccess && memory.isHostFilled ? "/* verilator public_flat_rw */" : nil,
            attributes: memory.attributes, location: memory.location)))
    }
    return items
  }

  /// One wire that reads what nothing in the layer has read so far, so that linters need no waiver.
  func unusedItems(isForChecks: Bool) -> [Item] {
    var parts: [Expression] = []
    func add(_ id: ValueID) {
      let index = Int(id.index)
      if readsAll[index] || analysis.checkLayer.contains(id) != isForChecks { return }
      let name = target(id)
      if let chain = analysis.wiring.chainOfOutput[id] {
        // Tools look at the bits of a vector, not at the rows of an array.
        let chain = analysis.wiring.chains[chain]
        let last = (chain.dimensions[0] - 1) * chain.width
        let isRead = (readRanges[id.index] ?? []).contains { $0.lowerBound <= last && $0.upperBound >= last + chain.width - 1 }
        if chain.axis == .line, !isRead {
          parts.append(lineWhole(chain).bits(offset: chain.rowWidth - chain.width, count: chain.width))
        }
        return
      }
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
    for (index, value) in module.values.enumerated() where !isOutput[index] {
      let id = ValueID(index)
      switch value.operation {
      case .register, .wire, .instanceOutput:
        if analysis.values[index].isPresent && !analysis.values[index].isInlinedInput { add(id) }
      case .input: break
      default:
        if analysis.values[index].isPresent, analysis.values[index].isNamed, analysis.values[index].loopDependencies.isEmpty,
          !analysis.values[index].containsLoop || analysis.values[index].ownScope != nil
        {
          add(id)
        }
      }
    }
    for (index, memory) in module.memories.enumerated()
    where !readMemories.contains(index) && !analysis.constantMemories.contains(index)
      && analysis.checkLayer.contains(memory: index) == isForChecks
    {
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
