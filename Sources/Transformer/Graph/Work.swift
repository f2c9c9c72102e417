extension ModelGraph {
  /// Multiply-accumulate operations of `tokens` positions run from `position` on, of which `logitRows` get logits.
  public func multiplications(tokens: Int, from position: Int = 0, logitRows: Int = 1) -> Int {
    var rows = tokens
    var total = 0
    for operation in operations {
      switch operation.kind {
      case .selectRows: rows = logitRows
      case .linear(let layer): total += rows * layer.inputs * layer.outputs
      case .attend(let layer):
        // Each position multiplies itself and all before it, with keys and with values.
        let pairs = tokens * position + tokens * (tokens + 1) / 2
        total += 2 * pairs * layer.heads * layer.headWidth
      default: continue
      }
    }
    return total
  }
}
