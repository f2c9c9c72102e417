import Hosts
import Units

/// Rows of activations to INT8 codes and, where the tensor has a shadow, the residuals that do not fit, by an `OutlierExtractor`.
struct ExtractOutliers: Pass {
  static let name = "extract-outliers"
  /// FP32 [row][column], and 1 / scale, [1].
  let values: Buffer, inverseScale: Buffer
  /// INT8 [row of the chunk][column]: rows beyond the values' are padding, and 0.
  let codes: Buffer
  /// Nil where residuals are dropped.
  let outliers: OutlierBuffers?
  /// Outliers that a row is expected to have.
  let expected: Int
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [.fixed(values), .fixed(inverseScale)] }
  var writes: [Operand] { (outliers?.operands ?? []) + [.fixed(codes)] }
  var lengths: [Length] { outliers?.lengths(expected: expected) ?? [] }

  func golden(_ memory: Memory) throws {
    let space = memory.space, numbers: [Float] = space.read(values), columns = values.columns
    let inverse: [Float] = space.read(inverseScale)
    var found = Found(), result: [Int8] = []
    for row in 0..<values.rows {
      let split = OutlierExtractorModel.split(
        Array(numbers[row * columns..<(row + 1) * columns]), inverseScale: inverse[0])
      result += split.codes.map { Int8($0) }
      for outlier in split.outliers { found.add(Int32(outlier.channel), Int32(outlier.residual)) }
      found.end()
    }
    try write(result, found, memory)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let extractor: OutlierExtractorUnit = try units.unit(lane)
    let space = memory.space, columns = values.columns, inverse: [Float] = space.read(inverseScale)
    var found = Found(), cycles = 0
    for row in 0..<values.rows {
      let numbers: UnsafePointer<Float> = space.pointer(values[row]),
        target: UnsafeMutablePointer<Int8> = space.mutable(codes[row])
      cycles +=
        try extractor.split(numbers, count: columns, inverseScale: inverse[0], codes: target) { found.add($0, $1) }.cycles
      found.end()
    }
    if codes.rows > values.rows { clear(space) }
    try write(nil, found, memory)
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    [Demand(unit, values.rows * (try units.cycles(OutlierExtractorCycles.self, of: values.columns, on: lane)))]
  }

  /// Outliers as they come.
  private struct Found {
    var counts: [Int32] = [], channels: [Int32] = [], residuals: [Int32] = []
    mutating func add(_ channel: Int32, _ residual: Int32) {
      channels.append(channel)
      residuals.append(residual)
    }
    mutating func end() { counts.append(Int32(channels.count) - counts.reduce(0, +)) }
  }

  private func write(_ result: [Int8]?, _ found: Found, _ memory: Memory) throws {
    if let result {
      memory.space.write(result, to: codes.first(values.rows))
      if codes.rows > values.rows { clear(memory.space) }
    }
    guard let outliers else { return }
    memory.space.write(found.counts, to: outliers.counts)
    memory.space.write([Int32(found.channels.count)], to: outliers.total)
    try memory.write(found.channels, to: outliers.operands[2])
    try memory.write(found.residuals, to: outliers.operands[3])
  }

  private func clear(_ space: AddressSpace) {
    let padding = codes.narrowed(0, to: values.rows..<codes.rows)
    space.write([Int8](repeating: 0, count: padding.count), to: padding)
  }
}
