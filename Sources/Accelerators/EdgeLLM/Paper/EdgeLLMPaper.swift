import Transformer
import Units

extension EdgeLLM {
  /// The figures of the paper that notes, compiler and headers hand on, beside those of this system's model of time.
  public static let paper: Paper? = Paper(
    name: name, title: "EdgeLLM", source: "EdgeLLM, IEEE TCAS-I 72(7), 2025", parameters: parametersOfPaper,
    tables: [firstMatrix, packets, tokens, limits])

  private static let configuration = EdgeLLMConfiguration()
  private static let contexts = [128, 512, 1024, 2048]
  private static let packings: [WeightPacking] = [.dense, .half, .quarter, .eighthOfSixteen]
  private static let names: [WeightPacking: String] = [
    .dense: "dense", .half: "50 %", .quarter: "75 %", .eighthOfSixteen: "87.5 %",
  ]

  private static var parametersOfPaper: [PaperParameter] {
    [
      PaperParameter(
        "array", "\(configuration.inputs) x \(configuration.outputs) INT4 at 280 MHz, a quarter of FP16",
        source: "the authors' compiler and headers: 128 x 32 at 140 MHz"),
      PaperParameter("HBM's ports", "32 of 256 bits at 280 MHz: 286.7 GB/s", source: "section V and the compiler"),
      PaperParameter(
        "use of the ports", "\(ParameterValues.text(100 * configuration.memoryUse)) %",
        source: "section V: 75.97 % of Wq; layers have 70 to 80 %"),
      PaperParameter(
        "all other operators", "\(configuration.vectorLanes) elements a cycle of 140 MHz, one operator after the other",
        source: "the unified layout's 32 elements; one word a cycle is assumed"),
      PaperParameter("packets", "2,048 inputs of a row: scales, places, weights", source: "notes and headers"),
      PaperParameter(
        "sparse layers", "all linear layers but the head; the array skips what is pruned",
        source: "the paper's strategies are not in what was read"),
      PaperParameter("keys and values", "FP16", source: "the compiler"),
    ]
  }

  private static let firstMatrix = PaperTable(
    "wq", "Wq of 4096 x 4096: cycles of 280 MHz, and where 24 % go (section V)",
    explanation: """
      The ideal counts weights alone. Scales are a word of 33; the array's stages show once. The rest is HBM's: over 33 bursts of 256 \
      words, which the compiler has, it is a pause of 70 cycles, 252 ns, between bursts, about one read's latency. That each port has \
      one burst under way is inferred from that; refresh alone, 350 ns of every 3.9 us, would be hidden, since a pseudo-channel of 14.4 \
      GB/s is faster than its port.
      """
  ) {
    let weights = 4096 * 4096 * 4 / (32 * 256), words = EdgeLLMWeights.rowBytes(4096) / EdgeLLMChip.portBytes * 128
    let stages = GroupVectorEngineCycles.cycles(of: weights, on: GroupVectorEngine()) - weights
    let measured = 38.5e-6 * configuration.matrixClock
    func row(_ label: String, _ cycles: Double, _ kind: FigureKind, _ published: PublishedFigure? = nil) -> ReproducedFigure {
      ReproducedFigure(label, published: published, unit: "cycles", ours: cycles, kind: kind)
    }
    return [
      row("weights alone", Double(weights), .counted, PublishedFigure(8192, decimals: 0)),
      row("scales", Double(words - weights), .counted), row("stages of the array", Double(stages), .simulated),
      row("between bursts", measured - Double(words + stages), .estimated),
      ReproducedFigure(
        "time at the ports' rate", published: PublishedFigure(29.25, decimals: 2), unit: "us",
        ours: Double(weights) / configuration.matrixClock * 1e6, kind: .counted),
      ReproducedFigure(
        "time", published: PublishedFigure(38.5, decimals: 1), unit: "us",
        ours: Double(words) / configuration.matrixClock / configuration.memoryUse * 1e6,
        note: "the use is that of the ideal, and ours counts scales in it"),
    ]
  }

  private static let packets = PaperTable(
    "packets", "Bits of a weight in HBM (section IV)",
    explanation: "87.5 % as two of sixteen inputs, with places of four bits, has the printed 1.125; one of eight would have 1."
  ) {
    zip(packings, [4.125, 3.125, 1.875, 1.125]).map { packing, printed in
      ReproducedFigure(
        names[packing] ?? "", published: PublishedFigure(printed, decimals: 3), unit: "bit",
        ours: Double(8 * EdgeLLMWeights.rowBytes(2048, packing: packing)) / 2048, kind: .counted)
    }
  }

  private static let tokens = PaperTable(
    "tokens", "Tokens a second against the positions before the token",
    explanation: """
      Linear layers take the same at any position, attention grows with it. Printed are 42.5 to 69.4 token/s of Qwen-7B 'by strategy', 85.8 \
      at most of a sparse 6B model, and about 90 of a dense one below 512 positions: that last one contradicts the use of HBM, see \
      'limits'. In AccLLM's table ChatGLM2-6B has 75 at 125 MHz. Ours stand beside what is nearest in its wording.
      """
  ) {
    let printed: [String: PublishedFigure] = [
      "chatglm2-6b, dense, 128": PublishedFigure(90, decimals: 0), "chatglm2-6b, 50 %, 128": PublishedFigure(85.8, decimals: 1),
      "qwen-7b, dense, 128": PublishedFigure(42.5, decimals: 1), "qwen-7b, 50 %, 128": PublishedFigure(69.4, decimals: 1),
    ]
    return try ["chatglm2-6b", "qwen-7b"].flatMap { name in
      let token = try TokenTime(name, configuration)
      return packings.flatMap { packing in
        contexts.map { context in
          let label = "\(name), \(names[packing] ?? ""), \(context)"
          return ReproducedFigure(
            label, published: printed[label], unit: "token/s", ours: 1 / token.seconds(context: context, packing))
        }
      }
    }
  }

  private static let limits = PaperTable(
    "limits", "ChatGLM2-6B with dense weights: what 286.7 GB/s allow",
    explanation: "90 token/s would take 97 % of what the ports bring, with nothing but weights read and no other operator."
  ) {
    let token = try TokenTime("chatglm2-6b", configuration)
    let bytes = Double(token.weightBytes(.dense)), rate = 286.72e9
    return [
      ReproducedFigure("weights and scales", unit: "GB", ours: bytes / 1e9, kind: .counted),
      ReproducedFigure("at 100 % of the ports", published: PublishedFigure(90, decimals: 0), unit: "token/s", ours: rate / bytes),
      ReproducedFigure("at 76 %", unit: "token/s", ours: 0.76 * rate / bytes),
    ]
  }
}

/// The time of a token in closed form: every operator by itself, as the system's steps run.
struct TokenTime {
  private let model: ModelConfiguration
  private let chip: EdgeLLMChip
  private let array: ArrayShape
  /// Of a layer: outputs and inputs.
  private let matrices: [(rows: Int, columns: Int)]

  init(_ shape: String, _ configuration: EdgeLLMConfiguration) throws {
    guard let known = ModelShape.published.first(where: { $0.name == shape }) else {
      throw AcceleratorError("there is no published model '\(shape)'")
    }
    (model, chip) = (known.configuration, try EdgeLLMChip(configuration))
    array = chip.array
    let width = model.width, queries = model.heads * model.headWidth, hidden = model.feedForwardWidth
    matrices = [
      (queries, width), (model.keyValueWidth, width), (model.keyValueWidth, width), (width, queries), (hidden, width),
      (hidden, width), (width, hidden),
    ]
  }

  /// Of all layers and the dense head.
  func weightBytes(_ packing: WeightPacking) -> Int {
    model.layers * matrices.reduce(0) { $0 + $1.rows * EdgeLLMWeights.rowBytes($1.columns, packing: packing) }
      + model.vocabulary * EdgeLLMWeights.rowBytes(model.width)
  }

  private func seconds(rows: Int, columns: Int, _ packing: WeightPacking) -> Double {
    let share = Double(packing.keptOfGroup) / Double(packing.group)
    let cycles = Double(array.tiles(rows) * array.beats(columns, isHalf: false)) * share + Double(GroupVectorEngine.latency)
    let bytes = Double(rows * EdgeLLMWeights.rowBytes(columns, packing: packing))
    return max(cycles / chip.engine.perSecond, bytes / chip.memory.perSecond)
  }

  /// Of a token behind `context` others.
  func seconds(context: Int, _ packing: WeightPacking) -> Double {
    let linear = matrices.reduce(0) { $0 + seconds(rows: $1.rows, columns: $1.columns, packing) }
    let beats =
      array.tiles(context + 1) * array.beats(model.headWidth, isHalf: true)
      + array.tiles(model.headWidth) * array.beats(context + 1, isHalf: true)
    let attention = Double(model.heads * (beats + 2 * GroupVectorEngine.latency)) / chip.engine.perSecond
    let scores = model.heads * (context + 1), keys = model.keyValueWidth
    // Two norms, rotation, keys and values to memory, softmax, gate.
    let elements = 2 * model.width + model.heads * model.headWidth + 3 * keys + scores + model.feedForwardWidth
    let vectors = Double(elements) * chip.processor.nanosecondsPerElement * 1e-9
    return Double(model.layers) * (linear + attention + vectors) + seconds(rows: model.vocabulary, columns: model.width, .dense)
      + Double(model.vocabulary + model.width) * chip.processor.nanosecondsPerElement * 1e-9
  }
}
