/// A step's result that is infinite or no number: FP32 overflowed, or a weight is no finite number.
///
/// Codes have no way to say so, so a run ends at the step where it arises, in golden and simulated runs alike.
public struct NonFiniteResult: Error, Sendable, Equatable, CustomStringConvertible {
  /// The model's operation, such as `blk.3.ffn_down`.
  public let operation: String
  /// The step's pass; a copy is of a row of a table of the model.
  public let pass: String
  /// The head, where the step has one.
  public let head: Int?
  /// The token's position in the text.
  public let position: Int
  /// Index of the first such element of the step's result.
  public let element: Int
  /// `inf`, `-inf` or `nan`.
  public let value: String

  public var description: String {
    let place = head.map { "\(operation), head \($0)" } ?? operation
    return "\(place): \(pass == Copy.name ? "the model's table has" : "\(pass) gave") \(value) at position \(position), "
      + "element \(element), which cannot be quantized; "
      + "look for weights, gains or biases of the model that are damaged or far too large"
  }
}

extension Step {
  /// Throws `NonFiniteResult` where a result that must be finite is not.
  func checkFinite(_ memory: Memory) throws {
    for operand in pass.finite {
      let buffer = try memory.resolve(operand)
      let base = memory.space[buffer.memory].baseAddress
      let columns = buffer.columns
      let step = buffer.shape[buffer.shape.count - 1].stride
      var fault: (element: Int, value: Float)?
      var first = 0
      buffer.forEachRow { offset in
        guard fault == nil, var place = base.map({ UnsafeRawPointer($0) + offset }) else { return }
        for column in 0..<columns {
          let value = place.loadUnaligned(as: Float.self)
          if !value.isFinite {
            fault = (first + column, value)
            return
          }
          place += step
        }
        first += columns
      }
      guard let fault else { continue }
      throw NonFiniteResult(
        operation: place.operation, pass: type(of: pass).name, head: place.head, position: memory.position + (place.row ?? 0),
        element: fault.element, value: "\(fault.value)")
    }
  }
}
