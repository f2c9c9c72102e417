import Simulation

/// A simulator that records its ports for a picture: the first cycles, those under reset left out.
final class PicturedSimulator: Simulator {
  /// As many as a page shows.
  static let cycles = 32

  private let inner: any Simulator
  private let resets: [SimulatorPort]
  private var recorder: Recorder?

  init(_ inner: any Simulator) {
    self.inner = inner
    resets = inner.ports.filter { $0.role == .reset }
  }

  /// An SVG file, numbers in decimal.
  var picture: String {
    WaveformPicture(recorder?.recording ?? Recording(signals: []), radix: .decimal).render()
  }

  var ports: [SimulatorPort] { inner.ports }
  var domains: [String] { inner.domains }
  var streams: [SimulatorStream] { inner.streams }
  var cycle: UInt64 { inner.cycle }
  var checksAssertions: Bool { inner.checksAssertions }
  func evaluate() { inner.evaluate() }
  func step(domains: UInt32) throws(SimulationError) {
    if !resets.contains(where: \.isResetting) {
      inner.evaluate()
      if recorder == nil { recorder = try Recorder(inner, limit: Self.cycles) }
      recorder?.sample()
    }
    try inner.step(domains: domains)
  }
  func run(cycles count: Int) throws(SimulationError) { for _ in 0..<count { try step(domains: 1) } }
  func memory(_ path: String) throws(SimulationError) -> SimulatorMemory { try inner.memory(path) }
  func openWaveform(_ path: String) throws(SimulationError) { try inner.openWaveform(path) }
  func closeWaveform() throws(SimulationError) { try inner.closeWaveform() }
}
