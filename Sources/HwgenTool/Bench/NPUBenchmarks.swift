import CommandLineTool
import HDL
import Hosts
import Netlist
import Simulation
import Testbenches
import Units
import Verilator
import Verilog

/// The systolic array's speed in simulation, and how much of it a language model's prefill uses.
enum NPUBenchmarks {
  /// The linear layers of SmolLM2-135M, outputs x inputs: query, key, value, output, gate, up, down.
  static let layerShapes = [(576, 576), (192, 576), (192, 576), (576, 576), (1536, 576), (1536, 576), (576, 1536)]
  static let layers = 30
  static let promptTokens = 64

  /// Simulated products a second, through the host: 64 vectors at a time, and one.
  static func speed(_ build: VerilatorBuild) throws -> [Measurement] {
    let array = try Load(NPUSystolic(), build), wide = try Load(NPUSystolic(rows: 16, columns: 64, reach: 64), build)
    try array.check()
    try wide.check()
    let prefill = try Stopwatch.rate { try array.run(tokens: promptTokens) }
    let decode = try Stopwatch.rate { try array.run(tokens: 1) }
    let wideDecode = try Stopwatch.rate { try wide.run(tokens: 1) }
    return [
      Measurement("npu-systolic, 16 x 16, 64 vectors", prefill / 1e9, "GMAC/s", .atLeast, 1.6),
      Measurement("npu-systolic, 16 x 16, one vector", decode / 1e9, "GMAC/s", .atLeast, 0.2),
      Measurement("npu-systolic, 16 x 64, one vector", wideDecode / 1e9, "GMAC/s", .atLeast, 0.5),
    ]
  }

  /// Products done of those that the array could have done in its busy cycles, over the prefill of all linear layers; attention
  /// and the head, which have few vectors to share a weight, apart.
  static func utilization(_ build: VerilatorBuild, side: Int) throws -> [Measurement] {
    let load = try Load(NPUSystolic(rows: side, columns: side, reach: side), build)
    func share(_ products: Int, _ body: () throws -> Void) throws -> (percent: Double, cycles: UInt64) {
      let before = load.host.counters
      try body()
      let after = load.host.counters
      let macs = after.macs - before.macs, cycles = (after.busy &- before.busy) & 0xFFFF_FFFF
      guard macs == UInt64(products) else {
        throw CommandFailure("npu-systolic counted \(macs) products, the layers have \(products)")
      }
      return (100 * Double(macs) / (Double(side * side) * Double(cycles)), cycles)
    }
    let linear = try share(layers * promptTokens * layerShapes.reduce(0) { $0 + $1.0 * $1.1 }) {
      for _ in 0..<layers {
        for (rows, columns) in layerShapes { try load.multiply(rows: rows, columns: columns, tokens: promptTokens) }
      }
    }
    // One layer: each position with the keys and values before it, for the 3 query heads that share each of 3 heads of 64.
    let attention = try share(promptTokens * (promptTokens + 1) * 64 * 9) {
      for position in 1...promptTokens {
        for _ in 0..<3 {
          try load.multiply(rows: position, columns: 64, tokens: 3)
          try load.multiply(rows: 64, columns: position, tokens: 3)
        }
      }
    }
    // 49,152 rows for the last position alone.
    let head = try share(49152 * 576) { for _ in 0..<32 { try load.multiply(rows: 1536, columns: 576, tokens: 1) } }
    let name = "npu-systolic, \(side) x \(side), use over"
    return [
      Measurement("\(name) 210 layers (\(linear.cycles) cycles)", linear.percent, "%", .atLeast, 80),
      Measurement(
        "\(name) attention in a layer (\(attention.cycles) cycles)", attention.percent, "%", .atLeast, side == 16 ? 8 : 3),
      Measurement("\(name) the head, one vector (\(head.cycles) cycles)", head.percent, "%", .atLeast, 95 / Double(side)),
    ]
  }

  /// Random matrices through a host.
  private final class Load {
    let host: NPUHost
    private let weights: UnsafeMutablePointer<Int8>
    private let activations: UnsafeMutablePointer<Int8>
    private let shifts: UnsafeMutablePointer<UInt8>
    private let results: UnsafeMutablePointer<Int64>
    private var prepared: [Int: NPUWeights] = [:]
    private static let most = 1536 * 576

    init(_ unit: NPUSystolic, _ build: VerilatorBuild) throws {
      let source = try VerilogSource(Flattening.flatten(elaborate(unit)))
      host = try NPUHost(unit, build.model(source, options: BuildOptions(profile: .fast, unrolling: .fixed(256))).makeSimulator())
      var random = SplitMix64(seed: 4)
      func numbers(_ count: Int) -> UnsafeMutablePointer<Int8> {
        let pointer = UnsafeMutablePointer<Int8>.allocate(capacity: count)
        for index in 0..<count { pointer[index] = Int8(truncatingIfNeeded: random.next()) }
        return pointer
      }
      weights = numbers(Self.most)
      activations = numbers(64 * 1536)
      shifts = .allocate(capacity: 64 * 24)
      for index in 0..<(64 * 24) { shifts[index] = UInt8(random.next(below: 21)) }
      results = .allocate(capacity: 64 * 1536)
      results.initialize(repeating: 0, count: 64 * 1536)
    }

    deinit {
      weights.deallocate()
      activations.deallocate()
      shifts.deallocate()
      results.deallocate()
    }

    func multiply(rows: Int, columns: Int, tokens: Int) throws {
      let key = rows << 20 | columns
      let matrix = prepared[key] ?? NPUWeights(weights, stride: columns, rows: rows, columns: columns, unit: host.unit)
      prepared[key] = matrix
      try host.multiply(matrix, activations: activations, tokens: tokens, shifts: shifts, into: results)
    }

    /// One matrix; returns the products.
    func run(tokens: Int) throws -> Int {
      try multiply(rows: 576, columns: 576, tokens: tokens)
      return 576 * 576 * tokens
    }

    /// A matrix with edges left over against sums of its own.
    func check() throws {
      let rows = 85, columns = 341, tokens = 5, groups = 6
      try host.multiply(
        weights: weights, stride: columns, rows: rows, columns: columns, activations: activations, tokens: tokens, shifts: shifts,
        into: results)
      for token in 0..<tokens {
        for row in 0..<rows {
          var sum = 0
          for column in 0..<columns {
            sum +=
              Int(weights[row * columns + column]) * Int(activations[token * columns + column])
              << Int(shifts[token * groups + column / 64])
          }
          guard results[token * rows + row] == Int64(sum) else {
            throw CommandFailure("npu-systolic: sum \(row) of vector \(token) is \(results[token * rows + row]), not \(sum)")
          }
        }
      }
    }
  }
}
