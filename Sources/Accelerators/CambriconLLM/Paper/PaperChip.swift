/// The chip as the paper's tables have it: what the time of a token follows from.
///
/// Source: Cambricon-LLM (MICRO 2024, arXiv 2409.15654), table II and the section on tiling.
package struct PaperChip: Hashable, Sendable {
  /// Channels, cores, pages, rates and the NPU's array.
  package var system: CambriconConfiguration
  /// Rows and columns that all cores compute on in a round: a page each.
  package var tileRows: Int, tileColumns: Int
  /// Bits of a weight; bytes of an activation, and of a key or value.
  package var weightBits = 8, activationBytes = 1
  /// Bytes of a row's sum on the channel. The paper's formula of the traffic counts one.
  package var resultBytes = 1
  /// Elements a cycle of the special functions; the paper gives none: one for each row of the array.
  var specialFunctionLanes = 16
  /// Whether matrices of one input, such as query, key and value, share the wait for the first page.
  var sharesFirstPage = false

  init(_ system: CambriconConfiguration, tile: (rows: Int, columns: Int)) {
    self.system = system
    (tileRows, tileColumns) = tile
  }

  /// S, M and L with their tiles: that of least traffic, in powers of two.
  package static let small = Self(.paperS, tile: (256, 2048))
  package static let medium = Self(.paperM, tile: (512, 4096))
  package static let large = Self(.paperL, tile: (512, 16384))

  /// Weights of 4 bits, activations, keys and values of 16: a page has twice as many weights.
  static func fourBit(_ chip: Self, tile: (rows: Int, columns: Int)) -> Self {
    var chip = chip
    (chip.weightBits, chip.activationBytes) = (4, 2)
    (chip.tileRows, chip.tileColumns) = tile
    return chip
  }

  /// So many channels of so many chips with 2 dies: the tile's rows are the power of two that is not below the least-traffic
  /// `sqrt(cores * page)`.
  static func of(channels: Int, chips: Int) -> Self {
    var system = CambriconConfiguration.paperS
    (system.channels, system.coresPerChannel) = (channels, 2 * chips)
    let area = system.coresPerChannel * system.pageBytes
    var rows = 1
    while rows * rows < area { rows *= 2 }
    return Self(system, tile: (rows, channels * area / rows))
  }

  var weightBytes: Double { Double(weightBits) / 8 }
  /// Rows and columns of the part of a tile that one core has in a page.
  var pageRows: Int { tileRows / system.coresPerChannel }
  var pageColumns: Int { tileColumns / system.channels }

  /// Bytes that a channel carries for the cores in a round: the vector in, broadcast once, and the sums out.
  var vectorBytes: Double { Double(pageColumns * activationBytes) }
  var sumBytes: Double { Double(tileRows * resultBytes) }
  /// Weights that the array takes a second with one vector: a row of it a cycle.
  var npuWeightRate: Double { Double(system.npuColumns) * system.clockRate }
  /// From a page's last byte in the NPU to its last sum: the page's rows through the array, and the array's depth.
  var npuTailSeconds: Double {
    let weights = Double(system.pageBytes) / weightBytes
    return weights / npuWeightRate + Double(system.npuRows + system.npuColumns) / system.clockRate
  }
}
