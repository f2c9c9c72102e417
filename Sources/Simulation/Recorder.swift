import Netlist

/// The values of some ports over consecutive clock cycles.
public struct Recording: Sendable, Equatable {
  public struct Signal: Sendable, Equatable {
    public var name: String
    public var width: Int
    public var isSigned: Bool
    /// One value a cycle.
    public var values: [BitVector]
    public init(name: String, width: Int, isSigned: Bool = false, values: [BitVector] = []) {
      self.name = name
      self.width = width
      self.isSigned = isSigned
      self.values = values
    }
  }
  public var signals: [Signal]
  /// The clock's name, drawn above the signals; nil for none.
  public var clock: String?
  /// Number of the first cycle.
  public var firstCycle: UInt64

  public init(signals: [Signal], clock: String? = nil, firstCycle: UInt64 = 0) {
    self.signals = signals
    self.clock = clock
    self.firstCycle = firstCycle
  }
  public var cycleCount: Int { signals.map(\.values.count).max() ?? 0 }
}

/// Samples ports of any simulator once a cycle, for text waveforms, pictures and snapshot tests.
///
/// Call `sample()` where a flip-flop would look: after `evaluate()`, before `step()`; or let `step()` do all three.
public final class Recorder {
  public private(set) var recording: Recording
  private let simulator: any Simulator
  private let ports: [SimulatorPort]
  private let limit: Int

  /// - Parameters:
  ///   - names: the ports in the order of the picture; nil takes all data ports
  ///   - limit: cycles after which nothing more is recorded
  public init(_ simulator: any Simulator, ports names: [String]? = nil, limit: Int = 10_000) throws(SimulationError) {
    self.simulator = simulator
    self.limit = limit
    if let names {
      var chosen: [SimulatorPort] = []
      for name in names { chosen.append(try simulator.port(name)) }
      ports = chosen
    } else {
      ports = simulator.ports.filter { $0.role == .data }
    }
    recording = Recording(
      signals: ports.map { Recording.Signal(name: $0.name, width: $0.width, isSigned: $0.isSigned && $0.count == nil) },
      clock: simulator.ports.first { $0.role == .clock }?.name, firstCycle: simulator.cycle)
  }

  public func sample() {
    guard recording.cycleCount < limit else { return }
    for (index, port) in ports.enumerated() { recording.signals[index].values.append(port.readBits()) }
  }

  /// Settles, samples, and makes one cycle of the first clock.
  public func step() throws(SimulationError) {
    simulator.evaluate()
    sample()
    try simulator.step()
  }
}

/// How a bus is written.
public enum WaveformRadix: Sendable {
  case hexadecimal
  /// Signed where the signal is.
  case decimal

  func text(_ value: BitVector, isSigned: Bool) -> String {
    switch self {
    case .hexadecimal: value.hexadecimal
    case .decimal: (isSigned ? value.signed.map { String($0) } : value.unsigned.map { String($0) }) ?? value.hexadecimal
    }
  }
}

extension Recording.Signal {
  /// Stretches of equal values: the first cycle, the number of cycles, the value.
  var runs: [(start: Int, count: Int, value: BitVector)] {
    var result: [(start: Int, count: Int, value: BitVector)] = []
    for (cycle, value) in values.enumerated() {
      if let last = result.last, last.value == value {
        result[result.count - 1].count += 1
      } else {
        result.append((cycle, 1, value))
      }
    }
    return result
  }
}
