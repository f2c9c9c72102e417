import Hosts
import Units

/// A pruned matrix's packets to INT4 weights in the order of the array's beats, zeros where none is kept, by `SparseWeightDecoder`s.
struct DecodeWeights: Pass {
  static let name = "decode-weights"
  let array: ArrayShape
  /// [row][byte]: a row's packets, one after the other.
  let packets: Buffer
  let packing: WeightPacking
  let columns: Int
  /// [tile][beat][row][two weights], and FP16 [tile][block][row].
  let codes: Buffer, scales: Buffer
  let unit: Resource, link: Resource

  var lane: String { unit.name }
  var reads: [Operand] { [.fixed(packets)] }
  var writes: [Operand] { [.fixed(codes), .fixed(scales)] }

  private var sizes: [Int] { EdgeLLMWeights.packets(columns) }

  func golden(_ memory: Memory) throws {
    let space = memory.space, target = target(space), wordBytes = EdgeLLMChip.portBytes
    let keep = packing.keptOfGroup, group = packing.group, bits = packing.placeBitsOfGroup
    for row in 0..<packets.rows {
      let bytes: UnsafePointer<UInt8> = space.pointer(packets[row])
      var packet = UnsafeRawPointer(bytes), first = 0
      for inputs in sizes {
        let places = packet + wordBytes
        let placeWords = (packing.placeBits(of: inputs) + 8 * wordBytes - 1) / (8 * wordBytes)
        let weights = places + placeWords * wordBytes
        for index in 0..<inputs / group {
          var pattern = bits == 0 ? 1 : Int((places + index * bits / 8).loadUnaligned(as: UInt16.self)) >> (index * bits % 8)
          for number in 0..<keep {
            let place: Int
            if packing == .half {
              place = pattern & 255 == 0 ? 0 : pattern.trailingZeroBitCount
              pattern &= pattern - 1
            } else {
              place = bits == 0 ? 0 : pattern & (1 << (bits / keep) - 1)
              pattern >>= bits / max(1, keep)
            }
            let lane = index * keep + number
            let code = (weights + lane / 2).load(as: UInt8.self) >> UInt8(4 * (lane % 2)) & 15
            target.put(row, first + index * group + place, code)
          }
        }
        for block in 0..<(inputs + WeightPacket.block - 1) / WeightPacket.block {
          target.put(
            row, scale: packet.loadUnaligned(fromByteOffset: 2 * block, as: UInt16.self), first / WeightPacket.block + block)
        }
        packet += WeightPacket.wordCount(of: inputs, packing: packing, wordBits: 8 * wordBytes) * wordBytes
        first += inputs
      }
    }
  }

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let space = memory.space, target = target(space), decoder: SparseDecoderUnit = try units.unit(lane)
    let matrix = PackedRows(bytes: space.pointer(packets), rows: packets.rows, packing: packing, packets: sizes)
    let cycles = try decoder.decode(matrix) {
      target.put($0, $1, $2)
    } scale: {
      target.put($0, scale: $2, $1)
    }
    return demands(cycles)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let unit: SparseWeightDecoder = try units.unit(lane)
    // Packets follow each other without a gap; the first one's description takes a cycle.
    let row = sizes.reduce(0) { $0 + SparseWeightDecoderCycles.cycles(of: .init(packing, inputs: $1), on: unit) - 1 }
    return demands(1 + packets.rows * row)
  }

  private func demands(_ cycles: Int) -> [Demand] { [Demand(unit, cycles), Demand(link, packets.byteCount, .background)] }

  private func target(_ space: AddressSpace) -> Target {
    let target = Target(
      array: array, beats: codes.shape[1].count, blocks: scales.shape[1].count, columns: columns,
      codes: space.mutable(codes), scales: space.mutable(scales))
    target.codes.update(repeating: 0, count: codes.count)
    target.scales.update(repeating: 0, count: scales.count)
    return target
  }

  /// Where weights go, one at a time.
  private struct Target {
    let array: ArrayShape, beats: Int, blocks: Int, columns: Int
    let codes: UnsafeMutablePointer<UInt8>, scales: UnsafeMutablePointer<UInt16>

    func put(_ row: Int, _ input: Int, _ code: UInt8) {
      let tile = row / array.outputs, beat = input / array.inputs, lane = input % array.inputs
      // A row is filled up to a multiple of 16.
      if beat >= beats { return }
      let place = ((tile * beats + beat) * array.outputs + row % array.outputs) * (array.inputs / 2) + lane / 2
      codes[place] |= code << UInt8(4 * (lane % 2))
    }

    func put(_ row: Int, scale: UInt16, _ block: Int) {
      scales[(row / array.outputs * blocks + block) * array.outputs + row % array.outputs] = scale
    }
  }
}
