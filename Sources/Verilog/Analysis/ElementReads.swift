import Netlist

/// Who reads the elements of each vector: folds and computed indices, or maps.
struct ElementReads {
  struct Read {
    /// By a fold or at a computed index: fast as an array, slow as slices of a wide vector.
    var byFold = false
    /// Read or written element by element by a `map`.
    var byMap = false
  }

  private var values: [Read]

  subscript(index: Int) -> Read { values[index] }

  init(_ subject: AnalyzedModule, _ reach: Reach) {
    let module = subject.module
    values = [Read](repeating: Read(), count: module.values.count)
    var owner = [Int32](repeating: -1, count: module.loops.count)
    for value in reach.order { if let loop = module.values[Int(value)].operation.loop { owner[loop] = value } }
    func mark(_ id: ValueID, byFold: Bool) {
      if byFold { values[Int(id.index)].byFold = true } else { values[Int(id.index)].byMap = true }
    }
    subject.forEachScopeUse { id, _, role in
      guard case .value(let target) = role else { return }
      switch target {
      case .value(let driven): if case .map = module[id].operation { values[Int(driven.index)].byMap = true }
      case .part(let driven, let part):
        if let part = part.folded(module), !part.indices.isEmpty { values[Int(driven.index)].byFold = true }
      case .memory: break
      }
    }
    for value in reach.order.reversed() {
      let index = Int(value)
      switch module.values[index].operation {
      case .loopElement(let loop, let vector):
        let reader = owner[loop]
        guard reader >= 0 else { break }
        if case .fold = module.values[Int(reader)].operation {
          mark(vector, byFold: true)
        } else {
          mark(vector, byFold: values[Int(reader)].byFold)
        }
      case .element(let vector, let at):
        if module[vector].type.count != nil {
          if case .constant = module[at].operation {} else { mark(vector, byFold: true) }
        }
      case .mux(_, let a, let b):
        if values[index].byFold || values[index].byMap {
          mark(a, byFold: values[index].byFold)
          mark(b, byFold: values[index].byFold)
        }
      case .reinterpret(let a), .crossing(let a):
        if values[index].byFold || values[index].byMap { mark(a, byFold: values[index].byFold) }
      default: break
      }
    }
    // A register that takes over a vector whose elements are read one by one belongs to them.
    subject.forEachScopeUse { id, _, role in
      if case .value(.value(let driven)) = role, values[Int(id.index)].byMap { values[Int(driven.index)].byMap = true }
    }
  }
}
