import Testing

import Exploration
import HDL
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
    let harness = ProofHarness(try elaborateForProof(OneEntry(isBroken: false)).top)
    #expect(harness.text.contains("if (!reset && input_stalled) assume (input_valid);"))
    #expect(harness.text.contains("if (!reset && output_stalled) assert ({output_data} == output_held);"))
    #expect(harness.promises.values.sorted() == ["output_valid stays 1 until the transfer", "the payload of output stays unchanged until the transfer"])
    let lines = harness.text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in harness.promises.keys { #expect(lines[line - 1].contains("assert (")) }
    #expect(!harness.hasSeveralClocks)
    #expect(ProofHarness(try elaborate(WordAsynchronousFifo()).top).hasSeveralClocks)
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
}
