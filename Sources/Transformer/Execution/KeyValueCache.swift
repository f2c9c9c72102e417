/// Keys and values of all positions so far, layer by layer, in fp32.
public struct KeyValueCache: Sendable {
  /// Keys of each layer, [position][head][element], after rotation.
  public private(set) var keys: [[Float]]
  /// Values of each layer, laid out like the keys.
  public private(set) var values: [[Float]]
  /// Elements of a position in one layer.
  public let width: Int
  /// Most positions that fit.
  public let capacity: Int

  init(layers: Int, width: Int, capacity: Int) {
    self.width = width
    self.capacity = capacity
    // Memory is reserved, which costs nothing until it is written, so that growing never copies.
    var empty: [Float] { var array: [Float] = []; array.reserveCapacity(capacity * width); return array }
    keys = (0..<layers).map { _ in empty }
    values = (0..<layers).map { _ in empty }
  }

  /// Adds the positions of `key` and `value` to a layer.
  public mutating func append(layer: Int, key: Matrix, value: Matrix) {
    keys[layer].append(contentsOf: key.values)
    values[layer].append(contentsOf: value.values)
  }

  /// Positions stored in a layer.
  public func positions(layer: Int) -> Int { keys[layer].count / max(1, width) }

  /// Forgets all positions from `position` on.
  public mutating func truncate(to position: Int) {
    for layer in keys.indices where keys[layer].count > position * width {
      keys[layer].removeLast(keys[layer].count - position * width)
      values[layer].removeLast(values[layer].count - position * width)
    }
  }
}
