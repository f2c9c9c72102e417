import Accelerators
import Transformer
import Units

/// What every pass gives for one token of the embedded model, for those who compute the numbers again.
enum TracePage {
  static func text() throws -> String {
    let prompt = "In the beginning God created the heaven"
    let model = try LanguageModel.embedded()
    let ids = model.tokenizer?.encode(prompt) ?? []
    // Everything in the flash: a product is one pass.
    var configuration = CambriconConfiguration.laptop
    configuration.flashShare = 1
    let system = try CambriconLLM(configuration, graph: model.graph, positions: ids.count)
    let session = try SystemSession(system, model: model, execution: .golden)
    if ids.count > 1 { _ = try session.run(Array(ids.dropLast()), logits: .none) }
    var rows: [[String]] = []
    session.observer = { program, step, memory in rows += try lines(program.steps[step], memory) }
    _ = try session.run(Array(ids.suffix(1)), logits: .last)
    rows = rows.filter { row in
      // The first block and what follows the last one in full, of the others the sum that they hand on.
      !row[0].hasPrefix("blk.") || row[0].hasPrefix("blk.0.") || row[0].hasSuffix("ffn_residual")
    }
    return "\"\(prompt)\" is \(ids.map { "\($0)" }.joined(separator: ", ")); below is position \(ids.count - 1). "
      + "The next token is \(session.chosen).\n\n"
      + Generators.table(["operation", "pass", "first values", "CRC-32 of all"], rows)
  }

  /// Operation, pass, first values, CRC: a row for each vector that the step wrote.
  private static func lines(_ step: Step, _ memory: Memory) throws -> [[String]] {
    let name = type(of: step.pass).name
    let operation = step.place.operation
    let written = try step.pass.writes.map { try memory.resolve($0) }
    func floats(_ pass: String, _ buffer: Buffer) -> [String] {
      let values: [Float] = memory.space.read(buffer)
      let first = values.prefix(2).map { "`\(NumberPages.hex($0))`" }.joined(separator: ", ")
      return [operation, pass, first, "`\(NumberPages.crc32(NumberPages.words(values)))`"]
    }
    func integers<Value: FixedWidthInteger & BitwiseCopyable>(_ pass: String, _ buffer: Buffer, as _: Value.Type) -> [String] {
      let values: [Value] = memory.space.read(buffer)
      let first = values.prefix(4).map { "\($0)" }.joined(separator: ", ")
      return [operation, pass, first, "`\(NumberPages.crc32(values.flatMap { NumberPages.bytes($0) }))`"]
    }
    switch name {
    case "copy", "argmax": return []
    case "quantize":
      let exponent = memory.space.read(written[written.count - 1], as: Int32.self)[0]
      let shifts = written.count == 3 ? memory.space.read(written[1], as: UInt8.self) : []
      let scale = shifts.isEmpty ? ", shift included" : ", shifts " + shifts.map { "\($0)" }.joined(separator: " ")
      return [integers("quantize: codes, exponent \(exponent)\(scale)", written[0], as: Int8.self)]
    case "product": return [integers("product: sums", written[0], as: Int64.self)]
    case "key-product", "value-product":
      let pass = name == "key-product" ? "query by keys: sums" : "probabilities by values: sums"
      return (0..<written[0].rows).map { integers(pass, written[0][$0], as: Int64.self) }
    case "rotate":
      return [floats("rotate: first elements of the pairs", written[0]), floats("rotate: second elements", written[1])]
    default: return [floats(name, written[0])]
    }
  }
}
