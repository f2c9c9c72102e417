import HDL

/// 34,001 bits that an index of 16 bits writes and another one reads.
struct LargeVector: HDL.Module {
  struct IO: Bundle { let enable: In<Bit>; let index, other: In<Unsigned>; let d: In<Bit>; let y, z: Out<Bit> }
  var io: IO {
    IO(enable: In(Bit()), index: In(Unsigned(16)), other: In(Unsigned(16)), d: In(Bit()), y: Out(Bit()), z: Out(Bit()))
  }
  @Hardware func build(_ io: IO) {
    let bits = Reg(Vec(34_001, Bit()), reset: .zero)
    let held = Reg(Bit(), reset: 0)
    when(io.enable) {
      bits[io.index] <== io.d | (io.index[0] == 0)
      held <== bits[io.other]
    }
    io.y <== bits[io.other]
    io.z <== held
  }
}

/// The same in a memory, which is an array of single bits.
struct LargeMemory: HDL.Module {
  struct IO: Bundle { let enable: In<Bit>; let index, other: In<Unsigned>; let d: In<Bits>; let y, z: Out<Bits> }
  var io: IO {
    IO(
      enable: In(Bit()), index: In(Unsigned(16)), other: In(Unsigned(16)), d: In(Bits(1)), y: Out(Bits(1)), z: Out(Bits(1)))
  }
  @Hardware func build(_ io: IO) {
    let bits = HDL.Memory(depth: 34_001, Bits(1), contents: .init((0..<34_001).map { $0 % 3 == 0 ? 1 : 0 }))
    let held = Reg(Bits(1), reset: 0)
    when(io.enable) {
      bits.write(io.index, io.d)
      held <== bits[io.other]
    }
    io.y <== bits[io.other]
    io.z <== held
  }
}

/// The same in a vector of three bits each, which is an array of registers.
struct LargeArray: HDL.Module {
  struct Ports: Bundle { let enable: In<Bit>; let index, other: In<Unsigned>; let d: In<Bits>; let y: Out<Bits> }
  var io: Ports {
    Ports(enable: In(Bit()), index: In(Unsigned(16)), other: In(Unsigned(16)), d: In(Bits(3)), y: Out(Bits(3)))
  }
  @Hardware func build(_ io: Ports) {
    let words = Reg(Vec(34_001, Bits(3)), reset: .zero)
    when(io.enable) { words[io.index] <== io.d }
    io.y <== words[io.other]
  }
}

/// Three elements, and indices that reach eight.
struct Three: HDL.Module {
  struct IO: Bundle {
    let enable: In<Bit>
    let index, other: In<Unsigned>
    let d: In<Unsigned>
    let y, z, w: Out<Unsigned>
  }
  var io: IO {
    IO(
      enable: In(Bit()), index: In(Unsigned(3)), other: In(Unsigned(3)), d: In(Unsigned(8)), y: Out(Unsigned(8)),
      z: Out(Unsigned(8)), w: Out(Unsigned(1)))
  }
  @Hardware func build(_ io: IO) {
    let words = HDL.Memory(depth: 3, Unsigned(8), contents: [1, 2, 3])
    let numbers = Reg(Vec(3, Unsigned(8)), reset: [4, 5, 6]), bits = Reg(Vec(3, Unsigned(1)), reset: [1, 1, 1])
    when(io.enable) {
      words.write(io.index, io.d)
      numbers[io.index] <== io.d
      bits[io.index] <== io.d.truncated(to: 1)
    }
    io.y <== words[io.other]
    io.z <== numbers[io.other]
    io.w <== bits[io.other]
  }
}

/// An array that is written as a whole, an element, and bits of elements.
struct WholeAndElements: HDL.Module {
  struct IO: Bundle {
    let load, store, clear: In<Bit>
    let index: In<Unsigned>
    let whole: In<Vec<Unsigned>>
    let d: In<Unsigned>
    let y: Out<Unsigned>
    let all: Out<Vec<Unsigned>>
  }
  var io: IO {
    IO(
      load: In(Bit()), store: In(Bit()), clear: In(Bit()), index: In(Unsigned(5)), whole: In(Vec(20, Unsigned(32))),
      d: In(Unsigned(32)), y: Out(Unsigned(32)), all: Out(Vec(20, Unsigned(32))))
  }
  @Hardware func build(_ io: IO) {
    let words = Reg(Vec(20, Unsigned(32)), reset: .zero)
    when(io.load) { words <== io.whole }
    when(io.store) { words[io.index] <== io.d }
    when(io.clear) { words[3][4] <== 1 }
    io.y <== words[io.index]
    io.all <== words
  }
}

@Bundle struct Fields { let used: Bit; let tag: Unsigned; let data: Bits }

/// Registers of bundles one field of which nothing drives.
struct SilentField: HDL.Module {
  struct IO: Bundle { let index: In<Unsigned>; let d: In<Bits>; let one, many: Out<Fields> }
  var io: IO {
    IO(index: In(Unsigned(2)), d: In(Bits(40)), one: Out(Fields(tag: 4, data: 40)), many: Out(Fields(tag: 4, data: 40)))
  }
  @Hardware func build(_ io: IO) {
    let one = Reg(Fields(tag: 4, data: 40), reset: .zero), many = Reg(Vec(3, Fields(tag: 4, data: 40)), reset: .zero)
    one.data <== io.d
    one.used <== io.d[0]
    many[io.index].data <== io.d
    many[io.index].used <== io.d[1]
    io.one <== one
    io.many <== many[io.index]
  }
}

/// A wire of a bundle one field of which nothing drives.
struct OpenField: HDL.Module {
  struct IO: Bundle { let d: In<Bits>; let y: Out<Fields> }
  var io: IO { IO(d: In(Bits(40)), y: Out(Fields(tag: 4, data: 40))) }
  @Hardware func build(_ io: IO) {
    let fields = Wire(Fields(tag: 4, data: 40))
    fields.data <== io.d
    fields.used <== io.d[0]
    io.y <== fields
  }
}

/// A clock that a register makes, a gated one of it, and registers of all three that read each other.
struct DerivedClocks: HDL.Module {
  struct IO: Bundle { let run: In<Bit>; let d: In<Unsigned>; let x, y, z: Out<Unsigned> }
  var io: IO {
    IO(run: In(Bit()), d: In(Unsigned(8)), x: Out(Unsigned(8)), y: Out(Unsigned(8)), z: Out(Unsigned(8)))
  }
  @Hardware func build(_ io: IO) {
    let half = Reg(Bit(), reset: 0), isRunning = Reg(next: io.run, reset: 0)
    half <== !half
    let gate = Instance(ClockGate())
    gate.enable <== isRunning
    let sum = Reg(Unsigned(8), reset: 0)
    let slow = clocked(by: HDL.ClockDomain("slow_half", clock: half)) { Reg(Unsigned(8), reset: 0) }
    let gated = clocked(by: HDL.ClockDomain("gated", clock: gate.gated)) { Reg(Unsigned(8), reset: 0) }
    sum <== sum + io.d
    slow <== slow + unsafeCrossing(sum)
    gated <== gated + unsafeCrossing(sum) + 1
    io.x <== sum
    io.y <== unsafeCrossing(slow)
    io.z <== unsafeCrossing(gated)
  }
}
