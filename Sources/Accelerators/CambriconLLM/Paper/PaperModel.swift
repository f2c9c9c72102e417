import Transformer

/// What a token of a model asks of the paper's chip.
package struct PaperModel: Sendable {
  /// Matrices of one shape.
  struct Matrices: Sendable {
    let rows: Int, columns: Int
    var count: Int
    /// How many of them have an input of their own; the others have that of the matrix before.
    var inputs: Int
  }

  package let name: String
  private(set) var matrices: [Matrices] = []
  let layers: Int, keyValueWidth: Int, heads: Int
  /// Numbers that the special functions make for a token, softmax apart.
  private(set) var specialFunctionElements = 0

  init(_ name: String, _ shape: ModelShape) {
    self.name = name
    let sizes = shape.configuration
    (layers, keyValueWidth, heads) = (sizes.layers, sizes.keyValueWidth, sizes.heads)
    var input: Int?
    for operation in shape.graph.operations {
      switch operation.kind {
      case .linear(let layer):
        let isNew = operation.inputs.first != input
        input = operation.inputs.first
        if let index = matrices.firstIndex(where: { $0.rows == layer.outputs && $0.columns == layer.inputs }) {
          matrices[index].count += 1
          if isNew { matrices[index].inputs += 1 }
        } else {
          matrices.append(Matrices(rows: layer.outputs, columns: layer.inputs, count: 1, inputs: isNew ? 1 : 0))
        }
      case .rmsNorm, .layerNorm, .rotate, .activate, .gate, .add:
        specialFunctionElements += shape.graph.values[operation.output].width
      case .embed, .addPosition, .attend, .selectRows: continue
      }
    }
  }

  /// The models of the paper's tables, in their order.
  package static let all: [PaperModel] = [
    ("OPT-6.7B", "opt-6.7b"), ("OPT-13B", "opt-13b"), ("OPT-30B", "opt-30b"), ("OPT-66B", "opt-66b"),
    ("Llama2-7B", "llama2-7b"), ("Llama2-13B", "llama2-13b"), ("Llama2-70B", "llama2-70b"),
  ].compactMap { name, shape in
    ModelShape.published.first { $0.name == shape }.map { PaperModel(name, $0) }
  }
}
