import Netlist

/// Instances of modules and of black boxes.
extension ModuleLowering {
  func lowerInstance(_ index: Int) -> Item {
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
              storage: .net, name: name, width: type.width, isSigned: type.isSigned && type.count == nil,
              location: instance.location))
          connections.append((declaration.name, .name(name, width: type.width, isSigned: false)))
        }
        continue
      }
      let value: Expression
      if declaration.direction == .output {
        value = target(id)
      } else if analysis.values[Int(id.index)].isInlinedInput {
        value = closed(ValueID(Int(analysis.projection.soleDriver[Int(id.index)])), nil)
      } else {
        value = closed(id, nil)
      }
      connections.append((declaration.name, value))
    }
    return .instance(
      InstanceItem(
        module: child.name, parameters: child.blackBoxParameters, name: instanceNames[index], connections: connections,
        attributes: instance.attributes, location: instance.location))
  }

  /// The part of a technology that the module can stand for.
  func lowerMacro(_ macro: HardMacro) -> Item {
    let ports = Dictionary(module.ports.map { ($0.name, $0) }) { first, _ in first }
    func port(_ name: String) -> Expression {
      guard let port = ports[NameStyle.snakeCase(name)] else {
        fail("the hard macro has a pin on '\(name)', which is no port", at: ValueID(0))
        return .zero(width: 1)
      }
      let type = type(port.value)
      return .name(self.name(of: port.value), width: type.width, isSigned: type.isSigned && type.count == nil)
    }
    let connections = macro.pins.map { pin in
      let value: Expression =
        switch pin.connection {
        case .port(let name): port(name)
        case .inverted(let name): .unary(.complement, port(name), dialect)
        case .constant(let value, let width): .literal(BitVector(value, width: width), isSigned: false)
        }
      return (port: pin.name, value: value)
    }
    return .instance(
      InstanceItem(module: macro.name, name: names.unique("hard_macro"), connections: connections, location: .unknown))
  }
}
