/// Sums to FP32 on the processor: `FP32(sum) * factor`, rounded twice, then a shadow in float, then the bias.
struct Dequantize: ProcessorPass {
  static let name = "dequantize"

  /// A shadow in FP32 with the columns of hot channels: the residuals of other channels are dropped.
  struct FloatShadow: Hashable, Codable, Sendable {
    let outliers: OutlierBuffers
    /// FP32 [1]: what a residual of 1 stands for.
    let scale: Buffer
    /// The hot channels, and FP32 [hot channel][output].
    let channels: [Int], columns: Buffer
  }

  /// [row][output]
  let sums: Buffer
  /// FP32 [1].
  let factor: Buffer
  let shadow: FloatShadow?
  /// FP32 [output].
  let bias: Buffer?
  /// FP32 [row][output].
  let output: Buffer
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] {
    [.fixed(sums), .fixed(factor)] + [bias].compactMap { $0.map { .fixed($0) } }
      + (shadow.map { $0.outliers.operands + [.fixed($0.scale), .fixed($0.columns)] } ?? [])
  }
  var writes: [Operand] { [.fixed(output)] }
  var finite: [Operand] { writes }

  func cost(_ memory: Memory) throws -> [Demand] {
    let products = try shadow.map { try $0.outliers.counts(in: memory).reduce(0, +) * output.columns } ?? 0
    return [processor.demand(elements: output.count, products: products)]
  }

  func golden(_ memory: Memory) throws {
    let space = memory.space, sums: [Int64] = space.read(sums), factor: [Float] = space.read(factor)
    var result = sums.map { Float($0) * factor[0] }
    if let shadow { try add(shadow, to: &result, memory) }
    if let bias {
      let bias: [Float] = space.read(bias)
      for index in result.indices { result[index] += bias[index % bias.count] }
    }
    space.write(result, to: output)
  }

  private func add(_ shadow: FloatShadow, to result: inout [Float], _ memory: Memory) throws {
    let space = memory.space, scale: [Float] = space.read(shadow.scale), columns: [Float] = space.read(shadow.columns)
    let channels: [Int32] = space.read(shadow.outliers.channels.first(Int(space.read(shadow.outliers.total, as: Int32.self)[0])))
    let residuals: [Int32] = space.read(shadow.outliers.residuals.first(channels.count))
    let slots = Dictionary(shadow.channels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var index = 0
    for (row, count) in try shadow.outliers.counts(in: memory).enumerated() {
      for _ in 0..<count {
        defer { index += 1 }
        guard let slot = slots[Int(channels[index])] else { continue }
        let excess = Float(residuals[index]) * scale[0]
        for place in 0..<output.columns {
          result[row * output.columns + place] += excess * columns[slot * output.columns + place]
        }
      }
    }
  }
}
