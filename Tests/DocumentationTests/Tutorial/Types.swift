import HDL

// begin loader
/// What a host may ask for, by the byte that it sends.
enum Command: UInt8, HardwareEnum { case load = 0x10, run = 0x20, stop = 0x3f }

/// A flip-flop for each state.
enum Phase: HardwareEnum {
  case idle, running
  static let encoding = CaseEncoding.oneHot
}

@Bundle struct Entry { let count: Unsigned; let isLast: Bit }

/// Keeps a program of four entries and shows one while it runs.
struct Loader: Module, DefaultInitializable {
  struct IO: Bundle {
    let code: In<Bits>, slot: In<Unsigned>, entry: In<Entry>
    let isRefused, isRunning: Out<Bit>, shown: Out<Entry>
  }
  var io: IO {
    IO(
      code: In(Bits(6)), slot: In(Unsigned(2)), entry: In(Entry(count: 10)), isRefused: Out(Bit()), isRunning: Out(Bit()),
      shown: Out(Entry(count: 10)))
  }

  @Hardware func build(_ io: IO) {
    let entries = Memory(depth: 4, Entry(count: 10), contents: .zero)
    let phase = Reg(Enum<Phase>(), reset: .idle)
    let (command, isKnown) = io.code.decoded(as: Command.self)
    when(isKnown) {
      switchOn(command) {
        on(.load) { entries.write(io.slot, io.entry) }
        on(.run) { phase <== .running }
        on(.stop) {
          phase <== .idle
          entries.isLast.write(io.slot, Bit.one)
        }
      }
    }
    io.isRefused <== !isKnown
    io.isRunning <== phase == .running
    io.shown <== entries[io.slot]
  }
}
// end loader
