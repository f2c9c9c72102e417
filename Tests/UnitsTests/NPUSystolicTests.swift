import HDL
import Hosts
import Simulation
import Testbenches
import Testing
import Units

@Suite struct NPUSystolicTests {
  @Test(arguments: [NPUSystolic()] + NPUSystolic.samples)
  func matchesTheModel(_ unit: NPUSystolic) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      let simulator = try BuiltinSimulator(elaborate(unit))
      let report = try NPUSystolicTestbench.run(unit, on: simulator, options: TestbenchOptions(seed: seed, count: 300))
      #expect(report.passed, "\(unit.settings): \(report.firstMismatch ?? "") \(report.coverage)")
    }
  }

  /// Foundation's rounding of an exact quotient is the reference.
  @Test func requantizesToTheNearestEvenCode() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<20_000 {
      let sum = Int(truncatingIfNeeded: random.next()) >> (20 + random.next(below: 40))
      let multiplier = random.next(below: 65536), rightShift = random.next(below: 48)
      let product = Double(min(max(sum, Int(Int32.min)), Int(Int32.max))) * Double(multiplier)
      let nearest = (product / Double(1 << rightShift)).rounded(.toNearestOrEven)
      #expect(NPUSystolicModel.code(sum, multiplier: multiplier, rightShift: rightShift) == Int(min(max(nearest, -128), 127)))
    }
    // Ties, both ways.
    #expect([-3, -1, 1, 3, 5].map { NPUSystolicModel.code($0, multiplier: 1, rightShift: 1) } == [-2, 0, 0, 2, 2])
  }

  /// Whole products, with edges left over and more vectors than the accumulators hold, in the cycles that the cycle model says.
  @Test(arguments: [
    NPUSystolic(rows: 4, columns: 6, reach: 3), NPUSystolic(rows: 16, columns: 16),
    NPUSystolic(rows: 24, columns: 10, reach: 1 << 8),
    NPUSystolic(rows: 4, columns: 4, dataflow: .outputStationary, reach: 2), NPUSystolic(rows: 6, columns: 8, reach: 1),
    NPUSystolic(rows: 40, columns: 3, dataflow: .outputStationary),
  ])
  func multipliesMatrices(_ unit: NPUSystolic) throws {
    let host = try NPUHost(unit, BuiltinSimulator(elaborate(unit)))
    var random = SplitMix64(seed: 7)
    var macs = 0
    for (rows, columns, tokens, groupSize) in [
      (1, 1, 1, 64), (7, 130, 3, 64), (33, 70, 1, 32), (17, 64, 66, 64), (5, 9, 2, 2), (60, 40, 2, 16),
    ] {
      let groups = (columns + groupSize - 1) / groupSize, stride = columns + 3
      let weights = (0..<(rows * stride)).map { _ in Int8(truncatingIfNeeded: random.next()) }
      let activations = (0..<(tokens * columns)).map { _ in Int8(truncatingIfNeeded: random.next()) }
      let shifts = (0..<(tokens * groups)).map { _ in UInt8(random.next(below: 21)) }
      var results = [Int64](repeating: 0, count: tokens * rows)
      for _ in 0..<unit.rows { try host.simulator.step() }
      let start = host.simulator.cycle
      try host.multiply(
        weights: weights, stride: stride, rows: rows, columns: columns, activations: activations, tokens: tokens, shifts: shifts,
        groupSize: groupSize, into: &results)
      let product = NPUProduct(rows: rows, columns: columns, vectors: tokens, groupSize: groupSize)
      let stated = NPUSystolicCycles.cycles(of: product, on: unit)
      #expect(host.simulator.cycle - start == UInt64(stated), "\(unit.settings): \(product)")
      for token in 0..<tokens {
        for row in 0..<rows {
          var sum = 0
          for column in 0..<columns {
            let product = Int(weights[row * stride + column]) * Int(activations[token * columns + column])
            sum += product << Int(shifts[token * groups + column / groupSize])
          }
          #expect(
            results[token * rows + row] == Int64(sum),
            "\(unit.settings): output \(row) of vector \(token) of \(rows) x \(columns)")
        }
      }
      macs += rows * columns * tokens
    }
    #expect(host.counters.macs == UInt64(macs))
  }

  @Test func refusesImpossibleArrays() {
    #expect(NPUSystolic(rows: 0).parameterError != nil)
    #expect(NPUSystolic(columns: 24).parameterError != nil)
    #expect(NPUSystolic(rows: 100, dataflow: .outputStationary).parameterError != nil)
    var narrow = NPUSystolic()
    narrow.sumWidth = 19
    #expect(narrow.parameterError?.contains("20") == true)
  }
}
