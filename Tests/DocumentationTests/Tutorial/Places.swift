import HDL

// begin registers
@Bundle struct Channel { let isOn: Bit; let gain: Unsigned; let offset: Signed }

/// Registers of four channels behind a bus, and the setting of one of them.
struct Channels: Module, DefaultInitializable {
  struct IO: Bundle {
    let write: In<Bit>, address: In<Unsigned>, data: In<Bits>
    let selected: In<Unsigned>
    let setting: Out<Channel>
    let flags, key: Out<Bits>
    let mode: Out<Unsigned>
  }
  var io: IO {
    IO(
      write: In(Bit()), address: In(Unsigned(8)), data: In(Bits(16)), selected: In(Unsigned(2)),
      setting: Out(Channel(gain: 4, offset: 8)), flags: Out(Bits(8)), key: Out(Bits(80)), mode: Out(Unsigned(2)))
  }

  @Hardware func build(_ io: IO) {
    // A vector of bundles; fields have reset values of their own.
    let channels = Reg(Vec(4, Channel(gain: 4, offset: 8)), reset: .zero.with(\.gain, 1).with(\.offset, -3))
    let flags = Reg(Bits(8), reset: 0x80)
    // Two dimensions stay two.
    let table = Reg(Vec(2, Vec(3, Unsigned(4))), reset: 0)

    when(io.write) {
      switchOn(io.address) {
        on(0x00, 0x04) { flags[0] <== io.data[0] }
        on(0x08) { flags[4..<8] <== io.data[0..<4] }
        on(0x10..<0x14) {
          channels[io.address.truncated(to: 2)].gain <== io.data[0..<4].asUnsigned
          channels[io.address.truncated(to: 2)].isOn <== io.data[15]
        }
        on(0x20) { channels[3].offset[0..<4] <== io.data[0..<4] }
        on(0x30) { table[1][io.selected] <== io.data[0..<4].asUnsigned }
        otherwise { flags[1] <== 1 }
      }
    }
    io.setting <== channels[io.selected]
    io.flags <== flags.bitReversed.rotatedLeft(by: 1)
    io.key <== Bits.literal(0x0123_4567_89ab_cdef_0123, width: 80)
    io.mode
      <== select(
        io.selected, [0: Unsigned.constant(3, width: 2), 2: table[1][0].truncated(to: 2)], otherwise: table[0][2].truncated(to: 2)
      )
  }
}
// end registers
