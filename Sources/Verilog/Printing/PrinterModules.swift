import Netlist

/// Modules, their ports and items.
extension Printer {
  mutating func print(_ module: ModuleDeclaration) {
    for line in module.header {
      text.write(line.isEmpty ? "//" : "// " + line)
      text.newline(wrap: false)
    }
    if module.hasChecks { printCheckMacros(hasDisplays: module.hasDisplays) }
    if module.hasStartValues { printStartMacro() }
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
      for name in checkMacros + (module.hasDisplays ? ["HWGEN_DISPLAY"] : []) { directive("`undef \(name)") }
      directive("`endif")
    }
    if module.hasStartValues {
      directive("// verilator lint_on PROCASSINIT")
      directive("`undef HWGEN_START")
    }
  }

  /// Where nothing says what registers start from, they hold the seeded value: the same in every simulator, and nothing for synthesis.
  private mutating func printStartMacro() {
    directive("`ifdef SYNTHESIS")
    directive("`define HWGEN_START(value)")
    directive("`else")
    directive("`define HWGEN_START(value) = value")
    directive("`endif")
    // A start value beside an assignment at an edge is what is meant.
    directive("// verilator lint_off PROCASSINIT")
    text.newline()
  }

  mutating func print(_ value: StartValue?) {
    if let value { text.write(" `HWGEN_START(\(value.text))") }
  }

  private var checkMacros: [String] {
    dialect == .systemVerilog ? ["HWGEN_ELSE"] : ["HWGEN_ASSERT", "HWGEN_ASSUME", "HWGEN_COVER"]
  }

  /// Formal tools read immediate assertions without an action, also where `SYNTHESIS` hides start values from them. Synthesis
  /// reads no checks; Yosys can be told not to define that. Simulators want the message. Verilog-2005 has no assertions: there a
  /// simulator prints the message and stops.
  private mutating func printCheckMacros(hasDisplays: Bool) {
    directive("`ifdef FORMAL")
    directive("`define HWGEN_CHECKS")
    if dialect == .systemVerilog {
      directive("`define HWGEN_ELSE(message)")
    } else {
      for kind in ["assert", "assume"] { directive("`define HWGEN_\(kind.uppercased())(condition, message) \(kind) (condition)") }
      directive("`define HWGEN_COVER(condition) cover (condition)")
    }
    // The argument has parentheses of its own: a macro has one for all.
    if hasDisplays { directive("`define HWGEN_DISPLAY(arguments)") }
    directive("`elsif SYNTHESIS")
    directive("`elsif YOSYS")
    directive("`else")
    directive("`define HWGEN_CHECKS")
    if hasDisplays { directive("`define HWGEN_DISPLAY(arguments) $display arguments") }
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
      print(port.attributes)
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
      print(port.startValue)
      if index + 1 < ports.count { text.write(",") }
      end(port.location)
    }
    text.indentation -= 1
  }

  /// `(* keep, ram_style = "block" *) `
  mutating func print(_ attributes: [Attribute]) {
    if attributes.isEmpty { return }
    let list = attributes.map { one in
      switch one.value {
      case nil: one.name
      case .number(let number): "\(one.name) = \(number)"
      case .text(let text): "\(one.name) = \"\(text)\""
      }
    }
    text.write("(* \(list.joined(separator: ", ")) *) ")
  }

  mutating func print(_ items: [Item]) {
    var group: [Declaration] = []
    for item in items {
      if case .declaration(let declaration) = item {
        group.append(declaration)
      } else {
        print(group)
        group.removeAll()
        print(item)
      }
    }
    print(group)
  }

  mutating func print(_ item: Item) {
    switch item {
    case .comment(let line):
      text.write("// ")
      text.write(line)
      text.newline(wrap: false)
    case .parameter(let name, let width, let value):
      printParameter(name, width: width)
      text.write("\(value);")
      text.newline()
    case .table(let table): print(table)
    case .declaration(let declaration): print(declaration)
    case .assign(let target, let value, let location):
      begin(location)
      text.write("assign ")
      print(target)
      text.write(" = ")
      print(value)
      text.write(";")
      end(location, driving: target.driven)
    case .block(let block): print(block)
    case .instance(let instance): print(instance)
    case .genvar(let name):
      text.write("genvar \(name);")
      text.newline()
    case .generate(let variable, let count, let label, let items):
      // The older language has one `generate` around loops in loops.
      let isOuter = generateDepth == 0
      generateDepth += 1
      text.write(dialect == .systemVerilog ? "for (genvar " : isOuter ? "generate for (" : "for (")
      text.write("\(variable) = 0; ")
      text.write("\(variable) < \(count); \(variable) = \(variable) + 1) begin : \(label)")
      text.newline()
      text.indentation += 1
      print(items)
      text.indentation -= 1
      generateDepth -= 1
      text.write(dialect == .systemVerilog || !isOuter ? "end" : "end endgenerate")
      text.newline()
    case .conditional(let line, let items, let otherwise):
      directive(line)
      print(items)
      if !otherwise.isEmpty {
        directive("`else")
        print(otherwise)
      }
      directive("`endif")
    case .blank: text.newline()
    }
  }

  mutating func print(_ instance: InstanceItem) {
    begin(instance.location)
    print(instance.attributes)
    text.write(instance.module)
    text.write(" ")
    if !instance.parameters.isEmpty {
      text.write("#(" + instance.parameters.map { ".\($0.name)(\($0.value))" }.joined(separator: ", ") + ") ")
    }
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
}
