import HDL
import Simulation
import Testing

/// Assignments to parts of places: elements of elements, elements of slices, bits and ranges, at constant and computed indices.
@Suite struct PlaceTests {
  @Test func allBackEndsAgree() async throws {
    try await expectAgreementEverywhere([elaborate(NestedPlaces()), elaborate(NestedWires())])
  }

  /// What each place holds, against arrays of Swift.
  @Test func partsAreWhereTheyShouldBe() throws {
    let simulator = try BuiltinSimulator(elaborate(NestedPlaces()))
    var random = SplitMix64(seed: 7)
    try simulator.reset()
    var grid = [[UInt64]](repeating: [0, 0, 0], count: 2), row: [UInt64] = [0, 0, 0, 0], words: [UInt64] = [0, 0, 0]
    var word: UInt64 = 0, groups = [[UInt64]](repeating: [0, 0], count: 2)
    func set(_ word: inout UInt64, _ offset: Int, _ width: Int, _ value: UInt64) {
      let mask: UInt64 = ((1 << UInt64(width)) - 1) << UInt64(offset)
      word = word & ~mask | value << UInt64(offset)
    }
    for _ in 0..<500 {
      let a = UInt64(random.next(below: 256)), n = UInt64(random.next(below: 16)), b = UInt64(random.next(below: 2))
      let i = random.next(below: 4), j = random.next(below: 4)
      for (name, value) in [("a", a), ("n", n), ("b", b), ("i", UInt64(i)), ("j", UInt64(j))] {
        try simulator.port(name).write(value)
      }
      try simulator.step()
      if i < 2, j < 3 { grid[i][j] = a }
      if i < 2 { row[1 + i] = a }
      if i < 3 { set(&words[i], 2, 4, n) }
      if i < 3, b == 1 { set(&words[2 - min(i, 2)], j, 1, 1) }
      set(&word, j, 1, b)
      set(&word, 4, 4, n)
      if b == 1 { groups = [[groups[0][0], a], [a ^ 255, groups[1][1]]] }
      #expect(try simulator.port("grid").read() == packed(grid.flatMap { $0 }, 8))
      #expect(try simulator.port("row").read() == packed(row, 8))
      #expect(try simulator.port("words").read() == packed(words, 8))
      #expect(try simulator.port("word").read() == word)
      #expect(try simulator.port("groups").read() == packed(groups.flatMap { $0 }, 8))
    }
  }

  @Test func wiresArePutTogether() throws {
    let simulator = try BuiltinSimulator(elaborate(NestedWires()))
    try simulator.port("a").write(0xa5)
    try simulator.port("n").write(0xc)
    try simulator.port("b").write(1)
    simulator.evaluate()
    #expect(try simulator.port("y").read() == packed([0, 1, 2, 3, 4, 0xa5], 8))
    #expect(try simulator.port("w").read() == 0b1_00_1_1100)
    #expect(try simulator.port("low").read() == 0xd)
  }

  private func packed(_ elements: [UInt64], _ width: UInt64) -> UInt64 { elements.reversed().reduce(0) { $0 << width | $1 } }
}

private struct NestedPlaces: Module, DefaultInitializable {
  struct IO: Bundle {
    let a: In<Unsigned>, n: In<Bits>, b: In<Bit>, i, j: In<Unsigned>
    let grid: Out<Vec<Vec<Unsigned>>>, row: Out<Vec<Unsigned>>, words: Out<Vec<Bits>>, word: Out<Bits>
    let groups: Out<Vec<Vec<Unsigned>>>
  }
  var io: IO {
    IO(
      a: In(Unsigned(8)), n: In(Bits(4)), b: In(Bit()), i: In(Unsigned(2)), j: In(Unsigned(2)),
      grid: Out(Vec(2, Vec(3, Unsigned(8)))), row: Out(Vec(4, Unsigned(8))), words: Out(Vec(3, Bits(8))), word: Out(Bits(8)),
      groups: Out(Vec(2, Vec(2, Unsigned(8)))))
  }
  @Hardware func build(_ io: IO) {
    let grid = Reg(Vec(2, Vec(3, Unsigned(8))), reset: 0)
    grid[io.i][io.j] <== io.a
    io.grid <== grid

    let row = Reg(Vec(4, Unsigned(8)), reset: 0)
    row[1..<3][io.i] <== io.a
    io.row <== row

    let words = Reg(Vec(3, Bits(8)), reset: 0)
    words[io.i][2..<6] <== io.n
    when(io.b) {
      when(io.i == 0) { words[2][io.j] <== 1 }
      when(io.i == 1) { words[1][io.j] <== 1 }
      when(io.i == 2) { words[0][io.j] <== 1 }
    }
    io.words <== words

    let word = Reg(Bits(8), reset: 0)
    word[io.j] <== io.b
    word[4..<8] <== io.n
    io.word <== word

    let groups = Reg(Vec(2, Vec(2, Unsigned(8))), reset: 0)
    when(io.b) {
      groups[0...1][0][1...1] <== Vec(of: [io.a])
      groups[1][0..<1][0] <== ~io.a
    }
    io.groups <== groups
  }
}

private struct NestedWires: Module, DefaultInitializable {
  struct IO: Bundle {
    let a: In<Unsigned>, n: In<Bits>, b: In<Bit>
    let y: Out<Vec<Vec<Unsigned>>>, w: Out<Bits>, low: Out<Bits>
  }
  var io: IO {
    IO(
      a: In(Unsigned(8)), n: In(Bits(4)), b: In(Bit()), y: Out(Vec(2, Vec(3, Unsigned(8)))), w: Out(Bits(8)), low: Out(Bits(4)))
  }
  @Hardware func build(_ io: IO) {
    for row in 0..<2 {
      for column in 0..<3 { io.y[row][column] <== row * 3 + column }
    }
    io.y[1][2] <== io.a

    let w = Wire(Bits(8))
    w[0..<4] <== io.n
    w[4] <== io.b
    w[5...6] <== io.n[0..<2]
    w[7] <== io.n[3]
    io.w <== w

    // Some bits on one path only, after the whole.
    io.low <== io.n
    when(io.b) { io.low[0] <== io.n[2] }
  }
}
