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
}
