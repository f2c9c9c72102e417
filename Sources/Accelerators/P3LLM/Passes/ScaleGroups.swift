import Numerics

/// Sums of groups to FP32, on the NPU: each times its group's scale, added in order, then times the row's scale and what a unit of the sums
/// stands for, then the bias; every operation is rounded.
struct ScaleGroups: ProcessorPass {
  static let name = "scale-groups"
  /// INT32 [row][group][output], and FP16 [group][output].
  let sums: Buffer, weightScales: Buffer
  /// FP32 [row]
  let rowScales: Buffer
  let unit: Float
  /// FP32 [output].
  let bias: Buffer?
  /// FP32 [row][output].
  let output: Buffer
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [sums, weightScales, rowScales].map { .fixed($0) } + (bias.map { [.fixed($0)] } ?? []) }
  var writes: [Operand] { [.fixed(output)] }
  var finite: [Operand] { writes }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: sums.count)] }

  func golden(_ memory: Memory) throws {
    let space = memory.space, width = output.columns, groups = weightScales.rows
    let scales = (space.read(weightScales) as [UInt16]).map { Float(Half(bits: $0)) }
    let rowScales: [Float] = space.read(rowScales), bias: [Float]? = bias.map { space.read($0) }
    for row in 0..<output.rows {
      let sums: [Int32] = space.read(sums[row])
      var result = [Float](repeating: 0, count: width)
      for group in 0..<groups {
        let first = group * width
        for index in 0..<width { result[index] += Float(sums[first + index]) * scales[first + index] }
      }
      let scale = rowScales[row] * unit
      for index in 0..<width { result[index] = result[index] * scale + (bias?[index] ?? 0) }
      space.write(result, to: output[row])
    }
  }
}
