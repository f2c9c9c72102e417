import Transformer

/// Lowers all operations to a processor, with keys and values in FP32; linear layers only where their matrices are placed here.
public struct ProcessorOperators: Sendable {
  private let tables: FloatTables
  /// FP32 [position][element] of each layer's keys and values.
  private let cache: [(keys: Buffer, values: Buffer)]
  private let layout: GraphLayout
  private let processor: ProcessorModel

  /// Without attention, for a system that has units for it.
  public init(_ layout: GraphLayout, processor: ProcessorModel, weights: inout MemoryMap) throws {
    (self.layout, self.processor, cache) = (layout, processor, [])
    tables = try FloatTables(layout.graph, in: &weights)
  }

  /// - Parameters:
  ///   - matrices: names of the weights whose linear layers run on the processor
  ///   - attends: whether attention does; else nothing is kept
  ///   - weights: where tables lie
  ///   - kept: where keys and values lie
  public init(
    _ layout: GraphLayout, processor: ProcessorModel, matrices: Set<String> = [], attends: Bool = true, weights: inout MemoryMap,
    kept: inout MemoryMap
  ) throws {
    (self.layout, self.processor) = (layout, processor)
    tables = try FloatTables(layout.graph, matrices: matrices, in: &weights)
    let model = layout.graph.configuration
    cache = try (0..<(attends ? model.layers : 0)).map { _ in
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

  /// Writes the tables, each number rounded as the system does.
  public func place(
    _ model: LanguageModel, in space: AddressSpace, rounded: (_ number: Float) -> Float = { $0 }
  ) throws { try tables.place(model, in: space, rounded: rounded) }

  /// A bias, for those who lower linear layers.
  public func vector(_ name: String) throws -> Buffer { try tables.vector(name) }

  /// Makes one step of all rows of an operation.
  ///
  /// - Parameter pass: what the step is, such as one that rounds what the operator gives
  public func lower(
    _ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program,
    as pass: (_ operator: ProcessorOperator) -> any Pass = { $0 }
  ) throws {
    let firstRow = buffers.firstRow, rows = buffers.rows, place = Place(operation.name, row: rows == 1 ? firstRow : nil)
    var reads = buffers.inputs.map { Operand.fixed($0) }
    func positions(_ table: Buffer, _ offset: Int = 0) -> Operand {
      .window(table, dimension: 0, from: .position(plus: firstRow + offset), count: rows)
    }
    switch operation.kind {
    case .embed(let weight):
      for row in 0..<rows {
        let token = Operand.window(
          try tables.table(weight), dimension: 0, from: .value(layout.tokens[firstRow + row]), count: 1)
        try program.append(
          Copy(token, to: .fixed(buffers.output[row]), lane: processor.resource.name, isFinite: true),
          Place(operation.name, row: firstRow + row))
      }
      return
    case .addPosition(let weight, let offset): reads.append(positions(try tables.table(weight), offset))
    case .rmsNorm(let gain, _): reads.append(.fixed(try tables.vector(gain)))
    case .layerNorm(let gain, let bias, _): reads += [.fixed(try tables.vector(gain)), .fixed(try tables.vector(bias))]
    case .attend(let layer):
      guard layer.layer < cache.count else { throw AcceleratorError("'\(operation.name)' is not for a processor") }
      let own = cache[layer.layer]
      for (new, cached) in [(reads[1], own.keys), (reads[2], own.values)] {
        try program.append(Copy(new, to: positions(cached), lane: processor.resource.name), place)
      }
      let count = Index.position(plus: firstRow + rows)
      reads = [reads[0], .counted(own.keys, dimension: 0, by: count), .counted(own.values, dimension: 0, by: count)]
    case .linear(let layer):
      reads.append(.fixed(try tables.table(layer.weight)))
      if let bias = layer.bias { reads.append(.fixed(try tables.vector(bias))) }
    case .rotate, .activate, .gate, .add: break
    case .selectRows: throw AcceleratorError("'\(operation.name)' is not for a processor")
    }
    try program.append(
      pass(
        ProcessorOperator(
          operation.kind, reads: reads, output: .fixed(buffers.output), firstRow: firstRow, processor: processor)),
      place)
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
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [values] }
  var writes: [Operand] { [index] }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: try memory.resolve(values).count)] }

  func golden(_ memory: Memory) throws {
    let values: [Float] = try memory.read(values)
    try memory.write(
      [Int32(values.indices.max { values[$0] < values[$1] || (values[$0] == values[$1] && $0 > $1) } ?? 0)], to: index)
  }
}
