import HDL
import Testing

/// Arrays of instances whose ports are bundles, vectors and streams, against single instances.
@Suite struct InstancePortTests {
  @Test func arraysEqualSingleInstances() async throws {
    try await expectAgreementEverywhere([
      (elaborate(Pipeline(isArray: true)), elaborate(Pipeline(isArray: false))),
      (elaborate(Pipeline(stages: 1, isArray: true)), elaborate(Pipeline(stages: 1, isArray: false))),
      (elaborate(Lanes(isArray: true)), elaborate(Lanes(isArray: false))),
      (elaborate(Comparisons(isArray: true)), elaborate(Comparisons(isArray: false))),
    ])
  }

  /// Modules that only watch are left out by synthesis and run everywhere else.
  @Test func watchedDesignsAgree() async throws { try await expectAgreementEverywhere([elaborate(Watched())]) }

  /// One instance with a vector for each signal of its ports, whatever the number.
  @Test func portsAreVectors() throws {
    let top = try elaborate(Pipeline(stages: 5, isArray: true)).top
    #expect(top.instances.map(\.dimensions) == [[5]])
    let widths = top.instances[0].connections.compactMap { $0 }.map { top[$0].type.width }
    // clock, reset, then valid, ready, data and last of both sides.
    #expect(widths == [1, 1, 5, 5, 40, 5, 5, 5, 40, 5])
  }

  @Test func wrongNumbersOfStreamsAreReported() {
    let error = #expect(throws: ElaborationError.self) { try elaborate(WrongLanes()) }
    #expect(
      error?.diagnostics.map(\.message) == [
        "'inputs' is a vector of streams, which no port can be", "'<==' connects streams one by one: there are 3 and 2",
        "the 1-bit operand has a driver already: line \(WrongLanes.line) connects the stream to another receiver",
      ])
  }
}

@Bundle struct PipelineWord { let data: Unsigned; let last: Bit }

/// Holds a word for a cycle or more and adds one.
private struct Stage: Module, DefaultInitializable {
  struct IO: Bundle { let input: In<Stream<PipelineWord>>, output: Out<Stream<PipelineWord>> }
  var io: IO { IO(input: In(Stream(PipelineWord(data: 8))), output: Out(Stream(PipelineWord(data: 8)))) }
  @Hardware func build(_ io: IO) {
    let isFull = Reg(Bit(), reset: 0)
    let word = Reg(PipelineWord(data: 8), reset: .zero)
    io.input.ready <== !isFull | io.output.ready
    when(io.input.ready) { isFull <== io.input.valid }
    when(io.input.fire) {
      word.data <== io.input.data + 1
      word.last <== io.input.last
    }
    io.output.valid <== isFull
    io.output.payload <== word
  }
}

/// Stages one behind the other.
private struct Pipeline: Module {
  var stages = 4
  var isArray: Bool
  struct IO: Bundle { let input: In<Stream<PipelineWord>>, output: Out<Stream<PipelineWord>>, busy: Out<Bits> }
  var io: IO {
    IO(input: In(Stream(PipelineWord(data: 8))), output: Out(Stream(PipelineWord(data: 8))), busy: Out(Bits(stages)))
  }
  @Hardware func build(_ io: IO) {
    if isArray {
      let stage = Instances(Stage(), stages)
      stage.input[0] <== io.input
      if stages > 1 { stage.input[1..<stages] <== stage.output[0..<(stages - 1)] }
      io.output <== stage.output[stages - 1]
      io.busy <== stage.output.valid.asBits
    } else {
      let stage = (0..<stages).map { _ in Instance(Stage()) }
      stage[0].input <== io.input
      for index in 1..<max(stages, 1) where index < stages { stage[index].input <== stage[index - 1].output }
      io.output <== stage[stages - 1].output
      io.busy <== concatenate(stage.map { $0.output.valid })
    }
  }
}

/// Stages side by side, each with a port of its own.
private struct Lanes: Module {
  var isArray: Bool
  struct IO: Bundle { let inputs: In<[Stream<PipelineWord>]>, outputs: Out<[Stream<PipelineWord>]> }
  var io: IO {
    IO(
      inputs: In((0..<3).map { _ in Stream(PipelineWord(data: 8)) }),
      outputs: Out((0..<3).map { _ in Stream(PipelineWord(data: 8)) }))
  }
  @Hardware func build(_ io: IO) {
    if isArray {
      let stage = Instances(Stage(), 3)
      stage.input <== io.inputs
      io.outputs <== stage.output
    } else {
      for index in 0..<3 {
        let stage = Instance(Stage())
        stage.input <== io.inputs[index]
        io.outputs[index] <== stage.output
      }
    }
  }
}

/// A bundle and a vector at the ports, in rows and columns.
private struct Comparison: Module, DefaultInitializable {
  struct IO: Bundle { let word: In<PipelineWord>, limits: In<Vec<Unsigned>>, chosen: Out<PipelineWord>, above: Out<Vec<Bit>> }
  var io: IO {
    IO(
      word: In(PipelineWord(data: 4)), limits: In(Vec(2, Unsigned(4))), chosen: Out(PipelineWord(data: 4)),
      above: Out(Vec(2, Bit())))
  }
  @Hardware func build(_ io: IO) {
    let word = io.word.data.value
    io.above <== io.limits.map { word > $0 }
    io.chosen.data <== mux(io.word.last, io.limits[0], io.word.data)
    io.chosen.last <== io.above[1]
  }
}

private struct Comparisons: Module {
  var isArray: Bool
  struct IO: Bundle {
    let words: In<Vec<Vec<PipelineWord>>>, limits: In<Vec<Unsigned>>
    let chosen: Out<Vec<Vec<PipelineWord>>>, above: Out<Bits>, firsts: Out<Vec<Unsigned>>
  }
  var io: IO {
    func words() -> Vec<Vec<PipelineWord>> { Vec(2, Vec(3, PipelineWord(data: 4))) }
    return IO(
      words: In(words()), limits: In(Vec(2, Unsigned(4))), chosen: Out(words()), above: Out(Bits(12)),
      firsts: Out(Vec(3, Unsigned(4))))
  }
  @Hardware func build(_ io: IO) {
    if isArray {
      let comparison = Instances(Comparison(), 2, 3)
      comparison.word <== io.words
      for row in 0..<2 {
        for column in 0..<3 { comparison.limits[row][column] <== io.limits }
      }
      io.chosen <== comparison.chosen
      io.above <== comparison.above.asBits
      io.firsts <== comparison.chosen[0].data
    } else {
      let comparison = (0..<6).map { _ in Instance(Comparison()) }
      for row in 0..<2 {
        for column in 0..<3 {
          comparison[3 * row + column].word <== io.words[row][column]
          comparison[3 * row + column].limits <== io.limits
          io.chosen[row][column] <== comparison[3 * row + column].chosen
        }
      }
      io.above <== concatenate(comparison.map { $0.above })
      for column in 0..<3 { io.firsts[column] <== comparison[column].chosen.data }
    }
  }
}

private struct WrongLanes: Module {
  struct IO: Bundle {
    let inputs: In<Vec<Stream<PipelineWord>>>, pair: In<[Stream<PipelineWord>]>, outputs: Out<[Stream<PipelineWord>]>
  }
  var io: IO {
    IO(
      inputs: In(Vec(2, Stream(PipelineWord(data: 8)))), pair: In((0..<2).map { _ in Stream(PipelineWord(data: 8)) }),
      outputs: Out((0..<3).map { _ in Stream(PipelineWord(data: 8)) }))
  }
  static let line = #line + 4
  @Hardware func build(_ io: IO) {
    let stage = Instances(Stage(), 3)
    stage.input <== io.pair
    io.outputs <== stage.output
    io.outputs[1] <== stage.output[1]
    stage.input[2] <== io.inputs[0]
    io.inputs[1].ready <== 0
  }
}

private struct Watcher: Module, DefaultInitializable {
  struct IO: Bundle { let word: In<PipelineWord>, isStrange: Out<Bit> }
  var io: IO { IO(word: In(PipelineWord(data: 4)), isStrange: Out(Bit())) }
  @Hardware func build(_ io: IO) {
    let before = Reg(PipelineWord(data: 4), reset: .zero)
    before <== io.word
    io.isStrange <== (before.data == 3) & before.last
    cover(io.word.last, "a last word")
  }
}

private struct Watched: Module, DefaultInitializable {
  struct IO: Bundle { let words: In<Vec<PipelineWord>>, sums: Out<Vec<Unsigned>>, strange: Out<Bit> }
  var io: IO {
    IO(words: In(Vec(3, PipelineWord(data: 4))), sums: Out(Vec(3, Unsigned(4))), strange: Out(Bit()))
  }
  @Hardware func build(_ io: IO) {
    let total = Reg(Vec(3, Unsigned(4)), reset: 0)
    total <== zip(total, io.words.data).map { $0 + $1 }
    io.sums <== total
    let watchers = Instances(Watcher(), 3)
    watchers.word.data <== total
    watchers.word.last <== io.words.last
    let first = Instance(Watcher())
    first.word <== io.words[0]
    io.strange <== first.isStrange
    cover(watchers.isStrange[2], "strange")
    assume(!watchers.isStrange[1] | watchers.isStrange[1], "always")
  }
}
