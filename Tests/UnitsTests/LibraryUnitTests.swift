import HDL
import Simulation
import Testbenches
import Testing
import Units

@Suite struct LibraryUnitTests {
  static let names = [
    "mac-pe", "fifo", "register-slice", "arbiter", "width-adapter", "async-fifo", "adder-tree", "dot-product",
    "multiply-accumulate", "mac-array",
    "mac-element-array", "dot-product-bank", "fp-add", "fp-multiply", "fp-compare", "fp-convert", "rms-norm", "softmax",
    "gated-activation",
    "rotary-embedding", "residual-add", "argmax", "layer-norm", "block-quantizer", "row-scaler",
  ]

  @Test(arguments: names) func everySampleAgreesWithItsModel(_ name: String) throws {
    func check<U: Units.Unit>(_: U.Type) throws {
      let bench = try UnitCatalog.testbench(of: name)
      for unit in [U()] + U.samples {
        let report = try bench.run(unit, BuiltinSimulator(elaborate(unit)), TestbenchOptions(seed: 7, count: 300))
        #expect(
          report.passed,
          "\(unit): \(report.firstMismatch ?? "never occurred: \(report.coverage.filter { $0.value == 0 }.keys.sorted())")")
      }
    }
    try check(UnitCatalog.unit(named: name))
  }

  /// The array's model against what it is for: a matrix times a vector, from the definition of the product.
  @Test func theArrayMultipliesAMatrixByAVector() {
    let rows = 4, columns = 3
    var random = SplitMix64(seed: 3)
    let matrix = (0..<rows).map { _ in random.numbers(columns) }, vector = random.numbers(rows)
    var model = MacArrayModel(rows: rows, columns: columns, sumWidth: 32)
    // The bottom row's weights come first.
    for row in matrix.reversed() { _ = model.step(loadWeights: row, activations: [Int](repeating: 0, count: rows)) }
    var answers: [Int?] = []
    for edge in 0..<(rows + columns) {
      // Row r receives its activation r cycles after row 0.
      let sums = model.step(loadWeights: nil, activations: (0..<rows).map { $0 == edge ? vector[$0] : 0 })
      let column = edge - (rows - 1)
      if (0..<columns).contains(column) { answers.append(sums[column]) }
    }
    #expect(answers == (0..<columns).map { column in (0..<rows).reduce(0) { $0 + matrix[$1][column] * vector[$1] } })
  }

  @Test func streamOperationsKeepTheWordsInOrder() throws {
    let simulator = try BuiltinSimulator(elaborate(Chain()))
    let input = try simulator.port("input_data"), output = try simulator.port("output_data")
    let driver = try StreamDriver<UInt64>(simulator, "input", stalls: Stalls(percent: 30), seed: 1) { input.write($0) }
    var received: [UInt64] = []
    let monitor = try StreamMonitor<UInt64>(simulator, "output", stalls: Stalls(percent: 40), seed: 2, read: { output.read() }) {
      word, _ in received.append(word)
    }
    try simulator.reset()
    for word in 0..<200 { driver.send(UInt64(word)) }
    for _ in 0..<2000 { try simulator.step([driver, monitor]) }
    // Inverted, then three stages that add 1, 2 and 3.
    #expect(received == (0..<200).map { UInt64(~UInt16($0) &+ 6) })
  }
}

extension SplitMix64 {
  fileprivate mutating func numbers(_ count: Int) -> [Int] { (0..<count).map { _ in next(below: 256) - 128 } }
}

struct Chain: Module, DefaultInitializable {
  struct IO: Bundle {
    let input: In<Stream<Word>>
    let output: Out<Stream<Word>>
  }
  var io: IO { IO(input: In(Stream(Word(data: 16))), output: Out(Stream(Word(data: 16)))) }
  @Hardware func build(_ io: IO) {
    let inverted = io.input.buffered(depth: 4).mapped(to: Word(data: 16)) { $1.data <== ~$0.data }
    let counted = inverted.registered(.half).pipelined(stages: 3) { stage, word, result in
      result.data <== (word.data.asUnsigned + (stage + 1)).asBits
    }
    io.output <== counted
  }
}
