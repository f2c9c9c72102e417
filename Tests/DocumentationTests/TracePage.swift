import Accelerators
import Transformer
import Units

/// What every unit gives for one token of the embedded model, for those who compute the numbers again.
enum TracePage {
  static func text() throws -> String {
    let prompt = "In the beginning God created the heaven"
    let model = try LanguageModel.embedded()
    let ids = model.tokenizer?.encode(prompt) ?? []
    var session = Session(
      graph: model.graph,
      operators: QuantizedOperators(
        model, weights: try QuantizedWeights(model), units: RecordingUnits(), positions: ids.count), capacity: ids.count)
    if ids.count > 1 { _ = try session.run(Array(ids.dropLast()), logits: .none) }
    session.operators.units.rows = []
    let logits = try session.run(Array(ids.suffix(1)))
    let id = try session.operators.argmax(logits.values[...])
    let rows = session.operators.units.rows.filter { row in
      // The first block and what follows the last one in full, of the others the sum that they hand on.
      !row[0].hasPrefix("blk.") || row[0].hasPrefix("blk.0.") || row[0].hasSuffix("ffn_residual")
    }
    return "\"\(prompt)\" is \(ids.map { "\($0)" }.joined(separator: ", ")); below is position \(ids.count - 1). "
      + "The next token is \(id).\n\n" + Generators.table(["operation", "pass", "first values", "CRC-32 of all"], rows)
  }
}

/// The golden models, with a row for each pass.
private struct RecordingUnits: OperatorUnits {
  private var golden = GoldenUnits()
  private var operation = ""
  /// Operation, pass, first values, CRC.
  var rows: [[String]] = []

  mutating func begin(_ operation: ModelGraph.Operation, position: Int) { self.operation = operation.name }

  mutating func quantize(_ values: [Float], exponents: [Int]?) -> BlockQuantizedVector {
    let result = golden.quantize(values, exponents: exponents)
    let shifts = result.shifts.map { "\($0)" }.joined(separator: " ")
    record("quantise: codes, exponent \(result.exponent), shifts \(shifts)", result.codes)
    return result
  }

  mutating func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector]) -> [[Int64]] {
    recorded("product: sums", golden.multiply(matrix, by: vectors))
  }

  mutating func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector]) -> [[Int64]] {
    recorded(codes.isTransposed ? "probabilities by values: sums" : "query by keys: sums", golden.multiply(codes, by: vectors))
  }

  mutating func scale(_ sums: [Int64], exponent: Int, exponents: [Int]?, by scales: RowScales) -> [Float] {
    recorded("scale", golden.scale(sums, exponent: exponent, exponents: exponents, by: scales))
  }

  mutating func rmsNorm(_ values: [Float], gains: [Float], epsilon: Float) -> [Float] {
    recorded("rms-norm", golden.rmsNorm(values, gains: gains, epsilon: epsilon))
  }

  mutating func layerNorm(_ values: [Float], gains: [Float], biases: [Float], epsilon: Float) -> [Float] {
    recorded("layer-norm", golden.layerNorm(values, gains: gains, biases: biases, epsilon: epsilon))
  }

  mutating func rotate(
    _ low: [Float], _ high: [Float], cosines: [Float], sines: [Float]
  ) -> (low: [Float], high: [Float]) {
    let result = golden.rotate(low, high, cosines: cosines, sines: sines)
    return (recorded("rotate: first elements of the pairs", result.low), recorded("rotate: second elements", result.high))
  }

  mutating func softmax(_ scores: [Float]) -> [Float] { recorded("softmax", golden.softmax(scores)) }

  mutating func gate(_ function: ActivationFunction, _ gate: [Float], _ up: [Float]) -> [Float] {
    recorded("gate", golden.gate(function, gate, up))
  }

  mutating func add(_ left: [Float], _ right: [Float]) -> [Float] { recorded("add", golden.add(left, right)) }

  func argmax(_ values: [Float]) -> Int { golden.argmax(values) }

  private mutating func recorded(_ pass: String, _ values: [Float]) -> [Float] {
    let first = values.prefix(2).map { "`\(NumberPages.hex($0))`" }.joined(separator: ", ")
    rows.append([operation, pass, first, "`\(NumberPages.crc32(NumberPages.words(values)))`"])
    return values
  }

  private mutating func recorded(_ pass: String, _ sums: [[Int64]]) -> [[Int64]] {
    for sums in sums { record(pass, sums) }
    return sums
  }

  private mutating func record(_ pass: String, _ values: [some FixedWidthInteger]) {
    let first = values.prefix(4).map { "\($0)" }.joined(separator: ", ")
    rows.append([operation, pass, first, "`\(NumberPages.crc32(values.flatMap { NumberPages.bytes($0) }))`"])
  }
}
