import Units

/// How a matrix is dealt to the flash channels and the NPU.
///
/// Source: Cambricon-LLM (arXiv 2409.15654), hardware-aware tiling: a tile's columns over the channels, its rows over the cores
/// of a channel. The paper leaves open how the NPU's share is cut.
public enum MatrixDivision: String, Hashable, Codable, Sendable, CaseIterable {
  /// Each channel and the NPU have rows of their own with all columns: nothing is added behind them.
  case rows
  /// Each channel and the NPU have groups of 64 columns of all rows: their partial sums are added.
  case columns
}

/// A block of a matrix: some rows of some groups of 64 columns.
public struct MatrixBlock: Hashable, Sendable {
  public var rows: Range<Int>
  public var groups: Range<Int>

  public var isEmpty: Bool { rows.isEmpty || groups.isEmpty }

  /// The block's columns in a matrix of so many.
  func columns(of all: Int) -> Range<Int> {
    groups.lowerBound * BlockQuantizer.group..<min(all, groups.upperBound * BlockQuantizer.group)
  }
}

/// What each part of a system multiplies of a matrix.
public struct MatrixShares: Hashable, Sendable {
  /// One for each channel.
  public var channels: [MatrixBlock]
  public var npu: MatrixBlock

  /// Rows of the NPU's block that a channel sends raw: the channels send about as many each.
  func rawRows(ofChannel index: Int) -> Range<Int> {
    if npu.isEmpty { return 0..<0 }
    let first = npu.rows.lowerBound, count = npu.rows.count
    return first + count * index / channels.count..<first + count * (index + 1) / channels.count
  }

  /// Of a matrix of so many rows and groups of 64 columns: the first `inFlash` of the rows or groups in equal parts to the channels,
  /// the rest to the NPU.
  public init(_ system: CambriconConfiguration, rows: Int, groups: Int, inFlash: Int) {
    let count = system.division == .rows ? rows : groups
    precondition((0...count).contains(inFlash), "a share of a matrix is between nothing and all of it")
    func block(_ range: Range<Int>) -> MatrixBlock {
      system.division == .rows
        ? MatrixBlock(rows: range, groups: 0..<groups) : MatrixBlock(rows: 0..<rows, groups: range)
    }
    channels = (0..<system.channels).map { block(inFlash * $0 / system.channels..<inFlash * ($0 + 1) / system.channels) }
    npu = block(inFlash..<count)
  }
}
