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
  /// As the paper's figures are explained best: a channel has the columns of a page row; where a matrix has fewer of these than there are
  /// channels, groups of rows lie side by side, and channels that make no whole group idle; the NPU has the last rows.
  case tiles
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

  /// Parts of the matrix, the NPU's as the last one, whose sums are of the same rows: each set is added, or is one part alone.
  package var sets: [[Int]] {
    let blocks = channels + [npu]
    var sets: [[Int]] = []
    for index in blocks.indices where !blocks[index].isEmpty {
      if let set = sets.firstIndex(where: { blocks[$0[0]].rows == blocks[index].rows }) {
        sets[set].append(index)
      } else {
        sets.append([index])
      }
    }
    return sets
  }

  /// Of a matrix of so many rows and groups of 64 columns: the first `inFlash` of the rows or groups in equal parts to the channels,
  /// the rest to the NPU.
  public init(_ system: CambriconConfiguration, rows: Int, groups: Int, inFlash: Int) {
    let count = system.division == .columns ? groups : rows
    precondition((0...count).contains(inFlash), "a share of a matrix is between nothing and all of it")
    if system.division == .tiles {
      channels = Self.tiles(system, rows: inFlash, groups: groups)
      npu = MatrixBlock(rows: inFlash..<rows, groups: 0..<groups)
      return
    }
    func block(_ range: Range<Int>) -> MatrixBlock {
      system.division == .rows
        ? MatrixBlock(rows: range, groups: 0..<groups) : MatrixBlock(rows: 0..<rows, groups: range)
    }
    channels = (0..<system.channels).map { block(inFlash * $0 / system.channels..<inFlash * ($0 + 1) / system.channels) }
    npu = block(inFlash..<count)
  }

  /// The channels' blocks of so many rows: the columns of a page row for each, in steps of a page's rows.
  private static func tiles(_ system: CambriconConfiguration, rows: Int, groups: Int) -> [MatrixBlock] {
    let width = max(1, system.pageColumns / BlockQuantizer.group), parts = (groups + width - 1) / width
    // Page rows that a channel takes of the columns, and channels that the columns take.
    let each = (parts + system.channels - 1) / system.channels, wide = (parts + each - 1) / each
    let deep = parts <= system.channels ? system.channels / parts : 1
    let pages = (rows + system.pageRows - 1) / system.pageRows
    func row(_ group: Int) -> Int { min(rows, pages * group / deep * system.pageRows) }
    return (0..<system.channels).map { channel in
      let part = channel % wide, group = channel / wide
      if group >= deep { return MatrixBlock(rows: 0..<0, groups: 0..<0) }
      return MatrixBlock(
        rows: row(group)..<row(group + 1), groups: part * each * width..<min(groups, (part + 1) * each * width))
    }
  }
}
