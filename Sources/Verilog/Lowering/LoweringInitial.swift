import Netlist

extension ModuleLowering {
  /// What memories, and arrays of registers without a reset, of a layer hold when simulation starts: no declaration can give an
  /// array a value in all tools.
  func initialItems(isForChecks: Bool) -> [Item] {
    var always: [Item] = []
    var simulated: [Item] = []
    for (index, memory) in module.memories.enumerated()
    where analysis.checkLayer.contains(memory: index) == isForChecks && !analysis.constantMemories.contains(index) {
      if let contents = memory.contents {
        always.append(block(memoryNames[index], memory.location) { frame in fillMemory(index, contents, frame) })
      } else {
        simulated.append(block(memoryNames[index], memory.location) { frame in seedMemory(index, frame) })
      }
    }
    let arrays = module.registers.map(\.value).filter {
      startsFromSeed($0) && isArray($0) && analysis.checkLayer.contains($0) == isForChecks
    }
    if let first = arrays.first {
      simulated.insert(
        block(name(of: first), module[first].location) { frame in seedArrays(arrays, frame) }, at: 0)
    }
    return always + (simulated.isEmpty ? [] : [.conditional(directive: "`ifndef SYNTHESIS", simulated)])
  }

  /// Whether the value is a register that the text has and nothing resets.
  private func startsFromSeed(_ id: ValueID) -> Bool {
    guard case .register(let register) = module[id].operation, module.registers[register].reset == nil else { return false }
    return analysis.values[Int(id.index)].isPresent
  }

  /// Whether a declaration of the module gives a start value.
  var hasStartValues: Bool { module.registers.contains { startValue(of: $0.value) != nil } }

  /// What the declaration of a register says that it holds when simulation starts; nil if it has a reset, or is an array.
  func startValue(of id: ValueID) -> StartValue? {
    startsFromSeed(id) && !isArray(id) ? StartValue(text: pattern(type(id).width)) : nil
  }

  private func block(_ name: String, _ location: SourceLocation, _ body: (Frame) -> Void) -> Item {
    let builder = BlockBuilder(isBlocking: true)
    let frame = Frame(block: builder)
    body(frame)
    let label = builder.locals.isEmpty ? "" : names.unique("\(name)_initial")
    return .block(
      ProceduralBlock(trigger: .initial, name: label, locals: builder.locals, body: frame.statements, location: location))
  }

  /// The seeded pattern of a register as a constant expression. Without a space after a comma: Verible's parser takes none inside a
  /// macro's argument.
  private func pattern(_ width: Int) -> String {
    let word = InitialState.word(index: 0, width: 32, seed: options.initialSeed)
    if width <= 64 {
      let bits = InitialState.word(index: 0, width: width, seed: options.initialSeed)
      return width == 1 ? "1'b\(bits[0] ? 1 : 0)" : "\(width)'h\(bits.hexadecimal)"
    }
    let copies = "{\(width / 32){32'h\(word.hexadecimal)}}"
    let rest = width % 32
    return rest == 0 ? copies : "{\(rest)'h\(word.slice(offset: 0, width: rest).hexadecimal),\(copies)}"
  }

  /// Arrays of one shape start from the same bits, in one loop.
  private func seedArrays(_ arrays: [ValueID], _ frame: Frame) {
    var rest = arrays[...]
    while let first = rest.first {
      func isAlike(_ id: ValueID) -> Bool { type(id).width == type(first).width && type(id).count == type(first).count }
      seedArrays(like: first, rest.filter(isAlike), frame)
      rest.removeAll(where: isAlike)
    }
  }

  private func seedArrays(like first: ValueID, _ arrays: [ValueID], _ frame: Frame) {
    let location = module[first].location
    let type = type(first), count = type.count ?? 1
    let pattern = InitialState.word(index: 0, width: 32, seed: options.initialSeed)
    let whole = Expression.literal(pattern, isSigned: false)
    let width = type.width / count
    func fill(_ element: @escaping (Expression) -> Expression) {
      loopStatement(count, location, frame) { index, inner in
        for id in arrays {
          assign(
            target(id).element(at: index, width: width, isSigned: self.type(id).isSigned), element(index), module[id].location,
            inner)
        }
      }
    }
    if width == 32 { return fill { _ in whole } }
    var bits = Expression.literal(pattern.slice(offset: 0, width: min(32, type.width)), isSigned: false)
    if type.width > 32 {
      let copies = Expression(
        node: .replication(type.width / 32, whole), width: type.width / 32 * 32, ownWidth: type.width / 32 * 32, isSigned: false)
      let rest = type.width % 32
      bits = rest == 0 ? copies : .concatenation([.literal(pattern.slice(offset: 0, width: rest), isSigned: false), copies])
    }
    let word = local("\(name(of: first))_word", width: type.width, frame)
    assign(word, bits, location, frame)
    fill { word.part(start: .scaled($0, by: width), count: width) }
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

      var parts = [pattern]
      if width > 32 {
        // Whole copies need no variable.
        if width % 32 == 0, !hasElements {
          let copies = Expression(node: .replication(width / 32, pattern), width: width, ownWidth: width, isSigned: false)
          return assign(word, copies, memory.location, inner)
        }
        let patternName = local("\(memoryNames[index])_pattern", width: bits, inner)
        assign(patternName, pattern, memory.location, inner)
        parts = [Expression](repeating: patternName, count: width / 32)
        if width % 32 != 0 { parts.insert(patternName.bits(offset: 0, count: width % 32), at: 0) }
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
