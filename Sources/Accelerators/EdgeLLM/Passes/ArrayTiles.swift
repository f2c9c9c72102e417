import CKernels
import Hosts
import Numerics
import Units

/// What a pass must know of the group vector array.
struct ArrayShape: Hashable, Codable, Sendable {
  let inputs: Int, outputs: Int, guardBits: Int

  /// FP16 weights of a column in a beat.
  var halfInputs: Int { inputs / 4 }
  func tiles(_ rows: Int) -> Int { (rows + outputs - 1) / outputs }
  func beats(_ count: Int, isHalf: Bool) -> Int { (count + (isHalf ? halfInputs : inputs) - 1) / (isHalf ? halfInputs : inputs) }
  /// Products that the array's beats amount to, those with padding included.
  func products(rows: Int, inputs count: Int, isHalf: Bool) -> Int {
    tiles(rows) * beats(count, isHalf: isHalf) * outputs * (isHalf ? halfInputs : inputs)
  }
}

/// A product on the group vector array as both halves make it: by running RTL, or by the kernel that is its golden model.
struct ArrayTiles {
  let array: ArrayShape
  /// FP16 codes, [beat][input].
  let activations: [UInt16]
  /// FP16, [tile][row]; nil for zeros.
  var addends: [UInt16]?
  let isHalf: Bool
  let tiles: Int, beats: Int, beatsPerBlock: Int

  /// - Parameters:
  ///   - values: FP16 numbers; beats are filled with zeros
  ///   - rows: of the matrix
  ///   - addends: FP16 numbers, one for each row
  init(
    _ array: ArrayShape, values: [Float], rows: Int, addends: [Float]? = nil, isHalf: Bool
  ) {
    (self.array, self.isHalf) = (array, isHalf)
    (tiles, beats) = (array.tiles(rows), array.beats(values.count, isHalf: isHalf))
    beatsPerBlock = isHalf ? beats : WeightPacket.block / array.inputs
    activations = Self.codes(values, count: beats * (isHalf ? array.halfInputs : array.inputs))
    self.addends = addends.map { [tiles] in Self.codes($0, count: tiles * array.outputs) }
  }

  private static func codes(_ values: [Float], count: Int) -> [UInt16] {
    values.map { Half($0).bits } + [UInt16](repeating: 0, count: count - values.count)
  }

  /// The rows' sums, as the golden model has them.
  func golden(_ weights: UnsafePointer<UInt8>, _ scales: UnsafePointer<UInt16>, rows: Int) -> [Float] {
    var shape = hwk_group_vector_shape(
      inputs: Int64(array.inputs), outputs: Int64(array.outputs), guard_bits: Int64(array.guardBits), tiles: Int64(tiles),
      beats: Int64(beats), blocks: Int64((beats + beatsPerBlock - 1) / beatsPerBlock), beats_per_block: Int64(beatsPerBlock),
      is_half: isHalf ? 1 : 0)
    var results = [UInt16](repeating: 0, count: tiles * array.outputs)
    if let addends {
      hwk_group_vector(&shape, activations, weights, scales, addends, &results)
    } else {
      hwk_group_vector(&shape, activations, weights, scales, nil, &results)
    }
    return results.prefix(rows).map { Float(Half(bits: $0)) }
  }

  /// The rows' sums, as the unit has them, and the cycles.
  func run(
    _ unit: GroupVectorUnit, _ weights: UnsafePointer<UInt8>, _ scales: UnsafePointer<UInt16>, rows: Int
  ) throws -> (sums: [Float], cycles: Int) {
    var results = [UInt16](repeating: 0, count: tiles * array.outputs)
    let cycles = try activations.withUnsafeBufferPointer { activations in
      func multiply(_ addends: UnsafePointer<UInt16>?) throws -> Int {
        guard let base = activations.baseAddress else { return 0 }
        let product = GroupVectorProduct(
          activations: base, weights: weights, scales: scales, addends: addends, isHalf: isHalf, tiles: tiles, beats: beats,
          beatsPerBlock: beatsPerBlock)
        return try unit.multiply(product, into: &results)
      }
      guard let addends else { return try multiply(nil) }
      return try addends.withUnsafeBufferPointer { try multiply($0.baseAddress) }
    }
    return (results.prefix(rows).map { Float(Half(bits: $0)) }, cycles)
  }
}
