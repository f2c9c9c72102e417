import Netlist

/// What values depend on, and how long they would be as one expression.
struct Extents {
  struct Extent {
    /// Loops whose index, element or accumulator the value depends on, sorted.
    var loopDependencies: [Int32] = []
    /// The value contains a `map` or `fold`.
    var containsLoop = false
    /// The value needs the number of the element that is being computed.
    var containsIndex = false
    /// Longer than an expression may be.
    var isTooLarge = false
  }

  /// The most values in one expression.
  private static let maximumSize: Int32 = 60

  private var values: [Extent]

  subscript(index: Int) -> Extent { values[index] }

  init(_ subject: AnalyzedModule, _ reach: Reach) {
    let module = subject.module
    values = [Extent](repeating: Extent(), count: module.values.count)
    var size = [Int32](repeating: 1, count: module.values.count)
    for value in reach.order {
      let id = ValueID(Int(value))
      let operation = module[id].operation
      var dependencies: [Int32] = []
      var containsLoop = false
      var total: Int32 = 1
      for operand in module.dependencies(of: id) {
        let index = Int(operand.index)
        for loop in values[index].loopDependencies where !dependencies.contains(loop) { dependencies.append(loop) }
        if values[index].containsLoop { containsLoop = true }
        if values[index].containsIndex { values[Int(value)].containsIndex = true }
        if module[operand].name == nil, reach.uses[index] == 1 {
          total += values[index].isTooLarge ? 1 : size[index]
        } else {
          total += 1
        }
      }
      switch operation {
      case .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop):
        if case .loopIndex = operation { values[Int(value)].containsIndex = true }
        if !dependencies.contains(Int32(loop)) { dependencies.append(Int32(loop)) }
      case .map(let loop), .fold(let loop, _):
        dependencies.removeAll { $0 == Int32(loop) }
        containsLoop = true
        total = 1
      case .concatenate: total = 1
      default: break
      }
      if dependencies.count > 1 { dependencies.sort() }
      values[Int(value)].loopDependencies = dependencies
      values[Int(value)].containsLoop = containsLoop
      size[Int(value)] = total
      values[Int(value)].isTooLarge = total > Self.maximumSize
    }
  }
}
