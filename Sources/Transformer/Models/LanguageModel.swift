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

  /// Joins the parts and checks that the weights are those of the graph, each in its shape and finite.
  init(
    path: String, graph: ModelGraph, weights: [String: StoredTensor], unreadable: [String: String] = [:], tokenizer: Tokenizer?,
    chatTemplate: ChatTemplate?
  ) throws(ModelFileError) {
    try WeightCheck(path: path, graph: graph).check(weights, unreadable: unreadable)
    self.path = path
    self.graph = graph
    self.weights = weights
    self.tokenizer = tokenizer
    self.chatTemplate = chatTemplate
  }
}
