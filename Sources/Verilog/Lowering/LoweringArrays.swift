import Netlist

/// Arrays of instances: `generate` loops in which each instance has its part of every vector.
extension ModuleLowering {
  func lowerArray(_ number: Int) -> [Item] {
    let instance = module.instances[number]
    let child = design.modules[instance.module]
    let variables = instance.dimensions.indices.map { loopName($0, of: instance.dimensions.count) }
    let name = instanceNames[number]

    var connections: [(port: String, value: Expression)] = []
    var edges: [Item] = [], rowEdges: [Item] = []
    for (port, declaration) in child.ports.enumerated() {
      let place = ArrayWiring.Port(instance: number, port: port)
      let value: Expression
      if let chain = analysis.wiring.chainOfPort[place] {
        edge(chain, variables, &edges, &rowEdges)
        value = chainPart(chain, variables, isOutput: false)
      } else if let id = analysis.wiring.broadcasts[place] {
        value = closed(id, nil)
      } else if let id = instance.connections[port] {
        value = connection(id, declaration, child, instance, variables)
      } else if declaration.direction == .output {
        value = unused(declaration, child, instance, name, variables)
      } else {
        continue
      }
      connections.append((declaration.name, value))
    }
    let item = Item.instance(
      InstanceItem(
        module: child.name, name: name, connections: connections, attributes: instance.attributes, location: instance.location))
    var items = [item]
    for (dimension, count) in instance.dimensions.enumerated().reversed() {
      let suffix = instance.dimensions.count == 1 ? "array" : dimension == 0 ? "rows" : "columns"
      let inner = dimension == 0 ? rowEdges + items : items
      items = [.generate(variable: variables[dimension], count: count, label: names.unique("\(name)_\(suffix)"), inner)]
    }
    return edges + items
  }

  /// The variable of a loop over instances: `index`, or `row` and `column`.
  private func loopName(_ dimension: Int, of dimensions: Int) -> String {
    let position = dimensions == 1 ? 0 : dimension + 1
    if let known = arrayLoopNames[position] { return known }
    let name = names.unique(["index", "row", "column"][position])
    arrayLoopNames[position] = name
    arrayVariables.append(name)
    return name
  }

  private func variable(_ name: String) -> Expression { .name(name, width: 32, isSigned: true) }

  private func plus(_ left: Expression, _ right: Expression) -> Expression {
    Expression(node: .binary(.add, left, right), width: 32, ownWidth: 32, isSigned: true)
  }

  /// An instance's part of a vector that holds the port of all of them.
  private func element(of vector: Expression, width: Int, _ dimensions: [Int], _ variables: [String]) -> Expression {
    if vector.width == width { return vector }
    let number =
      dimensions.count == 1
      ? variable(variables[0])
      : dimensions[1] == 1
        ? variable(variables[0])
        : plus(.scaled(variable(variables[0]), by: dimensions[1]), variable(variables[1]))
    return vector.part(start: .scaled(number, by: width), count: width)
  }

  private func connection(
    _ id: ValueID, _ declaration: Port, _ child: Module, _ instance: Instance, _ variables: [String]
  ) -> Expression {
    if declaration.role != .data { return closed(id, nil) }
    if declaration.direction == .output, let chain = analysis.wiring.chainOfOutput[id] {
      return chainPart(chain, variables, isOutput: true)
    }
    let width = child[declaration.value].type.width
    let isInlined = analysis.values[Int(id.index)].isInlinedInput
    let source = isInlined ? ValueID(Int(analysis.projection.soleDriver[Int(id.index)])) : id
    if declaration.direction == .input { markRead(source) }
    return element(of: target(source), width: width, instance.dimensions, variables)
  }

  private func unused(
    _ declaration: Port, _ child: Module, _ instance: Instance, _ name: String, _ variables: [String]
  ) -> Expression {
    let width = child[declaration.value].type.width
    let net = names.unique("unused_\(name)_\(declaration.name)")
    unusedOutputs.append(
      Declaration(storage: .net, name: net, width: width * instance.count, isSigned: false, location: instance.location))
    return element(
      of: .name(net, width: width * instance.count, isSigned: false), width: width, instance.dimensions, variables)
  }

  // MARK: Chains

  /// The array of a chain without rows.
  func lineWhole(_ chain: ArrayWiring.Chain) -> Expression {
    .name(name(of: chain.output), width: chain.rowWidth, isSigned: false)
  }

  private func row(_ chain: ArrayWiring.Chain, _ index: Expression) -> Expression {
    lineWhole(chain).element(at: index, width: chain.rowWidth, isSigned: false)
  }

  /// What goes into an instance, or comes out of it.
  private func chainPart(_ number: Int, _ variables: [String], isOutput: Bool) -> Expression {
    let chain = analysis.wiring.chains[number]
    func next(_ name: String) -> Expression { isOutput ? plus(variable(name), .number(1)) : variable(name) }
    switch chain.axis {
    case .line: return lineWhole(chain).part(start: .scaled(next(variables[0]), by: chain.width), count: chain.width)
    case .rows:
      let row = row(chain, next(variables[0]))
      if chain.rowWidth == chain.width { return row }
      return row.part(start: .scaled(variable(variables[1]), by: chain.width), count: chain.width)
    case .columns:
      return row(chain, variable(variables[0])).part(start: .scaled(next(variables[1]), by: chain.width), count: chain.width)
    }
  }

  /// Assigns what enters a chain.
  private func edge(_ number: Int, _ variables: [String], _ edges: inout [Item], _ rowEdges: inout [Item]) {
    let chain = analysis.wiring.chains[number]
    let location = module[chain.first].location
    switch chain.axis {
    case .line:
      edges.append(.assign(lineWhole(chain).bits(offset: 0, count: chain.width), expression(chain.first, nil), location))
    case .rows: edges.append(.assign(row(chain, .number(0)), expression(chain.first, nil), location))
    case .columns:
      let left = row(chain, variable(variables[0])).bits(offset: 0, count: chain.width)
      let (base, offset) = selectable(chain.first, nil)
      let whole = chain.dimensions[0] * chain.width
      markRead(chain.first)
      let right =
        base.width == chain.width && whole == chain.width
        ? base : base.part(start: shifted(.scaled(variable(variables[0]), by: chain.width), by: offset), count: chain.width)
      rowEdges.append(.assign(left, right, location))
    }
  }

  /// Constant bits of the outputs of a chain's instances, which lie in one row.
  func output(of number: Int, offset: Int, width: Int) -> Expression {
    let chain = analysis.wiring.chains[number]
    if chain.axis == .line {
      markRead(chain.output, offset...(offset + width - 1))
      return lineWhole(chain).bits(offset: chain.width + offset, count: width)
    }
    let rowWidth = chain.dimensions[1] * chain.width
    let (line, inner) = (offset / rowWidth, offset % rowWidth)
    return chain.axis == .rows
      ? row(chain, .number(line + 1)).bits(offset: inner, count: width)
      : row(chain, .number(line)).bits(offset: chain.width + inner, count: width)
  }
}
