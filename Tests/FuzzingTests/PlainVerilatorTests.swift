import Fuzzing
import HDL
import Netlist
import Simulation
import Testing
import Tools

/// What is emitted is right under somebody's plain `verilator`: no switch of ours, no warning, with and without `--trace`.
@Suite struct PlainVerilatorTests {
  /// Verilator's issues 7955 (nested shifts), 7785 and 7583 as netlists, and everything else that once went wrong.
  @Test func formerFaults() async throws {
    try await expectAgreement((FormerFault.nestedShifts + FormerFault.arrays).map { ($0.design, nil) })
  }

  /// Signs that it takes from the width of a variable which it has extended, where it inlines functions.
  @Test func signsThatAreKnown() async throws {
    let backend = try #require(VerilatorBackend(toolsFolder: ToolFolder.path(), call: .alone))
    try await expectAgreement(FormerFault.knownSigns.map { ($0.design, nil) }, [backend])
  }

  /// Its issue 7755 at its size: a check of the index becomes a mask, and the array is read beyond its end. As a vector of bits, which
  /// is packed, and as a memory and a vector of more than a bit, which are not.
  @Test func elementsBeyondTheEndOfALargeArray() async throws {
    let edges = [0, 1, 16_383, 16_384, 32_767, 32_768, 33_999, 34_000, 34_001, 34_002, 40_000, 49_152, 65_534, 65_535]
    try await expectAgreement([
      (elaborate(LargeVector()), edges), (elaborate(LargeMemory()), edges), (elaborate(LargeArray()), edges),
    ])
  }

  /// Its issue 7785: three elements at the indices 0 to 7.
  @Test func elementsBeyondTheEndOfThree() async throws {
    try await expectAgreement([(elaborate(Three()), Array(0..<8))])
  }

  /// Its issue 7583: the whole array and single elements are written, at one edge and at different ones.
  @Test func wholeArraysAndElements() async throws {
    try await expectAgreement([(elaborate(WholeAndElements()), nil)])
  }

  /// Its issue 8377: a field of a bundle that nothing drives. One of a register holds its reset value; one of a wire is an error.
  @Test func fieldsThatNothingDrives() async throws {
    try await expectAgreement([(elaborate(SilentField()), nil)])
    #expect(throws: ElaborationError.self) { try elaborate(OpenField()) }
  }

  /// Its issue 4842: tracing keeps signals and changes what is inlined and in which order it is computed. Clocks made inside, where
  /// that order matters most, and circuits of the fuzzer.
  @Test func withAndWithoutTracing() async throws {
    try await expectAgreement([(elaborate(DerivedClocks()), nil)])
    let cases = (3100..<3140 as Range<UInt64>).map { FuzzCase(seed: $0) }
    for failure in await FuzzCampaign(backends: try Self.backends(allowingWarnings: true)).run(cases) {
      Issue.record("seed \(failure.fuzzCase.seed), \(failure.backend): \(failure.reason)")
    }
  }

  private static func backends(allowingWarnings: Bool = false) throws -> [any FuzzBackend] {
    let tools = ToolFolder.path(), runtime = VerilatorRuntime()
    return try [BuiltinBackend()]
      + [false, true].map { isTraced in
        let call = VerilatorBackend.Call.plain(isTraced: isTraced, allowsWarnings: allowingWarnings)
        return try #require(VerilatorBackend(toolsFolder: tools, call: call, runtime: runtime))
      }
  }

  /// - Parameter indices: what the inputs `index` and `other` take in turns; at random if nil
  private func expectAgreement(_ designs: [(design: Netlist.Design, indices: [Int]?)], _ backends: [any FuzzBackend]? = nil)
    async throws
  {
    let count = 64
    let schedule = ClockSchedule(seed: 1, count: count)
    let cases = designs.enumerated().map { number, one in
      var design = one.design
      for module in design.modules.indices where design.modules[module].blackBox == nil {
        design.modules[module].name += "_\(number)"
      }
      var stimulus = Stimulus(for: design, seed: UInt64(number), schedule: schedule)
      let inputs = design.top.ports.filter { $0.direction == .input && $0.role == .data }
      for (position, port) in inputs.enumerated() where ["index", "other"].contains(port.name) {
        guard let indices = one.indices else { continue }
        let width = design.top[port.value].type.width
        for cycle in 0..<count {
          // Each meets each: one of them is slower.
          let turn = port.name == "index" ? cycle : cycle * 5 / 3
          stimulus.cycles[cycle].inputs[position] = BitVector(indices[turn % indices.count], width: width)
        }
      }
      return FuzzCase(seed: UInt64(number), design: design, stimulus: stimulus)
    }
    for failure in await FuzzCampaign(backends: try backends ?? Self.backends()).run(cases) {
      Issue.record("\(failure.fuzzCase.design.top.name), \(failure.backend): \(failure.reason)")
    }
  }
}
