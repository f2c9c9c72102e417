import Netlist

extension ModuleLowering {
  /// What registers without a reset and memories of a layer hold when simulation starts.
  func initialItems(isForChecks: Bool) -> [Item] {
    var always: [Item] = []
    var simulated: [Item] = []
    for (index, memory) in module.memories.enumerated() where analysis.checkLayer.contains(memory: index) == isForChecks {
      if let contents = memory.contents {
        always.append(block(memoryNames[index], memory.location) { frame in fillMemory(index, contents, frame) })
      } else {
        simulated.append(block(memoryNames[index], memory.location) { frame in seedMemory(index, frame) })
      }
    }
    var isPresent = [Bool](repeating: false, count: module.values.count)
    for value in analysis.order { isPresent[Int(value)] = true }
    let unreset = module.registers.filter { register in
      let index = Int(register.value.index)
      return register.reset == nil && analysis.checkLayer.contains(register.value) == isForChecks
        && (isPresent[index] || analysis.projection.blockOfValue[index] >= 0)
    }
    // Vectors that are driven lane by lane start lane by lane: a write to the whole would keep simulators from splitting them.
    var lanes: [Int32: Int] = [:]
    for block in analysis.projection.blocks {
      guard let count = analysis.laneCount(of: block) else { continue }
      for register in block.registers { lanes[module.registers[register].value.index] = count }
    }
    simulated += seedLanes(unreset.map(\.value), lanes)
    let others = unreset.filter { lanes[$0.value.index] == nil }
    if let first = others.first {
      simulated.insert(
        block(name(of: first.value), module[first.value].location) { frame in
          for register in others {
            seedRegister(register.value, frame)
          }
        }, at: 0)
    }
    return always + (simulated.isEmpty ? [] : [.conditional(directive: "`ifndef SYNTHESIS", simulated)])
  }

  private func block(_ name: String, _ location: SourceLocation, _ body: (Frame) -> Void) -> Item {
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    body(frame)
    let label = builder.locals.isEmpty ? "" : names.unique("\(name)_initial")
    return .block(
      ProceduralBlock(trigger: .initial, name: label, locals: builder.locals, body: frame.statements, location: location))
  }

  /// `generate` loops over the lanes of packed vectors, one for each number of lanes.
  private func seedLanes(_ registers: [ValueID], _ lanes: [Int32: Int]) -> [Item] {
    var groups: [(count: Int, registers: [ValueID])] = []
    for id in registers {
      guard let count = lanes[id.index] else { continue }
      if let known = groups.firstIndex(where: { $0.count == count }) {
        groups[known].registers.append(id)
      } else {
        groups.append((count, [id]))
      }
    }
    var items: [Item] = []
    var patterns: [Int: String] = [:]
    for group in groups {
      let lane = Expression.name(laneVariable, width: 32, isSigned: true)
      let frame = Frame(block: BlockBuilder(isBlocking: true))
      for id in group.registers {
        let width = type(id).width
        let element = elementWidth(id)
        let name: String
        if let known = patterns[width] {
          name = known
        } else {
          name = names.unique("INITIAL_\(width)")
          patterns[width] = name
          items.append(.parameter(name: name, width: width, value: pattern(width)))
        }
        let source = Expression.name(name, width: width, isSigned: false).part(start: .scaled(lane, by: element), count: element)
        assign(target(id).part(start: .scaled(lane, by: element), count: element), source, module[id].location, frame)
      }
      guard let first = group.registers.first else { continue }
      let block = ProceduralBlock(trigger: .initial, name: "", body: frame.statements, location: module[first].location)
      items.append(
        .generate(
          variable: laneVariable, count: group.count, label: names.unique("\(name(of: first))_initial"),
          [.block(block)]))
    }
    return items
  }

  /// The seeded pattern of a register as a constant expression.
  private func pattern(_ width: Int) -> String {
    let word = InitialState.word(index: 0, width: 32, seed: options.initialSeed)
    if width <= 32 { return "\(width)'h\(word.slice(offset: 0, width: width).hexadecimal)" }
    let copies = "{\(width / 32){32'h\(word.hexadecimal)}}"
    let rest = width % 32
    return rest == 0 ? copies : "{\(rest)'h\(word.slice(offset: 0, width: rest).hexadecimal), \(copies)}"
  }

  private func seedRegister(_ id: ValueID, _ frame: Frame) {
    let location = module[id].location
    let type = type(id)
    let pattern = InitialState.word(index: 0, width: 32, seed: options.initialSeed)
    if type.width == 1, type.isSigned, type.count == nil {
      // Verilator 5.48 takes zeros for the sign of a constant `1'sb1` that it extends to more than a thousand bits.
      return assign(
        target(id), .literal(InitialState.word(index: 0, width: 1, seed: options.initialSeed), isSigned: false), location, frame)
    }
    if type.width <= 64 && !isArray(id) {
      return fill(id, InitialState.word(index: 0, width: type.width, seed: options.initialSeed), location, frame)
    }
    let whole = Expression.literal(pattern, isSigned: false)
    var bits = whole
    if type.width > 32 {
      let copies = Expression(
        node: .replication(type.width / 32, whole), width: type.width / 32 * 32, ownWidth: type.width / 32 * 32, isSigned: false)
      let rest = type.width % 32
      bits = rest == 0 ? copies : .concatenation([.literal(pattern.slice(offset: 0, width: rest), isSigned: false), copies])
    } else {
      bits = .literal(pattern.slice(offset: 0, width: type.width), isSigned: false)
    }
    guard isArray(id), let count = type.count else { return assign(target(id), bits, location, frame) }
    let width = type.width / count
    if width == 32 {
      return loopStatement(count, location, frame) { index, inner in
        assign(target(id).element(at: index, width: width, isSigned: type.isSigned), whole, location, inner)
      }
    }
    let word = local("\(name(of: id))_word", width: type.width, frame)
    assign(word, bits, location, frame)
    loopStatement(count, location, frame) { index, inner in
      let element = word.part(start: .scaled(index, by: width), count: width)
      assign(target(id).element(at: index, width: width, isSigned: type.isSigned), element, location, inner)
    }
  }

  private func fillMemory(_ index: Int, _ contents: [BitVector], _ frame: Frame) {
    let memory = module.memories[index]
    if let file = memory.contentsFile {
      let path = Expression(node: .literal("\"\(file)\""), width: 1, ownWidth: 1, isSigned: false)
      let name = Expression.name(memoryNames[index], width: memory.word.width, isSigned: false)
      frame.statements.append(ProceduralStatement(kind: .task("$readmemh", [path, name]), location: memory.location))
      return
    }
    let name = Expression.name(memoryNames[index], width: memory.word.width, isSigned: false)
    let count = memory.word.count ?? 1
    let width = memory.word.width / count
    for (address, bits) in contents.enumerated() {
      let word = name.element(at: .number(address), width: memory.word.width, isSigned: false)
      if analysis.memoryHasElements[index] {
        for element in 0..<count {
          assign(
            word.element(at: .number(element), width: width, isSigned: memory.word.isSigned),
            .literal(bits.slice(offset: element * width, width: width), isSigned: memory.word.isSigned), memory.location, frame)
        }
      } else {
        assign(word, .literal(bits, isSigned: memory.word.isSigned && memory.word.count == nil), memory.location, frame)
      }
    }
  }

  /// `memory[i] = (i + 1) * 32'h9e3779b9 ^ seed`, repeated to the word's width.
  private func seedMemory(_ index: Int, _ frame: Frame) {
    let memory = module.memories[index]
    let width = memory.word.width
    let count = memory.word.count ?? 1
    let hasElements = analysis.memoryHasElements[index]
    let name = Expression.name(memoryNames[index], width: width, isSigned: false)
    loopStatement(memory.depth, memory.location, frame) { address, inner in
      let bits = min(32, width)
      let low = Expression(
        node: bits == 32 ? address.node : bits == 1 ? .index(address, .number(0)) : .range(address, high: bits - 1, low: 0),
        width: bits, ownWidth: bits, isSigned: bits == 32)
      let next = Expression.arithmetic(.add, low, .literal(BitVector(1, width: bits), isSigned: false), dialect)
      let factor = Expression.literal(BitVector(words: [0x9E37_79B9], width: bits), isSigned: false)
      let scaled = Expression.arithmetic(.multiply, next, factor, dialect)
      let seed = Expression.literal(BitVector(words: [UInt64(options.initialSeed)], width: bits), isSigned: false)
      let pattern = Expression.arithmetic(.xor, scaled, seed, dialect)
      let word = name.element(at: address, width: width, isSigned: false)
      if width <= 32, !hasElements { return assign(word, pattern, memory.location, inner) }

      let patternName = local("\(memoryNames[index])_pattern", width: bits, inner)
      assign(patternName, pattern, memory.location, inner)
      var parts = [Expression](repeating: patternName, count: width / 32)
      if width <= 32 {
        parts = [patternName]
      } else if width % 32 != 0 {
        parts.insert(patternName.bits(offset: 0, count: width % 32), at: 0)
      }
      if !hasElements { return assign(word, .concatenation(parts), memory.location, inner) }
      let wordName = local("\(memoryNames[index])_word", width: width, inner)
      assign(wordName, parts.count == 1 ? parts[0] : .concatenation(parts), memory.location, inner)
      loopStatement(count, memory.location, inner) { element, innermost in
        let elementWidth = width / count
        assign(
          word.element(at: element, width: elementWidth, isSigned: memory.word.isSigned),
          wordName.part(start: .scaled(element, by: elementWidth), count: elementWidth), memory.location, innermost)
      }
    }
  }

  private func local(_ name: String, width: Int, _ frame: Frame) -> Expression {
    let name = names.unique(name)
    frame.block.locals.append(Declaration(storage: .variable, name: name, width: width, isSigned: false))
    return .name(name, width: width, isSigned: false)
  }

  private func assign(_ left: Expression, _ right: Expression, _ location: SourceLocation, _ frame: Frame) {
    frame.statements.append(ProceduralStatement(kind: .assign(left, right, isBlocking: true), location: location))
  }
}
