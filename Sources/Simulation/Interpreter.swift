/// The inner loop: runs instructions over the storage until `end`. Addresses and indices were checked when the
/// instructions were made; only what depends on data is checked here.
enum Interpreter {
  static func run(
    _ program: UnsafePointer<Instruction>, _ s: UnsafeMutablePointer<UInt64>, _ state: UnsafeMutablePointer<ExecutionState>
  ) {
    var pc = program
    while true {
      let i = pc
      pc += 1
      switch i.pointee.opcode {
      case .copy: s[i.d] = s[i.a]
      case .not: s[i.d] = ~s[i.a] & i.m
      case .negate: s[i.d] = (0 &- s[i.a]) & i.m
      case .reduceAnd: s[i.d] = s[i.a] == i.m ? 1 : 0
      case .reduceOr: s[i.d] = s[i.a] != 0 ? 1 : 0
      case .reduceXor: s[i.d] = UInt64(truncatingIfNeeded: s[i.a].nonzeroBitCount & 1)
      case .add: s[i.d] = (s[i.a] &+ s[i.b]) & i.m
      case .addConstant: s[i.d] = (s[i.a] &+ UInt64(truncatingIfNeeded: i.pointee.b)) & i.m
      case .subtract: s[i.d] = (s[i.a] &- s[i.b]) & i.m
      case .multiply: s[i.d] = (s[i.a] &* s[i.b]) & i.m
      case .multiplySigned: s[i.d] = i.signedProduct(s) & i.m
      case .multiplyAdd: s[i.d] = (s[i.c] &+ s[i.a] &* s[i.b]) & i.m
      case .multiplySignedAdd: s[i.d] = (s[i.c] &+ i.signedProduct(s)) & i.m
      case .and: s[i.d] = s[i.a] & s[i.b]
      case .andConstant: s[i.d] = s[i.a] & i.m
      case .andNot: s[i.d] = s[i.a] & ~s[i.b]
      case .or: s[i.d] = s[i.a] | s[i.b]
      case .xor: s[i.d] = s[i.a] ^ s[i.b]
      case .equal: s[i.d] = s[i.a] == s[i.b] ? 1 : 0
      case .notEqual: s[i.d] = s[i.a] != s[i.b] ? 1 : 0
      case .equalConstant: s[i.d] = s[i.a] == i.m ? 1 : 0
      case .notEqualConstant: s[i.d] = s[i.a] != i.m ? 1 : 0
      case .less: s[i.d] = s[i.a] < s[i.b] ? 1 : 0
      case .lessSigned: s[i.d] = Int64(bitPattern: s[i.a] &<< i.x) < Int64(bitPattern: s[i.b] &<< i.x) ? 1 : 0
      case .shiftLeft: s[i.d] = s[i.b] < 64 ? (s[i.a] &<< s[i.b]) & i.m : 0
      case .shiftRight: s[i.d] = s[i.b] < 64 ? s[i.a] &>> s[i.b] : 0
      case .shiftRightSigned:
        let value = Int64(bitPattern: s[i.a] &<< i.x) &>> Int64(truncatingIfNeeded: i.x)
        s[i.d] = UInt64(bitPattern: value &>> Int64(bitPattern: min(s[i.b], 63))) & i.m
      case .shiftLeftConstant: s[i.d] = (s[i.a] &<< i.x) & i.m
      case .mux: s[i.d] = s[i.a] != 0 ? s[i.b] : s[i.c]
      case .slice: s[i.d] = (s[i.a] &>> i.x) & i.m
      case .slice2: s[i.d] = (s[i.a] &>> i.x | s[i.a &+ 1] &<< (64 &- i.x)) & i.m
      case .signExtend:
        s[i.d] = UInt64(bitPattern: Int64(bitPattern: s[i.a] &<< i.x) &>> Int64(truncatingIfNeeded: i.y)) & i.m
      case .concatenate2: s[i.d] = s[i.a] | s[i.b] &<< i.x
      case .concatenate3: s[i.d] = s[i.a] | s[i.b] &<< i.x | s[i.c] &<< i.y
      case .element:
        s[i.d] = s[i.b] < UInt64(truncatingIfNeeded: i.c) ? (s[i.a] &>> (s[i.b] &* i.x)) & i.m : 0
      case .elementOfWide:
        s[i.d] =
          s[i.b] < UInt64(truncatingIfNeeded: i.c)
          ? WideArithmetic.extract(s + i.a, offset: Int(truncatingIfNeeded: s[i.b] &* i.x), width: Int(i.x)) : 0
      case .element8:
        s[i.d] =
          s[i.b] < UInt64(truncatingIfNeeded: i.c)
          ? UInt64((i.bytes(s) + Int(truncatingIfNeeded: s[i.b])).load(as: UInt8.self)) : 0
      case .element16:
        s[i.d] =
          s[i.b] < UInt64(truncatingIfNeeded: i.c)
          ? UInt64((i.bytes(s) + Int(truncatingIfNeeded: s[i.b]) &* 2).load(as: UInt16.self)) : 0
      case .element32:
        s[i.d] =
          s[i.b] < UInt64(truncatingIfNeeded: i.c)
          ? UInt64((i.bytes(s) + Int(truncatingIfNeeded: s[i.b]) &* 4).load(as: UInt32.self)) : 0
      case .element64: s[i.d] = s[i.b] < UInt64(truncatingIfNeeded: i.c) ? s[i.a &+ Int(truncatingIfNeeded: s[i.b])] : 0
      case .insertElement:
        if s[i.b] < UInt64(truncatingIfNeeded: i.c) {
          WideArithmetic.insert(s[i.a], into: s + i.d, offset: Int(truncatingIfNeeded: s[i.b] &* i.x), width: Int(i.x))
        }
      case .memory8: s[i.d] = s[i.a] < i.depth ? UInt64((i.memory + Int(truncatingIfNeeded: s[i.a])).load(as: UInt8.self)) : 0
      case .memory16:
        s[i.d] = s[i.a] < i.depth ? UInt64((i.memory + Int(truncatingIfNeeded: s[i.a]) &* 2).load(as: UInt16.self)) : 0
      case .memory32:
        s[i.d] = s[i.a] < i.depth ? UInt64((i.memory + Int(truncatingIfNeeded: s[i.a]) &* 4).load(as: UInt32.self)) : 0
      case .memory64: s[i.d] = s[i.a] < i.depth ? (i.memory + Int(truncatingIfNeeded: s[i.a]) &* 8).load(as: UInt64.self) : 0

      case .jump: pc = program + i.d
      case .jumpIfZero: if s[i.a] == 0 { pc = program + i.d }
      case .jumpIfNotZero: if s[i.a] != 0 { pc = program + i.d }
      case .jumpIfEqual: if s[i.a] == s[i.b] { pc = program + i.d }
      case .jumpIfLess: if s[i.a] < s[i.b] { pc = program + i.d }
      case .jumpIfNotEqual: if s[i.a] != s[i.b] { pc = program + i.d }
      case .jumpIfEqualConstant: if s[i.a] == i.m { pc = program + i.d }
      case .jumpIfNotEqualConstant: if s[i.a] != i.m { pc = program + i.d }
      case .jumpIfNotLess: if s[i.a] >= s[i.b] { pc = program + i.d }
      case .jumpIfAndIsZero: if s[i.a] & s[i.b] == 0 { pc = program + i.d }
      case .jumpIfOrIsZero: if s[i.a] | s[i.b] == 0 { pc = program + i.d }
      case .jumpTable:
        let subject = s[i.a]
        let target =
          subject < UInt64(truncatingIfNeeded: i.c) ? Int(state.pointee.tables[i.b &+ Int(truncatingIfNeeded: subject)]) : i.d
        pc = program + target
      case .loop:
        s[i.a] &+= 1
        if s[i.a] < i.m { pc = program + i.d }
      case .logWrite:
        state.pointee.log[state.pointee.logCount] = i.pointee.a
        state.pointee.logCount &+= 1
      case .check: if s[i.a] == 0, s[i.b] == 0, state.pointee.failure < 0 { state.pointee.failure = i.pointee.c }
      case .cover: if s[i.a] != 0, s[i.b] == 0 { state.pointee.coverCounts[i.c] &+= 1 }
      case .end: return
      default: wide(i.pointee, s, state)
      }
    }
  }
}

extension UnsafePointer<Instruction> {
  @inline(__always) var d: Int { Int(pointee.d) }
  @inline(__always) var a: Int { Int(pointee.a) }
  @inline(__always) var b: Int { Int(pointee.b) }
  @inline(__always) var c: Int { Int(pointee.c) }
  @inline(__always) var x: UInt64 { UInt64(pointee.x) }
  @inline(__always) var y: UInt64 { UInt64(pointee.y) }
  @inline(__always) var m: UInt64 { pointee.immediate }
  @inline(__always) var depth: UInt64 { UInt64(truncatingIfNeeded: pointee.c) }
  @inline(__always) var memory: UnsafeRawPointer { UnsafeRawPointer(bitPattern: UInt(pointee.immediate)).unsafelyUnwrapped }
  @inline(__always) func bytes(_ s: UnsafeMutablePointer<UInt64>) -> UnsafeRawPointer { UnsafeRawPointer(s + a) }
  @inline(__always) func signedProduct(_ s: UnsafeMutablePointer<UInt64>) -> UInt64 {
    let left = Int64(bitPattern: s[a] &<< x) &>> Int64(truncatingIfNeeded: x)
    let right = Int64(bitPattern: s[b] &<< y) &>> Int64(truncatingIfNeeded: y)
    return UInt64(bitPattern: left &* right)
  }
}
