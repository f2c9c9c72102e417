import Hosts
import Units

/// Turns pair i, (low[i], high[i]), of all heads of a row by the angle with this cosine and sine, by a `RotaryEmbedding`.
struct Rotate: Pass {
  static let name = "rotate"
  /// FP32 [head][pair].
  let low: Operand, high: Operand
  /// FP32 [1][pair], the same for all heads: a position's row of the tables.
  let cosines: Operand, sines: Operand
  /// FP32 [head][pair].
  let turnedLow: Operand, turnedHigh: Operand
  let unit: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [low, high, cosines, sines] }
  var writes: [Operand] { [turnedLow, turnedHigh] }
  var finite: [Operand] { writes }

  func golden(_ memory: Memory) throws {
    let low: [Float] = try memory.read(low)
    let high: [Float] = try memory.read(high)
    let cosines: [Float] = try memory.read(cosines)
    let sines: [Float] = try memory.read(sines)
    let pairs = cosines.count
    let turned = low.indices.map {
      RotaryEmbedding.golden(low[$0], high[$0], cosine: cosines[$0 % pairs], sine: sines[$0 % pairs])
    }
    try memory.write(turned.map(\.0), to: turnedLow)
    try memory.write(turned.map(\.1), to: turnedHigh)
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let rotator: StreamUnit = try units.unit(lane)
    let low = try memory.elements(low)
    let heads = low.shape[0].count
    func angles(_ operand: Operand) throws -> StreamUnit.Column {
      .elements(memory.space.elements(try memory.resolve(operand)[0].repeated(heads)))
    }
    let cycles = try rotator.run(
      [.elements(low), try memory.column(high), try angles(cosines), try angles(sines)], count: low.count)
    rotator.collect(0, to: try memory.elements(turnedLow))
    rotator.collect(1, to: try memory.elements(turnedHigh))
    return [Demand(unit, cycles)]
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    [Demand(unit, try units.cycles(RotaryEmbeddingCycles.self, of: memory.resolve(low).count, on: lane))]
  }
}
