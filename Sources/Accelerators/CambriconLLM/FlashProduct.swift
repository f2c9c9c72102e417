import Hosts
import Units

/// What one flash channel does of a matrix: multiplies a block by a vector, and sends other weights raw to the NPU.
struct FlashWork: Hashable, Codable, Sendable {
  /// A block of a weight matrix by one vector.
  struct Product: Hashable, Codable, Sendable {
    /// INT8 [group][row][64], and the columns that count.
    let matrix: Buffer, columns: Int
    /// INT8 [column] and UINT8 [group] of the block.
    let codes: Buffer, shifts: Buffer
    /// [row]
    let sums: Buffer
  }
  let product: Product?
  /// INT8 [group][row][64] of what is sent raw, and where it goes; nil for a target where the NPU takes it from the image.
  let raw: Buffer?, target: Buffer?
  /// INT32 [1]: bytes that have been sent.
  let arrived: Buffer
  /// The number of each die's first page with a tile, and with raw weights.
  let firstTile: Int, firstRead: Int

  var reads: [Operand] {
    (product.map { [.fixed($0.matrix), .fixed($0.codes), .fixed($0.shifts)] } ?? []) + (raw.map { [.fixed($0)] } ?? [])
  }
  var writes: [Operand] { [product?.sums, target, arrived].compactMap { $0.map { .fixed($0) } } }
  var rawBytes: Int { raw?.count ?? 0 }
  /// Products, each with its addition.
  var operations: Int { product.map { $0.matrix.rows * $0.columns } ?? 0 }

  func golden(_ memory: Memory) {
    let space = memory.space
    if let product {
      BlockProduct.golden(
        space.matrix(product.matrix, columns: product.columns), codes: space.pointer(product.codes),
        shifts: space.pointer(product.shifts), into: space.mutable(product.sums))
    }
    block(space)?.copyAll()
    note(space)
  }

  /// Writes how many bytes have been sent.
  func note(_ space: AddressSpace) { space.write([Int32(truncatingIfNeeded: rawBytes)], to: arrived) }

  /// What is sent raw, in the memory.
  func block(_ space: AddressSpace) -> FlashRawBlock? {
    guard let raw, let target else { return nil }
    return FlashRawBlock(
      from: space.pointer(raw), stride: raw.shape[0].stride, to: space.mutable(target), stride: target.shape[0].stride,
      groups: raw.shape[0].count, rows: raw.shape[1].count, partBytes: BlockQuantizer.group)
  }
}

/// What a channel does of a matrix, whichever unit does it.
protocol FlashPass: Pass {
  var work: FlashWork { get }
  /// The channel.
  var unit: Resource { get }
}

extension FlashPass {
  static var name: String { "product" }
  var lane: String { unit.name }
  var reads: [Operand] { work.reads }
  var writes: [Operand] { work.writes }
  func operations(at position: Int) throws -> Int { work.operations }
  func golden(_ memory: Memory) throws { work.golden(memory) }
}

/// A channel's part of a matrix with the sums of `flash-channel` and the time that `flash-chip` would take by its cycle model.
struct FlashProduct: FlashPass {
  let work: FlashWork
  let unit: Resource, planes: Resource, link: Resource
  /// Nanoseconds and bytes over the bus.
  let nanoseconds: Int, bytes: Int
  /// What the channel's rounds go by, if not by reading pages.
  let cause: Resource?

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let channel: FlashChannelUnit = try units.unit(lane)
    var cycles = 0
    let space = memory.space
    if let product = work.product {
      cycles = try channel.multiply(
        space.matrix(product.matrix, columns: product.columns),
        by: CodeVectors(codes: space.pointer(product.codes), shifts: space.pointer(product.shifts)),
        into: space.mutable(product.sums)
      ).total
    }
    work.note(space)
    let modelled = work.product.map { channel.modelledCycles(rows: $0.matrix.rows, columns: $0.columns) } ?? 0
    return demands(cycles, late: max(0, cycles - modelled))
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] {
    let unit: FlashChannel = try units.unit(lane)
    let cycles = work.product.map { FlashChannelUnit.cycles(rows: $0.matrix.rows, columns: $0.columns, on: unit).total } ?? 0
    return demands(cycles, late: 0)
  }

  /// - Parameter late: cycles by which the RTL was later than its cycle model
  private func demands(_ cycles: Int, late: Int) -> [Demand] {
    let more = Int((Double(late) / unit.perSecond * 1e9).rounded())
    return [Demand(unit, cycles), Demand(planes, nanoseconds + more, cause: cause), Demand(link, bytes)]
  }
}

/// A channel's part of a matrix on `flash-chip`: sums, raw weights, cycles and bytes are its RTL's.
struct ClockedFlashProduct: FlashPass {
  let work: FlashWork
  let unit: Resource, planes: Resource, link: Resource
  /// Cycles and bytes by the cycle model.
  let cycles: Int, bytes: Int
  /// What the channel's rounds go by, if not by reading pages.
  let cause: Resource?

  func run(_ units: RunningUnits, _ memory: Memory) throws -> [Demand] {
    let chip: FlashChipUnit = try units.unit(lane)
    let space = memory.space
    let product = work.product.map {
      (
        matrix: space.matrix($0.matrix, columns: $0.columns),
        vector: CodeVectors(codes: space.pointer($0.codes), shifts: space.pointer($0.shifts)),
        sums: space.mutable($0.sums, as: Int64.self)
      )
    }
    let use = try chip.run(product, raw: work.block(space), firstPage: (work.firstTile, work.firstRead))
    work.note(space)
    return demands(use.cycles, use.bytes)
  }

  func estimate(_ units: ModelledUnits, _ memory: Memory) throws -> [Demand] { demands(cycles, bytes) }

  private func demands(_ cycles: Int, _ bytes: Int) -> [Demand] {
    let nanoseconds = Int((Double(cycles) / unit.perSecond * 1e9).rounded())
    return [Demand(unit, cycles), Demand(planes, nanoseconds, cause: cause), Demand(link, bytes)]
  }
}
