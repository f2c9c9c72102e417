import Accelerators
import Foundation
import Testing
import Transformer

/// The share of flash and NPU against every share that could have been given.
@Suite struct FlashShareTests {
  /// SmolLM2-135M's sizes, as its `config.json` has them.
  private static func smollm2() throws -> ModelShape {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("smollm2-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let configuration = """
      {"model_type": "llama", "vocab_size": 49152, "hidden_size": 576, "num_hidden_layers": 30, "num_attention_heads": 9, \
      "num_key_value_heads": 3, "max_position_embeddings": 8192, "intermediate_size": 1536, "rms_norm_eps": 1e-5, \
      "tie_word_embeddings": true}
      """
    try Data(configuration.utf8).write(to: file)
    return try ModelShape(file.path)
  }

  private static func rate(_ shape: ModelShape, _ configuration: CambriconConfiguration) throws -> Double {
    let system = try CambriconLLM(configuration, graph: shape.graph, positions: 21)
    return try EstimateReport(system, model: shape.name, parameters: CambriconLLM.values(), context: 20).tokensPerSecond
  }

  private static let smollm2Shape = Result { try smollm2() }

  /// Where the balance of flash and channels alone is slower: one whose channel is too slow for raw weights, one with slow pages.
  @Test func theBalanceIsNotTheFastest() throws {
    let shape = try Self.smollm2Shape.get()
    var laptop = CambriconConfiguration.laptop
    let chosen = try Self.rate(shape, laptop)
    laptop.flashShare = laptop.balancedShare
    let balanced = try Self.rate(shape, laptop)
    laptop.flashShare = 1
    let withoutNPU = try Self.rate(shape, laptop)
    #expect(abs(balanced - 14.8) < 0.1 && abs(withoutNPU - 23.9) < 0.1 && chosen >= withoutNPU)

    var slow = CambriconConfiguration.paperS
    slow.pageReadMicroseconds = 120
    let fastest = try Self.rate(shape, slow)
    slow.flashShare = slow.balancedShare
    let slowBalanced = try Self.rate(shape, slow)
    slow.flashShare = 0.05
    let fewPages = try Self.rate(shape, slow)
    #expect(abs(slowBalanced - 21.7) < 0.1 && abs(fewPages - 20.0) < 0.1 && fastest >= max(slowBalanced, fewPages))
  }

  /// No share for all matrices is faster than the one that is found for each.
  @Test(arguments: ["laptop", "paper-s", "paper-m", "paper-l"], [30.0, 120, 2])
  func noOtherShareIsFaster(preset: String, pageRead: Double) throws {
    let shape = try Self.smollm2Shape.get()
    var configuration = CambriconConfiguration(try CambriconLLM.values(preset: preset))
    configuration.pageReadMicroseconds = pageRead
    let fastest = try Self.rate(shape, configuration)
    for share in (0...10).map({ Double($0) / 10 }) + [0.05, 0.95, 0.99] + [configuration.balancedShare].compactMap(\.self) {
      configuration.flashShare = share
      let rate = try Self.rate(shape, configuration)
      #expect(rate <= fastest * 1.000_001, "\(preset) with \(share): \(rate) token/s, with its own \(fastest)")
    }
  }

  /// Where the NPU's block has hundreds of groups of columns, too, channels that run in RTL take the shares and the time of the model.
  @Test(arguments: [CambriconConfiguration.paperS, .paperSTiles]) func clockedIsComposed(configuration: CambriconConfiguration)
    throws
  {
    let shape = try #require(ModelShape.published.first { $0.name == "opt-6.7b" })
    var sizes = shape.configuration
    sizes.layers = 1
    func seconds(_ timing: FlashSimulation) throws -> Double {
      var one = configuration
      one.timing = timing
      let system = try CambriconLLM(one, graph: ModelGraph(sizes, tiedHead: shape.isTied), positions: 21)
      return 1 / (try EstimateReport(system, model: shape.name, parameters: CambriconLLM.values(), context: 20).tokensPerSecond)
    }
    #expect(abs(try seconds(.composed) / seconds(.clocked) - 1) < 1e-3)
  }

  /// The same sizes give the same share, and a share that is given is taken.
  @Test func isDeterministic() throws {
    let shape = try Self.smollm2Shape.get(), slice = Slice(rows: 1, logits: .last)
    var configuration = CambriconConfiguration.paperS
    func listing() throws -> String {
      try CambriconLLM(configuration, graph: shape.graph, positions: 21).compile(slice, position: 0).listing
    }
    let fastest = try listing()
    #expect(try listing() == fastest)
    configuration.flashShare = 0.5
    #expect(try listing() != fastest)
  }
}
