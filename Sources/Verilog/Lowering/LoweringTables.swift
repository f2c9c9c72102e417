import Netlist

/// Constants that are read at a computed index: vectors, and memories that nothing writes.
///
/// They are constants in the text too, never filled in `initial` blocks, which synthesis for chips does not keep.
extension ModuleLowering {
  /// A constant vector with a name.
  func table(_ id: ValueID) -> Expression {
    let index = tableOfValue[id.index] ?? newTable(id)
    return .name(tables[index].name, width: type(id).width, isSigned: false)
  }

  private func newTable(_ id: ValueID) -> Int {
    guard case .constant(let bits) = module[id].operation else {
      fail("\(id) is a table, but no constant", at: id)
      return append(ConstantTable(name: "", width: 1, words: []))
    }
    let count = type(id).count ?? 1, width = bits.width / count
    let words = (0..<count).map { bits.slice(offset: $0 * width, width: width) }
    let given = module[id].name ?? analysis.values[Int(id.index)].hint
    // Without names of their own, equal tables are one: those of a helper that is called several times.
    let equal = given == nil ? tables.firstIndex { $0.isVector && $0.width == width && $0.words == words } : nil
    let index =
      equal
      ?? append(
        ConstantTable(
          name: names.unique(NameStyle.snakeCase(given ?? "table").uppercased()), width: width, words: words, isVector: true))
    tableOfValue[id.index] = index
    return index
  }

  private func append(_ table: ConstantTable) -> Int {
    tables.append(table)
    return tables.count - 1
  }

  /// What the table of a memory is called: a vector like every constant, a function like a signal.
  func tableName(_ memory: Memory) -> String {
    let plain = String(memory.name.dropLast("_value".count))
    // In capitals it is no reserved word.
    let name = memory.name == Names.legalize(plain) ? plain : memory.name
    return contents(of: memory, name: name).isFunction ? memory.name : NameStyle.snakeCase(name).uppercased()
  }

  /// The contents of a memory that nothing writes.
  private func contents(of memory: Memory, name: String) -> ConstantTable {
    guard let words = memory.contents else {
      fail("memory '\(memory.name)' is a table without words", at: memory.location)
      return ConstantTable(name: name, width: memory.word.width, words: [BitVector(width: memory.word.width)])
    }
    return ConstantTable(name: name, width: memory.word.width, words: words)
  }

  /// A word of a memory that nothing writes; the address is in range.
  func tableWord(_ memory: Int, _ address: ValueID, _ frame: Frame?) -> Expression {
    let table = contents(of: module.memories[memory], name: memoryNames[memory])
    let word = module.memories[memory].word
    if table.words.count == 1 { return .literal(table.words[0], isSigned: word.isSigned) }
    if case .constant(let bits) = module[address].operation, let value = bits.unsigned, value < UInt64(table.words.count) {
      return .literal(table.words[Int(value)], isSigned: word.isSigned)
    }
    if tableOfMemory[memory] == nil { tableOfMemory[memory] = append(table) }
    let index = indexExpression(address, count: table.words.count, frame)
    if !table.isFunction {
      let vector = Expression.name(table.name, width: table.width * table.words.count, isSigned: false)
      return vector.part(
        start: table.width == 1 ? padded(index, count: table.words.count) : .scaled(index, by: table.width), count: table.width)
    }
    // A loop's variable has more bits than the function takes.
    let bits = index.width > table.indexWidth && index.isName ? index.bits(offset: 0, count: table.indexWidth) : index
    return Expression(
      node: .call(table.name, padded(bits, count: table.words.count)), width: table.width, ownWidth: table.width, isSigned: false)
  }
}
