import Netlist
import Simulation

extension ModuleBuilder {
  /// One random scalar or vector operation over what can be read here.
  mutating func operation() -> ValueID {
    let source = anyValue()
    let type = module[source].type
    let plain = ValueType(width: type.width, isSigned: type.isSigned)
    switch random.below(24) {
    case 0: return add(.not(source), random.chance(50) ? type : plain)
    case 1: return add(.negate(source), plain)
    case 2: return add(.reduce(random.pick(ReductionOperator.allCases), source), .bit)
    case 3, 4: return add(.binary(random.pick([.add, .subtract]), source, value(type)), plain)
    case 5, 6: return add(.binary(random.pick([.and, .or, .xor]), source, value(type)), random.chance(50) ? type : plain)
    case 7: return add(.binary(.equal, source, value(type)), .bit)
    case 8: return add(.binary(.less, source, value(type)), .bit)
    case 9, 10: return product()
    case 11, 12, 13:
      return add(.shift(random.pick(ShiftOperator.allCases), source, by: number(near: type.width)), plain)
    case 14, 15: return add(.mux(value(.bit), source, value(type)), type)
    case 16, 17: return add(.resize(source), ValueType(width: randomWidth(), isSigned: type.isSigned))
    case 18: return slice(source)
    case 19: return concatenation()
    case 20, 21:
      return add(.element(source, index: number(near: type.count ?? type.width)), type.count == nil ? .bit : type.element)
    case 22:
      if readsMemories, let memory = module.memories.indices.randomElement(using: &random) {
        return add(
          .memoryRead(memory: memory, address: number(near: module.memories[memory].depth)), module.memories[memory].word)
      }
      return add(.crossing(source), type)
    default:
      let wanted = randomType()
      return add(.mux(value(.bit), value(wanted), value(wanted)), wanted)
    }
  }

  /// An exact product, often added to something that is wide enough for it.
  private mutating func product() -> ValueID {
    let signed = random.chance(50)
    let widest = random.chance(80) ? 24 : min(129, shape.widest)
    let left = ValueType(width: 1 + random.below(widest), isSigned: signed)
    let right = ValueType(width: 1 + random.below(widest), isSigned: signed)
    let result = add(.binary(.multiply, value(left), value(right)), ValueType(width: left.width + right.width, isSigned: signed))
    if random.chance(50) { return result }
    let sum = ValueType(width: left.width + right.width + random.below(8), isSigned: signed)
    let extended = sum.width == left.width + right.width ? result : add(.resize(result), sum)
    return add(.binary(.add, extended, value(sum)), sum)
  }

  private mutating func slice(_ source: ValueID) -> ValueID {
    let type = module[source].type
    if let count = type.count, random.chance(50) {
      // Some elements in a row.
      let first = random.below(count), taken = 1 + random.below(count - first)
      let width = type.element.width
      let part = ValueType(width: taken * width, isSigned: type.isSigned, count: taken)
      return add(.slice(source, offset: first * width), taken == 1 && random.chance(50) ? type.element : part)
    }
    let offset = random.below(type.width)
    return add(
      .slice(source, offset: offset), ValueType(width: 1 + random.below(type.width - offset), isSigned: random.chance(30)))
  }

  private mutating func concatenation() -> ValueID {
    if random.chance(40) {
      // A vector of its elements.
      let element = ValueType(width: 1 + random.below(20), isSigned: random.chance(50))
      let parts = (0..<(1 + random.below(6))).map { _ in value(element) }
      return add(
        .concatenate(parts), ValueType(width: element.width * parts.count, isSigned: element.isSigned, count: parts.count))
    }
    let parts = (0..<(1 + random.below(5))).map { _ in scalar(widest: 40) }
    let width = parts.reduce(0) { $0 + module[$1].type.width }
    return add(.concatenate(parts), ValueType(width: width, isSigned: random.chance(30)))
  }

  /// A `map` or `fold` whose body is a few operations over the element, the index, the accumulator and outer values;
  /// bodies may hold loops of their own.
  mutating func addLoop() {
    loopDepth += 1
    let count = loopDepth > 1 ? 1 + random.below(4) : random.chance(85) ? 1 + random.below(8) : random.pick([16, 17, 33])
    let width = random.chance(70) ? 1 + random.below(17) : random.pick([31, 32, 33, 40, 64, 65])
    let element = ValueType(width: width, isSigned: random.chance(50))
    let vectors = (0..<(1 + random.below(2))).map { _ in
      let type = random.chance(70) ? element : ValueType(width: 1 + random.below(20), isSigned: random.chance(50))
      return value(ValueType(width: type.width * count, isSigned: type.isSigned, count: count))
    }
    let result = random.chance(60) ? element : ValueType(width: 1 + random.below(40), isSigned: random.chance(50))
    let isFold = random.chance(50)
    let initial = value(result)
    let loop = module.loops.count
    module.loops.append(Loop(count: count, result: initial))

    let outer = pool
    let indexWidth = max(1, Int.bitWidth - (count - 1).leadingZeroBitCount)
    var inner = [add(.loopIndex(loop: loop), ValueType(width: indexWidth))]
    for vector in vectors { inner.append(add(.loopElement(loop: loop, vector: vector), module[vector].type.element)) }
    if isFold { inner.append(add(.loopAccumulator(loop: loop), result)) }
    pool = (random.chance(50) ? outer.suffix(2) : []) + inner
    for _ in 0..<(1 + random.below(4)) {
      if loopDepth < 3, random.chance(12) { addLoop() } else { pool.append(named(operation(), percent: 10)) }
    }
    var body = value(result)
    if isFold, random.chance(70) {
      body = add(.binary(random.pick([.add, .xor, .and, .subtract]), body, inner[inner.count - 1]), result)
    }
    module.loops[loop].result = body
    pool = outer
    let vectorType = ValueType(width: result.width * count, isSigned: result.isSigned, count: count)
    let whole = isFold ? add(.fold(loop: loop, initial: initial), result) : add(.map(loop: loop), vectorType)
    pool.append(named(whole, percent: 40))
    loopDepth -= 1
  }
}
