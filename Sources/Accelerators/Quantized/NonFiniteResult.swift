/// An operator's result that is infinite or no number: FP32 overflowed, or a weight is no finite number.
///
/// INT8 codes have no way to say so, so a run ends at the operator where it arises, in golden and simulated systems alike.
public struct NonFiniteResult: Error, Sendable, Equatable, CustomStringConvertible {
  /// The model's operation, such as `blk.3.ffn_down`.
  public let operation: String
  /// The unit's pass; nil for a row of a table of the model.
  public let function: UnitFunction?
  /// The token's position in the text.
  public let position: Int
  /// Index of the first such element.
  public let element: Int
  /// `inf`, `-inf` or `nan`.
  public let value: String

  public var description: String {
    let pass = function.map { "\($0.rawValue) gave" } ?? "the model's table has"
    return "\(operation): \(pass) \(value) at position \(position), element \(element), which cannot be quantised; "
      + "look for weights, gains or biases of the model that are damaged or far too large"
  }
}
