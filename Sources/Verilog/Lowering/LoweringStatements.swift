import Netlist

extension ModuleLowering {
  // MARK: Local values

  /// Computes a named value where it belongs: in the innermost loop that it depends on, else right here.
  func bind(_ id: ValueID, _ frame: Frame) -> Expression {
    var home = frame
    var innermost: Frame?
    for loop in analysis.values[Int(id.index)].loopDependencies {
      guard let candidate = binding(of: Int(loop), for: id)?.frame else { continue }
      if let known = innermost, known.loopDepth >= candidate.loopDepth { continue }
      innermost = candidate
    }
    if let innermost { home = innermost }
    let type = type(id)
    let name = self.name(of: id)
    let location = module[id].location
    let isSigned = type.isSigned && (type.count == nil || isArray(id))
    if !home.block.locals.contains(where: { $0.name == name }) {
      home.block.locals.append(
        Declaration(
          storage: .variable, name: name, width: isArray(id) ? elementWidth(id) : type.width, isSigned: isSigned,
          dimensions: isArray(id) ? [type.count ?? 1] : [], location: location))
    }
    let variable = target(id)
    compute(id, into: variable, home)
    home.bound[id.index] = variable
    return variable
  }

  /// Appends statements that give `variable` the value `id`, by blocking assignments.
  func compute(_ id: ValueID, into variable: Expression, _ frame: Frame) {
    let location = module[id].location
    switch module[id].operation {
    case .fold(let loop, let initial):
      append(.assign(variable, expression(initial, frame), isBlocking: true), location, frame)
      loopStatement(module.loops[loop].count, location, frame) { index, inner in
        let saved = loops[loop]
        loops[loop] = LoopBinding(index: index, frame: inner, accumulator: variable)
        defer { loops[loop] = saved }
        append(.assign(variable, expression(module.loops[loop].result, inner), isBlocking: true), location, inner)
      }
    case .map(let loop):
      loopStatement(module.loops[loop].count, location, frame) { index, inner in
        let saved = loops[loop]
        loops[loop] = LoopBinding(index: index, frame: inner, accumulator: nil)
        defer { loops[loop] = saved }
        let value = expression(module.loops[loop].result, inner)
        append(.assign(element(of: variable, id, at: index), value, isBlocking: true), location, inner)
      }
    default:
      append(.assign(variable, inlined(id, frame), isBlocking: true), location, frame)
    }
  }

  private func append(_ kind: ProceduralStatement.Kind, _ location: SourceLocation, _ frame: Frame) {
    frame.statements.append(ProceduralStatement(kind: kind, location: location))
  }

  /// A `for` loop whose body `body` fills.
  func loopStatement(_ count: Int, _ location: SourceLocation, _ frame: Frame, _ body: (Expression, Frame) -> Void) {
    let name = loopVariable(depth: frame.loopDepth)
    if !frame.block.locals.contains(where: { $0.name == name }) {
      let position = frame.block.locals.prefix { $0.storage == .integer }.count
      frame.block.locals.insert(Declaration(storage: .integer, name: name, width: 32, isSigned: true), at: position)
    }
    let inner = Frame(inside: frame, isLoop: true)
    body(.name(name, width: 32, isSigned: true), inner)
    append(.loop(variable: name, count: count, body: inner.statements), location, frame)
  }

  /// The element of a vector variable or register as an assignment's left side.
  private func element(of variable: Expression, _ id: ValueID, at index: Expression) -> Expression {
    let width = elementWidth(id)
    if isArray(id) { return variable.element(at: index, width: width, isSigned: type(id).isSigned) }
    if width == type(id).width { return variable }
    return variable.part(start: .scaled(index, by: width), count: width)
  }

  // MARK: Statements

  /// Lowers the statements of a scope, after the local values that belong to it.
  func lower(_ scope: Scope, _ frame: Frame) {
    for value in localsOfScope[scope.id] ?? [] where frame.lookUp(value) == nil { _ = bind(ValueID(Int(value)), frame) }
    for statement in scope.statements { lower(statement, frame) }
  }

  private func body(_ scope: Scope, _ parent: Frame) -> [ProceduralStatement] {
    let frame = Frame(inside: parent)
    lower(scope, frame)
    return frame.statements
  }

  private func lower(_ statement: Projected, _ frame: Frame) {
    switch statement {
    case .assign(let target, let value, let location): lowerAssignment(target, value, location, frame)
    case .when(let condition, let then, let otherwise, let location):
      let test = closed(condition, frame)
      let first = body(then, frame)
      let second = body(otherwise, frame)
      if first.isEmpty, second.isEmpty { return }
      if first.isEmpty {
        append(.conditional(test.inverted(dialect), then: second, otherwise: []), location, frame)
      } else {
        append(.conditional(test, then: first, otherwise: second), location, frame)
      }
    case .match(let subject, let cases, let otherwise, let location):
      let type = type(subject)
      // Labels are unsigned, and make the subject so.
      var test = closed(subject, frame)
      if test.isFragile { test = test.taken(asSigned: false, dialect) }
      let items = cases.map { one in
        (
          labels: one.values.map { constant($0, ValueType(width: type.width, enumeration: type.enumeration)) },
          body: body(one.body, frame)
        )
      }
      let rest = body(otherwise, frame)
      let kept = items.filter { !$0.body.isEmpty || !rest.isEmpty }
      if kept.isEmpty {
        // Icarus 11 stops at a `case` that has a default only.
        frame.statements += rest
      } else {
        append(.selection(test, items: kept, otherwise: rest), location, frame)
      }
    case .check(let kind, let condition, let message, let location):
      append(.check(kind, closed(condition, frame), message: message), location, frame)
    case .display(let text, let location):
      let parts = text.parts.map { part -> (text: String, value: Expression?, radix: DisplayText.Radix) in
        switch part {
        case .text(let text): return (text, nil, .decimal)
        case .value(let id, let radix):
          let isSigned = type(id).isSigned && type(id).count == nil
          return ("", closed(id, frame).taken(asSigned: isSigned, dialect), radix)
        }
      }
      append(.display(parts), location, frame)
    }
  }

  private func lowerAssignment(_ target: Target, _ value: ValueID, _ location: SourceLocation, _ frame: Frame) {
    let isBlocking = frame.block.isBlocking
    switch target {
    case .value(let id):
      if let lane = frame.block.lane {
        let source = element(of: value, atLoopIndex: lane, frame)
        append(.assign(element(of: self.target(id), id, at: lane), source, isBlocking: isBlocking), location, frame)
      } else if let count = type(id).count, isArray(id) || (type(value).count == count && needsElements(value)) {
        loopStatement(count, location, frame) { index, inner in
          let source = element(of: value, atLoopIndex: index, inner)
          append(.assign(element(of: self.target(id), id, at: index), source, isBlocking: isBlocking), location, inner)
        }
      } else {
        append(.assign(self.target(id), expression(value, frame), isBlocking: isBlocking), location, frame)
      }
    case .part(let id, let part): lowerPart(id, part, value, location, frame)
    case .memory(let memory, let address, let mask): lowerMemoryWrite(memory, address, mask, value, location, frame)
    }
  }

  /// Whether the vector can only be read element by element.
  func needsElements(_ id: ValueID) -> Bool {
    if module.isLeaf(id) || analysis.values[Int(id.index)].isNamed { return isArray(id) }
    switch module[id].operation {
    case .map: return true
    case .mux(_, let a, let b): return needsElements(a) || needsElements(b)
    case .reinterpret(let a), .crossing(let a): return needsElements(a)
    case .memoryRead(let memory, _): return analysis.memoryHasElements[memory]
    default: return false
    }
  }

  private func lowerPart(_ id: ValueID, _ part: Part, _ value: ValueID, _ location: SourceLocation, _ frame: Frame) {
    guard let part = part.folded(module) else { return }
    var condition: Expression?
    for index in part.indices {
      guard let check = rangeCheck(index.value, count: index.count, frame) else { continue }
      condition = condition.map { .logical(.logicalAnd, $0, check, dialect) } ?? check
    }
    write(place(id, part, frame), expression(value, frame), if: condition, location, frame)
  }

  /// Some bits of a variable as an assignment's left side: `m[row]`, `m[row][8 * i +: 8]`, `word[3]`, `word[7:4]`.
  private func place(_ id: ValueID, _ part: Part, _ frame: Frame) -> Expression {
    let type = type(id)
    var name = target(id)
    var indices = part.indices
    var offset = part.offset
    if isArray(id) {
      let element = elementWidth(id)
      let outer = indices.filter { $0.stride % element == 0 }
      indices.removeAll { $0.stride % element == 0 }
      name = name.element(
        at: padded(sum(of: outer, unit: element, offset: offset / element, frame), count: type.count ?? 1), width: element,
        isSigned: type.isSigned)
      offset %= element
      if part.width == element { return name }
    }
    if indices.isEmpty { return name.bits(offset: offset, count: part.width) }
    if part.width == name.width { return name }
    let start = sum(of: indices, unit: 1, offset: offset, frame)
    return name.part(start: part.width == 1 ? padded(start, count: name.width) : start, count: part.width)
  }

  /// `offset` and the indices times their strides, in units of `unit` bits.
  private func sum(of indices: [Part.Index], unit: Int, offset: Int, _ frame: Frame) -> Expression {
    var result: Expression?
    for index in indices where index.count > 1 {
      let scaled = Expression.scaled(indexExpression(index.value, count: index.count, frame), by: index.stride / unit).withinIndex
      result = result.map { Expression(node: .binary(.add, $0, scaled), width: 32, ownWidth: 32, isSigned: false) } ?? scaled
    }
    return result.map { shifted($0, by: offset) } ?? .number(offset)
  }

  private func write(
    _ left: Expression, _ right: Expression, if condition: Expression?, _ location: SourceLocation, _ frame: Frame
  ) {
    let assignment = ProceduralStatement.Kind.assign(left, right, isBlocking: frame.block.isBlocking)
    if let condition {
      append(
        .conditional(condition, then: [ProceduralStatement(kind: assignment, location: location)], otherwise: []), location, frame
      )
    } else {
      append(assignment, location, frame)
    }
  }

  private func lowerMemoryWrite(
    _ memory: Int, _ address: ValueID, _ mask: ValueID?, _ value: ValueID, _ location: SourceLocation, _ frame: Frame
  ) {
    let entry = module.memories[memory]
    let count = entry.word.count ?? 1
    let width = entry.word.width / count
    let condition = rangeCheck(address, count: entry.depth, frame)
    let name = Expression.name(memoryNames[memory], width: entry.word.width, isSigned: false)
    let word = name.element(
      at: padded(indexExpression(address, count: entry.depth, frame), count: entry.depth), width: entry.word.width,
      isSigned: false)
    let hasElements = analysis.memoryHasElements[memory]
    // All writes of a memory have one width: where instances of a module differ in what is left of their writes, Verilator 5.48
    // gives the words that wait for the end of the edge the width of another write.
    let isMasked = analysis.maskedMemories.contains(memory)
    if count == 1 || (mask == nil && !isMasked && !hasElements && !(type(value).count == count && needsElements(value))) {
      var test = condition
      if let mask {
        let bit = closed(mask, frame)
        test = test.map { .logical(.logicalAnd, $0, bit, dialect) } ?? bit
      }
      return write(word, expression(value, frame), if: test, location, frame)
    }
    let outer = condition == nil ? frame : Frame(inside: frame)
    loopStatement(count, location, outer) { index, inner in
      let left =
        hasElements
        ? word.element(at: index, width: width, isSigned: entry.word.isSigned)
        : word.part(start: .scaled(index, by: width), count: width)
      let right = element(of: value, atLoopIndex: index, inner)
      let test = mask.map { mask -> Expression in
        if type(mask).width == 1 { return closed(mask, inner) }
        let (base, offset) = selectable(mask, inner)
        return base.part(start: shifted(index, by: offset), count: 1)
      }
      write(left, right, if: test, location, inner)
    }
    if let condition { append(.conditional(condition, then: outer.statements, otherwise: []), location, frame) }
  }
}
