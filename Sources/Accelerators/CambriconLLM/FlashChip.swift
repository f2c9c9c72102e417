import HDL
import Units

/// The compute cores of one channel, each behind its page register, in one netlist: what a clocked simulation of a channel
/// runs. The ports are those of `FlashCore`, one of each for every core.
struct FlashChip: Module {
  var cores = 2
  var core = FlashCore()

  static let summary = "Flash cores that share a channel, with all their ports."

  struct IO: Bundle {
    let reads: In<[Stream<FlashPageRead>]>
    let commands: In<[Stream<FlashCommand>]>
    let vectors: In<[Stream<FlashVectorBeat>]>
    let results: Out<[Stream<FlashResult>]>
  }
  var io: IO {
    // A set of signals for each core.
    let ports = (0..<cores).map { _ in core.io }
    return IO(
      reads: In(ports.map(\.read._value)), commands: In(ports.map(\.command._value)), vectors: In(ports.map(\.vector._value)),
      results: Out(ports.map(\.results._value)))
  }

  @Hardware
  func build(_ io: IO) {
    for index in 0..<cores {
      let unit = Instance(core)
      unit.read <== io.reads[index]
      unit.command <== io.commands[index]
      unit.vector <== io.vectors[index]
      io.results[index] <== unit.results
    }
  }
}
