import Accelerators
import Hosts
import Testing
import Transformer
import Units
import Verilator

/// Neurons that are fetched from flash when they are needed.
@Suite(.serialized) struct RippleTests {
  private static let embedded = Result { try LanguageModel.embedded() }
  private static let ids = [5, 17, 3, 60, 41, 9, 200, 33]

  private static func session(
    _ configuration: RippleConfiguration, _ execution: Execution, positions: Int = 16, profile: BuildProfile = .fast
  ) throws -> SystemSession {
    let model = try embedded.get()
    let system = try Ripple(configuration, graph: model.graph, positions: positions)
    let units = execution == .golden ? nil : try RunningUnits(system.lanes, UnitPool(VerilatorBuild(), profile: profile))
    return try SystemSession(system, model: model, execution: execution, units: units)
  }

  private static func configuration(
    _ placement: PlacementMethod = .improved, _ predictor: NeuronPredictor = .oracle, gap: Int? = nil
  ) -> RippleConfiguration {
    var configuration = RippleConfiguration()
    (configuration.placement, configuration.predictor, configuration.gap) = (placement, predictor, gap)
    return configuration
  }

  /// What is not fetched is zero: the same placement with every neuron gives the same bits, whatever lies between.
  @Test(arguments: [PlacementMethod.improved, .model, .random]) func skippedNeuronsAreZeros(placement: PlacementMethod) throws {
    let dense = try Self.session(Self.configuration(placement, .all), .golden).run(Self.ids, logits: .last)
    for gap in [0, 1, 600] {
      let sparse = try Self.session(Self.configuration(placement, gap: gap), .golden).run(Self.ids, logits: .last)
      #expect(sparse == dense, "gap \(gap)")
    }
  }

  /// Each feed-forward layer is the dense one of the model's own order, computed from the model's weights with the units' golden
  /// models alone.
  @Test func layersAreThoseOfTheDenseModel() throws {
    let model = try Self.embedded.get(), session = try Self.session(Self.configuration(.model), .golden)
    let width = model.configuration.width
    var inputs: [Float] = [], compared = 0
    func matrix(_ name: String) throws -> BlockMatrix {
      BlockMatrix(try QuantizedMatrix(quantizing: try #require(model.weights[name])))
    }
    func product(_ name: String, _ values: [Float]) throws -> [Float] {
      let matrix = try matrix(name), vector = BlockQuantizerModel.quantize(values)
      return zip(BlockProduct.golden(matrix, by: vector), matrix.scales).map {
        RowScalerModel.scale($0, exponent: vector.exponent, by: $1)
      }
    }
    session.observer = { program, step, memory in
      guard let operation = program.operations.first(where: { $0.steps.last == step }) else { return }
      let output: [Float] = memory.space.read(operation.output)
      if operation.name.hasSuffix("ffn_norm") { inputs = output }
      guard operation.name.hasSuffix("ffn_down") else { return }
      let name = operation.name.replacing("ffn_down", with: "")
      let gate = try product(name + "ffn_gate.weight", inputs), up = try product(name + "ffn_up.weight", inputs)
      let hidden = zip(gate, up).map { GatedActivation.golden(gate: $0, up: $1, kind: .relu) }
      #expect(try product(name + "ffn_down.weight", hidden) == output, "\(operation.name)")
      compared += output.count
    }
    _ = try session.run(Array(Self.ids.prefix(3)), logits: .last)
    #expect(compared == 3 * model.configuration.layers * width)
  }

  /// The same tokens through the RTL of all units with every result compared, and the estimate with the run's lengths to the cycle.
  @Test func anEstimateIsTheRun() throws {
    let session = try Self.session(Self.configuration(), .checked, profile: .checked)
    let golden = try Self.session(Self.configuration(), .golden), estimate = SystemEstimate(session.system)
    for id in Self.ids.prefix(4) {
      let before = session.measured.count
      #expect(try session.run([id], logits: .last) == golden.run([id], logits: .last))
      let timelines = try estimate.run(rows: 1, logits: .last, lengths: Array(session.measured[before...]))
      #expect(timelines.last == session.timeline && estimate.time == session.time)
    }
    try session.checkProducts(session.expectedProducts)
    #expect(session.valuesCompared > 20_000 && session.macs > 0)
    // The dense layers' products are several times as many.
    let model = try Self.embedded.get().configuration
    #expect(session.macs * 2 < 4 * model.layers * 3 * model.width * model.feedForwardWidth)
  }

  /// A placement by co-activation asks for fewer reads than the model's order, of the same neurons.
  @Test func placedNeuronsTakeFewerReads() throws {
    func counts(_ placement: PlacementMethod) throws -> (active: Int, reads: Int) {
      let session = try Self.session(Self.configuration(placement, gap: 0), .rtl)
      _ = try session.run(Self.ids, logits: .last)
      var active = 0, reads = 0
      for (_, lengths) in session.measured.joined() {
        // A predictor's lengths are two, a fetch's one.
        if lengths.count == 1 { reads += lengths[0] }
      }
      active = session.macs
      return (active, reads)
    }
    let placed = try counts(.improved), file = try counts(.model)
    #expect(placed.reads < file.reads && placed.active > 0)
  }

  /// A fitted predictor misses few neurons, and what it asks for in vain changes nothing: the run differs from the dense one only where
  /// neurons were missed.
  @Test func aFittedPredictorMissesFew() throws {
    var configuration = Self.configuration(.improved, .lowRank)
    let dense = try Self.session(Self.configuration(.improved, .all), .golden).run(Self.ids, logits: .last)
    func run() throws -> (missed: Double, asked: Double, logits: Matrix) {
      let session = try Self.session(configuration, .rtl), logits = try session.run(Self.ids, logits: .last)
      func finding(_ name: String) throws -> Double { try #require(session.findings.first { $0.name == name }).value }
      return (try finding("needed and missed"), try finding("neurons asked for by a token"), logits)
    }
    let fitted = try run()
    #expect(fitted.missed < 0.1 * fitted.asked && fitted.logits != dense)
    // Of full rank nothing is left out, and what rounding turns around is allowed for by the threshold.
    (configuration.rank, configuration.recall) = (192, 100)
    let exact = try run()
    #expect(exact.missed < fitted.missed && exact.asked < 0.5 * 4 * 512)
  }

  /// Models without zeros are refused with one line.
  @Test func onlyRectifiedModelsAreTaken() throws {
    let model = try RandomModel.llama(headWidth: 16)
    #expect(throws: AcceleratorError.self) { try Ripple(RippleConfiguration(), graph: model.graph, positions: 8) }
  }
}
