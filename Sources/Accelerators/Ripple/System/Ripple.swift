import Transformer
import Units

/// Ripple: feed-forward neurons lie in flash in an order in which those that are active together lie together; `NeuronFetch` makes
/// reads of the needed ones, and a systolic array multiplies what has come.
///
/// Attention, norms and the head are the processor's, in floats, as in the paper; it is declared, and charged as its time. Tokens run
/// one by one, also those of a prompt.
///
/// Source: Ripple (arXiv 2410.19274).
public struct Ripple: AcceleratorSystem {
  /// As `--system` takes it.
  public static let name = "ripple"
  /// In one line, for lists.
  public static let summary = "feed-forward neurons in flash, placed by co-activation and fetched when they are needed"
  /// What can be set.
  public static let parameters = RippleConfiguration.parameters
  /// Values under a name.
  public static let presets = RippleConfiguration.presets
  /// Its figures beside ours.
  public static var paper: Paper? { RipplePaper.paper }

  /// What was set.
  public let configuration: RippleConfiguration
  /// Of the model's graph, a row at a time.
  public let layout: GraphLayout
  /// Bundles in INT8; tables in FP32; keys and values; scratch, what has come from flash included; counts and tokens.
  public let memories: [MemoryMap]
  /// Fetch unit, array, quantizer, scaler and gate.
  public let lanes: [Lane]
  let chip: RippleChip
  let weights: NeuronWeights
  let operators: ProcessorOperators
  let scratch: RippleScratch

  /// For values that a user has set.
  public init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws {
    try self.init(RippleConfiguration(values), graph: graph, positions: positions)
  }

  /// Throws one line where the configuration or the model is not possible.
  public init(_ configuration: RippleConfiguration, graph: ModelGraph, positions: Int) throws {
    guard graph.configuration.family.isGated, graph.configuration.activation == .relu else {
      throw AcceleratorError(
        "ripple needs zeros to skip: a model whose feed-forward layers are gated by a ReLU, such as 'embedded'")
    }
    self.configuration = configuration
    var flash = MemoryMap("flash", .weights, capacity: 1 << 40)
    var tables = MemoryMap("tables", .weights, capacity: 1 << 40)
    var dram = MemoryMap("dram", .kept, capacity: 1 << 40)
    var scratch = MemoryMap("scratch", .scratch, capacity: 1 << 40)
    var state = MemoryMap("state", .state, capacity: 1 << 20)
    var layout = try GraphLayout(graph, positions: positions, rows: 1, scratch: &scratch, state: &state)
    let weights = try NeuronWeights(graph, configuration, flash: &flash, tables: &tables)
    self.weights = weights
    chip = try RippleChip(configuration, graph: graph)
    let matrices = graph.operations.compactMap { operation -> String? in
      if case .linear(let layer) = operation.kind, !weights.holds(layer.weight) { layer.weight } else { nil }
    }
    operators = try ProcessorOperators(
      layout, processor: chip.processor, matrices: Set(matrices), weights: &tables, kept: &dram)
    layout.kept = operators.kept
    self.layout = layout
    self.scratch = try RippleScratch(graph, chip, in: &scratch, state: &state)
    lanes = chip.lanes
    memories = [flash, tables, dram, scratch, state]
  }

  /// Profiles the model over a text, places its neurons, and writes their bundles.
  public func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    try weights.place(model, in: space, progress: progress)
    try operators.place(model, in: space)
  }

  /// To passes of single rows.
  public func lowering() -> any Lowering { RippleLowering(system: self) }

  /// None that the shape alone says: the array multiplies what has come.
  public func unitProducts(of slice: Slice, at position: Int) -> Int { 0 }

  /// Gate and up of each bundle that has come, and down of each input of the last product.
  public func unitProducts(of program: Program, _ lengths: MeasuredLengths) -> Int {
    let width = layout.graph.configuration.width
    return lengths.reduce(0) { sum, entry in
      guard program.steps[entry.key].pass is ReadBundles, entry.value.count == 2 else { return sum }
      return sum + width * (2 * entry.value[0] + entry.value[1])
    }
  }
}
