import Transformer
import Units

/// Where a model's feed-forward neurons lie in flash, in placed order, and what the processor knows of them.
struct NeuronWeights: Sendable {
  /// Of one layer.
  struct Layer: Sendable {
    let number: Int
    /// INT8 [place][byte]: of each neuron its row of the gate, its row of up and its column of down.
    let bundles: Buffer
    /// FP32 [place] of the rows of gate and up, and [output] of the rows of down.
    let gateScales: Buffer, upScales: Buffer, downScales: Buffer
    /// Of a predictor: FP32 [rank][column], [place][rank], and the threshold, [1].
    let predictor: PredictorBuffers?
  }
  private(set) var layers: [Layer] = []
  private let configuration: RippleConfiguration

  init(_ graph: ModelGraph, _ configuration: RippleConfiguration, flash: inout MemoryMap, tables: inout MemoryMap) throws {
    self.configuration = configuration
    let model = graph.configuration
    layers = try (0..<model.layers).map { number in
      Layer(
        number: number, bundles: try flash.place(.int8, model.feedForwardWidth, NeuronWeights.Part.allCases.count * model.width),
        gateScales: try tables.place(.float32, model.feedForwardWidth),
        upScales: try tables.place(.float32, model.feedForwardWidth), downScales: try tables.place(.float32, model.width),
        predictor: configuration.predictor == .lowRank
          ? try PredictorBuffers(model, rank: configuration.rank, in: &tables) : nil)
    }
  }

  /// A matrix of a feed-forward layer.
  enum Part: String, CaseIterable { case gate = "ffn_gate", up = "ffn_up", down = "ffn_down" }

  /// The layer and the part that a weight is of; nil for other weights.
  func part(_ weight: String) -> (layer: Layer, part: Part)? {
    let names = weight.split(separator: ".")
    guard names.count == 4, let number = Int(names[1]), layers.indices.contains(number), let part = Part(rawValue: "\(names[2])")
    else { return nil }
    return (layers[number], part)
  }
  func holds(_ weight: String) -> Bool { part(weight) != nil }

  /// - Parameter progress: called with each layer's name
  func place(_ model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    let placements = try placements(of: model)
    try placePredictors(model, placements, in: space)
    for layer in layers {
      let placement = placements[layer.number]
      let bytes = try BundleImage.bytes(of: model, layer: layer.number, placement)
      bytes.withUnsafeBytes { bytes in
        if let base = bytes.baseAddress { space.address(layer.bundles).copyMemory(from: base, byteCount: bytes.count) }
      }
      func scales(_ part: Part) throws -> [Float] {
        let name = "blk.\(layer.number).\(part.rawValue).weight"
        guard let tensor = model.weights[name] else { throw AcceleratorError("the model has no tensor '\(name)'") }
        return try QuantizedMatrix(quantizing: tensor).scales
      }
      let gate = try scales(.gate), up = try scales(.up)
      space.write(placement.order.map { gate[$0] }, to: layer.gateScales)
      space.write(placement.order.map { up[$0] }, to: layer.upScales)
      space.write(try scales(.down), to: layer.downScales)
      progress?("blk.\(layer.number) in flash")
    }
  }

  /// What is run to see which neurons are active: a text that comes with the system, in windows of the model's context.
  private func windows(_ model: LanguageModel) throws -> [[Int]] {
    guard let tokenizer = model.tokenizer else {
      throw AcceleratorError(
        "the model has no tokenizer for the text that is profiled; set placement=model, and no low-rank predictor")
    }
    let ids = tokenizer.encode(CalibrationText.prose), window = model.configuration.contextLength
    return stride(from: 0, to: ids.count, by: window).map { Array(ids[$0..<min(ids.count, $0 + window)]) }
  }

  /// The order of each layer, by what is active over the text.
  private func placements(of model: LanguageModel) throws -> [Placement] {
    let neurons = model.configuration.feedForwardWidth
    switch configuration.placement {
    case .model: return layers.map { _ in .model(neurons) }
    case .random:
      return try layers.map {
        PlacementMethod.random.placement(of: try CoActivation(neurons: neurons), seed: UInt64($0.number + 1))
      }
    case .ripple, .improved, .frequency:
      let trace = try ActivationTrace(try windows(model), model: model, top: nil)
      return try layers.map { configuration.placement.placement(of: try trace.coActivation(layer: $0.number)) }
    }
  }

  /// Fits the predictors, where there are some.
  private func placePredictors(_ model: LanguageModel, _ placements: [Placement], in space: AddressSpace) throws {
    guard configuration.predictor == .lowRank else { return }
    let inputs = try GateInputs(try windows(model), model: model), columns = model.configuration.width
    for layer in layers {
      guard let buffers = layer.predictor, let tensor = model.weights["blk.\(layer.number).ffn_gate.weight"] else { continue }
      let rows = tensor.decode(rows: 0..<layer.bundles.rows)
      let placed = placements[layer.number].order.flatMap { rows[$0 * columns..<($0 + 1) * columns] }
      let fitted = LowRankPredictor(
        inputs: inputs.layers[layer.number], weights: placed, columns: columns, rank: configuration.rank,
        recall: configuration.recall / 100)
      space.write(fitted.inner, to: buffers.inner)
      space.write(fitted.outer, to: buffers.outer)
      space.write([fitted.threshold], to: buffers.threshold)
    }
  }
}

/// Where a low-rank predictor lies: FP32 [rank][column], [place][rank] and [1].
struct PredictorBuffers: Hashable, Codable, Sendable {
  let inner: Buffer, outer: Buffer, threshold: Buffer

  init(_ model: ModelConfiguration, rank: Int, in tables: inout MemoryMap) throws {
    let rank = min(rank, model.width, model.feedForwardWidth)
    inner = try tables.place(.float32, rank, model.width)
    outer = try tables.place(.float32, model.feedForwardWidth, rank)
    threshold = try tables.place(.float32, 1)
  }
}
