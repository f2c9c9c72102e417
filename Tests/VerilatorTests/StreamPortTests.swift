import HDL
import Simulation
import Testing
import Verilator

/// What belongs to a stream among ports whose names begin alike.
@Suite struct StreamPortTests {
  @Test func aStreamHasItsOwnPortsAlone() throws {
    let simulator = try VerilatorSimulator.make(elaborate(Neighbours()))
    let stream: StreamEndpoint = try simulator.stream("words")
    #expect(stream.payload.map(\.name) == ["words_data"])
    #expect(stream.recordBytes == 1)
    let more: StreamEndpoint = try simulator.stream("wordsMore")
    #expect(more.payload.map(\.name) == ["words_more_data"])
    #expect(simulator.streams.map(\.name) == ["words", "words_more", "sums"])
  }

  /// Verilog from elsewhere says no more than its names.
  @Test func otherVerilogIsReadByNames() throws {
    let simulator = try Samples.simulator(Samples.slice)
    #expect(simulator.streams.map(\.name) == ["in", "out"])
    #expect(throws: SimulationError.self) { let _: StreamEndpoint = try simulator.stream("words") }
  }
}

@Bundle
private struct Datum { let data: Unsigned }

/// Two streams and a plain input that go by one name's beginning.
private struct Neighbours: HDL.Module {
  struct IO: Bundle {
    let words, wordsMore: In<Stream<Datum>>
    let wordsLimit: In<Unsigned>
    let sums: Out<Stream<Datum>>
  }
  var io: IO {
    IO(
      words: In(Stream(Datum(data: 8))), wordsMore: In(Stream(Datum(data: 8))), wordsLimit: In(Unsigned(8)),
      sums: Out(Stream(Datum(data: 8))))
  }
  @Hardware func build(_ io: IO) {
    let isBoth = io.words.valid & io.wordsMore.valid & (io.words.data < io.wordsLimit)
    io.sums.valid <== isBoth
    io.sums.data <== io.words.data + io.wordsMore.data
    io.words.ready <== io.sums.ready & isBoth
    io.wordsMore.ready <== io.sums.ready & isBoth
  }
}
