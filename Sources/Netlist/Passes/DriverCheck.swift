/// Every wire that something reads, every output and every instance input is driven on each path (no latches).
enum DriverCheck {
  static func run(_ design: Design) -> [Diagnostic] { design.modules.flatMap(check) }

  private static func check(_ module: Module) -> [Diagnostic] {
    if module.isOpaque { return [] }
    let count = module.values.count
    var isDriven = [Bool](repeating: false, count: count)
    var isFullyDriven = [Bool](repeating: false, count: count)
    var isRead = [Bool](repeating: false, count: count)
    var isRequired = [Bool](repeating: false, count: count)
    for index in module.values.indices { for id in module.dependencies(of: ValueID(index)) { isRead[Int(id.index)] = true } }
    for port in module.ports where port.direction == .output { isRequired[Int(port.value.index)] = true }
    for instance in module.instances { for case let id? in instance.connections { isRequired[Int(id.index)] = true } }

    for statement in module.statements {
      if case .assign(.value(let id), _) = statement.kind { isFullyDriven[Int(id.index)] = true }
    }
    Module.walk(module.statements) { statement in
      for id in statement.operands { isRead[Int(id.index)] = true }
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.element(let id, _), _): isDriven[Int(id.index)] = true
      default: break
      }
    }

    var found: [Diagnostic] = []
    for index in module.values.indices where module.values[index].operation == .wire && !isFullyDriven[index] {
      guard isRead[index] || isRequired[index] || isDriven[index] else { continue }
      let value = module.values[index]
      let name = value.name.map { "'\($0)'" } ?? "a signal"
      if !isDriven[index] {
        found.append(Diagnostic(.error, "\(name) is never driven", note: "drive it with <==", at: value.location, in: module))
      } else if let path = Coverage(module: module, target: ValueID(index)).firstGap() {
        let location = Coverage.firstAssignment(to: ValueID(index), in: module.statements) ?? value.location
        found.append(
          Diagnostic(
            .error, "\(name) is not driven on every path: not \(path)",
            note: "drive it before the conditions, or add the missing branch",
            at: location, in: module))
      }
    }
    return found
  }
}

/// Whether a wire is driven on every path through the statements.
private struct Coverage {
  let module: Module
  let target: ValueID

  /// The conditions of a path that drives nothing, in words; nil if there is none.
  func firstGap() -> String? {
    let (gap, elements) = gap(in: module.statements)
    guard let gap else { return nil }
    // An index beyond the end drives nothing.
    if let count = module[target].type.count, elements.isSuperset(of: 0..<count) { return nil }
    if !elements.isEmpty, let missing = (0...).first(where: { !elements.contains($0) }) { return "element \(missing)" }
    return gap.isEmpty ? "always" : "when " + gap.joined(separator: " and ")
  }

  /// The gap, and the elements at constant indices that these statements drive unconditionally.
  private func gap(in statements: [Statement]) -> ([String]?, Set<Int>) {
    var path: [String]? = []
    var elements: Set<Int> = []
    for statement in statements {
      switch statement.kind {
      case .assign(.value(let id), _) where id == target: return (nil, elements)
      case .assign(.element(let id, let index), _) where id == target:
        if case .constant(let bits) = module[index].operation, let position = bits.unsigned.flatMap(Int.init(exactly:)) {
          elements.insert(position)
        }
      case .when(let condition, let then, let otherwise):
        guard mentions(then) || mentions(otherwise) else { continue }
        let (inThen, thenElements) = gap(in: then)
        let (inOtherwise, otherElements) = gap(in: otherwise)
        elements.formUnion(thenElements.intersection(otherElements))
        if inThen == nil, inOtherwise == nil { return (nil, elements) }
        if path?.isEmpty ?? true {
          if let inOtherwise {
            path = ["\(describe(condition)) is 0"] + inOtherwise
          } else if let inThen {
            path = ["\(describe(condition)) is 1"] + inThen
          }
        }
      case .match(let subject, let cases, let otherwise):
        let bodies = cases.map { ($0.values, gap(in: $0.body).0) }
        let codes = cases.reduce(0) { $0 + $1.values.count }
        let width = module[subject].type.width
        let names = module[subject].type.enumeration.map { module.enumerations[$0].cases }
        // Codes that stand for no case of an enumeration cannot occur.
        let isExhaustive = names.map { codes >= $0.count } ?? (width < 31 && codes == 1 << width)
        let rest = isExhaustive ? nil : gap(in: otherwise).0
        let open = bodies.first { $0.1 != nil }
        if open == nil, rest == nil { return (nil, elements) }
        guard bodies.contains(where: { $0.1 == nil }) || cases.contains(where: { mentions($0.body) }) || mentions(otherwise)
        else { continue }
        if path?.isEmpty ?? true {
          if let open {
            path = ["\(describe(subject)) is \(describe(open.0, names))"] + (open.1 ?? [])
          } else if let rest {
            path = ["\(describe(subject)) is none of the cases"] + rest
          }
        }
      default: break
      }
    }
    return (path, elements)
  }

  private func mentions(_ statements: [Statement]) -> Bool { Self.firstAssignment(to: target, in: statements) != nil }

  static func firstAssignment(to target: ValueID, in statements: [Statement]) -> SourceLocation? {
    var result: SourceLocation?
    Module.walk(statements) { statement in
      guard result == nil else { return }
      switch statement.kind {
      case .assign(.value(target), _), .assign(.element(target, _), _): result = statement.location
      default: break
      }
    }
    return result
  }

  /// The first value of a case, by its name if it has one.
  private func describe(_ values: [BitVector], _ names: [String]?) -> String {
    guard let first = values.first else { return "any case without values" }
    guard let value = first.unsigned else { return "0x" + first.hexadecimal }
    if let names, value < UInt64(names.count) { return "." + names[Int(value)] }
    return "\(value)"
  }

  private func describe(_ id: ValueID) -> String {
    if let name = module[id].name { return "'\(name)'" }
    if case .not(let inner) = module[id].operation, let name = module[inner].name { return "'!\(name)'" }
    return "the condition in line \(module[id].location.line)"
  }
}
