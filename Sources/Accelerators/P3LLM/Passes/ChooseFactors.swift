/// What the keys of a sequence are divided by, channel by channel: the largest magnitude in the first program's rows; later programs keep it.
///
/// Source: P3-LLM's key smoothing, where it is that of the prompt.
struct ChooseFactors: ProcessorPass {
  static let name = "choose-factors"
  /// FP32 [row][element]
  let keys: Buffer
  /// FP32 [element]
  let factors: Buffer
  let isSmoothed: Bool
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [.fixed(keys), .fixed(factors)] }
  var writes: [Operand] { [.fixed(factors)] }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: memory.position == 0 ? keys.count : 0)] }

  func golden(_ memory: Memory) throws {
    guard memory.position == 0 else { return }
    var result = [Float](repeating: isSmoothed ? 0 : 1, count: factors.count)
    if isSmoothed {
      for (index, key) in (memory.space.read(keys) as [Float]).enumerated() {
        result[index % result.count] = max(result[index % result.count], key.magnitude)
      }
    }
    memory.space.write(result.map { $0 > 0 ? $0 : 1 }, to: factors)
  }
}
