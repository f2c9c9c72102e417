import Units

/// Reads bundles from flash: the bytes of each place of each read come to a slot, gaps included. The storage, which is declared: no unit
/// runs it, and its time is that of `FlashStorage`.
struct ReadBundles: ProcessorPass {
  static let name = "read-bundles"
  /// INT8 [place][byte], and FP32 [place].
  let bundles: Buffer, scales: [Buffer]
  /// INT32 [read][2] and [1].
  let list: Buffer, readCount: Buffer
  /// INT32 [1]: places of all reads, and inputs of the product with down.
  let slotCount: Buffer, inputCount: Buffer
  /// INT32 [slot]; INT8 [group][slot][64] of gate and up; FP32 [slot] of both.
  let places: Operand, rows: [Operand], rowScales: [Operand]
  /// INT8 [input][output] and INT32 [input].
  let columns: Operand, columnPlaces: Operand
  /// Outputs: bytes of each part of a bundle.
  let width: Int
  let expected: ExpectedReads
  let secondsPerRead: Double, secondsPerByte: Double
  let unit: Resource, link: Resource

  init(_ layer: NeuronWeights.Layer, _ scratch: RippleScratch, _ chip: RippleChip, width: Int, expected: ExpectedReads) {
    bundles = layer.bundles
    scales = [layer.gateScales, layer.upScales]
    (list, readCount, slotCount, inputCount) = (scratch.reads, scratch.readCount, scratch.slotCount, scratch.inputCount)
    places = scratch.slots(scratch.places)
    rows = [scratch.slots(scratch.gateCodes, dimension: 1), scratch.slots(scratch.upCodes, dimension: 1)]
    rowScales = [scratch.slots(scratch.gateScales), scratch.slots(scratch.upScales)]
    (columns, columnPlaces) = (scratch.inputs(scratch.columns), scratch.inputs(scratch.columnPlaces))
    (self.width, self.expected) = (width, expected)
    (secondsPerRead, secondsPerByte) = (chip.storage.secondsPerRead, chip.storage.secondsPerByte)
    (unit, link) = (chip.flash, chip.link)
  }

  var lane: String { unit.name }
  var reads: [Operand] {
    [.fixed(bundles), .fixed(readCount), .counted(list, dimension: 0, by: .value(readCount))] + scales.map { .fixed($0) }
  }
  var writes: [Operand] { [.fixed(slotCount), .fixed(inputCount), places] + rows + rowScales + [columns, columnPlaces] }
  var lengths: [Length] {
    [Length(slotCount, expected: expected.slots), Length(inputCount, expected: expected.inputs)]
  }

  func cost(_ memory: Memory) throws -> [Demand] {
    let reads = Int(memory.space.read(readCount, as: Int32.self)[0])
    let bytes = Int(memory.space.read(slotCount, as: Int32.self)[0]) * bundles.columns
    let seconds = Double(reads) * secondsPerRead + Double(bytes) * secondsPerByte
    return [Demand(unit, Int((seconds * 1e9).rounded(.up))), Demand(link, bytes, .background)]
  }

  func golden(_ memory: Memory) throws {
    let space = memory.space, group = BlockQuantizer.group, fill = RippleChip.inputGroup
    let list: [Int32] = try memory.read(.counted(list, dimension: 0, by: .value(readCount)))
    let found = stride(from: 0, to: list.count, by: 2).flatMap { Array(list[$0]..<list[$0] + list[$0 + 1]) }
    guard found.count <= places.buffer.count, found.allSatisfy({ $0 >= 0 && $0 < bundles.rows }) else {
      throw AcceleratorError("reads of places that there are not")
    }
    // Inputs of one group of places, filled up to whole groups of inputs.
    var inputs: [Int32] = []
    for (index, place) in found.enumerated() {
      inputs.append(place)
      let isEnd = index + 1 == found.count || Int(found[index + 1]) / group != Int(place) / group
      while isEnd, inputs.count % fill != 0 { inputs.append(-1) }
    }
    space.write([Int32(found.count)], to: slotCount)
    space.write([Int32(inputs.count)], to: inputCount)
    try memory.write(found, to: places)
    for (part, operand) in rows.enumerated() {
      let target = try memory.resolve(operand)
      for (slot, place) in found.enumerated() {
        let source: UnsafePointer<Int8> = space.pointer(bundles[Int(place)])
        for index in 0..<target.shape[0].count {
          let bytes: UnsafeMutablePointer<Int8> = space.mutable(target[index][slot]), count = min(group, width - index * group)
          bytes.update(from: source + part * width + index * group, count: count)
          if count < group { (bytes + count).update(repeating: 0, count: group - count) }
        }
      }
      let all: [Float] = space.read(scales[part])
      try memory.write(found.map { all[Int($0)] }, to: rowScales[part])
    }
    let target = try memory.resolve(columns)
    for (input, place) in inputs.enumerated() {
      let column: UnsafeMutablePointer<Int8> = space.mutable(target[input])
      if place < 0 {
        column.update(repeating: 0, count: width)
      } else {
        let source: UnsafePointer<Int8> = space.pointer(bundles[Int(place)])
        column.update(from: source + rows.count * width, count: width)
      }
    }
    try memory.write(inputs, to: columnPlaces)
  }
}
