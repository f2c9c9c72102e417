/// Compares the tensors of a model's files with those that its graph computes with.
struct WeightCheck {
  let path: String
  let graph: ModelGraph

  /// Refuses tensors that are missing, of another shape, or not finite, and such as the graph has no use for.
  ///
  /// - Parameter unreadable: names of tensors whose type cannot be widened to fp32, with the type.
  func check(_ weights: [String: StoredTensor], unreadable: [String: String] = [:]) throws(ModelFileError) {
    for weight in graph.weights {
      guard let tensor = weights[weight.name] else {
        if let type = unreadable[weight.name] {
          throw failure("tensor '\(shown(weight.name))' is of the type \(shown(type))", "convert the model to F32, F16 or BF16")
        }
        throw failure("has no tensor '\(shown(weight.name))'", "use a model of the families llama, qwen2 or opt")
      }
      guard tensor.rows == weight.rows, tensor.columns == weight.columns else {
        throw failure(
          "tensor '\(shown(weight.name))' is \(tensor.rows) x \(tensor.columns), not \(weight.rows) x \(weight.columns) as the configuration says"
        )
      }
      guard tensor.isFinite else {
        throw failure("tensor '\(shown(weight.name))' has an element that is infinite or not a number")
      }
    }
    let used = Set(graph.weights.map(\.name))
    let surplus = weights.keys.filter { !used.contains($0) }.sorted()
    let unknown = surplus.first { name in weights[name].map { !Self.changesNothing($0, name) } ?? true } ?? unreadable.keys.min()
    if let unknown {
      throw failure(
        "tensor '\(shown(unknown))' has no place in a model of the family \(graph.configuration.family.rawValue)",
        "use a model without it; ignoring it would change the result")
    }
  }

  /// Whether a tensor that the graph has no place for leaves the result as it is: a bias of zeros, or rotation factors of one.
  private static func changesNothing(_ tensor: StoredTensor, _ name: String) -> Bool {
    if name.hasSuffix(".bias") { return tensor.decode(rows: 0..<tensor.rows).allSatisfy { $0 == 0 } }
    if name == "rope_freqs.weight" { return tensor.decode(rows: 0..<tensor.rows).allSatisfy { $0 == 1 } }
    return false
  }

  private func failure(_ problem: String, _ remedy: String = "get the file again, or convert the model again") -> ModelFileError {
    ModelFileError(path: path, problem: problem, remedy: remedy)
  }
}
