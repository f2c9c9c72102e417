import Testing

import Transformer

@Suite struct QuantizationTests {
  /// The definition in plain Swift.
  private func reference(_ row: [Float]) -> (values: [Int8], scale: Float) {
    let maximum = row.map(abs).max() ?? 0
    let scale = maximum / 127
    guard scale > 0 else { return ([Int8](repeating: 0, count: row.count), 1) }
    return (row.map { Int8(max(-127, min(127, ($0 / scale).rounded(.toNearestOrEven)))) }, scale)
  }

  @Test func rowsFollowTheDefinition() throws {
    var random = SeededGenerator(seed: 1)
    var rows: [[Float]] = [
      [Float](repeating: 0, count: 37),
      (0..<37).map { Float($0) - 18.5 },
      [127] + (1..<37).map { Float($0) + 0.5 },
      [Float](repeating: .leastNonzeroMagnitude, count: 37),
      [-Float.greatestFiniteMagnitude] + [Float](repeating: 1, count: 36),
    ]
    for _ in 0..<100 {
      let scale = Float.random(in: 1e-8...1e8, using: &random)
      rows.append((0..<37).map { _ in Float.random(in: -scale...scale, using: &random) })
    }
    let matrix = try QuantizedMatrix(name: "w", rows: rows.count, columns: 37, quantizing: rows.flatMap { $0 })
    for (index, row) in rows.enumerated() {
      let expected = reference(row)
      #expect(Array(matrix.values[index * 37..<index * 37 + 37]) == expected.values, "row \(index)")
      #expect(matrix.scales[index] == expected.scale)
    }
    // Ties go to the even neighbour: 1.5 -> 2 and 2.5 -> 2.
    #expect(Array(matrix.values[2 * 37..<2 * 37 + 4]) == [127, 2, 2, 4])
  }

  @Test func valuesThatAreNotFiniteAreRefused() {
    for bad in [Float.nan, .infinity, -.infinity] {
      #expect(throws: ModelFileError.self) {
        try QuantizedMatrix(name: "w", rows: 1, columns: 9, quantizing: [1, 2, 3, 4, 5, 6, 7, 8, bad])
      }
    }
  }

  @Test(.needsSmolLM2) func smolLM2QuantizesCompletely() throws {
    let file = try GGUFFile(path: TestData.smolLM2)
    let clock = ContinuousClock()
    var matrices: [QuantizedMatrix] = []
    let time = try clock.measure { matrices = try file.linearTensors.map { try QuantizedMatrix(quantizing: $0) } }
    print("quantized \(matrices.map(\.values.count).reduce(0, +)) weights in \(time)")
    #expect(matrices.count == 211)
    for matrix in [matrices[0], matrices[100], matrices[210]] {
      let tensor = try file.requiredTensor(named: matrix.name)
      for row in [0, matrix.rows / 2, matrix.rows - 1] {
        let expected = reference(tensor.decode(rows: row..<row + 1))
        #expect(Array(matrix.values[row * matrix.columns..<(row + 1) * matrix.columns]) == expected.values)
        #expect(matrix.scales[row] == expected.scale)
      }
    }
  }
}
