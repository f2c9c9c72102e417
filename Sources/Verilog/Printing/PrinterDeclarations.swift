import Netlist

/// Declarations of nets and variables.
extension Printer {
  /// Neighbours of one kind stand on one line, as far as it goes.
  mutating func print(_ declarations: [Declaration]) {
    var previous: Declaration?
    for declaration in declarations {
      if let last = previous, canJoin(last, declaration) {
        text.write(", ")
        printName(declaration)
      } else {
        if let last = previous { finish(last) }
        printKind(declaration)
        printName(declaration)
      }
      previous = declaration
    }
    if let last = previous { finish(last) }
  }

  mutating func print(_ declaration: Declaration) { print([declaration]) }

  private func canJoin(_ first: Declaration, _ second: Declaration) -> Bool {
    // Each line's comment names one place.
    if lineComments { return false }
    guard first.storage == second.storage, first.width == second.width, first.isSigned == second.isSigned,
      [first, second].allSatisfy({ $0.value == nil && $0.metacomment == nil && $0.attributes.isEmpty && $0.dimensions.isEmpty })
    else { return false }
    let more = second.name.utf8.count + (second.startValue.map { $0.text.utf8.count + " `HWGEN_START()".utf8.count } ?? 0)
    return text.column + more + ", ;".utf8.count <= text.maximumColumn
  }

  private mutating func printKind(_ declaration: Declaration) {
    begin(declaration.location)
    print(declaration.attributes)
    switch declaration.storage {
    case .integer: text.write("integer ")
    case .net: text.write("wire ")
    case .variable: text.write(dialect == .systemVerilog ? "logic " : "reg ")
    }
    if declaration.storage != .integer {
      if declaration.isSigned { text.write("signed ") }
      if declaration.width > 1 { text.write("[\(declaration.width - 1):0] ") }
    }
  }

  private mutating func printName(_ declaration: Declaration) {
    text.write(declaration.name)
    if !declaration.dimensions.isEmpty { text.write(" ") }
    for dimension in declaration.dimensions { text.write("[0:\(dimension - 1)]") }
    if let comment = declaration.metacomment { text.write(" \(comment)") }
    print(declaration.startValue)
    if let value = declaration.value {
      text.write(" = ")
      print(value)
    }
  }

  private mutating func finish(_ declaration: Declaration) {
    text.write(";")
    end(declaration.location, driving: declaration.value == nil ? nil : declaration.name)
  }
}
