import Testing

import Accelerators
import Hosts
import Simulation
import Transformer
import Units
import Verilator

/// The composed time of a matrix against a channel with two cores that is simulated as one clocked system.
@Suite(.serialized) struct ClockedChannelTests {
  /// A system of that one channel whose flash multiplies everything.
  private static func system(lanes: Int, rate: Double) -> CambriconConfiguration {
    var system = CambriconConfiguration.paperS
    system.channels = 1
    system.coresPerChannel = 2
    system.lanes = lanes
    system.channelRate = rate
    system.division = .rows
    system.flashShare = 1
    return system
  }

  /// What the pass of a whole product says of its planes.
  private static func nanoseconds(_ system: CambriconConfiguration, _ matrix: BlockMatrix, _ vector: BlockQuantizedVector) throws
    -> Int
  {
    var unit = FlashChannel(cores: system.coresPerChannel, lanes: system.lanes, vectorBeat: 64)
    (unit.pageBytes, unit.vectorBytes) = (system.pageBytes, 64)
    let channel = try FlashChannelUnit(unit, UnitPool(VerilatorBuild()))
    var sums = [Int64](repeating: 0, count: matrix.rows)
    let cycles = try matrix.values.withUnsafeBufferPointer { values in
      try vector.codes.withUnsafeBufferPointer { codes in
        try vector.shifts.withUnsafeBufferPointer { shifts in
          try sums.withUnsafeMutableBufferPointer { sums in
            try channel.multiply(
              GroupedMatrix(
                #require(values.baseAddress), groupStride: matrix.rows * 64, rows: matrix.rows, columns: matrix.columns),
              by: CodeVectors(codes: #require(codes.baseAddress), shifts: #require(shifts.baseAddress)),
              into: #require(sums.baseAddress))
          }
        }
      }
    }
    #expect(sums == BlockProduct.golden(matrix, by: vector))
    return FlashTiming(system, clockRate: system.clockRate).nanoseconds(rows: matrix.rows, groups: matrix.groups, cycles)
  }

  /// The paper's two lanes, where the pages' read time counts; one lane, where computing does; a slow channel, where results do.
  @Test(arguments: [(2, 1e9), (1, 1e9), (2, 0.05e9)]) func composedTimeIsTheClockedTime(lanes: Int, rate: Double) throws {
    let system = Self.system(lanes: lanes, rate: rate)
    var random = SplitMix64(seed: 3)
    let rows = 512, columns = 320
    let values = (0..<rows * columns).map { _ in Int8(truncatingIfNeeded: Int(random.next() % 255) - 127) }
    let matrix = BlockMatrix(
      QuantizedMatrix(name: "test", rows: rows, columns: columns, values: values, scales: [Float](repeating: 1, count: rows)))
    let vector = BlockQuantizerModel.quantize((0..<columns).map { _ in Float(Int(random.next() % 2001) - 1000) })

    let clocked = try ClockedChannel(system, build: VerilatorBuild()).multiply(matrix, rows: rows, by: vector)
    #expect(clocked.sums == BlockProduct.golden(matrix, by: vector))
    // The chip's time of the same product: the cycles that its cores take in RTL, and the rates of planes and channel.
    let composed = try Double(Self.nanoseconds(system, matrix, vector)) * 1e-9 * system.clockRate
    let ratio = composed / Double(clocked.cycles)
    #expect((0.95...1.05).contains(ratio), "composed \(composed), clocked \(clocked.cycles)")
  }
}
