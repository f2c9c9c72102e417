import Transformer

/// Sums of values to FP32 on the NPU, with the newest position's value where that is not quantized.
struct FinishAttention: ProcessorPass {
  static let name = "finish-attention"
  let layer: AttentionLayer
  /// INT32 [head][element].
  let sums: Buffer
  /// FP32 [head], FP32 [key head], FP32 [key head][element].
  let newest: Buffer, largest: Buffer, value: Buffer
  /// What a unit of the sums stands for.
  let unit: Float
  /// FP32 [head][element].
  let output: Buffer
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [sums, newest, largest, value].map { .fixed($0) } }
  var writes: [Operand] { [.fixed(output)] }
  var finite: [Operand] { writes }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: sums.count)] }

  func golden(_ memory: Memory) throws {
    let space = memory.space, width = layer.headWidth, sums: [Int32] = space.read(sums)
    let newest: [Float] = space.read(newest), largest: [Float] = space.read(largest), value: [Float] = space.read(value)
    space.write(
      sums.indices.map { index in
        let head = index / width, shared = head * layer.keyValueHeads / layer.heads
        return Float(sums[index]) * (largest[shared] * unit) + newest[head] * value[shared * width + index % width]
      }, to: output)
  }
}
