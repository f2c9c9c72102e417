import HDL
import Testing

/// Vectors and memories.
@Suite struct VectorDiagnostics {
  @Test func lengths() throws {
    try expectErrors(
      unequalLengths,
      """
      VectorDiagnostics.swift:{pair}:3: error: vectors of 4 and 3 elements do not pair up
        note: cut the longer one: [0..<3]
      VectorDiagnostics.swift:{assignment}:11: error: '<==' needs vectors of one length: 'rows' has 4 elements, 'three' has 3
        note: cut the longer one: [0..<3]
      VectorDiagnostics.swift:{sameBits}:11: error: '<==' needs vectors of one length: 'rows' has 4 elements, 'halves' has 2
        note: cut the longer one: [0..<2]
      VectorDiagnostics.swift:{elements}:11: error: '<==' needs elements of equal widths: those of 'rows' are 8 bits, those of 'wider' 9
        note: use .map { $0.truncated(to: 8) }
      VectorDiagnostics.swift:{equal}:15: error: '==' needs vectors of one length: 'four' has 4 elements, 'three' has 3
        note: cut the longer one: [0..<3]
      VectorDiagnostics.swift:{parts}:3: error: 'Vec' needs equal widths: 'a' is 8 bits, 'wide' is 16
        note: use a.extended(to: 16)
      VectorDiagnostics.swift:{shifted}:3: error: 'shifted' needs equal widths: the 8-bit operand is 8 bits, 'wide' is 16
        note: use wide.truncated(to: 8) to drop the high bits, or saturated(to: 8)
      VectorDiagnostics.swift:{fold}:3: error: 'reduce' needs equal widths: 'a' is 8 bits, the 9-bit operand is 9
        note: use .truncated(to: 8) to drop the high bits, or saturated(to: 8)
      """)
  }

  @Test func counts() throws {
    try expectErrors(
      impossibleVectors,
      """
      VectorDiagnostics.swift:{none}:3: error: a vector needs at least 1 element, not 0
      VectorDiagnostics.swift:{minus}:3: error: a vector needs at least 1 element, not -1
      VectorDiagnostics.swift:{loop}:3: error: a vector needs at least 1 element, not 0
      VectorDiagnostics.swift:{copies}:3: error: a vector needs at least 1 element, not 0
      VectorDiagnostics.swift:{empty}:3: error: Vec(of:) needs at least 1 element
      VectorDiagnostics.swift:{nested}:3: error: Vec(of:) needs at least 1 element
      VectorDiagnostics.swift:{huge}:3: error: a vector has at most 16777216 elements, not 4611686018427387904
        note: use a Memory
      VectorDiagnostics.swift:{split}:3: error: the 8-bit operand has 8 bits, which are no whole number of 3-bit elements
      """)
  }

  @Test func indices() throws {
    try expectErrors(
      indicesOutside,
      """
      VectorDiagnostics.swift:{read}:3: error: index 4 is outside the vector's 0 to 3
      VectorDiagnostics.swift:{drive}:3: error: index -1 is outside the vector's 0 to 3
      VectorDiagnostics.swift:{range}:3: error: elements 2 to 4 are outside the vector's 0 to 3
      VectorDiagnostics.swift:{nothing}:3: error: an empty range of elements has no value
      """)
  }

  @Test func closures() throws {
    try expectErrors(
      statementsInClosures,
      """
      VectorDiagnostics.swift:{register}:3: error: a register cannot be made inside the closure of a vector operation
        note: make a register of the whole vector
      VectorDiagnostics.swift:{statement}:5: error: a statement cannot stand inside the closure of a vector operation
        note: return the element's value and drive the vector with it
      VectorDiagnostics.swift:{instance}:3: error: an instance cannot be made inside the closure of a vector operation
        note: make an array of instances: (0..<count).map { _ in Instance(...) }
      VectorDiagnostics.swift:{memory}:3: error: a memory cannot be made inside the closure of a vector operation
        note: make one whose word is the whole vector
      """)
  }

  @Test func elementOutsideItsClosure() throws {
    try expectErrors(
      leakedElement,
      """
      VectorDiagnostics.swift:{leak}:17: error: a signal belongs to the closure of a vector operation and is used outside it
        note: return it from the closure
      """)
  }

  @Test func memories() throws {
    try expectErrors(
      impossibleMemories,
      """
      VectorDiagnostics.swift:{depth}:3: error: a memory needs at least 1 word, not 0
      VectorDiagnostics.swift:{deep}:3: error: a memory has at most 1073741824 words, not 9223372036854775807
      VectorDiagnostics.swift:{contents}:3: error: a memory of 4 words needs as many contents, not 3
      VectorDiagnostics.swift:{word}:3: error: 300 does not fit 8 unsigned bits
        note: the range is 0 to 255
      VectorDiagnostics.swift:{data}:3: error: 'write' needs equal widths: the 8-bit operand is 8 bits, 'wide' is 16
        note: use wide.truncated(to: 8) to drop the high bits, or saturated(to: 8)
      VectorDiagnostics.swift:{mask}:3: error: the mask needs one bit for each of the word's 4 elements, not 3
      """)
  }
}

@Hardware private func unequalLengths(_ io: ProbeIO) {
  _ = zip(io.four, io.three).map { $0 + $1 }  // {pair}
  io.rows <== io.three  // {assignment}
  let halves = io.four.asBits.split(into: Signed(16))
  io.rows <== halves  // {sameBits}
  let wider = io.four.map { $0.extended(to: 9) }
  io.rows <== wider  // {elements}
  _ = io.four == io.three  // {equal}
  _ = Vec(of: [io.a.value, io.wide.value])  // {parts}
  _ = io.four.shifted(in: io.wide)  // {shifted}
  _ = io.four.reduce(io.a) { $0 +^ $1 }  // {fold}
}

@Hardware private func impossibleVectors(_ io: ProbeIO) {
  _ = Wire(Vec(0, Signed(8)))  // {none}
  _ = Reg(Vec(-1, Bit()))  // {minus}
  _ = Vec(0) { $0 }  // {loop}
  _ = io.a.repeated(0)  // {copies}
  _ = Vec(of: [Signed]())  // {empty}
  _ = Vec(of: [Vec<Signed>]())  // {nested}
  _ = Wire(Vec(1 << 62, Bit()))  // {huge}
  _ = io.a.asBits.split(into: Bits(3))  // {split}
}

@Hardware private func indicesOutside(_ io: ProbeIO) {
  _ = io.four[4] as Signed  // {read}
  io.rows[-1] <== io.a  // {drive}
  _ = io.four[2..<5]  // {range}
  _ = io.four[1..<1]  // {nothing}
}

@Hardware private func statementsInClosures(_ io: ProbeIO) {
  _ = io.four.map { Reg(next: $0, reset: 0).value }  // {register}
  _ = io.four.map { element in
    io.y <== element  // {statement}
    return element
  }
  _ = io.four.map { _ in Instance(Accumulator()).sum }  // {instance}
  _ = io.four.map { _ in Memory(depth: 2, Bits(1))[io.count] }  // {memory}
}

@Hardware private func leakedElement(_ io: ProbeIO) {
  driveRest(io, y: false, rows: false)
  nonisolated(unsafe) var leak: Signed?
  io.rows
    <== io.four.map { element in
      leak = element
      return element
    }
  if let leak { io.y <== leak } else { io.y <== 0 }  // {leak}
}

@Hardware private func impossibleMemories(_ io: ProbeIO) {
  _ = Memory(depth: 0, Bits(8))  // {depth}
  _ = Memory(depth: Int.max, Bits(8))  // {deep}
  _ = Memory(depth: 4, Unsigned(8), contents: [1, 2, 3])  // {contents}
  _ = Memory(depth: 2, Unsigned(8), contents: [1, 300])  // {word}
  let words = Memory(depth: 4, Signed(8))
  words.write(io.count, io.wide)  // {data}
  let rows = Memory(depth: 4, Vec(4, Signed(8)))
  rows.write(io.count, io.four, mask: io.three.map { $0.any })  // {mask}
}
