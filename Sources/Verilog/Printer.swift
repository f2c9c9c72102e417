import Netlist

/// Prints one module's syntax tree in a dialect and notes which source line each statement comes from.
struct Printer {
  let dialect: Dialect
  /// Appends `// File.swift:line` to statements.
  let lineComments: Bool
  /// Paths that source locations refer to.
  let sourceFiles: [String]
  var text: TextBuffer
  /// Emitted line and location of each statement and declaration, in order.
  private(set) var lines: [(line: Int, location: SourceLocation)] = []
  private(set) var checks: [(line: Int, kind: CheckKind, message: String, location: SourceLocation)] = []

  init(dialect: Dialect, lineComments: Bool, maximumColumn: Int, sourceFiles: [String]) {
    self.dialect = dialect
    self.lineComments = lineComments
    self.sourceFiles = sourceFiles
    text = TextBuffer(maximumColumn: maximumColumn)
  }

  private mutating func begin(_ location: SourceLocation) {
    if location.file >= 0, lines.last?.line != text.line { lines.append((text.line, location)) }
  }

  private mutating func end(_ location: SourceLocation) {
    if lineComments, location.file >= 0, sourceFiles.indices.contains(Int(location.file)) {
      let name = sourceFiles[Int(location.file)].split(separator: "/").last.map(String.init) ?? ""
      text.write("  // \(name):\(location.line)")
      text.newline(wrap: false)
    } else {
      text.newline()
    }
  }

  // MARK: Modules

  mutating func print(_ module: ModuleDeclaration) {
    for line in module.header {
      text.write(line.isEmpty ? "//" : "// " + line)
      text.newline(wrap: false)
    }
    if module.hasChecks { printCheckMacros() }
    text.write("module ")
    text.write(module.name)
    if module.ports.isEmpty {
      text.write(";")
      text.newline()
    } else {
      text.write(" (")
      text.newline()
      printPorts(module.ports)
      text.write(");")
      text.newline()
    }
    text.indentation += 1
    print(module.items)
    text.indentation -= 1
    text.write("endmodule")
    text.newline()
    if module.hasChecks {
      directive("`ifdef HWGEN_CHECKS")
      directive("`undef HWGEN_CHECKS")
      for name in checkMacros { directive("`undef \(name)") }
      directive("`endif")
    }
  }

  private var checkMacros: [String] { dialect == .systemVerilog ? ["HWGEN_ELSE"] : ["HWGEN_ASSERT", "HWGEN_ASSUME", "HWGEN_COVER"] }

  /// Formal tools read immediate assertions without an action; simulators want the message. Verilog-2005 has no assertions:
  /// there a simulator prints the message and stops.
  private mutating func printCheckMacros() {
    directive("`ifdef FORMAL")
    directive("`define HWGEN_CHECKS")
    if dialect == .systemVerilog {
      directive("`define HWGEN_ELSE(message)")
    } else {
      for kind in ["assert", "assume"] { directive("`define HWGEN_\(kind.uppercased())(condition, message) \(kind) (condition)") }
      directive("`define HWGEN_COVER(condition) cover (condition)")
    }
    directive("`elsif VERILATOR")
    directive("`define HWGEN_CHECKS")
    if dialect == .systemVerilog {
      directive("`define HWGEN_ELSE(message) else $error(message)")
    } else {
      for kind in ["ASSERT", "ASSUME"] {
        directive("`define HWGEN_\(kind)(condition, message) if (!(condition)) begin $display(message); $stop; end")
      }
      directive("`define HWGEN_COVER(condition) if (condition) begin end")
    }
    directive("`endif")
    text.newline()
  }

  private mutating func directive(_ line: String) {
    let level = text.indentation
    text.indentation = 0
    text.write(line)
    text.newline(wrap: false)
    text.indentation = level
  }

  private func range(_ width: Int) -> String { width == 1 ? "" : "[\(width - 1):0]" }

  private mutating func printPorts(_ ports: [PortDeclaration]) {
    let hasSigned = ports.contains(where: \.isSigned)
    let rangeColumns = ports.map { range($0.width).utf8.count }.max() ?? 0
    text.indentation += 1
    for (index, port) in ports.enumerated() {
      begin(port.location)
      text.write(port.direction == .input ? "input  " : "output ")
      switch dialect {
      case .systemVerilog: text.write("logic ")
      case .verilog2005: text.write(port.isVariable ? "reg  " : "wire ")
      }
      if hasSigned { text.write(port.isSigned ? "signed " : "       ") }
      let bits = range(port.width)
      text.spaces(rangeColumns - bits.utf8.count)
      text.write(bits)
      if rangeColumns > 0 { text.write(" ") }
      text.write(port.name)
      if index + 1 < ports.count { text.write(",") }
      end(port.location)
    }
    text.indentation -= 1
  }

  private mutating func print(_ items: [Item]) {
    for item in items { print(item) }
  }

  private mutating func print(_ item: Item) {
    switch item {
    case .comment(let line):
      text.write("// ")
      text.write(line)
      text.newline(wrap: false)
    case .parameter(let name, let width, let value):
      text.write("localparam ")
      if width > 1 { text.write("\(range(width)) ") }
      text.write("\(name) = \(value);")
      text.newline()
    case .declaration(let declaration): print(declaration)
    case .assign(let target, let value, let location):
      begin(location)
      text.write("assign ")
      print(target)
      text.write(" = ")
      print(value)
      text.write(";")
      end(location)
    case .block(let block): print(block)
    case .instance(let instance): print(instance)
    case .genvar(let name):
      text.write("genvar \(name);")
      text.newline()
    case .generate(let variable, let count, let label, let items):
      text.write(dialect == .systemVerilog ? "for (genvar \(variable) = 0; " : "generate for (\(variable) = 0; ")
      text.write("\(variable) < \(count); \(variable) = \(variable) + 1) begin : \(label)")
      text.newline()
      text.indentation += 1
      print(items)
      text.indentation -= 1
      text.write(dialect == .systemVerilog ? "end" : "end endgenerate")
      text.newline()
    case .conditional(let line, let items):
      directive(line)
      print(items)
      directive("`endif")
    case .blank: text.newline()
    }
  }

  private mutating func print(_ declaration: Declaration) {
    begin(declaration.location)
    switch declaration.storage {
    case .integer:
      text.write("integer ")
    case .net:
      text.write("wire ")
    case .variable:
      switch dialect {
      case .systemVerilog: text.write("logic ")
      case .verilog2005: text.write("reg ")
      }
    }
    if declaration.storage != .integer {
      if declaration.isSigned { text.write("signed ") }
      if declaration.width > 1 { text.write("\(range(declaration.width)) ") }
    }
    text.write(declaration.name)
    if !declaration.dimensions.isEmpty { text.write(" ") }
    for dimension in declaration.dimensions { text.write("[0:\(dimension - 1)]") }
    if let comment = declaration.metacomment { text.write(" \(comment)") }
    if let value = declaration.value {
      text.write(" = ")
      print(value)
    }
    text.write(";")
    end(declaration.location)
  }

  private mutating func print(_ instance: InstanceItem) {
    begin(instance.location)
    text.write(instance.module)
    text.write(" ")
    text.write(instance.name)
    text.write(" (")
    text.newline()
    text.indentation += 1
    let columns = instance.connections.map(\.port.utf8.count).max() ?? 0
    for (index, connection) in instance.connections.enumerated() {
      text.write(".")
      text.write(connection.port)
      text.spaces(columns - connection.port.utf8.count)
      text.write(" (")
      print(connection.value)
      text.write(index + 1 < instance.connections.count ? ")," : ")")
      text.newline()
    }
    text.indentation -= 1
    text.write(");")
    end(instance.location)
  }

  // MARK: Blocks and statements

  private mutating func print(_ block: ProceduralBlock) {
    begin(block.location)
    switch (block.trigger, dialect) {
    case (.combinational, .systemVerilog): text.write("always_comb")
    case (.combinational, .verilog2005): text.write("always @*")
    case (.clock(let clock, isInitialised: false), .systemVerilog): text.write("always_ff @(posedge \(clock))")
    case (.clock(let clock, _), _): text.write("always @(posedge \(clock))")
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
    for local in block.locals { print(local) }
    for statement in block.body { print(statement) }
    text.indentation -= 1
    text.write("end")
    text.newline()
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

  private mutating func print(_ statement: ProceduralStatement) {
    switch statement.kind {
    case .assign(let target, let value, let isBlocking):
      begin(statement.location)
      print(target)
      text.write(isBlocking ? " = " : " <= ")
      print(value)
      text.write(";")
      end(statement.location)
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
    case .check(let kind, let condition, let message):
      begin(statement.location)
      checks.append((text.line, kind, message, statement.location))
      let words = "\"\(Self.escaped(note(message, statement.location)))\""
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

  private mutating func printConditional(_ condition: Expression, _ then: [ProceduralStatement], _ otherwise: [ProceduralStatement]) {
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

  private func note(_ message: String, _ location: SourceLocation) -> String {
    guard location.file >= 0, sourceFiles.indices.contains(Int(location.file)) else { return message }
    return "\(message) (\(sourceFiles[Int(location.file)]):\(location.line):\(location.column))"
  }

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

  // MARK: Expressions

  private static let unaryPrecedence = 12
  private static let conditionalPrecedence = 1

  private mutating func print(_ expression: Expression) { print(expression, above: 0) }

  /// `precedence` is that of the operator around; an operand that does not bind tighter gets parentheses.
  private mutating func print(_ expression: Expression, above precedence: Int) {
    switch expression.node {
    case .name(let name): text.write(name)
    case .literal(let number):
      // The older language takes `~(-7'sd1)` only.
      let needsParentheses = precedence >= Self.unaryPrecedence && number.hasPrefix("-")
      text.write(needsParentheses ? "(\(number))" : number)
    case .unary(let op, let operand):
      // Reductions read as binary operators next to one.
      let isReduction = op == .and || op == .or || op == .xor
      let needsParentheses = precedence > (isReduction ? 0 : Self.unaryPrecedence - 1)
      if needsParentheses { text.write("(") }
      text.write(op.rawValue)
      print(operand, above: Self.unaryPrecedence)
      if needsParentheses { text.write(")") }
    case .binary(let op, let left, let right):
      let own = op.precedence
      let needsParentheses = own <= precedence
      if needsParentheses { text.write("(") }
      print(left, above: isMixed(left, in: op) ? Self.unaryPrecedence : own - 1)
      text.write(" \(op.rawValue) ")
      print(right, above: isMixed(right, in: op) ? Self.unaryPrecedence : isSame(right, op) ? own - 1 : own)
      if needsParentheses { text.write(")") }
    case .conditional(let condition, let left, let right):
      let needsParentheses = precedence >= Self.conditionalPrecedence
      if needsParentheses { text.write("(") }
      print(condition, above: Self.conditionalPrecedence)
      text.write(" ? ")
      print(left, above: Self.conditionalPrecedence)
      text.write(" : ")
      print(right, above: 0)
      if needsParentheses { text.write(")") }
    case .index(let base, let index):
      print(base, above: Self.unaryPrecedence)
      text.write("[")
      printIndex(index)
      text.write("]")
    case .range(let base, let high, let low):
      print(base, above: Self.unaryPrecedence)
      text.write("[\(high):\(low)]")
    case .part(let base, let start, let width):
      print(base, above: Self.unaryPrecedence)
      text.write("[")
      printIndex(start)
      text.write(" +: \(width)]")
    case .concatenation(let parts):
      text.write("{")
      for (index, part) in parts.enumerated() {
        if index > 0 { text.write(", ") }
        print(part)
      }
      text.write("}")
    case .replication(let count, let operand):
      text.write("{\(count){")
      print(operand)
      text.write("}}")
    case .cast(let width, let operand):
      text.write("\(width)'(")
      print(operand)
      text.write(")")
    case .call(let function, let operand):
      text.write(function)
      text.write("(")
      print(operand)
      text.write(")")
    }
  }

  /// Index arithmetic without spaces: `i*8 + 16`.
  private mutating func printIndex(_ index: Expression) {
    switch index.node {
    case .binary(.multiply, let left, let right):
      print(left, above: InfixOperator.multiply.precedence - 1)
      text.write("*")
      print(right, above: InfixOperator.multiply.precedence)
    case .binary(.add, let left, let right) where right.isNumber:
      printIndex(left)
      text.write(" + ")
      print(right)
    default: print(index)
    }
  }

  /// Nobody knows by heart how bitwise operators, shifts and sums bind, nor `&&` beside `||`: these get parentheses.
  private func isMixed(_ operand: Expression, in op: InfixOperator) -> Bool {
    guard case .binary(let inner, _, _) = operand.node, inner != op else { return false }
    switch op {
    case .and, .or, .xor, .shiftLeft, .shiftRight, .shiftRightArithmetic: return true
    case .logicalOr: return inner == .logicalAnd
    default: return false
    }
  }

  private func isSame(_ expression: Expression, _ op: InfixOperator) -> Bool {
    if op.isAssociative, case .binary(op, _, _) = expression.node { true } else { false }
  }
}
