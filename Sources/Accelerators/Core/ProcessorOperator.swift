import Foundation
import Transformer

/// One operation of a model's graph on one row, in FP32 on a processor: declared by a system that has no unit for it.
///
/// It is the same Swift in all executions and is not counted as compared; its time is one operation a cycle of the processor.
public struct ProcessorOperator: ProcessorPass {
  public static let name = "processor"
  let kind: OperatorKind
  public let reads: [Operand]
  public let writes: [Operand]
  /// Of the program.
  let row: Int
  let processor: Resource

  /// - Parameters:
  ///   - reads: the operation's inputs; then gain and bias of a norm, the row of a position's table, or all keys and values so far
  ///   - output: FP32 [element]
  public init(_ kind: OperatorKind, reads: [Operand], output: Operand, row: Int, processor: Resource) {
    (self.kind, self.reads, writes, self.row, self.processor) = (kind, reads, [output], row, processor)
  }

  public var lane: String { processor.name }

  public func cost(_ memory: Memory) throws -> [Demand] {
    [Demand(processor, try reads.reduce(0) { $0 + (try memory.resolve($1).count) })]
  }

  public func golden(_ memory: Memory) throws {
    let values = try reads.map { try memory.read($0, as: Float.self) }, count = values[0].count
    let result: [Float]
    switch kind {
    case .addPosition, .add: result = zip(values[0], values[1]).map { $0 + $1 }
    case .rmsNorm(_, let epsilon):
      let factor = 1 / (Self.mean(values[0].map { $0 * $0 }) + epsilon).squareRoot()
      result = (0..<count).map { values[0][$0] * factor * values[1][$0] }
    case .layerNorm(_, _, let epsilon):
      let mean = Self.mean(values[0]), centred = values[0].map { $0 - mean }
      let factor = 1 / (Self.mean(centred.map { $0 * $0 }) + epsilon).squareRoot()
      result = (0..<count).map { centred[$0] * factor * values[1][$0] + values[2][$0] }
    case .rotate(let rotary, let heads):
      result = Self.rotate(values[0], rotary, heads, position: memory.position + row)
    case .attend(let layer): result = Self.attend(layer, values[0], keys: values[1], values: values[2])
    case .activate(let function): result = values[0].map { Self.apply(function, $0) }
    case .gate(let function): result = zip(values[0], values[1]).map { Self.apply(function, $0) * $1 }
    case .embed, .linear, .selectRows: throw AcceleratorError("a processor has no operator for \(kind)")
    }
    try memory.write(result, to: writes[0])
  }

  private static func mean(_ values: [Float]) -> Float { Float(values.reduce(0) { $0 + Double($1) } / Double(values.count)) }

  private static func apply(_ function: ActivationFunction, _ value: Float) -> Float {
    switch function {
    case .silu: value / (1 + exp(-value))
    case .relu: max(value, 0)
    case .gelu: value.gelu
    }
  }

  private static func rotate(_ values: [Float], _ rotary: RotaryEmbedding, _ heads: Int, position: Int) -> [Float] {
    var result = values
    let width = values.count / heads, pairs = rotary.width / 2, isAdjacent = rotary.layout == .adjacent
    for head in 0..<heads {
      for pair in 0..<pairs {
        let low = head * width + pair * (isAdjacent ? 2 : 1), high = low + (isAdjacent ? 1 : pairs)
        let angle = Double(position) * pow(rotary.base, -2 * Double(pair) / Double(rotary.width))
        let (cosine, sine) = (Float(cos(angle)), Float(sin(angle)))
        result[low] = values[low] * cosine - values[high] * sine
        result[high] = values[low] * sine + values[high] * cosine
      }
    }
    return result
  }

  /// All heads of one row over the positions so far.
  private static func attend(_ layer: AttentionLayer, _ query: [Float], keys: [Float], values: [Float]) -> [Float] {
    let width = layer.headWidth, stride = layer.keyValueHeads * width, positions = keys.count / stride
    var result = [Float](repeating: 0, count: query.count)
    for head in 0..<layer.heads {
      let shared = head * layer.keyValueHeads / layer.heads * width
      var scores = (0..<positions).map { position in
        (0..<width).reduce(Float(0)) { $0 + query[head * width + $1] * keys[position * stride + shared + $1] } * layer.scale
      }
      let largest = scores.max() ?? 0
      scores = scores.map { exp($0 - largest) }
      let sum = scores.reduce(0, +)
      for position in 0..<positions {
        for element in 0..<width {
          result[head * width + element] += scores[position] / sum * values[position * stride + shared + element]
        }
      }
    }
    return result
  }
}

/// Lowers all operations but linear layers to a processor, with keys and values in FP32.
public struct ProcessorOperators: Sendable {
  private let tables: FloatTables
  /// FP32 [position][element] of each layer's keys and values.
  private let cache: [(keys: Buffer, values: Buffer)]
  private let layout: GraphLayout
  private let processor: Resource

  /// - Parameters:
  ///   - weights: where tables lie
  ///   - kept: where keys and values lie
  public init(_ layout: GraphLayout, processor: Resource, weights: inout MemoryMap, kept: inout MemoryMap) throws {
    (self.layout, self.processor) = (layout, processor)
    tables = try FloatTables(layout.graph, in: &weights)
    let model = layout.graph.configuration
    cache = try (0..<model.layers).map { _ in
      (
        try kept.place(.float32, layout.positions, model.keyValueWidth),
        try kept.place(.float32, layout.positions, model.keyValueWidth)
      )
    }
  }

  /// What a system's layout keeps of a sequence.
  public var kept: [Operand] {
    cache.flatMap { [$0.keys, $0.values] }.map { .counted($0, dimension: 0, by: .position(plus: 0)) }
  }

  public func place(_ model: LanguageModel, in space: AddressSpace) throws { try tables.place(model, in: space) }

  /// A bias, for those who lower linear layers.
  public func vector(_ name: String) throws -> Buffer { try tables.vector(name) }

  public func lower(
    _ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program
  ) throws {
    for index in 0..<buffers.rows {
      let row = buffers.firstRow + index
      let place = Place(operation.name, row: row)
      let output = Operand.fixed(buffers.output[index])
      var reads = buffers.inputs.map { Operand.fixed($0[index]) }
      switch operation.kind {
      case .embed(let weight):
        let token = Operand.window(
          try tables.table(weight), dimension: 0, from: .value(layout.tokens[row]), count: 1)
        try program.append(Copy(token, to: output, lane: processor.name), place)
        continue
      case .addPosition(let weight, let offset):
        reads.append(.window(try tables.table(weight), dimension: 0, from: .position(plus: row + offset), count: 1))
      case .rmsNorm(let gain, _): reads.append(.fixed(try tables.vector(gain)))
      case .layerNorm(let gain, let bias, _): reads += [.fixed(try tables.vector(gain)), .fixed(try tables.vector(bias))]
      case .attend(let layer):
        let own = cache[layer.layer], position = Index.position(plus: row)
        for (new, cached) in [(reads[1], own.keys), (reads[2], own.values)] {
          try program.append(
            Copy(new, to: .window(cached, dimension: 0, from: position, count: 1), lane: processor.name), place)
        }
        let count = Index.position(plus: row + 1)
        reads = [
          reads[0], .counted(own.keys, dimension: 0, by: count), .counted(own.values, dimension: 0, by: count),
        ]
      case .rotate, .activate, .gate, .add: break
      case .linear, .selectRows: throw AcceleratorError("'\(operation.name)' is not for a processor")
      }
      try program.append(ProcessorOperator(operation.kind, reads: reads, output: output, row: row, processor: processor), place)
    }
  }

  /// Writes the index of the largest logit, the lowest of equals.
  public func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws {
    try program.append(
      ProcessorArgmax(values: .fixed(logits), index: .fixed(next), processor: processor), Place("argmax"))
  }
}

/// The index of the largest value, the first one of equals, as INT32 [1].
struct ProcessorArgmax: ProcessorPass {
  static let name = "processor-argmax"
  let values: Operand, index: Operand
  let processor: Resource

  var lane: String { processor.name }
  var reads: [Operand] { [values] }
  var writes: [Operand] { [index] }

  func cost(_ memory: Memory) throws -> [Demand] { [Demand(processor, try memory.resolve(values).count)] }

  func golden(_ memory: Memory) throws {
    let values: [Float] = try memory.read(values)
    try memory.write(
      [Int32(values.indices.max { values[$0] < values[$1] || (values[$0] == values[$1] && $0 > $1) } ?? 0)], to: index)
  }
}
