import Numerics
import Transformer
import Units

/// EdgeLLM: activations in FP16, weights in INT4 with FP16 scales, keys and values in FP16, and one array for both products.
///
/// Linear layers, scores and weighted values run on a `GroupVectorEngine`. Norms, rotation, softmax, gate and embedding are declared
/// passes that round to FP16, charged as the time of units of some elements a cycle. FP16 numbers lie in FP32 words of the scratch
/// memory, as every system's values do; keys and values lie in FP16.
///
/// Source: EdgeLLM (IEEE TCAS-I 72(7), 2025, doi 10.1109/TCSI.2025.3546256).
public struct EdgeLLM: AcceleratorSystem {
  /// As `--system` takes it.
  public static let name = "edgellm"
  /// In one line, for lists.
  public static let summary = "an FPGA with one array for FP16 by INT4 weights and by FP16 keys and values, beside HBM"
  /// What can be set.
  public static let parameters = EdgeLLMConfiguration.parameters
  /// Values under a name.
  public static let presets = EdgeLLMConfiguration.presets
  /// Most rows of a program: each makes steps of its own.
  private static let mostRows = 64

  /// What was set.
  public let configuration: EdgeLLMConfiguration
  /// Of the model's graph.
  public let layout: GraphLayout
  /// INT4 weights; tables in FP32 words; keys and values; scratch; tokens.
  public let memories: [MemoryMap]
  /// The array.
  public let lanes: [Lane]
  let chip: EdgeLLMChip
  let weights: EdgeLLMWeights
  let operators: ProcessorOperators
  /// FP16 [position][element] of each layer.
  let cache: [(keys: Buffer, values: Buffer)]
  /// FP16 numbers in FP32 words, [head][position].
  let scores: Buffer, probabilities: Buffer
  /// Results of linear layers that the operation behind them adds to something.
  let residuals: Set<Int>

  /// For values that a user has set.
  public init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws {
    try self.init(EdgeLLMConfiguration(values), graph: graph, positions: positions, rows: rows)
  }

  /// Throws one line where the configuration or the model is not possible.
  public init(_ configuration: EdgeLLMConfiguration, graph: ModelGraph, positions: Int, rows: Int = .max) throws {
    if let fault = configuration.fault { throw AcceleratorError(fault) }
    self.configuration = configuration
    let chip = try EdgeLLMChip(configuration), model = graph.configuration
    self.chip = chip
    lanes = chip.lanes
    var hbm = MemoryMap("hbm", .weights, capacity: 1 << 40)
    var tables = MemoryMap("tables", .weights, capacity: 1 << 40)
    var cached = MemoryMap("keys and values", .kept, capacity: 1 << 40)
    var scratch = MemoryMap("scratch", .scratch, capacity: 1 << 40)
    var state = MemoryMap("state", .state, capacity: 1 << 20)
    var layout = try GraphLayout(graph, positions: positions, rows: min(rows, Self.mostRows), scratch: &scratch, state: &state)
    weights = try EdgeLLMWeights(graph, chip, in: &hbm, scratch: &scratch)
    operators = try ProcessorOperators(layout, processor: chip.processor, weights: &tables)
    cache = try (0..<model.layers).map { _ in
      (
        try cached.place(.float16, positions, model.keyValueWidth), try cached.place(.float16, positions, model.keyValueWidth)
      )
    }
    scores = try scratch.place(.float32, model.heads, positions)
    probabilities = try scratch.place(.float32, model.heads, positions)
    layout.kept = cache.flatMap { [$0.keys, $0.values] }.map { .counted($0, dimension: 0, by: .position(plus: 0)) }
    self.layout = layout
    residuals = graph.addedSums
    memories = [hbm, tables, cached, scratch, state]
  }

  /// Weights in INT4, tables rounded to FP16.
  public func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    try weights.place(model, in: space, progress: progress)
    try operators.place(model, in: space) { Half.nearest($0) }
  }

  /// To passes of single rows.
  public func lowering() -> any Lowering { EdgeLLMLowering(system: self) }

  /// Those of the array's beats: the last beats of a row and the last tiles of a matrix are filled up.
  public func unitProducts(of slice: Slice, at position: Int) -> Int {
    let logitRows = slice.logits == .none ? 0 : slice.logits == .last ? 1 : slice.rows
    return layout.graph.operations.reduce(0) { sum, operation in
      switch operation.kind {
      case .linear(let layer):
        let rows = operation.output == layout.graph.logits ? logitRows : slice.rows
        return sum + rows * chip.array.products(rows: layer.outputs, inputs: layer.inputs, isHalf: false)
      case .attend(let layer):
        return (position..<position + slice.rows).reduce(sum) { sum, place in
          let scores = chip.array.products(rows: place + 1, inputs: layer.headWidth, isHalf: true)
          return sum + layer.heads * (scores + chip.array.products(rows: layer.headWidth, inputs: place + 1, isHalf: true))
        }
      default: return sum
      }
    }
  }
}

extension ModelGraph {
  /// Results of linear layers without a bias that the very next operation adds to something, and that nothing else reads.
  fileprivate var addedSums: Set<Int> {
    var uses: [Int: Int] = [:], sums: Set<Int> = []
    for operation in operations { for input in operation.inputs { uses[input, default: 0] += 1 } }
    for (operation, next) in zip(operations, operations.dropFirst()) {
      guard case .linear(let layer) = operation.kind, layer.bias == nil, case .add = next.kind else { continue }
      if next.inputs.contains(operation.output), uses[operation.output] == 1 { sums.insert(operation.output) }
    }
    return sums
  }
}
