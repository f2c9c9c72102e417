import Transformer

/// A feed-forward layer's weights as they lie in flash: for each place a bundle of all that belongs to its neuron (Ripple, section
/// 2.1), in INT8: the row of the gate where there is one, the row of the up matrix, the column of the down matrix.
package enum BundleImage {
  /// Matrices of which a bundle has a part.
  package static func parts(of model: LanguageModel) -> [String] {
    (model.configuration.family.isGated ? ["ffn_gate"] : []) + ["ffn_up", "ffn_down"]
  }

  /// Bytes of a bundle.
  package static func bundleBytes(of model: LanguageModel) -> Int { parts(of: model).count * model.configuration.width }

  /// The bytes of one layer.
  package static func bytes(of model: LanguageModel, layer: Int, _ placement: Placement) throws -> [UInt8] {
    let width = model.configuration.width
    let matrices = try parts(of: model).map { part -> (isColumns: Bool, codes: [Int8]) in
      let name = "blk.\(layer).\(part).weight"
      guard let tensor = model.weights[name] else { throw AcceleratorError("the model has no tensor '\(name)'") }
      return (part == "ffn_down", try QuantizedMatrix(quantizing: tensor).values)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(placement.order.count * matrices.count * width)
    for neuron in placement.order {
      for matrix in matrices {
        for index in 0..<width {
          let code =
            matrix.isColumns ? matrix.codes[index * placement.order.count + neuron] : matrix.codes[neuron * width + index]
          bytes.append(UInt8(bitPattern: code))
        }
      }
    }
    return bytes
  }
}
