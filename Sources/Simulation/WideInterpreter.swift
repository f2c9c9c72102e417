extension Interpreter {
  /// Instructions over several words. `count` is the result's width in bits, or the operands' where the result is one bit.
  @inline(never)
  static func wide(_ i: Instruction, _ s: UnsafeMutablePointer<UInt64>, _ state: UnsafeMutablePointer<ExecutionState>) {
    let (d, a, b) = (s + Int(i.d), s + Int(i.a), s + Int(i.b))
    let width = Int(i.count)
    let words = (width + 63) / 64
    let top = WideArithmetic.mask(width - (words - 1) * 64)
    switch i.opcode {
    case .wideCopy: d.update(from: a, count: words)
    case .wideZero: d.update(repeating: 0, count: words)
    case .wideNot:
      for index in 0..<words { d[index] = ~a[index] }
      d[words - 1] &= top
    case .wideNegate:
      WideArithmetic.negate(d, a, count: words)
      d[words - 1] &= top
    case .wideAnd: for index in 0..<words { d[index] = a[index] & b[index] }
    case .wideOr: for index in 0..<words { d[index] = a[index] | b[index] }
    case .wideXor: for index in 0..<words { d[index] = a[index] ^ b[index] }
    case .wideAdd, .wideSubtract:
      WideArithmetic.add(d, a, b, count: words, invertingRight: i.opcode == .wideSubtract)
      d[words - 1] &= top
    case .wideMultiply:
      WideArithmetic.multiply(
        d, count: words, a, leftWidth: Int(i.c), b, rightWidth: Int(i.extra), signed: i.x == 1)
      d[words - 1] &= top
    case .wideEqual: d[0] = WideArithmetic.isEqual(a, b, count: words) ? 1 : 0
    case .wideLess: d[0] = WideArithmetic.isLess(a, b, count: words) ? 1 : 0
    case .wideLessSigned:
      let (left, right) = (WideArithmetic.isNegative(a, width: width), WideArithmetic.isNegative(b, width: width))
      d[0] = left != right ? (left ? 1 : 0) : WideArithmetic.isLess(a, b, count: words) ? 1 : 0
    case .wideReduceAnd:
      var all = a[words - 1] == top
      for index in 0..<(words - 1) where a[index] != .max { all = false }
      d[0] = all ? 1 : 0
    case .wideReduceOr:
      var any: UInt64 = 0
      for index in 0..<words { any |= a[index] }
      d[0] = any != 0 ? 1 : 0
    case .wideReduceXor:
      var parity: UInt64 = 0
      for index in 0..<words { parity ^= a[index] }
      d[0] = UInt64(truncatingIfNeeded: parity.nonzeroBitCount & 1)
    case .wideShiftLeft:
      WideArithmetic.shiftLeft(d, a, by: WideArithmetic.clamped(b, count: Int(i.extra), limit: width), width: width)
    case .wideShiftRight, .wideShiftRightSigned:
      let distance = WideArithmetic.clamped(b, count: Int(i.extra), limit: width)
      WideArithmetic.shiftRight(d, a, by: distance, width: width, signed: i.opcode == .wideShiftRightSigned)
    case .wideMux: d.update(from: a[0] != 0 ? b : s + Int(i.c), count: words)
    case .wideSlice: WideArithmetic.slice(d, a, sourceCount: Int(i.extra), offset: Int(i.immediate), width: width)
    case .wideSignExtend:
      WideArithmetic.slice(d, a, sourceCount: Int(i.extra), offset: Int(i.immediate), width: Int(i.c))
      for index in (Int(i.c) + 63) / 64..<max(words, (Int(i.c) + 63) / 64) { d[index] = 0 }
      WideArithmetic.extendSign(d, from: Int(i.c), width: width)
    case .wideInsert: WideArithmetic.insert(a, into: d, offset: Int(i.immediate), width: width)
    case .wideElement:
      // `c` elements of `count` bits; the run has `immediate` words, the index `extra`.
      let index = WideArithmetic.clamped(b, count: Int(i.extra), limit: Int(i.c))
      if index < Int(i.c) {
        WideArithmetic.slice(d, a, sourceCount: Int(i.immediate), offset: index * width, width: width)
      } else {
        d.update(repeating: 0, count: words)
      }
    case .wideInsertElement:
      let index = WideArithmetic.clamped(b, count: Int(i.extra), limit: Int(i.c))
      if index < Int(i.c) { WideArithmetic.insert(a, into: d, offset: index * width, width: width) }
    case .insertPart: if b[0] < UInt64(i.c) { WideArithmetic.insert(a, into: d, offset: Int(b[0]), width: width) }
    case .wideMemory:
      // `a` is the address of `extra` words, `b` the memory.
      let memory = state.pointee.memories[Int(i.b)]
      let row = WideArithmetic.clamped(a, count: Int(i.extra), limit: memory.depth)
      if row < memory.depth { memory.read(row, into: d) } else { d.update(repeating: 0, count: words) }
    default: break
    }
  }
}
