import Units

/// Activations of slots to their places, and 0 to all others: moved by the processor, no arithmetic.
struct SpreadNeurons: ProcessorPass {
  static let name = "spread-neurons"
  /// FP32 [slot] and INT32 [slot].
  let values: Operand, places: Operand
  /// FP32 [place].
  let output: Buffer
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [values, places] }
  var writes: [Operand] { [.fixed(output)] }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: try memory.resolve(values).count)] }

  func golden(_ memory: Memory) throws {
    let values: [Float] = try memory.read(values), places: [Int32] = try memory.read(places)
    var all = [Float](repeating: 0, count: output.count)
    for (value, place) in zip(values, places) {
      guard all.indices.contains(Int(place)) else { throw AcceleratorError("a slot holds place \(place) of \(all.count)") }
      all[Int(place)] = value
    }
    memory.space.write(all, to: output)
  }
}

/// Codes of places, and their groups' shifts, to the inputs of the product with down: moved by the processor, no arithmetic.
struct CollectCodes: ProcessorPass {
  static let name = "collect-codes"
  /// INT8 [place] and UINT8 [group of 64 places].
  let codes: Buffer, shifts: Buffer
  /// INT32 [input], -1 for an input that only fills its group up.
  let places: Operand
  /// INT8 [input] and UINT8 [group of 8].
  let inputCodes: Operand, inputShifts: Operand
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] { [.fixed(codes), .fixed(shifts), places] }
  var writes: [Operand] { [inputCodes, inputShifts] }

  func cost(_ memory: Memory) throws -> [Demand] { [processor.demand(elements: try memory.resolve(inputCodes).count)] }

  func golden(_ memory: Memory) throws {
    let codes: [Int8] = memory.space.read(codes), shifts: [UInt8] = memory.space.read(shifts)
    let places: [Int32] = try memory.read(places)
    guard places.allSatisfy({ $0 >= -1 && $0 < codes.count }) else { throw AcceleratorError("an input is of no place") }
    try memory.write(places.map { $0 < 0 ? 0 : codes[Int($0)] }, to: inputCodes)
    // The first input of a group is always a place.
    let firsts = stride(from: 0, to: places.count, by: RippleChip.inputGroup)
    try memory.write(firsts.map { shifts[max(0, Int(places[$0])) / BlockQuantizer.group] }, to: inputShifts)
  }
}
