import Accelerators
import Foundation
import Hosts
import Simulation
import Testing
import Units
import Verilator

/// Clipped product plus shadow is the product of the rounded numbers, bit for bit, through the Verilog of all three units.
///
/// 20,000 vectors, or 1,000,000 with `HWGEN_FULL=1` as `make regress-full` sets it; `HWGEN_SEED` takes others.
@Suite struct ShadowIdentityTests {
  private static let columns = 16, rows = 8
  private static let environment = ProcessInfo.processInfo.environment
  private static let vectors = environment["HWGEN_FULL"] == "1" ? 1_000_000 : 20_000

  @Test func clippedPlusShadowIsTheWhole() throws {
    let pool = try UnitPool(VerilatorBuild(), profile: .fast), count = Self.columns, rows = Self.rows
    let extractor = try OutlierExtractorUnit(OutlierExtractor(maximumLength: count, entries: count), pool)
    let shadow = try ShadowMACUnit(ShadowMAC(channels: count, rows: rows, lanes: rows), pool)
    let array = try NPUUnit(NPUSystolic(rows: 16, columns: 16), pool)
    var random = SplitMix64(seed: Self.environment["HWGEN_SEED"].flatMap { UInt64($0) } ?? 18)
    // Rows of 64 bytes: one group of columns, those beyond the last one 0.
    let weights = UnsafeMutablePointer<Int8>.allocate(capacity: rows * BlockQuantizer.group)
    let codes = UnsafeMutablePointer<Int8>.allocate(capacity: count), shifts = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
    defer {
      weights.deallocate()
      codes.deallocate()
      shifts.deallocate()
    }
    weights.initialize(repeating: 0, count: rows * BlockQuantizer.group)
    codes.initialize(repeating: 0, count: count)
    shifts.initialize(to: 0)
    for row in 0..<rows { for column in 0..<count { weights[row * BlockQuantizer.group + column] = .any(&random) } }
    let matrix = GroupedMatrix(weights, groupStride: rows * BlockQuantizer.group, rows: rows, columns: count)
    var sums = [Int64](repeating: 0, count: rows), results = sums
    for number in 0..<Self.vectors {
      let (vector, inverse) = Self.vector(number, &random)
      var channels: [Int32] = [], residuals: [Int32] = []
      let split = try extractor.split(vector, count: count, inverseScale: inverse, codes: codes) {
        channels.append($0)
        residuals.append($1)
      }
      try #require(split.saturated == 0)
      let found = channels.count
      // An empty list has no address.
      if found == 0 { (channels, residuals) = ([0], [0]) }
      _ = try array.multiply(matrix, by: CodeVectors(codes: codes, shifts: shifts), isKept: true, into: &sums, stride: rows)
      try channels.withUnsafeBufferPointer { channels in
        try residuals.withUnsafeBufferPointer { residuals in
          let list = OutlierList(
            channels: try #require(channels.baseAddress), residuals: try #require(residuals.baseAddress), count: found)
          _ = try shadow.add(list, times: matrix, to: sums, into: &results)
        }
      }
      for row in 0..<rows {
        let whole = (0..<count).reduce(Int64(0)) {
          $0 + Int64((vector[$1] * inverse).rounded(.toNearestOrEven)) * Int64(weights[row * BlockQuantizer.group + $1])
        }
        try #require(results[row] == whole, "row \(row) of vector \(number): \(vector), scale 1 / \(inverse)")
      }
    }
  }

  /// Numbers that fit, outliers among them with any share from none to all, and the largest ones whose residuals fit.
  private static func vector(_ number: Int, _ random: inout SplitMix64) -> ([Float], Float) {
    let exponent = random.next(below: 16) - 8, inverse = Float(sign: .plus, exponent: exponent, significand: 1)
    let share = [0, 1, 8, 50, 100][number % 5], largest = number % 7 == 0
    let vector = (0..<columns).map { _ in
      let isOutlier = random.next(below: 100) < share
      let most = isOutlier ? (largest ? (1 << 23) + 126 : 1 << (7 + random.next(below: 17))) : 127
      let sign: Float = random.next(below: 2) == 0 ? 1 : -1
      let fraction = Float(random.next(below: 1 << 24)) / Float(1 << 24)
      let value = isOutlier && largest ? Float(most) : Float(most) * fraction
      return sign * value / inverse
    }
    return (vector, inverse)
  }

  /// Residuals beyond 24 bits are the largest that there are, and are counted.
  @Test func whatDoesNotFitIsCounted() throws {
    let pool = try UnitPool(VerilatorBuild(), profile: .fast)
    let extractor = try OutlierExtractorUnit(OutlierExtractor(maximumLength: 4, entries: 4), pool)
    var codes = [Int8](repeating: 0, count: 4), residuals: [Int32] = []
    let split = try extractor.split([1, 1e8, -1e30, 8_388_734], count: 4, inverseScale: 1, codes: &codes) { residuals.append($1) }
    #expect(codes == [1, 127, -128, 127] && residuals == [8_388_607, -8_388_608, 8_388_607])
    #expect(split.saturated == 2 && extractor.counters.saturated == 2)
  }
}

extension Int8 {
  fileprivate static func any(_ random: inout SplitMix64) -> Int8 { Int8(truncatingIfNeeded: random.next()) }
}
