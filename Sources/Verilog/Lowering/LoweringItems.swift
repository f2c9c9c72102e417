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
}
