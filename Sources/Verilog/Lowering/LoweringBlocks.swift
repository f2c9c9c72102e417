import Netlist

/// Combinational and clocked blocks.
extension ModuleLowering {
  /// A named value that needs statements, in a block of its own.
  func ownBlock(_ id: ValueID, scope: Int) -> Item {
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    for value in localsOfScope[scope, default: []] { _ = bind(ValueID(Int(value)), frame) }
    compute(id, into: target(id), frame)
    settleLocals(builder, frame)
    return .block(
      ProceduralBlock(
        trigger: .combinational, name: blockName(name(of: id), "logic"), locals: builder.locals,
        body: frame.statements, location: module[id].location))
  }

  /// Gives the locals of a combinational block that only some paths assign a value at its start: Yosys takes them for latches
  /// otherwise. (`automatic` would say so, too; Icarus 11 does not read it.)
  private func settleLocals(_ builder: BlockBuilder, _ frame: Frame) {
    let start = Frame(block: builder)
    for local in builder.locals where !Self.assigns(local.name, frame.statements) {
      let name = Expression.name(local.name, width: local.width, isSigned: local.isSigned)
      func clear(_ place: Expression, _ value: Expression, _ inner: Frame) {
        inner.statements.append(ProceduralStatement(kind: .assign(place, value, isBlocking: true), location: local.location))
      }
      if local.storage == .integer {
        // A loop that clears an array assigns it already.
        if !Self.assigns(local.name, start.statements) { clear(name, .number(0), start) }
      } else if let count = local.dimensions.first {
        loopStatement(count, local.location, start) { index, inner in
          let element = name.element(at: index, width: local.width, isSigned: local.isSigned)
          clear(element, .zero(width: local.width, isSigned: local.isSigned), inner)
        }
      } else {
        clear(name, .zero(width: local.width, isSigned: local.isSigned), start)
      }
    }
    frame.statements = start.statements + frame.statements
  }

  /// Whether the statements assign the local variable `name` on every path, before anything reads it.
  private static func assigns(_ name: String, _ statements: [ProceduralStatement]) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .assign(let place, _, _): place.base == name
      case .loop(let variable, _, let body): variable == name || assigns(name, body)
      case .conditional(_, let then, let otherwise): assigns(name, then) && assigns(name, otherwise)
      case .selection, .check, .display, .task: false
      }
    }
  }

  private func blockName(_ base: String, _ suffix: String) -> String { names.unique("\(base)_\(suffix)") }

  func lowerCombinational(_ block: Block, _ wire: ValueID) -> (items: [Item], isVariable: Bool) {
    let driver = analysis.projection.soleDriver[Int(wire.index)]
    if driver >= 0, !analysis.values[Int(driver)].containsLoop {
      let id = ValueID(Int(driver))
      if !isArray(wire), !needsElements(id) { return ([.assign(target(wire), expression(id, nil), block.location)], false) }
    }
    if let items = partAssignments(block, wire) { return (items, false) }
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    if !assignsWhole(wire, block.root) {
      if isArray(wire) {
        fill(wire, BitVector(width: type(wire).width), block.location, frame)
      } else {
        let zero = Expression.zero(width: type(wire).width, isSigned: target(wire).isSigned)
        frame.statements.append(
          ProceduralStatement(kind: .assign(target(wire), zero, isBlocking: true), location: block.location))
      }
    }
    lower(block.root, frame)
    settleLocals(builder, frame)
    // Nothing would start an `always @*` that reads nothing.
    if builder.locals.isEmpty, frame.statements.count == 1, case .assign(let whole, let value, _) = frame.statements[0].kind,
      value.isLiteral,
      whole.isName
    {
      return ([.assign(whole, value, block.location)], false)
    }
    let name = builder.locals.isEmpty ? "" : blockName(self.name(of: wire), "logic")
    return (
      [
        .block(
          ProceduralBlock(
            trigger: .combinational, name: name, locals: builder.locals, body: frame.statements, location: block.location))
      ], true
    )
  }

  /// One `assign` for each part when all bits are driven once, unconditionally, by parts at constant places.
  private func partAssignments(_ block: Block, _ wire: ValueID) -> [Item]? {
    if isArray(wire) || block.root.statements.count > type(wire).width { return nil }
    var parts: [(part: Part, value: ValueID, location: SourceLocation)] = []
    for statement in block.root.statements {
      guard case .assign(.part(_, let part), let value, let location) = statement, let part = part.folded(module),
        part.indices.isEmpty, !analysis.values[Int(value.index)].containsLoop
      else { return nil }
      parts.append((part, value, location))
    }
    var next = 0
    for (part, _, _) in parts.sorted(by: { $0.part.offset < $1.part.offset }) {
      if part.offset != next { return nil }
      next += part.width
    }
    guard next == type(wire).width else { return nil }
    return parts.map { part, value, location in
      .assign(target(wire).bits(offset: part.offset, count: part.width), expression(value, nil), location)
    }
  }

  /// Whether every path through the statements assigns the whole wire.
  private func assignsWhole(_ wire: ValueID, _ scope: Scope) -> Bool {
    for statement in scope.statements {
      switch statement {
      case .assign(.value, _, _): return true
      case .assign, .check, .display: break
      case .when(_, let then, let otherwise, _):
        if assignsWhole(wire, then), assignsWhole(wire, otherwise) { return true }
      case .match(let subject, let cases, let otherwise, _):
        let width = type(subject).width
        let isExhaustive = width < 20 && cases.reduce(0) { $0 + $1.values.count } == 1 << width
        if cases.allSatisfy({ assignsWhole(wire, $0.body) }), isExhaustive || assignsWhole(wire, otherwise) { return true }
      }
    }
    return false
  }

  /// Gives a vector a constant, by a loop when it is an array of equal elements.
  func fill(_ id: ValueID, _ bits: BitVector, _ location: SourceLocation, _ frame: Frame) {
    let isBlocking = frame.block.isBlocking
    let type = type(id)
    if let lane = frame.block.lane, let count = type.count {
      let width = type.width / count
      let value = Expression.literal(bits.slice(offset: 0, width: width), isSigned: false)
      frame.statements.append(
        ProceduralStatement(
          kind: .assign(target(id).part(start: .scaled(lane, by: width), count: width), value, isBlocking: isBlocking),
          location: location))
      return
    }
    guard isArray(id), let count = type.count else {
      let value = constant(bits, type)
      frame.statements.append(ProceduralStatement(kind: .assign(target(id), value, isBlocking: isBlocking), location: location))
      return
    }
    let width = type.width / count
    let first = bits.slice(offset: 0, width: width)
    let isUniform = (1..<count).allSatisfy { bits.slice(offset: $0 * width, width: width) == first }
    if isUniform {
      loopStatement(count, location, frame) { index, inner in
        inner.statements.append(
          ProceduralStatement(
            kind: .assign(
              target(id).element(at: index, width: width, isSigned: type.isSigned), .literal(first, isSigned: type.isSigned),
              isBlocking: isBlocking), location: location))
      }
      return
    }
    for index in 0..<count {
      let value = Expression.literal(bits.slice(offset: index * width, width: width), isSigned: type.isSigned)
      frame.statements.append(
        ProceduralStatement(
          kind: .assign(
            target(id).element(at: .number(index), width: width, isSigned: type.isSigned), value, isBlocking: isBlocking),
          location: location))
    }
  }

  /// What starts a block of a domain; with an asynchronous reset that too, if the block looks at it.
  private func event(_ domain: ClockDomain, hasReset: Bool) -> ClockEvent {
    func read(_ id: ValueID) -> String {
      markRead(id)
      return name(of: id)
    }
    var event = ClockEvent(clock: read(domain.clock), edge: domain.edge)
    if hasReset, domain.resetStyle.isAsynchronous, let reset = domain.reset {
      event.reset = (read(reset), domain.resetStyle.isActiveLow ? .falling : .rising)
    }
    return event
  }

  /// 1 while a domain is being reset.
  private func isResetting(_ domain: ClockDomain, _ reset: ValueID) -> Expression {
    markRead(reset)
    let name = Expression.name(name(of: reset), width: 1, isSigned: false)
    return domain.resetStyle.isActiveLow ? name.inverted(dialect) : name
  }

  func lowerClocked(_ block: Block, _ domain: Int, hasReset: Bool) -> Item {
    let builder = BlockBuilder(isBlocking: false)
    let frame = Frame(block: builder)
    let domain = module.domains[domain]
    let event = event(domain, hasReset: hasReset)
    let lanes = analysis.laneCount(of: block)
    if lanes != nil {
      hasLanes = true
      builder.lane = .name(laneVariable, width: 32, isSigned: true)
    }
    if hasReset, let signal = domain.reset {
      let resets = Frame(inside: frame)
      for register in block.registers {
        if let bits = module.registers[register].reset { fill(module.registers[register].value, bits, block.location, resets) }
      }
      let body = Frame(inside: frame)
      lower(block.root, body)
      let reset = isResetting(domain, signal)
      var otherwise = body.statements
      if otherwise.count == 1, case .conditional = otherwise[0].kind {} else if otherwise.isEmpty { otherwise = [] }
      frame.statements.append(
        ProceduralStatement(kind: .conditional(reset, then: resets.statements, otherwise: otherwise), location: block.location))
    } else {
      lower(block.root, frame)
    }
    let first =
      block.registers.first.map { self.name(of: module.registers[$0].value) }
      ?? block.memories.first.map { memoryNames[$0] } ?? "clocked"
    let name = builder.locals.isEmpty ? "" : blockName(first, "update")
    let item = Item.block(
      ProceduralBlock(
        trigger: .clock(event, isInitialized: isInitialized(block)), name: name, locals: builder.locals,
        body: OverridingAssignments.kept(frame.statements), location: block.location))
    guard let lanes else { return item }
    return .generate(variable: laneVariable, count: lanes, label: blockName(first, "lanes"), [item])
  }

  /// Whether an `initial` block fills what the block writes: memories and arrays, which no declaration can give start values in all
  /// tools.
  private func isInitialized(_ block: Block) -> Bool {
    !block.memories.isEmpty
      || block.registers.contains { module.registers[$0].reset == nil && isArray(module.registers[$0].value) }
  }

  /// A register that nothing assigns still obeys its reset.
  func lowerUndriven(_ register: Register) -> [Item] {
    let domain = module.domains[register.domain]
    guard analysis.order.contains(register.value.index), let bits = register.reset, let signal = domain.reset else { return [] }
    let builder = BlockBuilder(isBlocking: false)
    let frame = Frame(block: builder)
    let resets = Frame(inside: frame)
    fill(register.value, bits, module[register.value].location, resets)
    frame.statements.append(
      ProceduralStatement(
        kind: .conditional(isResetting(domain, signal), then: resets.statements, otherwise: []),
        location: module[register.value].location))
    return [
      .block(
        ProceduralBlock(
          trigger: .clock(event(domain, hasReset: true), isInitialized: false),
          name: builder.locals.isEmpty ? "" : blockName(name(of: register.value), "update"),
          locals: builder.locals, body: frame.statements, location: module[register.value].location))
    ]
  }

  func lowerChecks(_ block: Block, _ domain: Int) -> Item {
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    let domain = module.domains[domain]
    // Read at the clock alone, an asynchronous reset would be a synchronous one too (Verilator's SYNCASYNCNET).
    let event = event(domain, hasReset: true)
    if let signal = domain.reset {
      let body = Frame(inside: frame)
      lower(block.root, body)
      let reset = isResetting(domain, signal)
      frame.statements.append(
        ProceduralStatement(
          kind: .conditional(reset.inverted(dialect), then: body.statements, otherwise: []), location: block.location))
    } else {
      lower(block.root, frame)
    }
    let name = builder.locals.isEmpty ? "" : blockName(domain.name, "checks")
    return .block(
      ProceduralBlock(
        trigger: .clock(event, isInitialized: true), name: name, locals: builder.locals, body: frame.statements,
        location: block.location))
  }
}
