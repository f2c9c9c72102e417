import Transformer
import Units

/// Where results lie between passes, and where bundles come.
struct RippleScratch: Sendable {
  /// Of a row: INT8 [column], UINT8 [group], INT32 [1].
  let codes: Buffer, shifts: Buffer, exponent: Buffer
  /// UINT8 [byte]: a bit for each place.
  let bitmap: Buffer
  /// INT32 [1]: neurons that are asked for; of those needed the ones that are not; cycles in which the bitmap is looked at; reads; places of all reads; inputs of the product with
  /// down, with those that fill groups up.
  let active: Buffer, missed: Buffer, scanned: Buffer, readCount: Buffer, slotCount: Buffer, inputCount: Buffer
  /// INT32 [read][2]: first place, and places.
  let reads: Buffer
  /// What has come: a slot for each place of each read. INT32 [slot]: the place; INT8 [group][slot][64]; FP32 [slot].
  let places: Buffer, gateCodes: Buffer, upCodes: Buffer, gateScales: Buffer, upScales: Buffer
  /// INT8 [input][output] and INT32 [input]: columns of down with their places, -1 for one that only fills its group up; all of a
  /// group of 8 inputs are of one group of 64 places.
  let columns: Buffer, columnPlaces: Buffer
  /// FP32 [slot].
  let gates: Buffer, ups: Buffer, hidden: Buffer
  /// INT8 [input] and UINT8 [group of 8].
  let inputCodes: Buffer, inputShifts: Buffer
  /// [output], or [slot].
  let sums: Buffer

  init(_ graph: ModelGraph, _ chip: RippleChip, in memory: inout MemoryMap, state: inout MemoryMap) throws {
    let model = graph.configuration, group = BlockQuantizer.group
    let neurons = model.feedForwardWidth, groups = (model.width + group - 1) / group
    let most = (neurons + group - 1) / group * group, widest = max(neurons, model.width)
    codes = try memory.place(.int8, (widest + group - 1) / group * group)
    shifts = try memory.place(.uint8, (widest + group - 1) / group)
    exponent = try memory.place(.int32, 1)
    bitmap = try memory.place(.uint8, chip.fetchUnit.beats * chip.fetchUnit.beatBits / 8)
    active = try state.place(.int32, 1)
    missed = try state.place(.int32, 1)
    scanned = try state.place(.int32, 1)
    readCount = try state.place(.int32, 1)
    slotCount = try state.place(.int32, 1)
    inputCount = try state.place(.int32, 1)
    reads = try memory.place(.int32, neurons, 2)
    places = try memory.place(.int32, neurons)
    gateCodes = try memory.place(.int8, groups, neurons, group)
    upCodes = try memory.place(.int8, groups, neurons, group)
    gateScales = try memory.place(.float32, neurons)
    upScales = try memory.place(.float32, neurons)
    columns = try memory.place(.int8, most, model.width)
    columnPlaces = try memory.place(.int32, most)
    gates = try memory.place(.float32, neurons)
    ups = try memory.place(.float32, neurons)
    hidden = try memory.place(.float32, neurons)
    inputCodes = try memory.place(.int8, most)
    inputShifts = try memory.place(.uint8, most / RippleChip.inputGroup)
    sums = try memory.place(RippleChip.sums, widest)
  }

  /// The part of a buffer that has an element for each slot.
  func slots(_ buffer: Buffer, dimension: Int = 0) -> Operand { .counted(buffer, dimension: dimension, by: .value(slotCount)) }
  /// The part of a buffer that has an element for each input, or for each 8 of them.
  func inputs(_ buffer: Buffer, block: Int = 1) -> Operand {
    .counted(buffer, dimension: 0, by: .value(inputCount), block: block)
  }
}
