/// The time of reads from a phone's flash storage: so much for each command, and a rate; the queue is full, so commands overlap
/// and only their rate counts (Ripple, section 2.2).
package struct FlashStorage: Hashable, Sendable {
  /// Such as `ufs-4.0`.
  package let name: String
  /// Of one command at a full queue.
  package let secondsPerRead: Double
  /// Of a byte.
  package let secondsPerByte: Double

  package init(name: String, secondsPerRead: Double, secondsPerByte: Double) {
    (self.name, self.secondsPerRead, self.secondsPerByte) = (name, secondsPerRead, secondsPerByte)
  }

  /// Of reads of so many bytes in all.
  package func seconds(reads: Int, bytes: Int) -> Double {
    Double(reads) * secondsPerRead + Double(bytes) * secondsPerByte
  }

  /// The gap of bytes that costs as much to read as a further command: what lies between two reads and is smaller is read through.
  package var breakEvenBytes: Double { secondsPerRead / secondsPerByte }

  /// As `seconds` of a machine whose bundles have `bytes` instead of `published`: both sizes then take as many commands for a
  /// bundle's time, so that merging pays as in the published models.
  package func scaled(toBundles bytes: Int, from published: Int) -> FlashStorage {
    FlashStorage(
      name: name, secondsPerRead: secondsPerRead, secondsPerByte: secondsPerByte * Double(published) / Double(bytes))
  }

  /// UFS 4.0, fitted to the published table; see `MeasuredReads`.
  package static let ufs4 = MeasuredReads.fit(MeasuredReads.oneplus12.filter { $0.left > 0 }, name: "ufs-4.0")
  /// UFS 3.1: half of UFS 4.0 in both, for want of a table (the paper: Ace 2 reaches about half of OnePlus 12).
  package static let ufs3 = FlashStorage(
    name: "ufs-3.1", secondsPerRead: 2 * ufs4.secondsPerRead, secondsPerByte: 2 * ufs4.secondsPerByte)
}

/// A row of the published table of reads: OPT-350M's feed-forward weights in FP16 with a share of neurons left out (Neuralink, arXiv
/// 2410.19274v3, table 2, OnePlus 12).
package struct MeasuredReads: Hashable, Sendable {
  /// Share of neurons that are not read.
  package let left: Double
  /// Printed.
  package let megabytesPerSecond: Double, milliseconds: Double

  /// The ten rows of the table.
  package static let oneplus12: [MeasuredReads] = [
    (0, 1637.6, 234.5), (0.1, 1355.4, 255.0), (0.2, 1089.2, 282.0), (0.3, 904.7, 297.1), (0.4, 746.0, 308.8),
    (0.5, 598.8, 320.6), (0.6, 524.5, 292.8), (0.7, 441.3, 260.9), (0.8, 396.4, 193.7), (0.9, 368.1, 104.2),
  ].map { MeasuredReads(left: $0, megabytesPerSecond: $1, milliseconds: $2) }

  /// OPT-350M: layers, bundles of a layer, and bytes of a bundle.
  private static let layers = 24.0, bundles = 4096.0, bundleBytes = 4096.0

  /// Reads of a token when neurons are left out at random and neighbors are read at once: p (1 - p) runs a bundle, at least one a
  /// layer.
  package var reads: Double { Self.layers * max(1, Self.bundles * left * (1 - left)) }
  /// Bytes of a token.
  package var bytes: Double { Self.layers * Self.bundles * Self.bundleBytes * (1 - left) }

  /// The cost of a command and the rate with the least squares of relative errors.
  package static func fit(_ rows: [MeasuredReads], name: String) -> FlashStorage {
    // (reads * a + bytes * b) / t = 1 for every row, solved by the normal equations.
    var readSquares = 0.0, byteSquares = 0.0, mixed = 0.0, readSum = 0.0, byteSum = 0.0
    for row in rows {
      let reads = row.reads / (row.milliseconds * 1e-3), bytes = row.bytes / (row.milliseconds * 1e-3)
      readSquares += reads * reads
      byteSquares += bytes * bytes
      mixed += reads * bytes
      readSum += reads
      byteSum += bytes
    }
    let determinant = readSquares * byteSquares - mixed * mixed
    return FlashStorage(
      name: name, secondsPerRead: (readSum * byteSquares - byteSum * mixed) / determinant,
      secondsPerByte: (byteSum * readSquares - readSum * mixed) / determinant)
  }

  /// Of a storage, as a share of the printed time.
  package func error(of storage: FlashStorage) -> Double {
    (reads * storage.secondsPerRead + bytes * storage.secondsPerByte) / (milliseconds * 1e-3) - 1
  }
}
