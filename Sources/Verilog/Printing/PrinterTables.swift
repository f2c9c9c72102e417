import Netlist

/// Constants that a module declares.
extension Printer {
  mutating func printParameter(_ name: String, width: Int) {
    text.write(dialect == .systemVerilog ? "localparam logic " : "localparam ")
    if width > 1 { text.write("[\(width - 1):0] ") }
    text.write("\(name) = ")
  }

  /// One vector with the last word first, or a function where that would be too long.
  mutating func print(_ table: ConstantTable) {
    if table.isFunction { return printFunction(table) }
    printParameter(table.name, width: table.width * table.words.count)
    text.write("{")
    text.newline()
    text.indentation += 1
    let words = table.words.reversed().map { literal($0) + "," }
    // Rows of as many words as fit.
    let columns = max(1, (text.maximumColumn - text.indentation * 2 + 1) / ((words.map(\.count).max() ?? 1) + 1))
    for start in stride(from: 0, to: words.count, by: columns) {
      let row = words[start..<min(start + columns, words.count)].joined(separator: " ")
      text.write(start + columns < words.count ? row : String(row.dropLast()))
      text.newline(wrap: false)
    }
    text.indentation -= 1
    text.write("};")
    text.newline()
  }

  private mutating func printFunction(_ table: ConstantTable) {
    let kind = dialect == .systemVerilog ? "logic " : ""
    text.write("function automatic \(kind)\(range(table.width))\(table.name)(input \(kind)\(range(table.indexWidth))index);")
    text.newline()
    text.indentation += 1
    text.write("case (index)")
    text.newline()
    text.indentation += 1
    for (index, word) in table.words.enumerated() {
      text.write("\(table.indexWidth)'d\(index): \(table.name) = \(literal(word));")
      text.newline()
    }
    text.write("default: \(table.name) = \(literal(BitVector(width: table.width)));")
    text.newline()
    text.indentation -= 1
    text.write("endcase")
    text.newline()
    text.indentation -= 1
    text.write("endfunction")
    text.newline()
  }

  private func range(_ width: Int) -> String { width == 1 ? "" : "[\(width - 1):0] " }

  private func literal(_ word: BitVector) -> String { "\(word.width)'h\(word.hexadecimal)" }
}
