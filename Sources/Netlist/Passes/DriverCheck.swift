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
    for id in module.domainSignals { isRequired[Int(id.index)] = true }
    for instance in module.instances { for case let id? in instance.connections { isRequired[Int(id.index)] = true } }

    for statement in module.statements {
      if case .assign(.value(let id), _) = statement.kind { isFullyDriven[Int(id.index)] = true }
    }
    Module.walk(module.statements) { statement in
      for id in statement.operands { isRead[Int(id.index)] = true }
      switch statement.kind {
      case .assign(.value(let id), _), .assign(.part(let id, _), _): isDriven[Int(id.index)] = true
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
            note: path.contains("when ")
              ? "drive it before the conditions, or add the missing branch" : "drive that too, or the whole before its parts",
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

  /// What a path does not drive, and the path's conditions, in words; nil if there is none.
  func firstGap() -> String? {
    let type = module[target].type
    let covered = covered(by: module.statements)
    guard let bit = covered.firstGap(below: type.width), let path = path(missing: bit, in: module.statements) else { return nil }
    let conditions = path.isEmpty ? "" : "when " + path.joined(separator: " and ")
    guard !covered.isEmpty || path.isEmpty else { return conditions }
    let width = type.width / (type.count ?? type.width)
    let place = "\(type.count == nil ? "bit" : "element") \(bit / width)"
    let inside =
      type.count == nil || bit % width == 0 && !covered.intersects(bit..<(bit / width + 1) * width) ? "" : ", bit \(bit % width)"
    return place + inside + (conditions.isEmpty ? "" : " " + conditions)
  }

  /// The bits that these statements drive on every path. An index beyond the end drives nothing.
  private func covered(by statements: [Statement]) -> BitRanges {
    var result = BitRanges()
    for statement in statements {
      switch statement.kind {
      case .assign(.value(let id), _) where id == target: return BitRanges(0..<module[target].type.width)
      case .assign(.part(let id, let part), _) where id == target:
        if let part = part.folded(module), part.indices.isEmpty { result.insert(part.offset..<(part.offset + part.width)) }
      case .when(_, let then, let otherwise):
        guard mentions(then), mentions(otherwise) else { continue }
        result.formUnion(covered(by: then).intersection(covered(by: otherwise)))
      case .match(let subject, let cases, let otherwise):
        guard let first = cases.first else {
          result.formUnion(covered(by: otherwise))
          continue
        }
        var all = covered(by: first.body)
        for one in cases.dropFirst() where !all.isEmpty { all = all.intersection(covered(by: one.body)) }
        if !all.isEmpty, !isExhaustive(subject, cases) { all = all.intersection(covered(by: otherwise)) }
        result.formUnion(all)
      default: break
      }
    }
    return result
  }

  /// Whether one of the cases is taken in any case; codes that stand for no case of an enumeration cannot occur.
  private func isExhaustive(_ subject: ValueID, _ cases: [Statement.MatchCase]) -> Bool {
    let codes = cases.reduce(0) { $0 + $1.values.count }
    let width = module[subject].type.width
    return enumeration(of: subject).map { codes >= $0.cases.count } ?? (width < 31 && codes == 1 << width)
  }

  private func enumeration(of subject: ValueID) -> Enumeration? {
    module[subject].type.enumeration.map { module.enumerations[$0] }
  }

  /// The conditions of a path that does not drive the bit, in words; nil if there is none.
  private func path(missing bit: Int, in statements: [Statement]) -> [String]? {
    var path: [String] = []
    for statement in statements {
      switch statement.kind {
      case .assign(.value(let id), _) where id == target: return nil
      case .assign(.part(let id, let part), _) where id == target:
        if let part = part.folded(module), part.indices.isEmpty, part.reach.contains(bit) { return nil }
      case .when(let condition, let then, let otherwise):
        guard mentions(then) || mentions(otherwise) else { continue }
        let inThen = self.path(missing: bit, in: then), inOtherwise = self.path(missing: bit, in: otherwise)
        if inThen == nil, inOtherwise == nil { return nil }
        guard path.isEmpty, inThen == nil || inOtherwise == nil || mentionsBit(bit, then) || mentionsBit(bit, otherwise) else {
          continue
        }
        if let inOtherwise {
          path = ["\(describe(condition)) is 0"] + inOtherwise
        } else if let inThen {
          path = ["\(describe(condition)) is 1"] + inThen
        }
      case .match(let subject, let cases, let otherwise):
        guard cases.contains(where: { mentions($0.body) }) || mentions(otherwise) else { continue }
        let bodies = cases.map { ($0.values, self.path(missing: bit, in: $0.body)) }
        let rest = isExhaustive(subject, cases) ? nil : self.path(missing: bit, in: otherwise)
        let open = bodies.first { $0.1 != nil }
        if open == nil, rest == nil { return nil }
        guard path.isEmpty else { continue }
        if let open {
          path = ["\(describe(subject)) is \(describe(open.0, enumeration(of: subject)))"] + (open.1 ?? [])
        } else if let rest {
          path = ["\(describe(subject)) is none of the cases"] + rest
        }
      default: break
      }
    }
    return path
  }

  /// Whether the statements drive the bit on some path.
  private func mentionsBit(_ bit: Int, _ statements: [Statement]) -> Bool {
    var result = false
    Module.walk(statements) { statement in
      switch statement.kind {
      case .assign(.value(target), _): result = true
      case .assign(.part(target, let part), _): if part.reach.contains(bit) { result = true }
      default: break
      }
    }
    return result
  }

  private func mentions(_ statements: [Statement]) -> Bool { Self.firstAssignment(to: target, in: statements) != nil }

  static func firstAssignment(to target: ValueID, in statements: [Statement]) -> SourceLocation? {
    var result: SourceLocation?
    Module.walk(statements) { statement in
      guard result == nil else { return }
      switch statement.kind {
      case .assign(.value(target), _), .assign(.part(target, _), _): result = statement.location
      default: break
      }
    }
    return result
  }

  /// The first value of a case, by its name if it has one.
  private func describe(_ values: [BitVector], _ enumeration: Enumeration?) -> String {
    guard let first = values.first else { return "any case without values" }
    if let enumeration, let position = enumeration.position(of: first) { return "." + enumeration.cases[position] }
    return first.unsigned.map(String.init) ?? "0x" + first.hexadecimal
  }

  private func describe(_ id: ValueID) -> String {
    if let name = module[id].name { return "'\(name)'" }
    if case .not(let inner) = module[id].operation, let name = module[inner].name { return "'!\(name)'" }
    return "the condition in line \(module[id].location.line)"
  }
}
