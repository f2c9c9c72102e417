/// What a vector operation's closure gets and makes is used in that closure only.
///
/// A closure can put its element into a variable outside; there the element stands for nothing.
enum LoopScopeCheck {
  static func run(_ design: Design) -> [Diagnostic] { design.modules.compactMap { $0.loops.isEmpty ? nil : check($0) } }

  /// The loops that each value belongs to. Operands come before the values that read them.
  static func openLoops(of module: Module) -> [Set<Int>] {
    var open = [Set<Int>](repeating: [], count: module.values.count)
    for index in module.values.indices {
      let operation = module.values[index].operation
      for operand in operation.operands { open[index].formUnion(open[Int(operand.index)]) }
      switch operation {
      case .loopIndex(let loop), .loopElement(let loop, _), .loopAccumulator(let loop): open[index].insert(loop)
      case .map(let loop), .fold(let loop, _):
        open[index].formUnion(open[Int(module.loops[loop].result.index)])
        open[index].remove(loop)
      default: break
      }
    }
    return open
  }

  private static func check(_ module: Module) -> Diagnostic? {
    let open = openLoops(of: module)
    var found: Diagnostic?
    Module.walk(module.statements) { statement in
      guard found == nil, let leak = statement.operands.first(where: { !open[Int($0.index)].isEmpty }) else { return }
      let name = module[leak].name.map { "'\($0)'" } ?? "a signal"
      found = Diagnostic(
        .error, "\(name) belongs to the closure of a vector operation and is used outside it", note: "return it from the closure",
        at: statement.location, in: module)
    }
    return found
  }
}
