import Netlist

/// What a domain is like besides its name.
struct DomainStyle: Hashable {
  var edge = ClockEdge.rising
  /// Nil: without a reset.
  var reset: ResetStyle? = .synchronous
}

/// The domains around a module, and which of them it asked for: an elaborated module serves every place that answers the same.
final class DomainSurroundings {
  private let lookUp: (String) -> DomainStyle
  private(set) var asked: [String: DomainStyle] = [:]
  init(_ lookUp: @escaping (String) -> DomainStyle = { _ in DomainStyle() }) { self.lookUp = lookUp }

  func style(of name: String) -> DomainStyle {
    if let known = asked[name] { return known }
    let style = lookUp(name)
    asked[name] = style
    return style
  }
}

/// A clock of the module under construction.
struct ClockNet {
  var name: String
  /// What was said of it; nil for a clock that is a signal.
  var declared: ClockDomain?
  /// The port's name, if not the one that follows from the domain's name.
  var port: String?
  var value: ValueID?
  var edge: ClockEdge?
  /// Its reset: not asked for yet, or none, or a number in `resetNets`.
  var reset: Int??
}

/// A reset of the module under construction.
struct ResetNet {
  /// Nil for a reset that is a signal.
  var port: String?
  var value: ValueID?
  var style: ResetStyle
}

/// A clock with an edge and a reset that something may belong to.
struct DomainEntry: Hashable {
  var clock: Int
  /// Nil: that of the clock's own domain.
  var edge: ClockEdge?
  /// Nil: that of the clock's own domain.
  var localReset: Int?
}

extension Builder {
  // MARK: What domains are like

  /// The number of a domain.
  func domainIndex(_ domain: ClockDomain) -> Int {
    index(of: DomainEntry(clock: clockNet(of: domain), edge: domain.edge, localReset: nil))
  }

  func index(of entry: DomainEntry) -> Int {
    if let index = entries.firstIndex(of: entry) { return index }
    entries.append(entry)
    return entries.count - 1
  }

  var domainName: String { name(ofDomain: domain) }
  func name(ofDomain index: Int) -> String { clockNets[entries[index].clock].name }

  /// Runs `body` in another domain.
  func inside<Result>(_ index: Int, _ body: () -> Result) -> Result {
    let before = domain
    domain = index
    defer { domain = before }
    return body()
  }

  /// The number of a domain's clock; reports another domain of its name.
  private func clockNet(of domain: ClockDomain) -> Int {
    guard let known = clockNets.firstIndex(where: { $0.name == domain.name }) else {
      clockNets.append(ClockNet(name: domain.name, declared: domain, port: domain.clockPort))
      return clockNets.count - 1
    }
    var difference: String?
    if case .style(let wanted) = domain.reset, reset(ofClock: known).map({ resetNets[$0].style }) != wanted {
      difference = "resets"
    }
    if let port = domain.clockPort, port != clockNets[known].port { difference = "clock ports" }
    if let port = domain.resetPort, port != clockNets[known].declared?.resetPort { difference = "reset ports" }
    if let difference {
      error(
        "two domains are called '\(domain.name)' and have different \(difference)",
        note: "declare the domain once, before the instances that use it, and pass that value around")
    }
    return known
  }

  /// Notes a domain whose clock is a signal.
  func declare(_ name: String, clock: Ref, edge: ClockEdge, reset: Int?) {
    if clockNets.contains(where: { $0.name == name }) {
      return error("the domain '\(name)' has a clock already", note: "give each clock a name of its own")
    }
    let value = net(of: clock, name: name + "_clock")
    clockNets.append(ClockNet(name: name, declared: nil, value: value, edge: edge, reset: .some(reset)))
  }

  func edge(ofDomain index: Int) -> ClockEdge { entries[index].edge ?? edge(ofClock: entries[index].clock) }

  private func edge(ofClock net: Int) -> ClockEdge {
    if let edge = clockNets[net].edge { return edge }
    let edge = clockNets[net].declared?.edge ?? surroundings.style(of: clockNets[net].name).edge
    clockNets[net].edge = edge
    return edge
  }

  func reset(ofDomain index: Int) -> Int? { entries[index].localReset ?? reset(ofClock: entries[index].clock) }

  private func reset(ofClock net: Int) -> Int? {
    if let known = clockNets[net].reset { return known }
    let style: ResetStyle?
    switch clockNets[net].declared?.reset {
    case .style(let own): style = own
    case .asAround, nil: style = surroundings.style(of: clockNets[net].name).reset
    }
    let result = style.map { style -> Int in
      let name = clockNets[net].name
      let plain = name == Netlist.ClockDomain.standardName ? "reset" : name + "_reset"
      let port = clockNets[net].declared?.resetPort ?? (style.isActiveLow ? plain + "_n" : plain)
      resetNets.append(ResetNet(port: port, style: style))
      return resetNets.count - 1
    }
    clockNets[net].reset = .some(result)
    return result
  }

  /// What a module inside finds around it.
  func style(around name: String) -> DomainStyle {
    if name == Netlist.ClockDomain.standardName {
      return DomainStyle(edge: edge(ofDomain: domain), reset: reset(ofDomain: domain).map { resetNets[$0].style })
    }
    guard let net = clockNets.firstIndex(where: { $0.name == name }) else { return surroundings.style(of: name) }
    return DomainStyle(edge: edge(ofClock: net), reset: reset(ofClock: net).map { resetNets[$0].style })
  }

  // MARK: Clocks and resets as values

  func ref(_ id: ValueID) -> Ref { Ref(index: id.index, owner: serial, width: module[id].type.width) }

  /// The value if it has a name in the text, else a wire that it drives.
  private func net(of ref: Ref, name: String) -> ValueID {
    let id = id(of: ref)
    switch module[id].operation {
    case .input, .wire, .register, .instanceOutput:
      unclaimed.remove(id)
      return id
    default: break
    }
    let wire = add(.wire, .bit)
    self.name(wire, qualified(name))
    record(.assign(.value(wire.id), id), isGated: false)
    return wire.id
  }

  /// The number of a reset that is a signal.
  func resetNet(of ref: Ref, style: ResetStyle, name: String) -> Int {
    let value = net(of: ref, name: name)
    if let known = resetNets.firstIndex(where: { $0.value == value && $0.style == style }) { return known }
    resetNets.append(ResetNet(port: nil, value: value, style: style))
    return resetNets.count - 1
  }

  /// The value of a domain's clock, an input made on first use if it is a port.
  func clockValue(_ index: Int) -> ValueID {
    let net = entries[index].clock
    if let known = clockNets[net].value { return known }
    let id = add(.input, .bit).id
    clockNets[net].value = id
    return id
  }

  func resetValue(ofNet net: Int) -> ValueID {
    if let known = resetNets[net].value { return known }
    let id = add(.input, .bit).id
    resetNets[net].value = id
    return id
  }

  // MARK: Instances

  /// A module elaborated for this place; a black box is what its text says, wherever it stands.
  func child(_ module: some Module) -> Elaboration.Child {
    elaboration.module(
      for: module, in: module is any BlackBox ? DomainSurroundings() : DomainSurroundings { [self] in style(around: $0) })
  }

  /// What an instance's clock or reset port is connected to: the child's standard domain runs on the one around the instance, others on
  /// the domain of their name. A reset that counts at the other level is inverted.
  func clockOrReset(of child: Netlist.Module, _ port: Port) -> ValueID {
    let inner = child.domains[port.domain]
    let mapped: Int
    if inner.name == Netlist.ClockDomain.standardName {
      mapped = domain
    } else if let known = entries.firstIndex(where: { clockNets[$0.clock].name == inner.name && $0.localReset == nil }) {
      mapped = known
    } else if let known = clockNets.firstIndex(where: { $0.name == inner.name }) {
      mapped = index(of: DomainEntry(clock: known))
    } else {
      func name(_ id: ValueID?) -> String? { id.flatMap { id in child.ports.first { $0.value == id }?.name } }
      mapped = domainIndex(
        ClockDomain(
          inner.name, edge: inner.edge, reset: inner.reset == nil ? surroundings.style(of: inner.name).reset : inner.resetStyle,
          clockPort: name(inner.clock), resetPort: name(inner.reset)))
    }
    if port.role == .clock { return clockValue(mapped) }
    guard let net = reset(ofDomain: mapped) else {
      error(
        "'\(child.typeName)' has registers with reset values, but the domain '\(self.name(ofDomain: mapped))' has no reset",
        note: "give the domain a reset, or make the instance in another one")
      return constant(BitVector(width: 1), .bit).id
    }
    let value = resetValue(ofNet: net)
    if resetNets[net].style.isActiveLow == inner.resetStyle.isActiveLow { return value }
    let wire = add(.wire, .bit)
    record(.assign(.value(wire.id), add(.not(value), .bit).id), isGated: false)
    return wire.id
  }

  // MARK: The end

  /// The domains that the module turned out to need and their ports; for each entry its domain.
  func finishDomains() -> (domains: [Netlist.ClockDomain], ports: [Port], position: [Int: Int]) {
    var needed: Set<Int> = [], neededResets: Set<Int> = []
    func need(_ index: Int, reset isReset: Bool) {
      needed.insert(index)
      if isReset, let net = reset(ofDomain: index) { neededResets.insert(net) }
    }
    for register in module.registers {
      need(register.domain, reset: register.reset != nil)
      if register.reset != nil { requireReset(register) }
    }
    for memory in module.memories { need(memory.domain, reset: false) }
    Netlist.Module.walk(module.statements) { statement in
      switch statement.kind {
      case .check(_, _, _, let domain), .display(_, let domain): need(domain, reset: true)
      default: break
      }
    }
    // What instances and expressions asked for. A reset's port stands beside the clock that it belongs to.
    for (net, reset) in resetNets.enumerated() where reset.value != nil && reset.port != nil { neededResets.insert(net) }
    for (net, clock) in clockNets.enumerated() where clock.declared != nil {
      let asksForReset = (clock.reset ?? nil).map { neededResets.contains($0) && resetNets[$0].port != nil } ?? false
      guard clock.value != nil || asksForReset else { continue }
      if needed.contains(where: { entries[$0].clock == net && (!asksForReset || entries[$0].localReset == nil) }) { continue }
      need(entries.firstIndex { $0.clock == net && $0.localReset == nil } ?? index(of: DomainEntry(clock: net)), reset: false)
    }

    var domains: [Netlist.ClockDomain] = [], ports: [Port] = [], position: [Int: Int] = [:]
    location = entry
    func addPort(_ value: ValueID, _ name: String, _ role: PortRole, _ domain: Int) {
      guard module[value].operation == .input, module[value].name == nil else { return }
      module[value].name = name
      ports.append(Port(name: name, direction: .input, role: role, value: value, domain: domain))
    }
    for index in needed.sorted() {
      let net = entries[index].clock, name = clockNets[net].name
      let clock = clockValue(index)
      let standard = name == Netlist.ClockDomain.standardName
      let reset = reset(ofDomain: index).flatMap { neededResets.contains($0) ? $0 : nil }
      let style = self.reset(ofDomain: index).map { resetNets[$0].style } ?? .synchronous
      let domain = Netlist.ClockDomain(
        name: name, clock: clock, reset: reset.map { resetValue(ofNet: $0) }, edge: edge(ofDomain: index), resetStyle: style)
      if let known = domains.firstIndex(of: domain) {
        position[index] = known
        continue
      }
      position[index] = domains.count
      if clockNets[net].declared != nil {
        addPort(clock, clockNets[net].port ?? (standard ? "clock" : name + "_clock"), .clock, domains.count)
      }
      if let reset, let value = domain.reset, let port = resetNets[reset].port { addPort(value, port, .reset, domains.count) }
      domains.append(domain)
    }
    return (domains, ports, position)
  }

  /// A black box without a reset port keeps what the registers of its model hold.
  private func requireReset(_ register: Register) {
    guard !isBlackBox, reset(ofDomain: register.domain) == nil else { return }
    let value = module[register.value]
    error(
      "\(value.name.map { "'\($0)'" } ?? "a register") has a reset value, but the domain '\(name(ofDomain: register.domain))' has no reset",
      note: "leave reset: out, or give the domain a reset", place: value.location)
  }
}
