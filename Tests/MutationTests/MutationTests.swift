import HDL
import Mutation
import Testbenches
import Testing
import Units

/// Does flash-pe's testbench notice mistakes? A bounded number of them; `hwgen mutate --unit flash-pe` makes more.
@Suite struct MutationTests {
  @Test func flashPETestbenchSeesMistakes() throws {
    let unit = FlashPE()
    let design = try elaborate(unit)
    let run = try MutationRun(
      unit, design: design, testbench: UnitCatalog.testbench(of: FlashPE.unitName),
      options: TestbenchOptions(seed: 1, count: 150))
    var generator = MutantGenerator(design, seed: 1)
    var killed = 0
    for mutant in generator.mutants(48) {
      let place = "\(mutant.module) \(mutant.location) \(mutant.target): \(mutant.change)"
      switch run.fate(of: mutant) {
      case .survived(.differs(let output, _)): Issue.record("\(place) survives, although \(output) shows it")
      case .survived(.noDifferenceFound): Issue.record("\(place) survives, and nobody has said why")
      case .survived: break
      default: killed += 1
      }
    }
    #expect(killed >= 40)
  }

  /// A vector buffer that keeps the last beat of a vector that fills it: seen only by those who look at what was left.
  @Test func flashPETestbenchSeesABeatThatIsLeft() throws {
    let unit = FlashPE()
    let design = try elaborate(unit)
    let run = try MutationRun(
      unit, design: design, testbench: UnitCatalog.testbench(of: FlashPE.unitName),
      options: TestbenchOptions(seed: 4242, count: 300))
    var generator = MutantGenerator(design, seed: 4242)
    let mutants = generator.mutants(100).filter { $0.target == "bytes_ready" && $0.change == "'or' became 'xor'" }
    #expect(!mutants.isEmpty)
    for mutant in mutants { #expect(run.fate(of: mutant).isKilled) }
  }
}
