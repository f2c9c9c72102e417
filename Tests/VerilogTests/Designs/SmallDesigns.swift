import HDL

/// A finite state machine over an enumeration, with a register group and two outputs.
struct Sequencer: Module {
  enum State: CaseIterable, Sendable { case idle, loading, running, done }
  static let summary = "Loads for a number of cycles, runs until told to stop."

  var width = 4

  struct IO: Bundle {
    let start: In<Bit>
    let stop: In<Bit>
    let count: In<Unsigned>
    let busy: Out<Bit>
    let phase: Out<Unsigned>
  }
  var io: IO {
    IO(start: In(Bit()), stop: In(Bit()), count: In(Unsigned(width)), busy: Out(Bit()), phase: Out(Unsigned(2)))
  }

  @Hardware
  func build(_ io: IO) {
    let state = Reg(Enum(State.self), reset: .idle)
    let left = Reg(Unsigned(width), reset: 0)

    io.busy <== state != .idle && state != .done
    io.phase <== 0
    switchOn(state) {
      on(.idle) {
        when(io.start) {
          state <== .loading
          left <== io.count
        }
      }
      on(.loading) {
        io.phase <== 1
        left <== left - 1
        when(left == 0) { state <== .running }
      }
      on(.running) {
        io.phase <== 2
        when(io.stop) { state <== .done }
      }
      on(.done) {
        io.phase <== 3
        state <== .idle
      }
    }
  }
}

/// A dot product from registers.
struct DotLane: Module {
  var lanes = 64

  struct IO: Bundle {
    let weights: In<Vec<Signed>>
    let activations: In<Vec<Signed>>
    let load: In<Bit>
    let clear: In<Bit>
    let sum: Out<Signed>
  }
  var io: IO {
    IO(
      weights: In(Vec(lanes, Signed(8))), activations: In(Vec(lanes, Signed(8))), load: In(Bit()), clear: In(Bit()),
      sum: Out(Signed(32)))
  }

  @Hardware
  func build(_ io: IO) {
    let w = Reg(Vec(lanes, Signed(8)), reset: .guarded)
    let x = Reg(Vec(lanes, Signed(8)), reset: .guarded)
    let accumulator = Reg(Signed(32), reset: 0)
    x <== io.activations
    when(io.load) { w <== io.weights }
    let product = dot(x, w, width: 32)
    accumulator <== mux(io.clear, product, accumulator + product)
    io.sum <== accumulator
  }
}

/// Memories of scalars and of vectors, with a mask, with contents, of depth 1.
struct Memories: Module {
  struct IO: Bundle {
    let address: In<Unsigned>
    let data: In<Bits>
    let lanes: In<Vec<Signed>>
    let mask: In<Vec<Bit>>
    let write: In<Bit>
    let q: Out<Bits>
    let constant: Out<Unsigned>
    let sum: Out<Signed>
    let one: Out<Unsigned>
    let word: Out<Vec<Signed>>
  }
  var io: IO {
    IO(
      address: In(Unsigned(4)), data: In(Bits(40)), lanes: In(Vec(4, Signed(8))), mask: In(Vec(4, Bit())), write: In(Bit()),
      q: Out(Bits(40)), constant: Out(Unsigned(6)), sum: Out(Signed(16)), one: Out(Unsigned(3)), word: Out(Vec(4, Signed(8))))
  }

  @Hardware
  func build(_ io: IO) {
    let storage = Memory(depth: 12, Bits(40), isHostFilled: true)
    let table = Memory(depth: 5, Unsigned(6), contents: [1, 7, 30, 63, 0])
    let elements = Memory(depth: 16, Vec(4, Signed(8)), isHostFilled: true)
    let packed = Memory(depth: 3, Vec(4, Signed(8)), isHostFilled: true)
    let single = Memory(depth: 1, Unsigned(3), isHostFilled: true)
    when(io.write) {
      storage.write(io.address, io.data)
      elements.write(io.address, io.lanes, mask: io.mask)
      packed.write(io.address, io.lanes, mask: io.mask)
      single.write(io.address, io.data[3..<6].asUnsigned)
    }
    let q = Reg(Bits(40), reset: 0)
    q <== storage[io.address]
    io.q <== q
    io.constant <== table[io.address]
    let total = Reg(Signed(16), reset: 0)
    total <== elements[io.address].map { $0.extended(to: 16) }.reduce { $0 + $1 }
    io.sum <== total
    io.one <== single[io.address]
    io.word <== packed[io.address]
  }
}

/// A shift register of a vector, and one element written at an index.
struct ShiftRegister: Module {
  var depth = 6

  struct IO: Bundle {
    let sample: In<Unsigned>
    let index: In<Unsigned>
    let write: In<Bit>
    let taps: Out<Vec<Unsigned>>
    let picked: Out<Unsigned>
    let largest: Out<Unsigned>
  }
  var io: IO {
    IO(
      sample: In(Unsigned(8)), index: In(Unsigned(3)), write: In(Bit()), taps: Out(Vec(depth, Unsigned(8))),
      picked: Out(Unsigned(8)),
      largest: Out(Unsigned(8)))
  }

  @Hardware
  func build(_ io: IO) {
    let taps = Reg(Vec(depth, Unsigned(8)), reset: 0)
    let held = Reg(Vec(depth, Unsigned(8)), reset: 3)
    taps <== taps.shifted(in: io.sample)
    when(io.write) { held[io.index] <== io.sample }
    io.taps <== taps
    io.picked <== held[io.index]
    io.largest
      <== zip(held, taps).map { a, b in mux(a < b, b, a) }.reduce(Unsigned.constant(0, width: 8)) { a, b in mux(a < b, b, a) }
  }
}

/// A small systolic array whose rows are vectors.
struct SystolicArray: Module {
  var size = 16

  struct IO: Bundle {
    let w_en: In<Bit>
    let w_in: In<Vec<Signed>>
    let a_in: In<Vec<Signed>>
    let p_out: Out<Vec<Signed>>
  }
  var io: IO {
    IO(
      w_en: In(Bit()), w_in: In(Vec(size, Signed(8))), a_in: In(Vec(size, Signed(8))), p_out: Out(Vec(size, Signed(32))))
  }

  @Hardware
  func build(_ io: IO) {
    var above = io.w_in._value
    var sums = Vec(of: [Signed.constant(0, width: 32)])
    for row in 0..<size {
      let w = Reg(Vec(size, Signed(8)), reset: .guarded)
      let a = Reg(Vec(size, Signed(8)), reset: .guarded)
      let p = Reg(Vec(size, Signed(32)), reset: .guarded)
      let moving = a.shifted(in: io.a_in[row])
      a <== moving
      when(io.w_en) { w <== above }
      if row == 0 {
        p <== zip(moving, w).map { ($0 * $1).extended(to: 32) }
      } else {
        p <== zip(moving, w, sums).map { $2 + ($0 * $1).extended(to: 32) }
      }
      above = w.value
      sums = p.value
    }
    io.p_out <== sums
  }
}

/// Instances, a black box and an unused output.
struct Pair: Module {
  struct IO: Bundle {
    let a: In<Signed>
    let b: In<Signed>
    let load: In<Bit>
    let sum: Out<Signed>
  }
  var io: IO { IO(a: In(Signed(8)), b: In(Signed(8)), load: In(Bit()), sum: Out(Signed(32))) }

  @Hardware
  func build(_ io: IO) {
    let first = Instance(DotLane(lanes: 2))
    let second = Instance(DotLane(lanes: 2))
    first.weights <== Vec(of: [io.a, io.b])
    first.activations <== Vec(of: [io.b, io.a])
    first.load <== io.load
    first.clear <== !io.load
    second.weights <== Vec(of: [io.a, io.a])
    second.activations <== Vec(of: [io.b, io.b])
    second.load <== io.load && io.a[0]
    second.clear <== 0
    io.sum <== first.sum + second.sum
    assert(!(io.load && io.a == 3), "a is 3% of \"load\"")
    cover(io.a == 4, "a is 4")
  }
}

/// Every operator with the widths and signs that go wrong.
struct Operators: Module {
  struct IO: Bundle {
    let a: In<Signed>
    let b: In<Signed>
    let u: In<Unsigned>
    let v: In<Unsigned>
    let n: In<Unsigned>
    let wide: In<Bits>
    let distance: In<Unsigned>
    let o0: Out<Signed>
    let o1: Out<Signed>
    let o2: Out<Unsigned>
    let o3: Out<Bit>
    let o4: Out<Unsigned>
    let o5: Out<Bits>
    let o6: Out<Signed>
    let o7: Out<Bits>
    let o8: Out<Unsigned>
    let o9: Out<Bit>
  }
  var io: IO {
    IO(
      a: In(Signed(8)), b: In(Signed(8)), u: In(Unsigned(8)), v: In(Unsigned(8)), n: In(Unsigned(5)), wide: In(Bits(70)),
      distance: In(Unsigned(40)), o0: Out(Signed(20)), o1: Out(Signed(16)), o2: Out(Unsigned(16)), o3: Out(Bit()),
      o4: Out(Unsigned(9)),
      o5: Out(Bits(24)), o6: Out(Signed(8)), o7: Out(Bits(70)), o8: Out(Unsigned(8)), o9: Out(Bit()))
  }

  @Hardware
  func build(_ io: IO) {
    io.o0 <== (io.a * io.b).extended(to: 20) + io.a.extended(to: 20)
    io.o1 <== ((io.a >> io.n).asUnsigned & io.u).asSigned * io.b
    io.o2 <== io.u * io.v - (io.a * io.b).asUnsigned
    io.o3 <== io.a < io.b && io.u >= io.v && !(io.a.asUnsigned < io.v) && (io.u * io.v) == (io.v * io.u)
    io.o4 <== (io.u +^ io.v) ^ (io.v -^ io.u)
    io.o5 <== concatenate(io.a * io.b, io.u[3], io.v[1..<8])
    io.o6 <== -(io.a + 1) - (io.b >> 2) + (io.a * io.b).truncated(to: 8)
    io.o7 <== (io.wide >> io.distance) ^ (io.wide << io.n)
    io.o8 <== mux(io.u[io.n], io.u << io.n, ~io.v)
    io.o9 <== io.wide.parity ^ io.u.all ^ io.v.any
  }
}
