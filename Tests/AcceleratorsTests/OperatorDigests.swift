import Hashing

/// The SHA-256 of all that each operation of a model's graph gave in a run: FP32 values, lowest byte first, position after
/// position.
struct OperatorDigests: Equatable {
  private var hashes: [(name: String, hash: SHA256)] = []
  private var indices: [String: Int] = [:]

  /// Adds the rows of one operation's result that come next.
  mutating func add(_ operation: String, _ values: [Float]) {
    let index = indices[operation] ?? hashes.count
    if index == hashes.count {
      indices[operation] = index
      hashes.append((operation, SHA256()))
    }
    let words = values.map(\.bitPattern.littleEndian)
    words.withUnsafeBytes { hashes[index].hash.update($0) }
  }

  /// A line for each operation in the order of the graph: its name and its digest.
  var text: String {
    hashes.map { name, hash in "\(name) \(hash.finish())\n" }.joined()
  }

  static func == (left: Self, right: Self) -> Bool { left.text == right.text }
}
