/// Loops over one element become the body itself.
enum SingleElementLoops {
  static func run(_ design: inout Design) -> [Diagnostic] {
    for index in design.modules.indices where design.modules[index].loops.contains(where: { $0.count == 1 }) {
      open(&design.modules[index])
    }
    return []
  }

  private static func open(_ module: inout Module) {
    var initial: [Int: ValueID] = [:]
    for value in module.values { if case .fold(let loop, let seed) = value.operation { initial[loop] = seed } }
    for index in module.values.indices {
      let value = module.values[index]
      switch value.operation {
      case .map(let loop) where module.loops[loop].count == 1, .fold(let loop, _) where module.loops[loop].count == 1:
        module.values[index].operation = .reinterpret(module.loops[loop].result)
      case .loopIndex(let loop) where module.loops[loop].count == 1:
        module.values[index].operation = .constant(BitVector(width: value.type.width))
      case .loopElement(let loop, let vector) where module.loops[loop].count == 1:
        module.values[index].operation = .reinterpret(vector)
      case .loopAccumulator(let loop) where module.loops[loop].count == 1:
        if let seed = initial[loop] { module.values[index].operation = .reinterpret(seed) }
      default: break
      }
    }
  }
}
