import HDL
import Units

/// A register slice whose transfers are counted; the count stops at its largest value.
///
/// The slice comes from the library, the counter is this package's own.
struct BeatCounter: Unit {
  static let unitName = "beat-counter"
  static let summary = "A register slice that counts its transfers and stops at the largest count."
  static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of a word", 1...1024),
    .integer("countWidth", \.countWidth, "bits of the count", 1...32),
  ]
  static let samples = [BeatCounter(width: 16, countWidth: 2)]

  var width = 8
  var countWidth = 4

  init() {}
  init(width: Int, countWidth: Int) {
    self.width = width
    self.countWidth = countWidth
  }

  struct IO: Bundle {
    let input: In<Stream<Word>>
    let output: Out<Stream<Word>>
    let count: Out<Unsigned>
  }
  var io: IO {
    IO(input: In(Stream(Word(data: width))), output: Out(Stream(Word(data: width))), count: Out(Unsigned(countWidth)))
  }

  @Hardware func build(_ io: IO) {
    let slice = Instance(RegisterSlice<Word>(payload: .init(data: width)))
    slice.input <== io.input
    io.output <== slice.output

    let count = Reg(Unsigned(countWidth), reset: 0)
    when(io.output.fire & !count.all) { count <== count + 1 }
    io.count <== count
  }
}
