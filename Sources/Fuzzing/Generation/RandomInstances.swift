import Netlist
import Simulation

extension ModuleBuilder {
  /// An instance of `modules[child]`, or an array of them, whose inputs are driven by what exists so far; its outputs can be read afterwards.
  ///
  /// Does nothing if this module lacks the clock or reset that the child needs.
  mutating func addInstance(of child: Int, in modules: [Module]) {
    let inner = modules[child]
    var domainOfChild: [Int] = []
    for domain in inner.domains {
      let fitting = hasReset.indices.filter { domain.reset == nil || hasReset[$0] }
      guard let choice = fitting.randomElement(using: &random) else { return }
      domainOfChild.append(choice)
    }
    var connections: [ValueID?] = []
    let number = module.instances.count
    var outputs: [ValueID] = []
    let dimensions = shape.hasArrays && random.chance(40) ? (0..<(1 + random.below(2))).map { _ in 1 + random.below(3) } : []
    // Outputs first, so that inputs can make chains of them.
    var outputOfPort: [Int: ValueID] = [:]
    for (index, port) in inner.ports.enumerated() where port.direction == .output && !dimensions.isEmpty && random.chance(85) {
      let output = add(.instanceOutput(instance: number, port: index), arrayType(inner[port.value].type, dimensions))
      outputOfPort[index] = named(output, percent: 40)
    }
    let stored = inner.statements.compactMap { statement -> ValueID? in
      guard case .assign(.value(let id), let source) = statement.kind, case .register = inner[source].operation else {
        return nil
      }
      return id
    }
    for (index, port) in inner.ports.enumerated() {
      let type = inner[port.value].type
      if !dimensions.isEmpty, port.role == .data {
        if port.direction == .output {
          connections.append(outputOfPort[index])
          if let output = outputOfPort[index] { outputs.append(output) }
          continue
        }
        let wire = add(.wire, arrayType(type, dimensions), name: random.chance(50) ? "\(port.name)_of_children" : nil)
        // No chain through combinational outputs: the reference evaluates vectors as a whole.
        let links = inner.ports.indices.filter {
          outputOfPort[$0] != nil && stored.contains(inner.ports[$0].value)
            && inner[inner.ports[$0].value].type.width == type.width
        }
        if port.name == "enable", let enable {
          assign(wire, copies(of: enable, dimensions))
        } else if let link = links.randomElement(using: &random), let output = outputOfPort[link], random.chance(70) {
          assign(wire, chain(from: output, type, dimensions))
        } else if random.chance(40) {
          assign(wire, copies(of: value(type), dimensions))
        } else {
          assign(wire, value(arrayType(type, dimensions)))
        }
        connections.append(wire)
        continue
      }
      switch (port.direction, port.role) {
      case (.input, .clock): connections.append(module.domains[domainOfChild[port.domain]].clock)
      case (.input, .reset):
        connections.append(reset(of: inner, port, from: domainOfChild[port.domain]))
      case (.input, .data):
        let wire = add(.wire, type, name: random.chance(50) ? "\(port.name)_of_child" : nil)
        if port.name == "enable", let enable { assign(wire, enable) } else { assign(wire, value(type)) }
        connections.append(wire)
      case (.output, _):
        guard random.chance(85) else {
          connections.append(nil)
          continue
        }
        let output = named(add(.instanceOutput(instance: number, port: index), type), percent: 40)
        outputs.append(output)
        connections.append(output)
      }
    }
    var instance = Instance(name: random.pick(AwkwardNames.all), module: child, connections: connections, location: location())
    instance.dimensions = dimensions
    module.instances.append(instance)
    pool += outputs
  }

  /// The type of a port of all instances together.
  private func arrayType(_ type: ValueType, _ dimensions: [Int]) -> ValueType {
    let isPlain = dimensions.count == 1 && type.count == nil
    return ValueType(
      width: dimensions.reduce(type.width, *), isSigned: isPlain && type.isSigned, count: dimensions[0])
  }

  private mutating func copies(of value: ValueID, _ dimensions: [Int]) -> ValueID {
    var result = value
    for (position, count) in dimensions.enumerated().reversed() {
      module.loops.append(Loop(count: count, result: result))
      result = add(.map(loop: module.loops.count - 1), arrayType(module[value].type, Array(dimensions[position...])))
    }
    return result
  }

  /// What each instance before gives, along the rows or along the columns.
  private mutating func chain(from output: ValueID, _ type: ValueType, _ dimensions: [Int]) -> ValueID {
    let whole = arrayType(type, dimensions)
    if dimensions.count == 1 || random.chance(50) {
      let row = whole.width / dimensions[0]
      let first = value(dimensions.count == 1 ? type : ValueType(width: row, count: dimensions[1]))
      guard dimensions[0] > 1 else { return add(.reinterpret(first), whole) }
      let kept = add(
        .slice(output, offset: 0), ValueType(width: whole.width - row, isSigned: whole.isSigned, count: dimensions[0] - 1))
      return add(.concatenate([first, kept]), whole)
    }
    let row = arrayType(type, [dimensions[1]])
    let first = value(ValueType(width: dimensions[0] * type.width, isSigned: type.isSigned, count: dimensions[0]))
    module.loops.append(Loop(count: dimensions[0], result: first))
    let loop = module.loops.count - 1
    let entering = add(.loopElement(loop: loop, vector: first), ValueType(width: type.width, isSigned: type.isSigned))
    let before = add(.loopElement(loop: loop, vector: output), row)
    if dimensions[1] == 1 {
      module.loops[loop].result = add(.reinterpret(entering), row)
    } else {
      let kept = add(
        .slice(before, offset: 0), ValueType(width: row.width - type.width, isSigned: row.isSigned, count: dimensions[1] - 1))
      module.loops[loop].result = add(.concatenate([entering, kept]), row)
    }
    return add(.map(loop: loop), whole)
  }
}
