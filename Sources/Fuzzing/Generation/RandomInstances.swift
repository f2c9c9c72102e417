import Netlist
import Simulation

extension ModuleBuilder {
  /// An instance of `modules[child]` whose inputs are driven by what exists so far; its outputs can be read afterwards.
  ///
  /// Does nothing if this module lacks the clock or reset that the child needs.
  mutating func addInstance(of child: Int, in modules: [Module]) {
    let inner = modules[child]
    var domainOfChild: [Int] = []
    for domain in inner.domains {
      let fitting = hasReset.indices.filter { domain.resetPort == nil || hasReset[$0] }
      guard let choice = fitting.randomElement(using: &random) else { return }
      domainOfChild.append(choice)
    }
    var connections: [ValueID?] = []
    let number = module.instances.count
    var outputs: [ValueID] = []
    for (index, port) in inner.ports.enumerated() {
      let type = inner[port.value].type
      switch (port.direction, port.role) {
      case (.input, .clock): connections.append(module.ports[module.domains[domainOfChild[port.domain]].clockPort].value)
      case (.input, .reset):
        let reset = module.domains[domainOfChild[port.domain]].resetPort.map { module.ports[$0].value }
        connections.append(reset)
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
    module.instances.append(
      Instance(name: random.pick(AwkwardNames.all), module: child, connections: connections, location: location()))
    pool += outputs
  }
}
