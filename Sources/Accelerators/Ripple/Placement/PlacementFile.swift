import Foundation

/// The orders of a model's layers, as they are kept in a file.
package struct PlacementFile: Codable, Hashable, Sendable {
  package var schemaVersion = 1
  /// Which model was placed, and how.
  package let model: String, method: String
  /// Positions of the text that was profiled.
  package let positions: Int
  /// The neuron at each place, for each layer.
  package let layers: [[Int]]

  package init(model: String, method: PlacementMethod, positions: Int, placements: [Placement]) {
    (self.model, self.method, self.positions) = (model, method.rawValue, positions)
    layers = placements.map(\.order)
  }

  /// The orders; throws one line for one that does not hold each neuron once.
  package func placements() throws(AcceleratorError) -> [Placement] {
    var result: [Placement] = []
    for order in layers { result.append(try Placement(order)) }
    return result
  }

  /// With sorted keys: the same orders give the same bytes.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
