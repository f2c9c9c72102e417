/// Vectors of one element of plain bits become scalars, so that a unit of one lane is the text of a unit without lanes.
///
/// Ports, memories and what arrays of instances connect keep their types, which others rely on. Signed elements stay too: a vector
/// counts as its bits, a scalar as a number.
enum SingleElementVectors {
  static func run(_ design: inout Design) -> [Diagnostic] {
    for index in design.modules.indices where design.modules[index].values.contains(where: { $0.type.isSingleElement }) {
      open(&design.modules[index])
    }
    return []
  }

  private static func open(_ module: inout Module) {
    let isFixed = fixed(module)
    for index in module.values.indices where module.values[index].type.isSingleElement && !isFixed[index] {
      module.values[index].type.count = nil
    }
    for index in module.values.indices {
      guard case .element(let vector, let position) = module.values[index].operation, !isFixed[Int(vector.index)],
        module[vector].type.width == module.values[index].type.width, case .constant(let bits) = module[position].operation
      else { continue }
      module.values[index].operation =
        bits.isZero ? .reinterpret(vector) : .constant(BitVector(width: module.values[index].type.width))
    }
  }

  private static func fixed(_ module: Module) -> [Bool] {
    var result = module.values.map { !$0.type.isSingleElement }
    for port in module.ports { result[Int(port.value.index)] = true }
    for instance in module.instances where !instance.dimensions.isEmpty {
      for case let id? in instance.connections { result[Int(id.index)] = true }
    }
    for (index, value) in module.values.enumerated() {
      switch value.operation {
      case .memoryRead, .map, .fold: result[index] = true
      case .element(let vector, let position):
        // At a computed index there may be nothing.
        if case .constant = module[position].operation {} else { result[Int(vector.index)] = true }
      case .loopElement(_, let vector): result[Int(vector.index)] = true
      default: break
      }
    }
    Module.walk(module.statements) { statement in
      if case .assign(.part(let id, let part), _) = statement.kind, !part.indices.isEmpty { result[Int(id.index)] = true }
    }
    return result
  }
}

extension ValueType {
  fileprivate var isSingleElement: Bool { count == 1 && !isSigned && enumeration == nil }
}
