import Netlist

extension ProgramGenerator {
  func mask(_ width: Int) -> UInt64 { WideArithmetic.mask(min(width, 64)) }

  func instruction(
    _ opcode: Opcode, _ target: Int, _ a: NodeID? = nil, _ b: NodeID? = nil, _ c: NodeID? = nil, immediate: UInt64 = 0
  ) -> Instruction {
    Instruction(
      opcode: opcode, d: Int32(target), a: Int32(a.map { slot($0) } ?? 0), b: Int32(b.map { slot($0) } ?? 0),
      c: Int32(c.map { slot($0) } ?? 0), immediate: immediate)
  }

  /// Computes a node into the words at `target`.
  mutating func emitNode(_ id: NodeID, to target: Int) {
    let node = graph.nodes[id]
    switch node.operation {
    case .constant, .input, .register, .loopIndex, .loopAccumulator: break
    case .process: emitProcess(id, to: target)
    case .map(let loop): emitLoop(id, loop: loop, initial: nil, to: target)
    case .fold(let loop, let initial): emitLoop(id, loop: loop, initial: initial, to: target)
    case .memoryRead(let memory, let address): emitMemoryRead(memory, address, width: node.width, to: target)
    case .element(let vector, let index, let count): emitElement(vector, index, count, width: node.width, to: target)
    case .loopElement(let loop, let vector): emitLoopElement(loop, vector, width: node.width, to: target)
    case .slice(let a, let offset): emitSlice(a, offset: offset, width: node.width, to: target)
    case .signExtend(let a, let offset, let from): emitSignExtend(a, offset: offset, from: from, width: node.width, to: target)
    case .concatenate(let parts, let widths): emitConcatenate(parts, widths, width: node.width, to: target)
    default:
      let isNarrow = node.width <= 64 && node.operation.operands.allSatisfy { words($0) == 1 }
      if isNarrow { emitNarrow(node, to: target) } else { emitWide(node, to: target) }
    }
  }

  private mutating func emitNarrow(_ node: Node, to target: Int) {
    let m = mask(node.width)
    switch node.operation {
    case .not(let a): emitNot(a, m, to: target)
    case .negate(let a): emit(instruction(.negate, target, a, immediate: m))
    case .reduce(.and, let a, let width): emit(instruction(.reduceAnd, target, a, immediate: mask(width)))
    case .reduce(.or, let a, _): emit(instruction(.reduceOr, target, a))
    case .reduce(.xor, let a, _): emit(instruction(.reduceXor, target, a))
    case .add(let a, let b): emitAdd(a, b, m, to: target)
    case .subtract(let a, let b): emit(instruction(.subtract, target, a, b, immediate: m))
    case .multiply(let a, let b): emit(instruction(.multiply, target, a, b, immediate: m))
    case .multiplySigned(let a, let b, let leftWidth, let rightWidth):
      var product = instruction(.multiplySigned, target, a, b, immediate: m)
      (product.x, product.y) = (UInt8(64 - leftWidth), UInt8(64 - rightWidth))
      emit(product)
    case .and(let a, let b): emitAnd(a, b, to: target)
    case .or(let a, let b): emit(instruction(.or, target, a, b))
    case .xor(let a, let b): emit(instruction(.xor, target, a, b))
    case .equal(let a, let b):
      if case .constant(let value) = operation(b) {
        emit(instruction(.equalConstant, target, a, immediate: value.words[0]))
      } else {
        emit(instruction(.equal, target, a, b))
      }
    case .less(let a, let b): emit(instruction(.less, target, a, b))
    case .lessSigned(let a, let b, let width):
      var compare = instruction(.lessSigned, target, a, b)
      compare.x = UInt8(64 - width)
      emit(compare)
    case .shift(.left, let a, let amount): emit(instruction(.shiftLeft, target, a, amount, immediate: m))
    case .shift(.logicalRight, let a, let amount): emit(instruction(.shiftRight, target, a, amount))
    case .shift(.arithmeticRight, let a, let amount):
      var shift = instruction(.shiftRightSigned, target, a, amount, immediate: m)
      shift.x = UInt8(64 - node.width)
      emit(shift)
    case .shiftLeft(let a, let distance):
      var shift = instruction(.shiftLeftConstant, target, a, immediate: m)
      shift.x = UInt8(distance)
      emit(shift)
    case .mux(let condition, let a, let b): emit(instruction(.mux, target, condition, a, b))
    default: break
    }
  }

  private mutating func emitWide(_ node: Node, to target: Int) {
    func wide(_ opcode: Opcode, _ a: NodeID, _ b: NodeID? = nil, _ c: NodeID? = nil, count: Int) -> Instruction {
      var result = instruction(opcode, target, a, b, c)
      result.count = Int32(count)
      return result
    }
    let width = node.width
    switch node.operation {
    case .not(let a): emit(wide(.wideNot, a, count: width))
    case .negate(let a): emit(wide(.wideNegate, a, count: width))
    case .reduce(.and, let a, let width): emit(wide(.wideReduceAnd, a, count: width))
    case .reduce(.or, let a, let width): emit(wide(.wideReduceOr, a, count: width))
    case .reduce(.xor, let a, let width): emit(wide(.wideReduceXor, a, count: width))
    case .add(let a, let b): emit(wide(.wideAdd, a, b, count: width))
    case .subtract(let a, let b): emit(wide(.wideSubtract, a, b, count: width))
    case .multiply(let a, let b):
      var product = wide(.wideMultiply, a, b, count: width)
      (product.c, product.extra) = (Int32(words(a) * 64), Int32(words(b) * 64))
      emit(product)
    case .multiplySigned(let a, let b, let leftWidth, let rightWidth):
      var product = wide(.wideMultiply, a, b, count: width)
      (product.c, product.extra, product.x) = (Int32(leftWidth), Int32(rightWidth), 1)
      emit(product)
    case .and(let a, let b): emit(wide(.wideAnd, a, b, count: width))
    case .or(let a, let b): emit(wide(.wideOr, a, b, count: width))
    case .xor(let a, let b): emit(wide(.wideXor, a, b, count: width))
    case .equal(let a, let b): emit(wide(.wideEqual, a, b, count: words(a) * 64))
    case .less(let a, let b): emit(wide(.wideLess, a, b, count: words(a) * 64))
    case .lessSigned(let a, let b, let width): emit(wide(.wideLessSigned, a, b, count: width))
    case .shift(let shift, let a, let amount):
      let opcode: Opcode =
        switch shift {
        case .left: .wideShiftLeft
        case .logicalRight: .wideShiftRight
        case .arithmeticRight: .wideShiftRightSigned
        }
      // A narrow value by a wide amount comes here, too.
      var instruction = wide(opcode, a, amount, count: width)
      instruction.extra = Int32(words(amount))
      emit(instruction)
    case .shiftLeft(let a, let distance):
      emit(Instruction(opcode: .wideZero, d: Int32(target), count: Int32(width)))
      var insert = wide(.wideInsert, a, count: width - distance)
      insert.immediate = UInt64(distance)
      emit(insert)
    case .mux(let condition, let a, let b): emit(wide(.wideMux, condition, a, b, count: width))
    default: break
    }
  }

  // MARK: Bits

  mutating func emitSlice(_ a: NodeID, offset: Int, width: Int, to target: Int) {
    let word = offset >> 6
    let shift = offset & 63
    guard width <= 64 else {
      var slice = instruction(.wideSlice, target, a, immediate: UInt64(offset))
      (slice.count, slice.extra) = (Int32(width), Int32(words(a)))
      return emit(slice)
    }
    let crosses = shift + width > 64 && word + 1 < words(a)
    var slice = instruction(crosses ? .slice2 : shift == 0 ? .andConstant : .slice, target, a, immediate: mask(width))
    slice.a += Int32(word)
    slice.x = UInt8(shift)
    emit(slice)
  }

  private mutating func emitSignExtend(_ a: NodeID, offset: Int, from: Int, width: Int, to target: Int) {
    let shift = offset & 63
    if width <= 64, shift + from <= 64 {
      var extend = instruction(.signExtend, target, a, immediate: mask(width))
      extend.a += Int32(offset >> 6)
      (extend.x, extend.y) = (UInt8(64 - shift - from), UInt8(64 - from))
      emit(extend)
    } else {
      var extend = instruction(.wideSignExtend, target, a, immediate: UInt64(offset))
      (extend.count, extend.extra, extend.c) = (Int32(width), Int32(words(a)), Int32(from))
      emit(extend)
    }
  }

  private mutating func emitConcatenate(_ parts: [NodeID], _ widths: [Int], width: Int, to target: Int) {
    guard width <= 64 else {
      emit(Instruction(opcode: .wideZero, d: Int32(target), count: Int32(width)))
      var offset = 0
      for (part, partWidth) in zip(parts, widths) {
        var insert = instruction(.wideInsert, target, part, immediate: UInt64(offset))
        insert.count = Int32(partWidth)
        emit(insert)
        offset += partWidth
      }
      return
    }
    var done = parts[0]
    var doneSlot = slot(done)
    var offset = widths[0]
    var next = 1
    while next < parts.count {
      var join = instruction(.concatenate2, target, done, parts[next])
      join.a = Int32(doneSlot)
      join.x = UInt8(offset)
      offset += widths[next]
      next += 1
      if next < parts.count {
        join.opcode = .concatenate3
        join.c = Int32(slot(parts[next]))
        join.y = UInt8(offset)
        offset += widths[next]
        next += 1
      }
      emit(join)
      done = parts[next - 1]
      doneSlot = target
    }
  }

  private mutating func emitElement(_ vector: NodeID, _ index: NodeID, _ count: Int, width: Int, to target: Int) {
    guard width <= 64, words(index) == 1 else {
      var element = instruction(.wideElement, target, vector, index, immediate: UInt64(words(vector)))
      (element.c, element.count, element.extra) = (Int32(count), Int32(width), Int32(words(index)))
      return emit(element)
    }
    var element = instruction(elementOpcode(vector, width), target, vector, index, immediate: mask(width))
    (element.c, element.x) = (Int32(count), UInt8(width))
    emit(element)
  }

  private func elementOpcode(_ vector: NodeID, _ width: Int) -> Opcode {
    switch width {
    case 8: .element8
    case 16: .element16
    case 32: .element32
    case 64: .element64
    default: words(vector) == 1 ? .element : .elementOfWide
    }
  }

  private mutating func emitLoopElement(_ loop: Int, _ vector: NodeID, width: Int, to target: Int) {
    let index = layout.indexSlots[loop]
    guard width <= 64 else {
      var element = instruction(.wideElement, target, vector, immediate: UInt64(words(vector)))
      (element.b, element.c, element.count, element.extra) = (Int32(index), Int32(graph.loops[loop].count), Int32(width), 1)
      return emit(element)
    }
    var element = instruction(elementOpcode(vector, width), target, vector, immediate: mask(width))
    (element.b, element.c, element.x) = (Int32(index), Int32(graph.loops[loop].count), UInt8(width))
    emit(element)
  }

  private mutating func emitMemoryRead(_ memory: Int, _ address: NodeID, width: Int, to target: Int) {
    let storage = memories[memory]
    let opcodes: [Int: Opcode] = [1: .memory8, 2: .memory16, 4: .memory32, 8: .memory64]
    if words(address) == 1, width <= 64, storage.isPacked, let opcode = opcodes[storage.rowStride] {
      var read = instruction(opcode, target, address)
      read.immediate = UInt64(UInt(bitPattern: storage.base))
      read.c = Int32(storage.depth)
      emit(read)
    } else {
      var read = instruction(.wideMemory, target, address)
      (read.b, read.count, read.extra) = (Int32(memory), Int32(width), Int32(words(address)))
      emit(read)
    }
  }
}
