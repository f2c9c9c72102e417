import Foundation
import Numerics
import Transformer

extension Half {
  /// The nearest FP16 number, the largest one beyond it: what this system's units but the array do to every result.
  static func nearest(_ number: Float) -> Float {
    let rounded = Float(Half(number))
    return rounded.isInfinite && number.isFinite ? (number < 0 ? -65504 : 65504) : rounded
  }
}

/// An operation in FP32 whose results are rounded to FP16.
struct HalfOperator: ProcessorPass {
  static let name = "half-operator"
  let operation: ProcessorOperator

  var lane: String { operation.lane }
  var reads: [Operand] { operation.reads }
  var writes: [Operand] { operation.writes }
  var finite: [Operand] { operation.finite }
  func cost(_ memory: Memory) throws -> [Demand] { try operation.cost(memory) }
  func operations(at position: Int) throws -> Int { try operation.operations(at: position) }

  func golden(_ memory: Memory) throws {
    try operation.golden(memory)
    let results: [Float] = try memory.read(writes[0])
    try memory.write(results.map { Half.nearest($0) }, to: writes[0])
  }
}

/// FP16 numbers in FP32 words to FP16 words: new keys and values.
struct StoreHalf: ProcessorPass {
  static let name = "store-half"
  let source: Operand, target: Operand
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [source] }
  var writes: [Operand] { [target] }
  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: try memory.resolve(source).count)] }

  func golden(_ memory: Memory) throws {
    let values: [Float] = try memory.read(source)
    try memory.write(values.map { Half($0).bits }, to: target)
  }
}

/// Probabilities of each row of scores: the exponential function and the sum in FP32, the quotient rounded to FP16.
struct HalfSoftmax: ProcessorPass {
  static let name = "half-softmax"
  /// FP16 numbers in FP32 words, [head][position].
  let scores: Operand, output: Operand
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [scores] }
  var writes: [Operand] { [output] }
  var finite: [Operand] { writes }
  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: try memory.resolve(scores).count)] }

  func golden(_ memory: Memory) throws {
    let buffer = try memory.resolve(scores), scores: [Float] = memory.space.read(buffer)
    var result: [Float] = []
    for first in stride(from: 0, to: scores.count, by: buffer.columns) {
      let row = scores[first..<first + buffer.columns]
      let largest = row.reduce(-Float.infinity) { max($0, $1) }
      let powers = row.map { exp($0 - largest) }
      let sum = powers.reduce(0, +)
      result += powers.map { Half.nearest($0 / sum) }
    }
    try memory.write(result, to: output)
  }
}
