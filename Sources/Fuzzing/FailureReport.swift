import Foundation
import Netlist
import Verilog

/// What a shrunken failure leaves behind: Verilog, a testbench with its stimulus, and a text that says how to repeat it.
public struct FailureReport: Sendable {
  public let failure: FuzzFailure
  public init(_ failure: FuzzFailure) { self.failure = failure }

  /// A circuit that nobody has found fault with.
  public init(circuit: FuzzCase) {
    failure = FuzzFailure(fuzzCase: circuit, backend: "all", reason: "nothing; written on request", sample: nil)
  }

  /// `seed-12-icarus`.
  public var folderName: String { "seed-\(failure.fuzzCase.seed)-\(failure.backend)" }

  /// Files by name.
  public func files() -> [(name: String, text: String)] {
    let one = failure.fuzzCase
    var text = """
      seed: \(one.seed)
      back end: \(failure.backend)
      what is wrong: \(failure.reason)
      repeat the whole circuit with: hwgen fuzz --seed \(one.seed) --count 1 --backends \(failure.backend)

      """
    var files: [(name: String, text: String)] = []
    if let prepared = try? PreparedCase(one) {
      for dialect in Dialect.allCases {
        if let verilog = try? VerilogEmitter(dialect: dialect).emit(prepared.design).text {
          files.append(("circuit.\(dialect.fileExtension)", verilog))
        }
      }
      files.append(("testbench.v", VerilogTestbench.text([prepared])))
      let names = prepared.dataInputs.map(\.name).joined(separator: ", ")
      text += "\nstimulus, one line a cycle: clocks that rise, resets held, then \(names)\n"
      for cycle in one.stimulus.cycles {
        text += "\(cycle.edges) \(cycle.resets) " + cycle.inputs.map(\.hexadecimal).joined(separator: " ") + "\n"
      }
      text += "\nexpected: {\(prepared.outputs.map(\.name).joined(separator: ", "))} before and after the edges of each cycle\n"
      text += BackendTrace(one.expected()).samples.joined(separator: "\n") + "\n"
    }
    text += "\nnetlist:\n" + one.design.modules.map(Self.dump).joined(separator: "\n")
    return files + [("failure.txt", text)]
  }

  /// A module as text, one value or statement a line.
  static func dump(_ module: Module) -> String {
    var text = "module \(module.name)\n"
    for port in module.ports {
      text += "  \(port.direction) \(port.name) = \(port.value), \(port.role) of domain \(port.domain)\n"
    }
    for (index, value) in module.values.enumerated() {
      let type = value.type
      let count = type.count.map { ", \($0) elements" } ?? ""
      text +=
        "  %\(index): \(type.isSigned ? "signed" : "unsigned") \(type.width)\(count) = \(value.operation) \(value.name ?? "")\n"
    }
    for (index, loop) in module.loops.enumerated() { text += "  loop \(index): \(loop.count) times \(loop.result)\n" }
    for register in module.registers {
      text += "  register \(register.value), domain \(register.domain), reset \(register.reset?.hexadecimal ?? "none")\n"
    }
    for memory in module.memories {
      text += "  memory \(memory.name): \(memory.depth) of \(memory.word.width) bits, domain \(memory.domain)\n"
    }
    for instance in module.instances {
      text +=
        "  instance \(instance.name) of \(instance.module): \(instance.connections.map { $0.map(\.description) ?? "-" }.joined(separator: " "))\n"
    }
    return text + lines(module.statements, "  ")
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
      }
    }.joined()
  }
}
