import Fuzzing
import HDL
import Testing
import Units

/// Arrays of instances against the same modules written with single instances, in both simulators and in the text.
@Suite struct ArrayTests {
  @Test func arraysEqualSingleInstances() async throws {
    try await expectAgreementEverywhere([
      (elaborate(Carry(isArray: true)), elaborate(Carry(isArray: false))),
      (elaborate(Sums(isArray: true)), elaborate(Sums(isArray: false))),
      (elaborate(Sums(rows: 1, columns: 3, isArray: true)), elaborate(Sums(rows: 1, columns: 3, isArray: false))),
      (elaborate(Sums(rows: 3, columns: 1, isArray: true)), elaborate(Sums(rows: 3, columns: 1, isArray: false))),
      (elaborate(Sums(rows: 1, columns: 1, isArray: true)), elaborate(Sums(rows: 1, columns: 1, isArray: false))),
    ])
  }

  /// The array is there once, whatever its size.
  @Test func arraysAreRecordedOnce() throws {
    let small = try elaborate(MacElementArray(rows: 2, columns: 2)), large = try elaborate(MacElementArray(rows: 64, columns: 64))
    #expect(large.top.instances.map(\.dimensions) == [[64, 64]])
    #expect(large.top.values.count == small.top.values.count)
  }

  /// A carry from bit to bit of one vector is no loop.
  @Test func traversalsAreNoLoops() async throws {
    try await expectAgreementEverywhere([(elaborate(RippleCarry(isVector: true)), elaborate(RippleCarry(isVector: false)))])
  }
}

private struct FullAdder: Module, DefaultInitializable {
  struct IO: Bundle { let a, b, carryIn: In<Bit>; let sum, carry: Out<Bit> }
  var io: IO { IO(a: In(Bit()), b: In(Bit()), carryIn: In(Bit()), sum: Out(Bit()), carry: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    io.sum <== io.a ^ io.b ^ io.carryIn
    io.carry <== (io.a & io.b) | (io.carryIn & (io.a ^ io.b))
  }
}

/// A chain of combinational modules in one dimension.
private struct Carry: Module {
  var width = 7
  var isArray: Bool
  struct IO: Bundle { let a, b: In<Vec<Bit>>; let sum: Out<Vec<Bit>>; let carry: Out<Bit> }
  var io: IO {
    IO(a: In(Vec(width, Bit())), b: In(Vec(width, Bit())), sum: Out(Vec(width, Bit())), carry: Out(Bit()))
  }
  @Hardware func build(_ io: IO) {
    if isArray {
      let adder = Instances(FullAdder(), width)
      adder.a <== io.a
      adder.b <== io.b
      adder.carryIn <== adder.carry.shifted(in: Bit.zero)
      io.sum <== adder.sum
      io.carry <== adder.carry[width - 1]
    } else {
      let adder = (0..<width).map { _ in Instance(FullAdder()) }
      for index in 0..<width {
        adder[index].a <== io.a[index]
        adder[index].b <== io.b[index]
        adder[index].carryIn <== (index == 0 ? Bit.zero : adder[index - 1].carry)
      }
      io.sum <== Vec(of: adder.map { $0.sum })
      io.carry <== adder[width - 1].carry
    }
  }
}

/// Adds what comes from the left, from above and from outside; passes the first one on after a cycle, the second one at once.
private struct SumCell: Module, DefaultInitializable {
  struct IO: Bundle {
    let left, above, own: In<Signed>, enable: In<Bit>
    let right, below, total: Out<Signed>
  }
  var io: IO {
    IO(
      left: In(Signed(6)), above: In(Signed(9)), own: In(Signed(6)), enable: In(Bit()), right: Out(Signed(6)),
      below: Out(Signed(9)), total: Out(Signed(9)))
  }
  @Hardware func build(_ io: IO) {
    let held = Reg(Signed(6), reset: 0)
    let total = Reg(Signed(9), reset: 0)
    when(io.enable) { held <== io.left }
    total <== io.above - io.own.extended(to: 9)
    io.right <== held
    io.below <== io.above + (io.own ^ held).extended(to: 9)
    io.total <== total
  }
}

private struct Sums: Module {
  var rows = 3
  var columns = 2
  var isArray: Bool
  struct IO: Bundle {
    let left, above: In<Vec<Signed>>, own: In<Vec<Vec<Signed>>>, enable: In<Bit>
    let below: Out<Vec<Signed>>, totals: Out<Vec<Vec<Signed>>>, last: Out<Vec<Signed>>
  }
  var io: IO {
    IO(
      left: In(Vec(rows, Signed(6))), above: In(Vec(columns, Signed(9))), own: In(Vec(rows, Vec(columns, Signed(6)))),
      enable: In(Bit()), below: Out(Vec(columns, Signed(9))), totals: Out(Vec(rows, Vec(columns, Signed(9)))),
      last: Out(Vec(columns, Signed(6))))
  }
  @Hardware func build(_ io: IO) {
    if isArray {
      let cell = Instances(SumCell(), rows, columns)
      cell.enable <== io.enable.repeated(rows, columns)
      cell.own <== io.own
      cell.left <== cell.right.shifted(in: io.left, along: .columns)
      cell.above <== cell.below.shifted(in: io.above, along: .rows)
      io.below <== cell.below[rows - 1]
      io.totals <== cell.total
      io.last <== cell.right[0]
    } else {
      let cell = (0..<rows).map { _ in (0..<columns).map { _ in Instance(SumCell()) } }
      for row in 0..<rows {
        for column in 0..<columns {
          let one = cell[row][column]
          one.enable <== io.enable
          one.own <== io.own[row][column]
          one.left <== (column == 0 ? io.left[row] : cell[row][column - 1].right)
          one.above <== (row == 0 ? io.above[column] : cell[row - 1][column].below)
        }
      }
      io.below <== Vec(of: cell[rows - 1].map { $0.below })
      io.totals <== Vec(of: cell.map { Vec(of: $0.map { $0.total }) })
      io.last <== Vec(of: cell[0].map { $0.right })
    }
  }
}

private struct RippleCarry: Module {
  var isVector: Bool
  struct IO: Bundle { let a, b: In<Bits>; let sum: Out<Bits> }
  var io: IO { IO(a: In(Bits(9)), b: In(Bits(9)), sum: Out(Bits(9))) }
  @Hardware func build(_ io: IO) {
    if isVector {
      let carry = Wire(Vec(10, Bit()))
      carry[0] <== 0
      for i in 0..<9 {
        io.sum[i] <== io.a[i] ^ io.b[i] ^ carry[i]
        carry[i + 1] <== (io.a[i] & io.b[i]) | (carry[i] & (io.a[i] ^ io.b[i]))
      }
    } else {
      io.sum <== (io.a.asUnsigned + io.b.asUnsigned).asBits
    }
  }
}
