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
    text += "\nnetlist:\n" + one.design.modules.map(\.text).joined(separator: "\n")
    return files + [("failure.txt", text)]
  }
}
