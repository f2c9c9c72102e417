import HDL
import Testing

/// Chains and nests of conditions, however long.
@Suite struct ChainDiagnostics {
  @Test func nestsThatNeverEnd() throws {
    try expectErrors(
      endlessNest,
      """
      ChainDiagnostics.swift:{deep}:5: error: conditions are nested more than 128 deep
        note: does a recursive function never end? Give conditions names and combine them
      """)
  }

  @Test func chainsThatHaveEnded() throws {
    try expectErrors(
      endedChain,
      """
      ChainDiagnostics.swift:{ended}:9: error: 'elsewhen' belongs to a chain that has ended
        note: write it right after the when and its elsewhens, before otherwise
      """)
  }

  /// Each branch has its own place, wherever its chain began.
  @Test func branchesHavePlaces() throws {
    try expectErrors(
      wrongBranches,
      """
      ChainDiagnostics.swift:{first}:19: error: '==' needs equal widths: 'a' is 8 bits, 'wide' is 16
        note: use a.extended(to: 16)
      ChainDiagnostics.swift:{second}:19: error: '<' needs equal widths: 'b' is 8 bits, 'wide' is 16
        note: use b.extended(to: 16)
      """)
  }

  /// Far deeper than any stack would hold; complete, so that no path is left undriven.
  @Test func longChainsAreComplete() throws {
    let design = try elaborate(Probe("long chain") { io in longChain(io, length: 8000) })
    #expect(design.top.registers.count == 1)
  }

  @Test func longChainsMissWhatNoBranchDrives() throws {
    let error = #expect(throws: ElaborationError.self) {
      try elaborate(Probe("open chain") { io in longChain(io, length: 100, isOpen: true) })
    }
    #expect(error?.diagnostics.first?.message.hasPrefix("'y' is not driven on every path") == true)
  }
}

@Hardware private func endlessNest(_ io: ProbeIO) {
  driveRest(io)
  let held = Reg(Signed(8), reset: 0)
  func nest() {
    when(io.go) { nest() }  // {deep}
  }
  nest()
  _ = held
}

@Hardware private func endedChain(_ io: ProbeIO) {
  driveRest(io, y: false)
  let chain = when(io.go) { io.y <== io.a }
  chain.otherwise { io.y <== io.b }
  chain.elsewhen(io.a == io.b) { io.y <== 0 }  // {ended}
}

@Hardware private func wrongBranches(_ io: ProbeIO) {
  driveRest(io, y: false)
  io.y <== 0
  when(io.go) {
    io.y <== io.a
  }.elsewhen(io.a == io.wide) {  // {first}
    io.y <== io.b
  }.elsewhen(io.b < io.wide) {  // {second}
    io.y <== io.b
  }
}

private func longChain(_ io: ProbeIO, length: Int, isOpen: Bool = false) {
  driveRest(io, y: false)
  let count = Reg(Unsigned(16), reset: 0)
  count <== count + 1
  var chain = when(count == 0) { io.y <== 0 }
  for index in 1..<length { chain = chain.elsewhen(count == index) { io.y <== io.a } }
  if !isOpen { chain.otherwise { io.y <== 1 } }
}
