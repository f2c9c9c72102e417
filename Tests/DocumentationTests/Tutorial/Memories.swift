import HDL

// begin scratchpad
@Bundle struct Store { let address: Unsigned; let data, strobes: Bits }
@Bundle struct Load { let address: Unsigned }
@Bundle struct Loaded { let data: Bits }

/// Sixteen words of four bytes; a load gives the word one cycle later.
struct ScratchPad: Module {
  struct IO: Bundle {
    let store: In<Stream<Store>>
    let load: In<Stream<Load>>
    let loaded: Out<Stream<Loaded>>
  }
  var io: IO {
    IO(
      store: In(Stream(Store(address: 4, data: 32, strobes: 4)), prefix: "st_"),
      load: In(Stream(Load(address: 4)), prefix: "ld_"), loaded: Out(Stream(Loaded(data: 32)), prefix: "rd_"))
  }
  var moduleName: String? { "scratch_pad_16x32" }

  @Hardware func build(_ io: IO) {
    let words = Memory(depth: 16, Bits(32), writeGranularity: 8)
    annotate(words, .ramStyle("block"))

    io.store.ready <== 1
    when(io.store.fire) {
      words.write(io.store.address, io.store.data, mask: io.store.strobes)
      display("word %d is %h where %b", io.store.address, io.store.data, io.store.strobes)
    }

    let isLoaded = Reg(Bit(), reset: 0)
    let word = words.readPort(io.load.address, enable: io.load.fire, whileWriting: .new)
    io.load.ready <== !isLoaded | io.loaded.ready
    when(io.load.ready) { isLoaded <== io.load.valid }
    io.loaded.valid <== isLoaded
    io.loaded.data <== word
  }
}
// end scratchpad
