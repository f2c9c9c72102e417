import Hosts
import Units

/// Which pages of the dies hold a model's matrices: of each die one plane has the tiles that it multiplies, the other what it sends raw,
/// both page after page in the order of the graph.
struct FlashPlacement: Sendable {
  /// Of each channel, by where the matrix's image begins.
  private var first: [Int: [(tile: Int, read: Int)]] = [:]

  /// Of no matrix.
  init() {}

  init(_ system: CambriconLLM) throws {
    let chip = system.chip.timing.chip
    var next = [(tile: Int, read: Int)](repeating: (0, 0), count: system.configuration.channels)
    for matrix in system.weights.all {
      first[matrix.codes.offset] = next
      let shares = try system.shares.shares(system.configuration, of: matrix)
      for (index, block) in shares.channels.enumerated() {
        let bytes = shares.npu.groups.count * shares.rawRows(ofChannel: index).count * BlockQuantizer.group
        let pages = FlashChipUnit.pages(
          rows: block.rows.count, columns: block.isEmpty ? 0 : block.columns(of: matrix.columns).count, rawBytes: bytes, on: chip)
        next[index] = (next[index].tile + pages.tile, next[index].read + pages.read)
      }
    }
    if let most = next.map({ max($0.tile, $0.read) }).max(), most > 1 << FlashMemoryChip.pageNumberWidth {
      throw AcceleratorError("a plane would need \(most) pages, more than numbers of \(FlashMemoryChip.pageNumberWidth) bits")
    }
  }

  /// The numbers of each die's first pages in a channel.
  func firstPages(of matrix: BlockWeights.Matrix, channel: Int) -> (tile: Int, read: Int) {
    first[matrix.codes.offset]?[channel] ?? (0, 0)
  }
}
