import Netlist

/// Instructions that compute some of the design's values, and what they refer to.
struct Program {
  var instructions: [Instruction] = []
  /// Targets of jump tables.
  var tables: [Int32] = []
  /// What `logWrite` notes.
  var writes: [PendingWrite] = []
  /// Lines that `PendingWrite.display` prints.
  var displays: [DisplayLine] = []
}

/// A line to print, and where its values lie.
struct DisplayLine {
  var text: DisplayText
  var values: [(slot: Int, width: Int, type: ValueType)]
}

/// A write that waits until everything has sampled its old values.
enum PendingWrite {
  case memory(Int, address: Int, addressWords: Int, mask: Int?, data: Int)
  case register(slot: Int, next: Int, words: Int)
  /// Prints `Program.displays[i]`.
  case display(Int)
}

/// Makes the program of a schedule.
struct ProgramGenerator {
  let graph: Graph
  let layout: Layout
  let schedule: Schedule
  let flat: FlatDesign
  let memories: [MemoryStorage]
  var program = Program()
  /// Nodes whose computation is part of their only user's instruction.
  var absorbed: Set<NodeID> = []
  /// While a process' statements are emitted, where its value lies.
  var processSlot = 0

  /// The instructions for a schedule; at its end the registers that `resets` names by their reset signal get their reset values.
  static func generate(
    _ schedule: Schedule, layout: Layout, flat: FlatDesign, memories: [MemoryStorage],
    resets: [(signal: NodeID, registers: [Int])] = []
  ) -> (program: Program, absorbed: Set<NodeID>) {
    var generator = ProgramGenerator(graph: schedule.graph, layout: layout, schedule: schedule, flat: flat, memories: memories)
    generator.absorbOperands()
    generator.emitBlock(0)
    for (signal, registers) in resets { generator.emitReset(signal, registers) }
    generator.emit(Instruction(opcode: .end))
    return (generator.program, generator.absorbed)
  }

  private init(graph: Graph, layout: Layout, schedule: Schedule, flat: FlatDesign, memories: [MemoryStorage]) {
    self.graph = graph
    self.layout = layout
    self.schedule = schedule
    self.flat = flat
    self.memories = memories
  }

  func slot(_ id: NodeID) -> Int { layout.slots[id] }
  func width(_ id: NodeID) -> Int { graph.nodes[id].width }
  func words(_ id: NodeID) -> Int { Layout.words(width(id)) }
  func operation(_ id: NodeID) -> NodeOperation { graph.nodes[id].operation }

  mutating func emit(_ instruction: Instruction) { program.instructions.append(instruction) }

  /// The index of the next instruction.
  var here: Int { program.instructions.count }

  mutating func setTarget(_ jump: Int, _ target: Int) { program.instructions[jump].d = Int32(target) }

  // MARK: Blocks

  mutating func emitBlock(_ index: Int) {
    for node in schedule.blocks[index].nodes where !absorbed.contains(node) { emitNode(node, to: slot(node)) }
    for step in schedule.blocks[index].steps {
      switch step {
      case .leaf(let step): emitStep(step)
      case .when(let condition, let then, let otherwise): emitWhen(condition, then, otherwise)
      case .match(let subject, let cases, let otherwise): emitMatch(subject, cases, otherwise)
      }
    }
  }

  private mutating func emitStep(_ step: Step) {
    switch step {
    case .assign(let register, let value):
      let target = register.map { layout.next[$0] } ?? processSlot
      if absorbed.contains(value) { emitNode(value, to: target) } else { emitCopy(from: value, to: target) }
      if let register { logIfLarge(register) }
    case .assignElement(let register, let index, let value, let count, let width):
      let target = register.map { layout.next[$0] } ?? processSlot
      if width <= 64, words(index) == 1 {
        var instruction = Instruction(opcode: .insertElement)
        (instruction.d, instruction.a, instruction.b) = (Int32(target), Int32(slot(value)), Int32(slot(index)))
        (instruction.x, instruction.c) = (UInt8(width), Int32(count))
        emit(instruction)
      } else {
        var instruction = Instruction(opcode: .wideInsertElement)
        (instruction.d, instruction.a, instruction.b) = (Int32(target), Int32(slot(value)), Int32(slot(index)))
        (instruction.count, instruction.c, instruction.extra) = (Int32(width), Int32(count), Int32(words(index)))
        emit(instruction)
      }
      if let register { logIfLarge(register) }
    case .assignPart(let register, let position, let value, let limit, let width):
      var instruction = Instruction(opcode: .insertPart)
      (instruction.d, instruction.a) = (Int32(register.map { layout.next[$0] } ?? processSlot), Int32(slot(value)))
      (instruction.b, instruction.c, instruction.count) = (Int32(slot(position)), Int32(limit), Int32(width))
      emit(instruction)
      if let register { logIfLarge(register) }
    case .write(let memory, let address, let mask, let value):
      log(.memory(memory, address: slot(address), addressWords: words(address), mask: mask.map { slot($0) }, data: slot(value)))
    case .check(let check, let condition):
      let reset = flat.checks[check].resetSignal.flatMap { graph.resetNodes[$0] }.map(slot) ?? Layout.zero
      var instruction = Instruction(opcode: flat.checks[check].kind == .cover ? .cover : .check)
      (instruction.a, instruction.b, instruction.c) = (Int32(slot(condition)), Int32(reset), Int32(check))
      emit(instruction)
    case .display(let display, let values):
      let reset = flat.displays[display].resetSignal.flatMap { graph.resetNodes[$0] }.map(slot) ?? Layout.zero
      let jump = here
      emit(Instruction(opcode: .jumpIfNotZero, a: Int32(reset)))
      program.displays.append(
        DisplayLine(
          text: flat.displays[display].text, values: values.map { (slot: slot($0.node), width: width($0.node), type: $0.type) }))
      log(.display(program.displays.count - 1))
      setTarget(jump, here)
    case .when, .match: break
    }
  }

  private mutating func log(_ write: PendingWrite) {
    program.writes.append(write)
    emit(Instruction(opcode: .logWrite, a: Int32(program.writes.count - 1)))
  }

  private mutating func logIfLarge(_ register: Int) {
    let node = graph.nodeOfValue[Int(flat.registers[register].value.index)]
    guard words(node) > Layout.smallRegister else { return }
    log(.register(slot: slot(node), next: layout.next[register], words: words(node)))
  }

  private mutating func emitCopy(from value: NodeID, to target: Int) {
    if words(value) == 1 {
      emit(Instruction(opcode: .copy, d: Int32(target), a: Int32(slot(value))))
    } else {
      emit(Instruction(opcode: .wideCopy, d: Int32(target), a: Int32(slot(value)), count: Int32(width(value))))
    }
  }

  private mutating func emitReset(_ signal: NodeID, _ registers: [Int]) {
    let jump = here
    emit(Instruction(opcode: .jumpIfZero, a: Int32(slot(signal))))
    for register in registers {
      guard let reset = graph.resets[register] else { continue }
      emitCopy(from: reset, to: layout.next[register])
      logIfLarge(register)
    }
    setTarget(jump, here)
  }

  // MARK: Branches

  private mutating func emitWhen(_ condition: NodeID, _ then: Int, _ otherwise: Int?) {
    if let otherwise, schedule.blocks[then].nodes.isEmpty, schedule.blocks[then].steps.isEmpty {
      let skip = emitBranch(condition, jumpsIf: true)
      emitBlock(otherwise)
      return setTarget(skip, here)
    }
    let skip = emitBranch(condition, jumpsIf: false)
    emitBlock(then)
    if let otherwise {
      let leave = here
      emit(Instruction(opcode: .jump))
      setTarget(skip, here)
      emitBlock(otherwise)
      setTarget(leave, here)
    } else {
      setTarget(skip, here)
    }
  }

  private mutating func emitMatch(_ subject: NodeID, _ cases: [(values: [BitVector], block: Int)], _ otherwise: Int?) {
    let largest = cases.flatMap(\.values).map { $0.words[0] }.max() ?? 0
    var ends: [Int] = []
    if cases.count >= 3, largest < 256, words(subject) == 1 {
      let table = program.tables.count
      let dispatch = here
      emit(
        Instruction(opcode: .jumpTable, a: Int32(slot(subject)), b: Int32(table), c: Int32(largest + 1)))
      program.tables += [Int32](repeating: -1, count: Int(largest) + 1)
      for one in cases {
        for value in one.values { program.tables[table + Int(value.words[0])] = Int32(here) }
        emitBlock(one.block)
        ends.append(here)
        emit(Instruction(opcode: .jump))
      }
      setTarget(dispatch, here)
      for entry in table...(table + Int(largest)) where program.tables[entry] < 0 { program.tables[entry] = Int32(here) }
    } else {
      for one in cases {
        var hits: [Int] = []
        for value in one.values {
          var misses: [Int] = []
          for (index, word) in value.words.enumerated() {
            let test = here
            emit(Instruction(opcode: .jumpIfEqualConstant, a: Int32(slot(subject) + index), immediate: word))
            if index == value.words.count - 1 {
              hits.append(test)
            } else {
              misses.append(here)
              emit(Instruction(opcode: .jump))
              setTarget(test, here)
            }
          }
          for miss in misses { setTarget(miss, here) }
        }
        let miss = here
        emit(Instruction(opcode: .jump))
        for hit in hits { setTarget(hit, here) }
        emitBlock(one.block)
        ends.append(here)
        emit(Instruction(opcode: .jump))
        setTarget(miss, here)
      }
    }
    if let otherwise { emitBlock(otherwise) }
    for end in ends { setTarget(end, here) }
  }

  // MARK: Processes and loops

  mutating func emitProcess(_ id: NodeID, to target: Int) {
    guard let body = schedule.bodies[id] else { return }
    if words(id) == 1 {
      emit(Instruction(opcode: .copy, d: Int32(target), a: Int32(Layout.zero)))
    } else {
      emit(Instruction(opcode: .wideZero, d: Int32(target), count: Int32(width(id))))
    }
    let outer = processSlot
    processSlot = target
    emitBlock(body)
    processSlot = outer
  }

  mutating func emitLoop(_ id: NodeID, loop: Int, initial: NodeID?, to target: Int) {
    guard let body = schedule.bodies[id] else { return }
    let (count, result) = graph.loops[loop]
    let index = layout.indexSlots[loop]
    emit(Instruction(opcode: .copy, d: Int32(index), a: Int32(Layout.zero)))
    let accumulator = layout.accumulatorSlots[loop]
    if let initial, let accumulator { emitCopy(from: initial, to: accumulator) }
    let start = here
    emitBlock(body)
    if initial != nil {
      if let accumulator { emitCopy(from: result, to: accumulator) }
    } else {
      let element = width(id) / count
      if element <= 64 {
        emit(
          Instruction(
            opcode: .insertElement, x: UInt8(element), d: Int32(target), a: Int32(slot(result)), b: Int32(index), c: Int32(count))
        )
      } else {
        emit(
          Instruction(
            opcode: .wideInsertElement, d: Int32(target), a: Int32(slot(result)), b: Int32(index), c: Int32(count),
            count: Int32(element), extra: 1))
      }
    }
    emit(Instruction(opcode: .loop, d: Int32(start), a: Int32(index), immediate: UInt64(count)))
    if initial != nil { emitCopy(from: result, to: target) }
  }
}
