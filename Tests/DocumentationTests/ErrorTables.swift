import Foundation
import Simulation
import Units

/// The measured errors of the special functions on whole vectors: the golden models, which the RTL equals bit for bit, beside the
/// same functions in `Double`.
enum ErrorTables {
  private static let lengths = [16, 64, 576, 2048]
  private static let vectors = 200

  static func text(_ unit: String) throws -> String {
    switch unit {
    case Softmax.unitName: softmax()
    case RMSNorm.unitName: rmsNorm()
    case LayerNorm.unitName: layerNorm()
    default: throw DocumentationError("there is no table of \(unit)'s errors")
    }
  }

  /// Random numbers between -8 and 8, the same for each unit.
  private static func measure(_ body: ([Float]) -> Void, length: Int) {
    var random = SplitMix64(seed: UInt64(length))
    for _ in 0..<vectors { body((0..<length).map { _ in Float(Int64(bitPattern: random.next()) >> 39) * 0x1p-21 }) }
  }

  private static func softmax() -> String {
    let rows = lengths.map { length -> [String] in
      var relative = 0.0, distance = 0.0
      measure(
        { scores in
          let top = Double(scores.max() ?? 0), powers = scores.map { exp(Double($0) - top) }, sum = powers.reduce(0, +)
          let results = Softmax.golden(scores)
          for (result, power) in zip(results, powers) { relative = max(relative, abs(Double(result) / (power / sum) - 1)) }
          distance = max(distance, abs(results.reduce(0) { $0 + Double($1) } - 1))
        }, length: length)
      return ["\(length)", power(relative), String(format: "%.1e", distance)]
    }
    return Generators.table(["elements", "largest relative error", "largest distance of the results' sum from 1"], rows)
  }

  private static func rmsNorm() -> String {
    let rows = lengths.map { length -> [String] in
      var relative = 0.0
      measure(
        { values in
          let mean = values.reduce(0) { $0 + Double($1) * Double($1) } / Double(length)
          let results = RMSNorm.golden(values, gains: [Float](repeating: 1, count: length), epsilon: 1e-5)
          for (result, value) in zip(results, values) where value != 0 {
            relative = max(relative, abs(Double(result) / (Double(value) / (mean + Double(Float(1e-5))).squareRoot()) - 1))
          }
        }, length: length)
      return ["\(length)", power(relative)]
    }
    return Generators.table(["elements", "largest relative error"], rows)
  }

  private static func layerNorm() -> String {
    let rows = lengths.map { length -> [String] in
      var absolute = 0.0
      measure(
        { values in
          let mean = values.reduce(0) { $0 + Double($1) } / Double(length)
          let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(length)
          let results = LayerNorm.golden(
            values, gains: [Float](repeating: 1, count: length), biases: [Float](repeating: 0, count: length), epsilon: 1e-5)
          for (result, value) in zip(results, values) {
            absolute = max(
              absolute, abs(Double(result) - (Double(value) - mean) / (variance + Double(Float(1e-5))).squareRoot()))
          }
        }, length: length)
      return ["\(length)", String(format: "%.1e", absolute)]
    }
    return Generators.table(["elements", "largest absolute error"], rows)
  }

  private static func power(_ error: Double) -> String { String(format: "2^%.1f", log2(error)) }
}
