import Accelerators
import Transformer

/// Cambricon-LLM's golden functions on a model.
enum GoldenRun {
  static func session(_ model: LanguageModel, _ configuration: CambriconConfiguration = .laptop, positions: Int) throws
    -> SystemSession
  {
    let system = try CambriconLLM(configuration, graph: model.graph, positions: positions)
    return try SystemSession(system, model: model, execution: .golden)
  }
}
