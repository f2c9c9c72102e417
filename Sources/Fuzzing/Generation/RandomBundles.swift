import Netlist
import Simulation

extension ModuleBuilder {
  /// Vectors of bundles: a register for each field, written at one index under one condition, and read at another one.
  mutating func addBundles() {
    guard shape.hasBundles, random.chance(25) else { return }
    let count = 1 + random.below(random.chance(80) ? 5 : 17)
    let domain = anyDomain()
    let prefix = random.pick(AwkwardNames.all)
    let fields = (0..<(1 + random.below(3))).map { field -> ValueID in
      let width = random.chance(40) ? 1 : 1 + random.below(random.chance(80) ? 12 : 40)
      let type = ValueType(width: width * count, isSigned: random.chance(50), count: count)
      let reset = hasReset[domain] && random.chance(60) ? random.bits(width: type.width) : nil
      let value = add(.register(module.registers.count), type, name: "\(prefix)_field_\(field)")
      module[value].isField = true
      module.registers.append(Register(value: value, domain: domain, reset: reset))
      return value
    }
    bundles.append(fields)
    registers += fields
    pool += fields
    let index = number(near: count)
    for field in fields where random.chance(80) { pool.append(add(.element(field, index: index), module[field].type.element)) }
  }

  /// What drives the fields of such a vector: elements as a whole, some of their fields, and parts of fields.
  mutating func bundleWrites(_ fields: [ValueID]) -> [Statement] {
    (0..<(1 + random.below(3))).map { _ in
      let count = module[fields[0]].type.count ?? 1
      let index = number(near: count)
      // A new element, or another one of the same vector.
      let other = random.chance(30) ? number(near: count) : nil
      var body: [Statement] = []
      for field in fields where random.chance(85) {
        let element = module[field].type.element
        if element.width > 1, random.chance(30) {
          let offset = random.below(element.width)
          let width = 1 + random.below(element.width - offset)
          let part = Part(offset: offset, width: width, indices: [.init(value: index, count: count, stride: element.width)])
          body.append(Statement(.assign(.part(field, part), value(ValueType(width: width))), location: location()))
        } else {
          let source = other.map { add(.element(field, index: $0), element) } ?? value(element)
          body.append(Statement(.assign(module.element(of: field, at: index), source), location: location()))
        }
      }
      return Statement(.when(value(.bit), then: body, otherwise: []), location: location())
    }
  }
}
