import Foundation
import Testing

import Accelerators
import Simulation
import Transformer
import Units

/// Tokens whose flash side runs as one clocked design, and the composed time held against them.
@Suite(.serialized) struct ClockedSystemTests {
  /// Seconds of a token behind a prompt, and the token's logits.
  private static func token(_ configuration: CambriconConfiguration, _ execution: Execution = .rtl) throws -> (
    seconds: Double, logits: Matrix, session: SystemSession
  ) {
    let session = try SimulatedSystemTests.session(SimulatedSystemTests.embedded.get(), execution, configuration, positions: 8)
    _ = try session.run([5, 17, 3], logits: .none)
    let before = session.time
    let logits = try session.run([9], logits: .last)
    return ((session.time - before).seconds, logits, session)
  }

  /// The same bits, every sum and every raw weight compared, all products counted, and the same time.
  private static func check(_ configuration: CambriconConfiguration, _ comment: Comment) throws {
    var clocked = configuration
    clocked.timing = .clocked
    let composed = try token(configuration), whole = try token(clocked, .checked)
    #expect(whole.logits == composed.logits, comment)
    #expect(whole.session.macs == composed.session.macs, comment)
    // The bar was 3 %; the cycle model is exact.
    #expect(abs(composed.seconds / whole.seconds - 1) < 1e-9, "\(comment): \(composed.seconds) s and \(whole.seconds) s")
  }

  /// One channel of one die, which has the work of all.
  @Test func oneDie() throws {
    var one = CambriconConfiguration.paperS
    (one.channels, one.coresPerChannel, one.flashShare) = (1, 1, 0.5)
    try Self.check(one, "one die")
  }

  @Test(arguments: ["laptop", "paper-s", "paper-s-tiles"]) func presets(name: String) throws {
    try Self.check(CambriconConfiguration(CambriconLLM.values(preset: name)), "\(name)")
  }

  /// Configurations drawn at random; `HWGEN_SEED` draws others.
  @Test(arguments: 0..<12) func random(number: Int) throws {
    try Self.check(Self.drawn(number), "configuration \(number) of seed \(Self.seed)")
  }

  private static let seed = ProcessInfo.processInfo.environment["HWGEN_SEED"].flatMap { UInt64($0) } ?? 16
  private static func drawn(_ number: Int) -> CambriconConfiguration {
    var random = SplitMix64(seed: seed &+ UInt64(number) &* 1000), drawn = CambriconConfiguration.paperS
    drawn.channels = 1 + random.next(below: 8)
    drawn.coresPerChannel = 1 + random.next(below: 8)
    drawn.lanes = 1 << random.next(below: 7)
    drawn.pageReadMicroseconds = Double(1 + random.next(below: 60))
    drawn.channelRate = drawn.clockRate / Double(1 + random.next(below: 8))
    drawn.sliceBytes = 1 << random.next(below: 15)
    drawn.pageBytes = 2048 << random.next(below: 4)
    drawn.division = MatrixDivision.allCases[random.next(below: 3)]
    if random.chance(50) { drawn.flashShare = Double(random.next(below: 11)) / 10 }
    drawn.pageColumns = max(drawn.lanes, 16 << random.next(below: 6))
    drawn.busPolicy = random.chance(30) ? .roundRobin : .vectorsFirst
    return drawn
  }
}
