import Netlist

extension Design {
  /// Each module for itself, with its instances as boxes: what goes into a box is an output, what comes out of it is an input.
  ///
  /// Where each module's netlist does what its Verilog says whatever its boxes do, the design's netlists together do. Modules
  /// that come as Verilog stay as they are and are left out.
  public var openModules: [Design] { modules.filter { $0.blackBox == nil }.map { Design(modules: [opened($0)]) } }

  private func opened(_ module: Module) -> Module {
    var result = module
    var taken = Set(module.ports.map(\.value))
    func open(_ id: ValueID, _ direction: PortDirection, _ instance: Instance, _ port: Port) {
      guard taken.insert(id).inserted else { return }
      let name = "box_\(instance.name)_\(port.name)"
      result[id].name = name
      if direction == .input { result[id].operation = .input }
      result.ports.append(Port(name: name, direction: direction, role: .data, value: id, domain: 0))
    }
    for instance in module.instances {
      for (port, connection) in zip(modules[instance.module].ports, instance.connections) {
        guard let id = connection, port.role == .data else { continue }
        switch result[id].operation {
        case .instanceOutput: open(id, .input, instance, port)
        case .wire: open(id, .output, instance, port)
        default: break
        }
      }
    }
    result.instances = []
    return result
  }
}
