import Foundation
import Testing
import Verilator

import CommandLineTool
import HwgenTool

@Suite struct SimTests {
  @Test func jsonIsOneObjectWithTheFieldsOthersRelyOn() async throws {
    let outcome = await run(["sim", "--unit", "adder", "--backend", "builtin", "--seed", "9", "--count", "50", "--json"])
    #expect(outcome.status == 0 && outcome.error == "")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["seed"] as? Int == 9 && object["transactions"] as? Int == 50 && object["cycles"] as? Int == 52)
    #expect(object["mismatches"] as? Int == 0 && object["passed"] as? Bool == true)
    let coverage = try #require(object["coverage"] as? [String: Int])
    #expect(Set(coverage.keys) == ["wrapped", "zeroOperand"])
    #expect((object["parameters"] as? [String: Any])?["constant"] as? Int == 3)
  }

  @Test func aMismatchIsAFailureThatSaysTheFirst() async {
    let outcome = await run(["sim", "--unit", "adder", "--backend", "builtin", "--set", "isWrong=true", "--count", "20"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errorLine?.hasPrefix(
        "own-tool: error: adder: 20 mismatches with the golden model in 20 transactions; the first: cycle 3: ")
        == true)
    #expect(outcome.output.contains("failed in"))
  }

  @Test func aSituationNeverReachedIsAFailure() async {
    let outcome = await run(["sim", "--unit", "adder", "--backend", "builtin", "--count", "1", "--set", "constant=0"])
    #expect(outcome.status == 1)
    #expect(outcome.errorLine == "own-tool: error: adder: never exercised: wrapped, zeroOperand; raise --count")
  }

  @Test func aRunThatIsShorterThanAskedForIsAFailure() async {
    let catalog = Catalog(name: "own-tool", units: [Adder.self], testbenches: [ShortTestbench.self])
    let short = await run(["sim", "--unit", "adder", "--backend", "builtin", "--count", "6"], catalog: catalog)
    #expect(short.status == 1)
    #expect(short.errorLine == "own-tool: error: adder: the testbench ended after 5 of 6 transactions; lower --count")
    #expect(await run(["sim", "--unit", "adder", "--backend", "builtin", "--count", "5"], catalog: catalog).status == 0)
  }

  /// The cycle is named even where the testbench does not: two cycles of reset are over.
  @Test func everyMismatchNamesTheCycle() async {
    let catalog = Catalog(name: "own-tool", units: [Adder.self], testbenches: [ShortTestbench.self])
    let outcome = await run(
      ["sim", "--unit", "adder", "--backend", "builtin", "--count", "5", "--set", "isWrong=true"], catalog: catalog)
    #expect(outcome.errorLine?.hasSuffix("the first: noticed in cycle 2: one is not two") == true, "\(outcome.error)")
  }

  /// More transactions than the 300 rounds of its testbench have: 40,000 are run, not 34,000.
  @Test func asManyTransactionsAsAskedForAreRun() async throws {
    let outcome = await run(
      ["sim", "--unit", "mac-pe", "--backend", "builtin", "--count", "40000", "--json"], catalog: .hwgen)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(outcome.status == 0 && (object["transactions"] as? Int ?? 0) >= 40_000)
  }

  @Test func aRunWithoutEndIsGivenUp() async {
    let outcome = await run(
      ["sim", "--unit", "register-slice", "--backend", "builtin", "--count", "5000", "--max-cycles", "100"], catalog: .hwgen)
    #expect(outcome.status == 1)
    let line = outcome.errorLine ?? ""
    #expect(line.contains("more than 100 cycles without an end; last transfers: input in cycle "), "\(line)")
    #expect(line.contains(", output in cycle ") && line.hasSuffix("; raise --max-cycles if the run is only long"), "\(line)")
  }

  @Test func aUnitWithoutTestbenchSaysSo() async {
    let outcome = await run(["sim", "--unit", "faulty", "--backend", "builtin"])
    #expect(outcome.status == 64 && outcome.errorLine == "own-tool: error: faulty has no testbench; there is one for adder")
  }

  @Test func aWaveformAppearsWhenItIsComplete() async throws {
    let folder = try TemporaryFolder()
    // Also of a run that fails: that is the one worth looking at.
    let outcome = await run([
      "sim", "--unit", "adder", "--backend", "builtin", "--set", "isWrong=true", "--count", "9", "--waves",
      folder.path + "/a.vcd",
    ])
    #expect(outcome.status == 1 && folder.files == ["a.vcd"])
    #expect(try folder.text("a.vcd").contains("$enddefinitions"))
    let unwritable = await run(["sim", "--unit", "adder", "--backend", "builtin", "--waves", folder.path + "/a.vcd/b.vcd"])
    #expect(unwritable.status == 1)
    #expect(
      unwritable.errorLine == "own-tool: error: cannot write '\(folder.path)/a.vcd/b.vcd'; choose another place with --waves")
  }
}

@Suite struct RegressTests {
  @Test func aTableAndJUnitForEveryConfiguration() async throws {
    let folder = try TemporaryFolder()
    let outcome = await run([
      "regress", "--unit", "adder", "--backend", "builtin", "--count", "200", "--junit", folder.path + "/r.xml",
    ])
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output.hasSuffix("2 of 2 runs passed\n") && outcome.output.contains("width=16 constant=5"))
    #expect(try folder.text("r.xml").contains("<testcase classname=\"adder\" name=\"default on builtin\""))
    #expect(folder.files == ["r.xml"])
  }

  @Test func aFailureSaysHowToRepeatIt() async {
    // Too few transactions to reach everything.
    let outcome = await run(["regress", "--unit", "adder", "--backend", "builtin", "--count", "1"])
    #expect(outcome.status == 1 && outcome.error.hasSuffix("own-tool: error: 2 of 2 runs failed\n"))
    #expect(
      outcome.output.contains(
        "repeat with: own-tool sim --unit adder --set width=16 --set constant=5 --backend builtin --seed 1 --count 1\n"))
  }

  /// The same seed draws the same configurations and another seed others, of any width; a wrong one is found, and can be repeated.
  @Test func randomConfigurationsFollowFromTheSeed() async throws {
    func runs(seed: Int) async throws -> [(repeatWith: String, passed: Bool)] {
      let outcome = await run([
        "regress", "--unit", "adder", "--random", "20", "--backend", "builtin", "--count", "9000", "--seed", "\(seed)", "--json",
      ])
      let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      return try #require(object?["runs"] as? [[String: Any]]).map {
        ($0["repeat_with"] as? String ?? "", $0["passed"] as? Bool ?? false)
      }
    }
    let first = try await runs(seed: 5), again = try await runs(seed: 5), other = try await runs(seed: 6)
    #expect(first.count == 20 && first.map(\.repeatWith) == again.map(\.repeatWith))
    #expect(first.map(\.repeatWith) != other.map(\.repeatWith) && Set(first.map(\.repeatWith)).count == 20)
    for run in first { #expect(run.passed != run.repeatWith.contains("--set isWrong=true"), "\(run.repeatWith)") }
    #expect(Set(first.map(\.passed)) == [true, false])
  }

  /// The ranges that the units document are true: a sample, which `make regress ARGUMENTS="--random 500"` draws more of.
  @Test func shippedUnitsPassInRandomConfigurations() async {
    let outcome = await run(["regress", "--random", "60", "--backend", "builtin", "--seed", "2"], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.hasSuffix("60 of 60 runs passed with 60 configurations drawn from seed 2\n"))
    let none = await run(["regress", "--random", "0", "--backend", "builtin"], catalog: .hwgen)
    #expect(none.status == 64 && none.errorLine == "hwgen: error: --random is at least 1, not 0")
    let short = await run(
      ["regress", "--random", "3", "--unit", "fifo", "--backend", "builtin", "--max-cycles", "20"], catalog: .hwgen)
    #expect(short.status == 1 && short.output.contains("more than 20 cycles without an end"), "\(short.output)")
  }

  @Test func anUnwritableReportIsFoundBeforeTheRuns() async {
    let outcome = await run(["regress", "--unit", "adder", "--backend", "builtin", "--junit", "/dev/null/r.xml"])
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.errorLine == "own-tool: error: cannot write '/dev/null': not a directory; choose another place with --junit")
  }
}
