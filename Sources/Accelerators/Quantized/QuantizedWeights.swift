import Transformer

/// A model's matrices in INT8, laid out for flash pages.
public struct QuantizedWeights: Sendable {
  private let matrices: [String: BlockMatrix]

  /// Quantises every matrix that a linear layer of the model multiplies by.
  ///
  /// - Parameter progress: called with the number of matrices done and in all.
  public init(_ model: LanguageModel, progress: ((_ done: Int, _ total: Int) -> Void)? = nil) throws {
    var names: [String] = []
    for operation in model.graph.operations {
      if case .linear(let layer) = operation.kind, !names.contains(layer.weight) { names.append(layer.weight) }
    }
    var matrices: [String: BlockMatrix] = [:]
    for (index, name) in names.enumerated() {
      guard let tensor = model.weights[name] else { throw AcceleratorError("the model has no weights '\(name)'") }
      let matrix = BlockMatrix(try QuantizedMatrix(quantizing: tensor))
      if let row = matrix.rowBeyondSums {
        throw AcceleratorError("row \(row) of '\(name)' can exceed the 48 bits of a sum; use a model with narrower layers")
      }
      matrices[name] = matrix
      progress?(index + 1, names.count)
    }
    self.matrices = matrices
  }

  /// The matrix called `name`.
  public func matrix(_ name: String) throws -> BlockMatrix {
    guard let matrix = matrices[name] else {
      throw AcceleratorError("the graph names the weight \(name), which was not quantised")
    }
    return matrix
  }

  /// All matrices in the order of their names.
  public var all: [BlockMatrix] { matrices.values.sorted { $0.name < $1.name } }
}

/// Why a system cannot run a model: one line with the remedy.
public struct AcceleratorError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
