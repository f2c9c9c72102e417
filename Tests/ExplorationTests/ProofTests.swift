import Testing

import Exploration
import HDL
import Netlist
import Units

/// One register in a stream. With `isBroken` it takes a payload even when it holds one that nobody has taken.
private struct OneEntry: HDL.Module {
  var isBroken: Bool
  static let summary = "One register in a stream."

  struct IO: Bundle {
    let input: In<Stream<Word>>
    let output: Out<Stream<Word>>
  }
  var io: IO { IO(input: In(Stream(Word(data: 8))), output: Out(Stream(Word(data: 8)))) }

  @Hardware func build(_ io: IO) {
    let word = Reg(Word(data: 8))
    let full = Reg(Bit(), reset: 0)
    if isBroken { io.input.ready <== 1 } else { io.input.ready <== !full | io.output.ready }
    io.output.valid <== full
    io.output.payload <== word
    when(io.input.fire) {
      word <== io.input.payload
      full <== 1
    }.elsewhen(io.output.ready) {
      full <== 0
    }
  }
}

/// A counter that promises to stay below 200, and does so only for a while.
private struct LateOverflow: HDL.Module {
  static let summary = "A counter with a promise that it breaks late."

  struct IO: Bundle {
    let count: Out<Unsigned>
  }
  var io: IO { IO(count: Out(Unsigned(8))) }

  @Hardware func build(_ io: IO) {
    let count = Reg(Unsigned(8), reset: 0)
    count <== count + 1
    io.count <== count
    proof { assert(count < 200, "the count stays below 200") }
  }
}

@Suite struct ProofTests {
  @Test func theHarnessAssumesWhatEntersAndAssertsWhatLeaves() throws {
    let harness = try ProofHarness(elaborateForProof(OneEntry(isBroken: false)))
    #expect(harness.text.contains("if (!reset && input_stalled) assume (input_valid);"))
    #expect(harness.text.contains("if (!reset && output_stalled) assert ({output_data} == output_held);"))
    #expect(
      harness.promises.values.sorted() == [
        "output_valid stays 1 until the transfer", "the payload of output stays unchanged until the transfer",
      ])
    let lines = harness.text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in harness.promises.keys { #expect(lines[line - 1].contains("assert (")) }
    #expect(!harness.hasSeveralClocks)
    #expect(try ProofHarness(elaborate(WordAsynchronousFifo())).hasSeveralClocks)
  }

  @Test func observersStandInProofsOnly() throws {
    let plain = try elaborate(WordFifo()).top, observed = try elaborateForProof(WordFifo()).top
    #expect(plain.registers.count == 3 && observed.registers.count > 3)
  }

  @Test(.enabled(if: Proof.isAvailable)) func aRightBufferIsProven() throws {
    #expect(try Proof(elaborateForProof(OneEntry(isBroken: false)), depth: 3, seconds: 60).run().outcome == .proven)
  }

  @Test(.enabled(if: Proof.isAvailable)) func aPlantedMistakeIsFoundWithItsTrace() throws {
    let report = try Proof(elaborateForProof(OneEntry(isBroken: true)), depth: 8, seconds: 60).run()
    guard case .refuted = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(report.failures == ["the payload of output stays unchanged until the transfer"])
    let trace = try #require(report.trace)
    #expect(String(decoding: trace, as: UTF8.self).contains("output_stalled"))
  }

  @Test(.enabled(if: Proof.isAvailable)) func whatOnlyHoldsForAWhileIsNotProven() throws {
    let report = try Proof(elaborateForProof(LateOverflow()), depth: 5, seconds: 60).run()
    guard case .undecided = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(report.failures.count == 1 && report.failures[0].hasPrefix("the count stays below 200 ("))
    #expect(try Proof(elaborateForProof(LateOverflow()), mode: .bmc, depth: 5, seconds: 60).run().outcome == .bounded(cycles: 5))
  }

  @Test func outcomesFollowFromTheLog() {
    let task = ProofTask(mode: .prove, depth: 4, seconds: 60, hasSeveralClocks: false)
    #expect(ProofOutcome(log: "", status: 0, task: task) == .proven)
    #expect(ProofOutcome(log: "", status: 8, task: task) == .timedOut)
    #expect(ProofOutcome(log: "SBY ERROR: no solver", status: 16, task: task) == .failed(reason: "SBY ERROR: no solver"))
  }

  /// A register or memory of a unit that no longer follows: its promise is broken, and the proof says so.
  @Test(.enabled(if: Proof.isAvailable), arguments: ["read_index", "owner", "read_gray", "storage", "places"])
  func whatStandsStillBreaksAPromise(_ name: String) throws {
    let design =
      switch name {
      case "owner": try elaborateForProof(WordArbiter(width: 4, inputs: 3, policy: .roundRobin))
      case "read_index": try elaborateForProof(WordFifo(width: 4, depth: 3))
      case "places": try elaborateForProof(Self.smallFlashPE)
      default: try elaborateForProof(WordAsynchronousFifo(width: 4, depth: 4, synchronizerStages: 2))
      }
    #expect(try Proof(design, depth: 4, seconds: 60).run().outcome == .proven)
    // With two clocks, a step of the solver is half a cycle.
    let depth = design.top.domains.count > 1 ? 24 : 12
    let report = try Proof(without(assignmentsTo: name, design), mode: .bmc, depth: depth, seconds: 60).run()
    guard case .refuted = report.outcome else {
      Issue.record("\(name): \(report.outcome)")
      return
    }
  }

  private static var smallFlashPE: FlashPE {
    var unit = FlashPE(lanes: 1, pageBytes: 64, vectorBytes: 8)
    (unit.resultEntries, unit.vectorBeat) = (2, 2)
    return unit
  }

  /// The design with one register or memory of its top module that keeps its value.
  private func without(assignmentsTo name: String, _ design: Design) -> Design {
    var result = design
    let top = result.modules.count - 1
    let module = result.modules[top]
    func filtered(_ statements: [Statement]) -> [Statement] {
      statements.compactMap { statement in
        switch statement.kind {
        case .assign(.value(let id), _) where module[id].name == name: return nil
        case .assign(.memory(let index, _, _), _) where module.memories[index].name == name: return nil
        case .when(let condition, let then, let otherwise):
          return Statement(.when(condition, then: filtered(then), otherwise: filtered(otherwise)), location: statement.location)
        default: return statement
        }
      }
    }
    result.modules[top].statements = filtered(module.statements)
    return result
  }
}

/// Netlists of cells beside the Verilog that they come from.
@Suite(.enabled(if: (try? SynthesisTools.find()) != nil && (try? SynthesisTools.defaultLibrary()) != nil))
struct EquivalenceTests {
  /// The first NAND becomes a NOR.
  private func mistake(_ netlist: String) -> String {
    guard let gate = netlist.firstRange(of: "NAND2X1") else { return netlist }
    return netlist.replacingCharacters(of: gate, with: "NOR2X1")
  }

  @Test func aNetlistIsProvenAndAWrongGateIsFound() throws {
    let proof = try Equivalence(elaborate(MultiplyAccumulate(structure: .fused)), seconds: 100)
    #expect(try proof.run().outcome == .proven(pairs: 32 + 49))
    let wrong = try proof.run(changing: mistake).outcome
    if case .proven = wrong { Issue.record("a wrong gate was not noticed") }
  }

  @Test func modulesAreProvenEachForItself() throws {
    let proof = try Equivalence(
      elaborate(MacElementArray(rows: 2, columns: 2, width: 4, sumWidth: 12)), byModule: true, seconds: 100)
    let report = try proof.run()
    guard case .proven = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(report.modules == 2)
    let wrong = try proof.run(changing: mistake).outcome
    if case .proven = wrong { Issue.record("a wrong gate was not noticed") }
  }
}

extension String {
  fileprivate func replacingCharacters(of range: Range<String.Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
