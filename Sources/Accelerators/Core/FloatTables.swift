import Transformer

/// A model's tables, gains and biases in FP32, [row][column]: all weights but the matrices of linear layers, and some of these.
public struct FloatTables: Sendable {
  private var tables: [String: Buffer] = [:]

  /// - Parameter matrices: linear layers' weights that are placed too
  public init(_ graph: ModelGraph, matrices: Set<String> = [], in memory: inout MemoryMap) throws {
    var linear: Set<String> = [], embedded: Set<String> = []
    for operation in graph.operations {
      if case .linear(let layer) = operation.kind, !matrices.contains(layer.weight) { linear.insert(layer.weight) }
      // A matrix that is a table too, as where the head is tied to the embedding, has both forms.
      if case .embed(let weight) = operation.kind { embedded.insert(weight) }
    }
    for weight in graph.weights where !linear.contains(weight.name) || embedded.contains(weight.name) {
      tables[weight.name] = try memory.place(.float32, weight.rows, weight.columns)
    }
  }

  public func table(_ name: String) throws -> Buffer {
    guard let table = tables[name] else { throw AcceleratorError("the graph names the table \(name), which was not placed") }
    return table
  }
  /// The only row of a table.
  public func vector(_ name: String) throws -> Buffer { try table(name)[0] }

  /// Widens the model's tables, and rounds them as a system does.
  public func place(
    _ model: LanguageModel, in space: AddressSpace, rounded: (_ number: Float) -> Float = { $0 }
  ) throws {
    for (name, table) in tables {
      guard let tensor = model.weights[name] else { throw AcceleratorError("the model has no weights '\(name)'") }
      space.write(tensor.decode(rows: 0..<table.rows).map(rounded), to: table)
    }
  }
}
