import Netlist

/// A module of a black box's text that lets a clock pass while it is enabled: a latch that is open while the clock is low.
struct ReferenceGate {
  let clock, enable, output: ValueID

  /// Nil if the module is none.
  init?(_ module: Module) {
    let data = module.ports.filter { $0.role == .data }
    guard module.blackBox != nil, module.registers.isEmpty, data.count == 2,
      let clock = module.ports.first(where: { $0.role == .clock }),
      let enable = data.first(where: { $0.direction == .input }), let output = data.first(where: { $0.direction == .output })
    else { return nil }
    (self.clock, self.enable, self.output) = (clock.value, enable.value, output.value)
  }
}

/// Clocks and resets: when registers and memories change.
extension ReferenceEvaluator {
  /// Forgets what was computed, and gives registers whose asynchronous reset is active their reset values; call it after inputs
  /// were set.
  func settle() {
    forget()
    resetAtOnce()
    followClocks()
  }

  private func resetAtOnce() {
    var commits: [() -> Void] = []
    resetAtOnce(&commits)
    for commit in commits { commit() }
    if !commits.isEmpty { forget() }
  }

  private func isResetting(_ domain: ClockDomain) -> Bool {
    domain.reset.map { value($0)[0] != domain.resetStyle.isActiveLow } ?? false
  }

  private func resetAtOnce(_ commits: inout [() -> Void]) {
    for (index, register) in module.registers.enumerated() {
      let domain = module.domains[register.domain]
      guard domain.resetStyle.isAsynchronous, let reset = register.reset, reset != registers[index], isResetting(domain) else {
        continue
      }
      commits.append { [self] in registers[index] = reset }
    }
    for child in children.joined() { child.resetAtOnce(&commits) }
  }

  /// Rising edges of the clocks in `mask` (bit i is the top's clock i), all at one instant, then their falling edges.
  func step(domains mask: UInt32) {
    for level in [1, 0] {
      for (index, clock) in module.clockPorts.enumerated() where mask >> UInt32(index) & 1 == 1 {
        inputs[clock.port.value] = BitVector(level, width: 1)
      }
      forget()
      followClocks()
    }
  }

  /// Moves registers as long as clocks have edges: those of one instant with the values before, then those that these registers make.
  private func followClocks() {
    while true {
      openGates()
      guard sawEdges() else { return }
      var commits: [() -> Void] = []
      prepare(&commits)
      for commit in commits { commit() }
      forget()
      resetAtOnce()
    }
  }

  /// Looks at all clocks; whether one has changed.
  func sawEdges() -> Bool {
    var result = false
    for (index, domain) in module.domains.enumerated() {
      let level = value(domain.clock)[0]
      edges[index] = level == levels[index] ? nil : level ? .rising : .falling
      levels[index] = level
      if edges[index] != nil { result = true }
    }
    for child in children.joined() where child.sawEdges() { result = true }
    return result
  }

  /// Clock gates whose clock is low take their enable.
  private func openGates() {
    for child in children.joined() { child.openGates() }
    guard let gate, !value(gate.clock)[0] else { return }
    isGateOpen = value(gate.enable)[0]
  }

  // MARK: Edges

  /// Computes the next state here and below; appends what puts it in place.
  private func prepare(_ commits: inout [() -> Void]) {
    func isHit(_ domain: Int) -> Bool { edges[domain] == module.domains[domain].edge }
    var next = registers
    var words = memories
    run(module.statements) { target, value in
      switch target {
      case .value(let id), .part(let id, _):
        guard case .register(let index) = module[id].operation, isHit(module.registers[index].domain) else { return }
        if case .part(_, let part) = target {
          replace(&next[index], part, value)
        } else {
          next[index] = value
        }
      case .memory(let index, let address, let mask):
        let memory = module.memories[index]
        guard isHit(memory.domain), let row = self.value(address).unsigned, row < UInt64(memory.depth) else { return }
        let count = memory.word.count ?? 1
        let width = memory.word.width / count
        let enabled = mask.map { self.value($0) } ?? .ones(width: count)
        for element in 0..<count where enabled[element] {
          words[index][Int(row)].replace(offset: element * width, with: value.slice(offset: element * width, width: width))
        }
      }
    }
    for (index, register) in module.registers.enumerated() where isHit(register.domain) {
      if let reset = register.reset, isResetting(module.domains[register.domain]) { next[index] = reset }
    }
    for child in children.joined() { child.prepare(&commits) }
    commits.append { [self] in (registers, memories) = (next, words) }
  }
}
