/// Rows to E4M3 codes with a scale for each row, on the NPU.
struct QuantizeActivations: ProcessorPass {
  static let name = "quantize-activations"
  /// FP32 [row][column].
  let values: Buffer
  /// What the columns of each row are multiplied by first, FP32 [column]; nil for nothing.
  let factors: Buffer?
  /// UInt8 [row][column], and FP32 [row].
  let codes: Buffer, scales: Buffer
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [.fixed(values)] + (factors.map { [.fixed($0)] } ?? []) }
  var writes: [Operand] { [.fixed(codes), .fixed(scales)] }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: values.count)] }

  func golden(_ memory: Memory) throws {
    let space = memory.space, columns = values.columns
    var values: [Float] = space.read(values)
    if let factors {
      let factors: [Float] = space.read(factors)
      for index in values.indices { values[index] *= factors[index % factors.count] }
    }
    let rows = stride(from: 0, to: values.count, by: columns).map { ActivationCodes(values[$0..<$0 + columns]) }
    space.write(rows.flatMap(\.codes), to: codes)
    space.write(rows.map(\.scale), to: scales)
  }
}
