import Dispatch
import Transformer
import Units

/// Where a model's matrices lie in 4 bits, and how they get there.
struct PIMWeights: Sendable {
  struct Matrix: Sendable {
    let name: String
    /// [step][row], 4 codes each; and UInt8 and FP16 [group][row].
    let codes: Buffer, settings: Buffer, scales: Buffer
    let rows: Int, columns: Int

    var groups: Int { settings.shape[0].count }
  }
  /// Codes of 4 inputs that follow each other.
  static let codes = Format("4 x 4 bits", bits: 16, container: 2)
  static let half = Format("float16", bits: 16, container: 2)

  private var matrices: [String: Matrix] = [:], names: [String] = []
  private let format: PIMWeightFormat, group: Int

  /// Gives every matrix that a linear layer multiplies by a place.
  init(_ graph: ModelGraph, _ system: P3LLMConfiguration, in memory: inout MemoryMap) throws {
    (format, group) = (system.weights, system.group)
    for case .linear(let layer) in graph.operations.map(\.kind) where matrices[layer.weight] == nil {
      let groups = (layer.inputs + group - 1) / group
      matrices[layer.weight] = Matrix(
        name: layer.weight, codes: try memory.place(Self.codes, (layer.inputs + 3) / 4, layer.outputs),
        settings: try memory.place(.uint8, groups, layer.outputs), scales: try memory.place(Self.half, groups, layer.outputs),
        rows: layer.outputs, columns: layer.inputs)
      names.append(layer.weight)
    }
  }

  func matrix(_ name: String) throws -> Matrix {
    guard let matrix = matrices[name] else { throw AcceleratorError("the graph names the weight \(name), which was not placed") }
    return matrix
  }

  /// Quantizes the model's matrices.
  ///
  /// - Parameter progress: called with each matrix's name
  func place(_ model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws {
    for name in names {
      guard let tensor = model.weights[name] else { throw AcceleratorError("the model has no weights '\(name)'") }
      let matrix = try matrix(name), pieces = 8
      let work = Work(matrix: matrix, weights: tensor.decode(rows: 0..<matrix.rows), format: format, group: group, space: space)
      DispatchQueue.concurrentPerform(iterations: pieces) { piece in
        work.run(matrix.rows * piece / pieces..<matrix.rows * (piece + 1) / pieces)
      }
      progress?(name)
    }
  }

  /// What threads share; each writes its own rows.
  private struct Work: @unchecked Sendable {
    let matrix: Matrix, weights: [Float]
    let format: PIMWeightFormat, group: Int
    let codes: UnsafeMutablePointer<UInt16>, settings: UnsafeMutablePointer<UInt8>, scales: UnsafeMutablePointer<UInt16>

    init(matrix: Matrix, weights: [Float], format: PIMWeightFormat, group: Int, space: AddressSpace) {
      (self.matrix, self.weights, self.format, self.group) = (matrix, weights, format, group)
      (codes, settings) = (space.mutable(matrix.codes), space.mutable(matrix.settings))
      scales = space.mutable(matrix.scales)
    }

    func run(_ rows: Range<Int>) {
      weights.withUnsafeBufferPointer { weights in
        for row in rows {
          for number in 0..<matrix.groups {
            let columns = number * group..<min(matrix.columns, (number + 1) * group)
            let part = UnsafeBufferPointer(
              rebasing: weights[row * matrix.columns + columns.lowerBound..<row * matrix.columns + columns.upperBound])
            let result = format == .bitmod ? WeightGroup(bitMoD: part) : WeightGroup(int4: part)
            settings[number * matrix.rows + row] = result.setting
            scales[number * matrix.rows + row] = result.scale.bits
            for index in stride(from: 0, to: part.count, by: 4) {
              var word: UInt16 = 0
              for lane in 0..<min(4, part.count - index) { word |= UInt16(result.codes[index + lane]) << UInt16(4 * lane) }
              codes[(columns.lowerBound + index) / 4 * matrix.rows + row] = word
            }
          }
        }
      }
    }
  }
}
