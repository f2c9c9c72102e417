import CKernels
import Foundation
import Transformer

/// One operation of a model's graph on some rows, in FP32 on a processor: declared by a system that has no unit for it.
///
/// It is the same Swift in all executions and is not counted as compared; its time is that of a `ProcessorModel`. A row's result does
/// not depend on the rows beside it.
public struct ProcessorOperator: ProcessorPass {
  public static let name = "processor"
  let kind: OperatorKind
  public let reads: [Operand]
  public let writes: [Operand]
  /// Of the program.
  let firstRow: Int
  let processor: ProcessorModel

  /// - Parameters:
  ///   - reads: the operation's inputs, FP32 [row][element]; then gain and bias of a norm, the rows of a position's table, a linear
  ///     layer's matrix and bias, or, in place of new keys and values, all of them so far
  ///   - output: FP32 [row][element]
  ///   - firstRow: the output's first row in the program
  public init(_ kind: OperatorKind, reads: [Operand], output: Operand, firstRow: Int, processor: ProcessorModel) {
    (self.kind, self.reads, writes, self.firstRow, self.processor) = (kind, reads, [output], firstRow, processor)
  }

  /// That of the processor.
  public var lane: String { processor.resource.name }
  public var finite: [Operand] { writes }

  public func cost(_ memory: Memory) throws -> [Demand] {
    let output = try memory.resolve(writes[0])
    let positions = isAttention ? try memory.resolve(reads[1]).rows : 0
    return [processor.demand(elements: output.count, products: products(output.rows, positions: positions))]
  }

  /// Products of a linear layer or of attention; else the values that are written.
  public func operations(at position: Int) throws -> Int {
    let output = try writes[0].extent(at: position)
    let positions = isAttention ? try reads[1].extent(at: position).rows : 0
    return max(output.count, products(output.rows, positions: positions))
  }

  private var isAttention: Bool { if case .attend = kind { true } else { false } }

  private func products(_ rows: Int, positions: Int) -> Int {
    switch kind {
    case .linear(let layer): rows * layer.inputs * layer.outputs
    case .attend(let layer): 2 * (rows * positions - rows * (rows - 1) / 2) * layer.heads * layer.headWidth
    default: 0
    }
  }

  public func golden(_ memory: Memory) throws {
    let values: [Float] = try memory.read(reads[0]), output = try memory.resolve(writes[0])
    let rows = output.rows, width = values.count / rows
    func other(_ index: Int) throws -> [Float] { try memory.read(reads[index]) }
    let result: [Float]
    switch kind {
    case .addPosition, .add: result = zip(values, try other(1)).map { $0 + $1 }
    case .rmsNorm(_, let epsilon):
      let gains = try other(1)
      result = byRow(values, width) { row in
        let factor = 1 / (Self.mean(row.map { $0 * $0 }) + epsilon).squareRoot()
        return row.indices.map { row[$0] * factor * gains[$0] }
      }
    case .layerNorm(_, _, let epsilon):
      let gains = try other(1), biases = try other(2)
      result = byRow(values, width) { row in
        let mean = Self.mean(row), centred = row.map { $0 - mean }
        let factor = 1 / (Self.mean(centred.map { $0 * $0 }) + epsilon).squareRoot()
        return row.indices.map { centred[$0] * factor * gains[$0] + biases[$0] }
      }
    case .rotate(let rotary, let heads):
      result = Self.rotate(values, rotary, heads, rows: rows, position: memory.position + firstRow)
    case .attend(let layer):
      result = Self.attend(
        layer, values, rows: rows, memory.space.floats(try memory.resolve(reads[1])),
        memory.space.floats(try memory.resolve(reads[2])), position: memory.position + firstRow)
    case .activate(let function): result = values.map { Self.apply(function, $0) }
    case .gate(let function): result = zip(values, try other(1)).map { Self.apply(function, $0) * $1 }
    case .linear(let layer):
      result = Self.multiply(
        layer, values, rows: rows, memory.space.floats(try memory.resolve(reads[1])), bias: layer.bias == nil ? nil : try other(2)
      )
    case .embed, .selectRows: throw AcceleratorError("a processor has no operator for \(kind)")
    }
    try memory.write(result, to: writes[0])
  }

  private func byRow(_ values: [Float], _ width: Int, _ body: (_ row: [Float]) -> [Float]) -> [Float] {
    stride(from: 0, to: values.count, by: width).flatMap { body(Array(values[$0..<$0 + width])) }
  }

  private static func mean(_ values: [Float]) -> Float { Float(values.reduce(0) { $0 + Double($1) } / Double(values.count)) }

  private static func apply(_ function: ActivationFunction, _ value: Float) -> Float {
    switch function {
    case .silu: value / (1 + exp(-value))
    case .relu: max(value, 0)
    case .gelu: value.gelu
    }
  }

  private static func rotate(_ values: [Float], _ rotary: RotaryEmbedding, _ heads: Int, rows: Int, position: Int) -> [Float] {
    var result = values
    let width = values.count / rows / heads, pairs = rotary.width / 2, isAdjacent = rotary.layout == .adjacent
    let frequencies = (0..<pairs).map { pow(rotary.base, -2 * Double($0) / Double(rotary.width)) }
    for row in 0..<rows {
      let angles = frequencies.map { Double(position + row) * $0 }
      let cosines = angles.map { Float(cos($0)) }, sines = angles.map { Float(sin($0)) }
      for head in 0..<heads {
        for pair in 0..<pairs {
          let low = (row * heads + head) * width + pair * (isAdjacent ? 2 : 1), high = low + (isAdjacent ? 1 : pairs)
          result[low] = values[low] * cosines[pair] - values[high] * sines[pair]
          result[high] = values[low] * sines[pair] + values[high] * cosines[pair]
        }
      }
    }
    return result
  }

  /// All heads of rows, the first of which is at `position`, each over the positions up to its own.
  private static func attend(
    _ layer: AttentionLayer, _ queries: [Float], rows: Int, _ keys: UnsafePointer<Float>, _ values: UnsafePointer<Float>,
    position: Int
  ) -> [Float] {
    let width = layer.headWidth, stride = Int64(layer.keyValueHeads * width)
    var scores = [Float](repeating: 0, count: position + rows)
    return [Float](unsafeUninitializedCapacity: queries.count) { output, count in
      queries.withUnsafeBufferPointer { queries in
        guard let output = output.baseAddress, let queries = queries.baseAddress else { return }
        for row in 0..<rows {
          for head in 0..<layer.heads {
            let place = (row * layer.heads + head) * width, shared = head * layer.keyValueHeads / layer.heads * width
            hwk_attend(
              queries + place, keys + shared, values + shared, stride, Int64(position + row + 1), Int64(width), layer.scale,
              &scores, output + place)
          }
        }
      }
      count = queries.count
    }
  }

  /// Row by row, so that a row's sums are always taken in one order.
  private static func multiply(
    _ layer: LinearLayer, _ inputs: [Float], rows: Int, _ weights: UnsafePointer<Float>, bias: [Float]?
  ) -> [Float] {
    var matrix = hwk_matrix(
      data: UnsafeRawPointer(weights).assumingMemoryBound(to: UInt8.self), row_bytes: Int64(4 * layer.inputs),
      columns: Int64(layer.inputs), type: TensorType.f32.rawValue)
    var scratch = [Float](repeating: 0, count: Int(hwk_linear_scratch(Int64(layer.inputs))))
    return [Float](unsafeUninitializedCapacity: rows * layer.outputs) { output, count in
      inputs.withUnsafeBufferPointer { inputs in
        guard let output = output.baseAddress, let inputs = inputs.baseAddress else { return }
        for row in 0..<rows {
          hwk_linear(
            &matrix, 0, Int64(layer.outputs), inputs + row * layer.inputs, 1, bias, output + row * layer.outputs,
            Int64(layer.outputs), &scratch)
        }
      }
      count = rows * layer.outputs
    }
  }
}

extension AddressSpace {
  /// Where dense FP32 elements begin.
  fileprivate func floats(_ buffer: Buffer) -> UnsafePointer<Float> {
    UnsafePointer(address(buffer).assumingMemoryBound(to: Float.self))
  }
}
