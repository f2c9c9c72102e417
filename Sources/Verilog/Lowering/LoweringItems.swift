import Netlist

extension ModuleLowering {
  /// The whole module: the data path, then what serves checks alone, under one guard.
  func lower() -> ModuleDeclaration {
    let data = lowerLayer(isForChecks: false)
    let instances = lowerInstances(isForChecks: false)
    let initial = initialItems(isForChecks: false)
    // What only checks read counts as unused: without them nothing reads it.
    let unused = unusedItems(isForChecks: false)
    let dataOutputs = unusedOutputs
    unusedOutputs = []
    let dataCases = usedCases, dataTables = tables.count
    let checks = lowerLayer(isForChecks: true)
    let checkInstances = lowerInstances(isForChecks: true)
    let checkStart = initialItems(isForChecks: true)
    let hasChecks = !checks.isEmpty || !checkInstances.isEmpty
    var hasDisplays = false
    Module.walk(module.statements) { if case .display = $0.kind { hasDisplays = true } }
    let variables = data.variables.union(checks.variables)
    splitRegisters = laneRegisters(in: [data, checks])

    var sections = Sections()
    sections.add(parameterItems(dataCases, tables[..<dataTables]))
    if dialect == .verilog2005 { sections.add(((hasLanes ? [laneVariable] : []) + arrayVariables).map { .genvar($0) }) }
    sections.add(declarations(variables, isForChecks: false))
    sections.add(data)
    // A net that an instance names before its declaration would be another one, of one bit.
    sections.add(dataOutputs.map { .declaration($0) })
    sections.addSpaced(instances)
    sections.add(initial)
    sections.add(unused)
    if hasChecks {
      var guarded = Sections()
      guarded.add(parameterItems(zip(usedCases, dataCases).map { $0.subtracting($1) }, tables[dataTables...]))
      guarded.add(declarations(variables, isForChecks: true))
      guarded.add(checks)
      guarded.add(unusedOutputs.map { .declaration($0) })
      guarded.addSpaced(checkInstances)
      guarded.add(checkStart)
      guarded.add(unusedItems(isForChecks: true))
      sections.add([.conditional(directive: "`ifdef HWGEN_CHECKS", guarded.items)])
    }
    var items = sections.items
    // Verilog-2005 lets no instance drive an output that is a variable elsewhere.
    if let macro = module.macro, dialect == .systemVerilog {
      items = [.conditional(directive: "`ifdef \(macro.guardName)", [lowerMacro(macro)], otherwise: items)]
    }
    return ModuleDeclaration(
      name: module.name, header: header(), ports: ports(variables), items: items, hasChecks: hasChecks, hasDisplays: hasDisplays,
      hasStartValues: hasStartValues)
  }

  private func lowerInstances(isForChecks: Bool) -> [Item] {
    module.instances.indices.filter { analysis.checkLayer.contains(instance: $0) == isForChecks }.flatMap {
      module.instances[$0].dimensions.isEmpty ? [lowerInstance($0)] : lowerArray($0)
    }
  }

  /// The nets and blocks of the data path, or those of the checks.
  private func lowerLayer(isForChecks: Bool) -> LayerItems {
    var layer = LayerItems()
    for value in analysis.order {
      let id = ValueID(Int(value))
      let index = Int(value)
      guard analysis.values[index].isNamed, analysis.values[index].loopDependencies.isEmpty, !module.isLeaf(id),
        analysis.checkLayer.contains(id) == isForChecks
      else { continue }
      if let scope = analysis.values[index].ownScope {
        layer.wires.append(.declaration(declaration(of: id, .variable)))
        layer.combinational.append(ownBlock(id, scope: Int(scope)))
      } else if !analysis.values[index].containsLoop {
        var item = declaration(of: id, .net)
        if item.attributes.isEmpty {
          item.value = inlined(id, nil)
        } else {
          // Icarus ignores attributes of declarations that assign.
          layer.combinational.append(.assign(target(id), inlined(id, nil), module[id].location))
        }
        layer.wires.append(.declaration(item))
      }
    }
    for block in analysis.projection.blocks where analysis.checkLayer.contains(block, module) == isForChecks {
      switch block.kind {
      case .combinational(let wire):
        if analysis.values[Int(wire.index)].isInlinedInput { continue }
        let (items, isVariable) = lowerCombinational(block, wire)
        layer.combinational += items
        if isVariable { layer.variables.insert(wire.index) }
      case .clocked(let domain, let hasReset): layer.clocked.append(lowerClocked(block, domain, hasReset: hasReset))
      case .checks(let domain): layer.checks.append(lowerChecks(block, domain))
      }
    }
    for register in module.registers
    where analysis.projection.blockOfValue[Int(register.value.index)] < 0
      && analysis.checkLayer.contains(register.value) == isForChecks
    {
      layer.clocked += lowerUndriven(register)
    }
    if !isForChecks {
      for port in module.ports { if case .register = module[port.value].operation { layer.variables.insert(port.value.index) } }
    }
    return layer
  }
}

/// What one layer of a module consists of, in the order of the text.
struct LayerItems {
  var wires: [Item] = []
  var combinational: [Item] = []
  var clocked: [Item] = []
  var checks: [Item] = []
  /// Wires that are driven by statements.
  var variables = Set<Int32>()

  var isEmpty: Bool { wires.isEmpty && combinational.isEmpty && clocked.isEmpty && checks.isEmpty }
}

/// Items with a blank line between those that do not belong together.
private struct Sections {
  var items: [Item] = []

  mutating func add(_ part: [Item]) {
    if part.isEmpty { return }
    if !items.isEmpty { items.append(.blank) }
    items += part
  }

  /// Each item by itself, but neighbouring assignments together.
  mutating func addSpaced(_ part: [Item]) {
    for item in part {
      if case .assign = item, case .assign? = items.last { items.append(item) } else { add([item]) }
    }
  }

  mutating func add(_ layer: LayerItems) {
    add(layer.wires)
    addSpaced(layer.combinational)
    addSpaced(layer.clocked)
    add(layer.checks)
  }
}
