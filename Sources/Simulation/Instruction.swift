/// What an instruction does. `s` is the storage of 64-bit words; `d`, `a`, `b`, `c` are indices into it; `m` is the mask
/// in `immediate`; `x` and `y` are small numbers. Values are kept with zeros above their width.
enum Opcode: UInt8, CaseIterable {
  // One word.
  case copy, not, negate
  /// `s[d] = s[a] == m`, `s[a] != 0`, parity of `s[a]`.
  case reduceAnd, reduceOr, reduceXor
  case add, subtract, multiply, and, or, xor, andNot, equal, less
  case notEqual, equalConstant, notEqualConstant
  /// Operands shifted left by `x` (and `y`) first, so that bit 63 is their sign.
  case multiplySigned, lessSigned
  /// `s[d] = (s[c] + product) & m`, the product as in `multiply` and `multiplySigned`.
  case multiplyAdd, multiplySignedAdd
  case addConstant, andConstant
  case shiftLeft, shiftRight, shiftRightSigned
  case shiftLeftConstant
  case mux
  /// `s[d] = s[a] >> x & m`; with `2`, from two neighbouring words.
  case slice, slice2
  /// `s[d] = s[a] << x >> y & m`, the right shift arithmetic.
  case signExtend
  /// `s[d] = s[a] | s[b] << x (| s[c] << y)`.
  case concatenate2, concatenate3
  /// Element `s[b]` of `c` elements of `x` bits in one word.
  case element
  /// Element `s[b]` of `c` elements of `x` <= 64 bits in several words.
  case elementOfWide
  /// Element `s[b]` of `c` elements of 8, 16, 32 or 64 bits.
  case element8, element16, element32, element64
  /// Element `s[b]` of `c` elements of `x` bits in `s[d...]` becomes `s[a]`.
  case insertElement
  /// The word at `s[a]` of a memory of `c` words at address `immediate`.
  case memory8, memory16, memory32, memory64

  // Several words; `WideArithmetic`. `n` words in `count`.
  case wideCopy, wideZero, wideNot, wideNegate, wideAnd, wideOr, wideXor, wideAdd, wideSubtract
  case wideMultiply, wideEqual, wideLess, wideLessSigned
  case wideReduceAnd, wideReduceOr, wideReduceXor
  case wideShiftLeft, wideShiftRight, wideShiftRightSigned, wideMux, wideSlice, wideSignExtend
  /// Bits `immediate` on of `s[d...]` become the low `b` bits of `s[a...]`.
  case wideInsert
  case wideElement, wideInsertElement, wideMemory
  /// `count` bits from bit `s[b]` on of `s[d...]` become those of `s[a...]`; nothing if `s[b]` is `c` or more.
  case insertPart

  // Control.
  /// To instruction `d`, always or if the condition holds.
  case jump, jumpIfZero, jumpIfNotZero
  case jumpIfEqual, jumpIfNotEqual, jumpIfNotEqualConstant, jumpIfEqualConstant, jumpIfNotLess, jumpIfLess
  case jumpIfAndIsZero, jumpIfOrIsZero
  /// To entry `s[a]` of the table at `b` that has `c` entries, else to `d`.
  case jumpTable
  /// `s[a] += 1`; to `d` while it is below `immediate`.
  case loop
  /// Notes pending write `a`; its operands have been copied.
  case logWrite
  /// Check `c` fails if `s[a]` is 0, cover `c` counts if it is not; neither while the reset `s[b]` is 1.
  case check, cover
  case end
}

/// 40 bytes, so that nothing needs unpacking.
struct Instruction {
  var opcode: Opcode
  var x: UInt8 = 0
  var y: UInt8 = 0
  var d: Int32 = 0
  var a: Int32 = 0
  var b: Int32 = 0
  var c: Int32 = 0
  /// Words of a wide operation, or its width.
  var count: Int32 = 0
  var extra: Int32 = 0
  var immediate: UInt64 = 0
}

/// What instructions reach besides the storage.
struct ExecutionState {
  /// Writes to memories and large registers that wait for the end of the edge.
  var log: UnsafeMutablePointer<Int32>
  var logCount = 0
  var memories: UnsafeMutablePointer<MemoryStorage>
  var tables: UnsafeMutablePointer<Int32>
  var coverCounts: UnsafeMutablePointer<UInt64>
  /// First failed check of the step, or -1.
  var failure: Int32 = -1
}

/// Contents of a memory, laid out as the host sees them: elements in the storage of a port of their width.
struct MemoryStorage {
  var base: UnsafeMutableRawPointer
  var depth: Int
  var elementCount: Int
  var elementWidth: Int
  var elementStride: Int
  var rowStride: Int { elementStride * elementCount }
  var width: Int { elementCount * elementWidth }
  var isPacked: Bool { elementWidth == elementStride * 8 || (elementCount == 1) }

  /// Copies a row to words with zeros above the width.
  func read(_ row: Int, into words: UnsafeMutablePointer<UInt64>) {
    let count = (width + 63) / 64
    words.update(repeating: 0, count: count)
    let source = base + row * rowStride
    if isPacked { return UnsafeMutableRawPointer(words).copyMemory(from: source, byteCount: rowStride) }
    var element: UInt64 = 0
    for index in 0..<elementCount where elementWidth <= 64 {
      element = 0
      withUnsafeMutableBytes(of: &element) {
        $0.baseAddress?.copyMemory(from: source + index * elementStride, byteCount: elementStride)
      }
      WideArithmetic.insert(element, into: words, offset: index * elementWidth, width: elementWidth)
    }
    for index in 0..<elementCount where elementWidth > 64 {
      for part in stride(from: 0, to: elementWidth, by: 32) {
        let half = (source + index * elementStride + part / 8).loadUnaligned(as: UInt32.self)
        WideArithmetic.insert(UInt64(half), into: words, offset: index * elementWidth + part, width: min(32, elementWidth - part))
      }
    }
  }

  /// Replaces the elements of a row whose bit in `mask` is 1 (all, without one).
  func write(_ row: Int, from words: UnsafePointer<UInt64>, mask: UnsafePointer<UInt64>?) {
    let target = base + row * rowStride
    if mask == nil, isPacked { return target.copyMemory(from: words, byteCount: rowStride) }
    for index in 0..<elementCount where mask.map({ $0[index >> 6] >> UInt64(index & 63) & 1 == 1 }) ?? true {
      let element = target + index * elementStride
      for part in stride(from: 0, to: elementWidth, by: 32) {
        var bits = WideArithmetic.extract(words, offset: index * elementWidth + part, width: min(32, elementWidth - part))
        withUnsafeBytes(of: &bits) {
          if let source = $0.baseAddress {
            (element + part / 8).copyMemory(from: source, byteCount: min(4, elementStride - part / 8))
          }
        }
      }
    }
  }
}
