extension Module {
  /// A module as text, one value or statement a line.
  package var text: String {
    var text = "module \(name)\n"
    for port in ports {
      text += "  \(port.direction) \(port.name) = \(port.value), \(port.role) of domain \(port.domain)\n"
    }
    for domain in domains {
      text +=
        "  domain \(domain.name): \(domain.edge) \(domain.clock), reset \(domain.reset?.description ?? "none") \(domain.resetStyle)\n"
    }
    for (index, value) in values.enumerated() {
      let type = value.type
      let count = type.count.map { ", \($0) elements" } ?? ""
      text +=
        "  %\(index): \(type.isSigned ? "signed" : "unsigned") \(type.width)\(count) = \(value.operation) \(value.name ?? "")\n"
    }
    for (index, loop) in loops.enumerated() { text += "  loop \(index): \(loop.count) times \(loop.result)\n" }
    for register in registers {
      text += "  register \(register.value), domain \(register.domain), reset \(register.reset?.hexadecimal ?? "none")\n"
    }
    for memory in memories {
      text += "  memory \(memory.name): \(memory.depth) of \(memory.word.width) bits, domain \(memory.domain)\n"
    }
    for instance in instances {
      text +=
        "  instance \(instance.name) of \(instance.module): \(instance.connections.map { $0.map(\.description) ?? "-" }.joined(separator: " "))\n"
    }
    return text + Self.lines(statements, "  ")
  }

  private static func lines(_ statements: [Statement], _ margin: String) -> String {
    statements.map { statement in
      switch statement.kind {
      case .assign(let target, let value): "\(margin)\(target) <= \(value)\n"
      case .when(let condition, let then, let otherwise):
        "\(margin)when \(condition)\n\(lines(then, margin + "  "))"
          + (otherwise.isEmpty ? "" : "\(margin)otherwise\n\(lines(otherwise, margin + "  "))")
      case .match(let subject, let cases, let otherwise):
        "\(margin)match \(subject)\n"
          + cases.map { "\(margin)case \($0.values.map(\.hexadecimal))\n\(lines($0.body, margin + "  "))" }.joined()
          + "\(margin)otherwise\n\(lines(otherwise, margin + "  "))"
      case .check(let kind, let condition, let message, _): "\(margin)\(kind) \(condition) \(message)\n"
      case .display(let text, _): "\(margin)display \(text.parts)\n"
      }
    }.joined()
  }
}
