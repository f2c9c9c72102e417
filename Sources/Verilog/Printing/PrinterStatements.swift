import Netlist

/// Blocks and the statements in them.
extension Printer {
  mutating func print(_ block: ProceduralBlock) {
    begin(block.location)
    switch (block.trigger, dialect) {
    case (.combinational, .systemVerilog): text.write("always_comb")
    case (.combinational, .verilog2005): text.write("always @*")
    case (.clock(let event, isInitialized: false), .systemVerilog): text.write("always_ff @(\(Self.text(event)))")
    case (.clock(let event, _), _): text.write("always @(\(Self.text(event)))")
    case (.initial, _): text.write("initial")
    }
    if block.locals.isEmpty, block.body.count == 1, case .assign = block.body[0].kind {
      text.newline()
      text.indentation += 1
      print(block.body[0])
      text.indentation -= 1
      return
    }
    text.write(block.locals.isEmpty ? " begin" : " begin : \(block.name)")
    text.newline()
    text.indentation += 1
    print(block.locals)
    for statement in block.body { print(statement) }
    text.indentation -= 1
    text.write("end")
    text.newline()
  }

  private static func text(_ event: ClockEvent) -> String {
    func text(_ edge: ClockEdge) -> String { edge == .rising ? "posedge" : "negedge" }
    return "\(text(event.edge)) \(event.clock)" + (event.reset.map { " or \(text($0.edge)) \($0.name)" } ?? "")
  }

  /// A body after `if (…)`, `else`, `for (…)` or a case label, on the lines that follow.
  private mutating func printBody(_ body: [ProceduralStatement]) {
    if body.count == 1, isSimple(body[0]) {
      text.newline()
      text.indentation += 1
      print(body[0])
      text.indentation -= 1
      return
    }
    printBlock(body)
  }

  private mutating func printBlock(_ body: [ProceduralStatement]) {
    text.write(" begin")
    text.newline()
    text.indentation += 1
    for statement in body { print(statement) }
    text.indentation -= 1
    text.write("end")
  }

  private func isSimple(_ statement: ProceduralStatement) -> Bool {
    switch statement.kind {
    case .assign: true
    case .loop(_, _, let body): body.count == 1 && isSimple(body[0])
    default: false
    }
  }

  private func isSimpleBody(_ body: [ProceduralStatement]) -> Bool { body.count == 1 && isSimple(body[0]) }

  mutating func print(_ statement: ProceduralStatement) {
    switch statement.kind {
    case .assign(let target, let value, let isBlocking):
      begin(statement.location)
      print(target)
      text.write(isBlocking ? " = " : " <= ")
      print(value)
      text.write(";")
      end(statement.location, driving: target.driven)
    case .conditional(let condition, let then, let otherwise):
      begin(statement.location)
      printConditional(condition, then, otherwise)
    case .selection(let subject, let items, let otherwise):
      begin(statement.location)
      text.write("case (")
      print(subject)
      text.write(")")
      text.newline()
      text.indentation += 1
      for item in items {
        for (index, label) in item.labels.enumerated() {
          if index > 0 { text.write(", ") }
          print(label)
        }
        text.write(":")
        printArm(item.body)
      }
      text.write("default:")
      printArm(otherwise)
      text.indentation -= 1
      text.write("endcase")
      text.newline()
    case .loop(let variable, let count, let body):
      begin(statement.location)
      text.write("for (\(variable) = 0; \(variable) < \(count); \(variable) = \(variable) + 1)")
      printBody(body)
      if !isSimpleBody(body) { text.newline() }
    case .display(let parts):
      begin(statement.location)
      let format = parts.map { part in
        part.value == nil ? Self.escaped(part.text) : part.radix == .decimal ? "%0d" : part.radix == .hexadecimal ? "%h" : "%b"
      }
      text.write("`HWGEN_DISPLAY((\"\(format.joined())\"")
      for case let value? in parts.map(\.value) {
        text.write(", ")
        print(value)
      }
      text.write("));")
      text.newline(wrap: false)
    case .task(let name, let arguments):
      begin(statement.location)
      text.write("\(name)(")
      for (index, argument) in arguments.enumerated() {
        if index > 0 { text.write(", ") }
        print(argument)
      }
      text.write(");")
      end(statement.location)
    case .check(let kind, let condition, let message):
      begin(statement.location)
      checks.append((text.line, kind, message, statement.location))
      let words = "\"\(Self.escaped(message))\""
      if dialect == .systemVerilog {
        text.write(kind.rawValue + " (")
        print(condition)
        text.write(")")
        if kind != .cover { text.write(" `HWGEN_ELSE(\(words))") }
        text.write(";")
      } else {
        text.write("`HWGEN_\(kind.rawValue.uppercased())(")
        print(condition)
        text.write(kind == .cover ? ")" : ", \(words))")
        text.write(";")
      }
      text.newline(wrap: false)
    }
  }

  private mutating func printArm(_ body: [ProceduralStatement]) {
    if body.isEmpty {
      text.write(" ;")
      text.newline()
    } else if isSimpleBody(body), case .assign(let target, let value, let isBlocking) = body[0].kind {
      begin(body[0].location)
      text.write(" ")
      print(target)
      text.write(isBlocking ? " = " : " <= ")
      print(value)
      text.write(";")
      end(body[0].location)
    } else {
      printBody(body)
      if !isSimpleBody(body) { text.newline() }
    }
  }

  private mutating func printConditional(
    _ condition: Expression, _ then: [ProceduralStatement], _ otherwise: [ProceduralStatement]
  ) {
    text.write("if (")
    print(condition)
    text.write(")")
    // Either both branches have begin and end or none, as an engineer would write it.
    if isSimpleBody(then), otherwise.isEmpty || (isAssign(then[0]) && isSimpleTail(otherwise)) {
      printBody(then)
    } else {
      text.write(" begin")
      text.newline()
      text.indentation += 1
      for statement in then { print(statement) }
      text.indentation -= 1
      text.write("end")
      if otherwise.isEmpty {
        text.newline()
      } else {
        text.write(" ")
      }
    }
    guard !otherwise.isEmpty else { return }
    text.write("else")
    if otherwise.count == 1, case .conditional(let condition, let then, let otherwise) = otherwise[0].kind {
      text.write(" ")
      printConditional(condition, then, otherwise)
      return
    }
    if isSimpleBody(otherwise), isSimpleBody(then), isAssign(then[0]) {
      printBody(otherwise)
    } else {
      printBlock(otherwise)
      text.newline()
    }
  }

  /// Whether an `else` branch needs no begin and end, nor any branch of a chain in it.
  private func isSimpleTail(_ body: [ProceduralStatement]) -> Bool {
    if body.count == 1, case .conditional(_, let then, let otherwise) = body[0].kind {
      return isSimpleBody(then) && isAssign(then[0]) && (otherwise.isEmpty || isSimpleTail(otherwise))
    }
    return isSimpleBody(body)
  }

  private func isAssign(_ statement: ProceduralStatement) -> Bool { if case .assign = statement.kind { true } else { false } }

  /// Text for a Verilog string that `$error` takes as its format.
  static func escaped(_ message: String) -> String {
    var result = ""
    for scalar in message.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "%": result += "%%"
      case "`": result += "'"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += " "
      }
    }
    return result
  }
}
