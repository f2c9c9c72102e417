/// A model ready to run: its graph, its weights, and its tokenizer where the files bring one.
public struct LanguageModel: Sendable {
  /// Where the model came from.
  public let path: String
  public let graph: ModelGraph
  public let tokenizer: Tokenizer?
  public let chatTemplate: ChatTemplate?
  /// The weights by the names of the graph.
  public let weights: [String: StoredTensor]

  public var configuration: ModelConfiguration { graph.configuration }

  /// Joins the parts and checks that every weight of the graph is there in its shape.
  init(
    path: String, graph: ModelGraph, weights: [String: StoredTensor], tokenizer: Tokenizer?, chatTemplate: ChatTemplate?
  ) throws(ModelFileError) {
    for weight in graph.weights {
      guard let tensor = weights[weight.name] else {
        throw ModelFileError(
          path: path, problem: "has no tensor '\(weight.name)'", remedy: "use a model of the families llama, qwen2 or opt")
      }
      guard tensor.rows == weight.rows, tensor.columns == weight.columns else {
        throw ModelFileError(
          path: path,
          problem:
            "tensor '\(weight.name)' is \(tensor.rows) x \(tensor.columns), not \(weight.rows) x \(weight.columns) as the configuration says"
        )
      }
    }
    self.path = path
    self.graph = graph
    self.weights = weights
    self.tokenizer = tokenizer
    self.chatTemplate = chatTemplate
  }
}
