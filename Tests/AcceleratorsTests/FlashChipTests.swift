import Testing

import Accelerators
import Hosts
import Simulation
import Transformer
import Units
import Verilator

/// A channel of `flash-chip` against the fused `flash-channel`, RTL against RTL, and against its cycle model.
@Suite(.serialized) struct FlashChipTests {
  /// A matrix of random weights and a random vector.
  private struct Case {
    let matrix: BlockMatrix, vector: BlockQuantizedVector

    init(rows: Int, columns: Int, _ random: inout SplitMix64) {
      let values = (0..<rows * columns).map { _ in Int8(truncatingIfNeeded: Int(random.next() % 255) - 127) }
      matrix = BlockMatrix(
        QuantizedMatrix(name: "test", rows: rows, columns: columns, values: values, scales: [Float](repeating: 1, count: rows)))
      let numbers = (0..<columns).map { _ in Float(Int(random.next() % 2001) - 1000) }
      let quantized = BlockQuantizerModel.quantize(numbers)
      vector = quantized
    }

    /// Calls `body` with the matrix, the vector and room for the sums, which it returns.
    func sums(_ body: (GroupedMatrix, CodeVectors, UnsafeMutablePointer<Int64>) throws -> Void) throws -> [Int64] {
      var sums = [Int64](repeating: 0, count: matrix.rows)
      try matrix.values.withUnsafeBufferPointer { values in
        try vector.codes.withUnsafeBufferPointer { codes in
          try vector.shifts.withUnsafeBufferPointer { shifts in
            try sums.withUnsafeMutableBufferPointer { sums in
              try body(
                GroupedMatrix(
                  #require(values.baseAddress), groupStride: matrix.rows * 64, rows: matrix.rows, columns: matrix.columns),
                CodeVectors(codes: #require(codes.baseAddress), shifts: #require(shifts.baseAddress)),
                #require(sums.baseAddress))
            }
          }
        }
      }
      return sums
    }
  }

  private static func chip(
    dies: Int, lanes: Int, pageBytes: Int, readCycles: Int, sliceBytes: Int, cyclesPerByte: Int, policy: FlashBusPolicy,
    columns: Int = 64
  ) -> FlashMemoryChip {
    var chip = FlashMemoryChip()
    (chip.dies, chip.lanes, chip.pageBytes, chip.vectorBytes) = (dies, lanes, pageBytes, columns)
    if columns > 64 { chip.sumColumns = 64 }
    (chip.readCycles, chip.sliceBytes, chip.cyclesPerByte, chip.policy) = (readCycles, sliceBytes, cyclesPerByte, policy)
    chip.accumulatorRows = 1024
    return chip
  }

  /// Page rows of four groups, and of a quarter of one. Where reading counts, where computing does, where the bus does, and one die; slices of a byte, of parts of pages and of whole ones.
  private static let chips = [
    chip(dies: 4, lanes: 2, pageBytes: 4096, readCycles: 6000, sliceBytes: 1024, cyclesPerByte: 1, policy: .vectorsFirst),
    chip(dies: 3, lanes: 1, pageBytes: 1024, readCycles: 300, sliceBytes: 100, cyclesPerByte: 1, policy: .roundRobin),
    chip(dies: 2, lanes: 16, pageBytes: 2048, readCycles: 50, sliceBytes: 4096, cyclesPerByte: 3, policy: .vectorsFirst),
    chip(
      dies: 3, lanes: 2, pageBytes: 4096, readCycles: 900, sliceBytes: 512, cyclesPerByte: 1, policy: .vectorsFirst, columns: 256),
    chip(
      dies: 2, lanes: 4, pageBytes: 1024, readCycles: 200, sliceBytes: 64, cyclesPerByte: 2, policy: .vectorsFirst, columns: 16),
    chip(dies: 1, lanes: 64, pageBytes: 1024, readCycles: 1, sliceBytes: 1, cyclesPerByte: 1, policy: .vectorsFirst),
  ]

  /// The same tiles give the same sums on both, raw weights come as they are, and the chip takes the cycles and bytes of its model.
  @Test(arguments: chips) func isTheChannelAndItsModel(_ chip: FlashMemoryChip) throws {
    let pool = UnitPool(try VerilatorBuild(), profile: .checked)
    var fused = FlashChannel(cores: chip.dies, lanes: chip.lanes, vectorBeat: 64)
    (fused.pageBytes, fused.vectorBytes) = (chip.pageBytes, 64)
    let channel = try FlashChannelUnit(fused, pool), running = try FlashChipUnit(chip, pool)
    var random = SplitMix64(seed: 7)
    var products = 0
    for (rows, columns, rawRows) in [(40, 64, 0), (200, 320, 100), (0, 0, 300), (130, 100, 1), (1, 1, 0), (1100, 128, 700)] {
      let one = Case(rows: max(1, rows), columns: max(64, columns), &random),
        other = Case(rows: max(1, rawRows), columns: 128, &random)
      var came = [Int8](repeating: 0, count: other.matrix.values.count), used = FlashChipUnit.Use()
      let rawBytes = rawRows == 0 ? 0 : came.count
      let expected = try one.sums { if rows > 0 { _ = try channel.multiply($0, by: $1, into: $2) } }
      let sums = try one.sums { matrix, vector, sums in
        try other.matrix.values.withUnsafeBufferPointer { values in
          try came.withUnsafeMutableBufferPointer { came in
            let raw = try FlashRawBlock(
              from: #require(values.baseAddress), stride: values.count / 2, to: #require(came.baseAddress),
              stride: values.count / 2,
              groups: 2, rows: values.count / 2 / BlockQuantizer.group, partBytes: BlockQuantizer.group)
            used = try running.run(
              rows == 0 ? nil : (matrix, vector, sums), raw: rawRows == 0 ? nil : raw, firstPage: (rows, 70_000))
          }
        }
      }
      #expect(sums == expected)
      if rows > 0 { #expect(sums == BlockProduct.golden(one.matrix, by: one.vector)) }
      #expect(rawRows == 0 || came == other.matrix.values)
      let model = FlashChipUnit.time(rows: rows, columns: max(64, columns) * min(1, rows), rawBytes: rawBytes, on: chip)
      #expect(used.bytes == model.busBytes, "\(rows) x \(columns), \(rawBytes) raw bytes")
      #expect(used.cycles == model.cycles, "\(rows) x \(columns), \(rawBytes) raw bytes")
      products += rows * max(64, columns)
    }
    #expect(running.counters.macs == UInt64(products))
  }
}
