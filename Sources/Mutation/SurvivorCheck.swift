import Netlist
import Simulation

/// Finds out why a mutant survived, from the cheapest proof to a search for a difference.
struct SurvivorCheck {
  let original: Design
  let mutant: Mutant
  static let randomCycles = 40_000

  func run() -> SurvivorClass {
    if let text = Self.text(original), text == Self.text(mutant.design) { return .sameNetlist }
    let reached = reachedOutputs()
    if reached.isEmpty { return .onlyChecks }
    let random = differenceUnderRandomInputs()
    if case .noDifferenceFound = random { return random }
    if reached.count <= 4, reached.count < original.top.ports.count(where: { $0.direction == .output }) / 2 {
      return .onlyOutputs(reached.sorted())
    }
    return random
  }

  /// The design in one module, folded and without dead code, as text; nil if it breaks an invariant of the netlist.
  private static func text(_ design: Design) -> String? {
    guard var flat = try? Flattening.flatten(design) else { return nil }
    let passes = Pipeline(Pipeline.standard.passes.filter { ["fold constants", "dead code"].contains($0.name) })
    for _ in 0..<3 { _ = passes.run(&flat) }
    for index in flat.modules.indices {
      for value in flat.modules[index].values.indices { flat.modules[index].values[value].name = nil }
    }
    return flat.modules.map(\.text).joined()
  }

  /// Outputs of the top that depend on the changed values, over registers, memories and instances. A changed statement without
  /// values drives nothing: it holds checks, or writes a memory that nothing reads.
  private func reachedOutputs() -> Set<String> {
    var marked: Set<String> = []
    // From a module to those that hold it: the changed values, then the outputs of its instances.
    var changed: [Int: Set<ValueID>] = [mutant.moduleIndex: Set(mutant.changed)]
    for (index, module) in mutant.design.modules.enumerated() {
      guard let start = changed[index], !start.isEmpty else { continue }
      let reached = FanOut(mutant.design, module: index).reached(from: start)
      let outputs = module.ports.indices.filter {
        module.ports[$0].direction == .output && reached.contains(module.ports[$0].value)
      }
      if index == mutant.design.modules.count - 1 { marked = Set(outputs.map { module.ports[$0].name }) }
      for (parent, holder) in mutant.design.modules.enumerated() {
        for (value, one) in holder.values.enumerated() {
          if case .instanceOutput(let instance, let port) = one.operation, holder.instances[instance].module == index,
            outputs.contains(port)
          {
            changed[parent, default: []].insert(ValueID(value))
          }
        }
      }
    }
    return marked
  }

  /// Runs both designs on the same random inputs. Assertions of either are not heeded.
  private func differenceUnderRandomInputs() -> SurvivorClass {
    let options = BuiltinSimulator.Options(checks: false)
    guard let a = try? BuiltinSimulator(original, options: options),
      let b = try? BuiltinSimulator(mutant.design, options: options)
    else {
      return .noDifferenceFound(cycles: 0)
    }
    // What a stream shows while it offers nothing means nothing.
    let offers = a.ports.map { port in
      a.ports.indices.filter { valid in
        let name = a.ports[valid].name
        return a.ports[valid].direction == .output && name.hasSuffix("_valid") && port.name != name
          && port.name.hasPrefix(name.dropLast("valid".count))
      }.max { a.ports[$0].name.count < a.ports[$1].name.count }
    }
    var random = RandomSource(seed: 1)
    var busy = [Int](repeating: 50, count: a.ports.count)
    for cycle in 0..<Self.randomCycles {
      if cycle % 64 == 0 { for index in busy.indices { busy[index] = random.pick([5, 50, 95]) } }
      for (index, port) in a.ports.enumerated() where port.direction == .input && port.role != .clock {
        let value: BitVector
        if port.role == .reset {
          let isActive = cycle < 2 || random.below(2000) == 0
          value = BitVector(isActive != port.isActiveLow ? 1 : 0, width: 1)
        } else if port.width == 1 {
          value = BitVector(random.chance(busy[index]) ? 1 : 0, width: 1)
        } else {
          value = random.chance(70) ? random.smallBits(width: port.width, below: 20) : random.bits(width: port.width)
        }
        port.write(value)
        b.ports[index].write(value)
      }
      a.evaluate()
      b.evaluate()
      for (index, port) in a.ports.enumerated() where port.direction == .output {
        let counts = offers[index].map { a.ports[$0].read() == 1 } ?? true
        if counts, port.readBits() != b.ports[index].readBits() { return .differs(output: port.name, cycle: cycle) }
      }
      let domains = UInt32.max >> UInt32(32 - max(1, a.domains.count))
      try? a.step(domains: domains)
      try? b.step(domains: domains)
    }
    return .noDifferenceFound(cycles: Self.randomCycles)
  }
}

/// What depends on a value inside one module and through its instances, which pass everything on.
private struct FanOut {
  private var readers: [ValueID: Set<ValueID>] = [:]
  private let module: Module

  init(_ design: Design, module index: Int) {
    module = design.modules[index]
    let module = module
    var readers: [ValueID: Set<ValueID>] = [:]
    for value in module.values.indices {
      for id in module.dependencies(of: ValueID(value)) { readers[id, default: []].insert(ValueID(value)) }
    }
    var memoryReaders: [Int: [ValueID]] = [:]
    for (value, one) in module.values.enumerated() {
      if case .memoryRead(let memory, _) = one.operation { memoryReaders[memory, default: []].append(ValueID(value)) }
    }
    func visit(_ statements: [Statement], _ conditions: [ValueID]) {
      for statement in statements {
        switch statement.kind {
        case .assign(let target, let source):
          let targets: [ValueID] =
            switch target {
            case .value(let id), .part(let id, _): [id]
            case .memory(let memory, _, _): memoryReaders[memory] ?? []
            }
          for id in conditions + target.operands + [source] { readers[id, default: []].formUnion(targets) }
        case .when(let condition, let then, let otherwise):
          visit(then, conditions + [condition])
          visit(otherwise, conditions + [condition])
        case .match(let subject, let cases, let otherwise):
          for one in cases { visit(one.body, conditions + [subject]) }
          visit(otherwise, conditions + [subject])
        case .check, .display: break
        }
      }
    }
    visit(module.statements, [])
    for instance in module.instances {
      let ports = design.modules[instance.module].ports
      var outputs: Set<ValueID> = []
      for (position, connection) in instance.connections.enumerated() where ports[position].direction == .output {
        if let connection { outputs.insert(connection) }
      }
      for (position, connection) in instance.connections.enumerated() where ports[position].direction == .input {
        if let connection { readers[connection, default: []].formUnion(outputs) }
      }
    }
    self.readers = readers
  }

  /// All values that depend on `start`, with those themselves.
  func reached(from start: Set<ValueID>) -> Set<ValueID> {
    var seen = start
    var work = Array(start)
    while let id = work.popLast() {
      for reader in readers[id] ?? [] where seen.insert(reader).inserted { work.append(reader) }
    }
    return seen
  }
}
