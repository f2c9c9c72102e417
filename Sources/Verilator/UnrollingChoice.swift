import Foundation
import Simulation

extension VerilatorBuild {
  /// Keeps every loop.
  static let keepingLoops = 1
  /// Unrolls what can be unrolled within reason.
  static let unrollingLoops = 256

  /// Picks the faster of the two settings, measured once for a design and remembered.
  func automatic(_ source: VerilogSource, profile: BuildProfile) throws -> LoadedModel {
    let key = try "unroll-" + key(source, profile: .fast, unrollCount: 0)
    if let known = cache.remembered("choices", key).flatMap({ Int($0) }) {
      return try model(source, profile: profile, unrollCount: known)
    }
    // Measuring takes two builds, which is worth it only where speed is what the model is for.
    guard profile == .fast else { return try model(source, profile: profile, unrollCount: Self.keepingLoops) }
    let lock = try cache.lock(key)
    defer { lock.release() }
    if let known = cache.remembered("choices", key).flatMap({ Int($0) }) {
      return try model(source, profile: profile, unrollCount: known)
    }
    let kept = try model(source, profile: .fast, unrollCount: Self.keepingLoops)
    var choice = Self.keepingLoops
    var faster = kept
    if try isWorthUnrolling(source, key: key) {
      let unrolled = try model(source, profile: .fast, unrollCount: Self.unrollingLoops)
      if try Self.isFaster(unrolled, than: kept) {
        choice = Self.unrollingLoops
        faster = unrolled
      }
    }
    try cache.remember(String(choice), "choices", key)
    return faster
  }

  /// False when unrolling changes nothing, and when it makes the C++ explode: such a model takes minutes to compile and has
  /// never been the faster one.
  private func isWorthUnrolling(_ source: VerilogSource, key: String) throws -> Bool {
    let folder = FileManager.default.temporaryDirectory.path + "/hwgen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var texts: [String] = []
    for count in [Self.keepingLoops, Self.unrollingLoops] {
      let part = "\(folder)/\(count)"
      try cache.makeFolder(part)
      texts.append(try translate(source, profile: .fast, unrollCount: count, key: key, folder: part).all)
    }
    let sizes = texts.map(\.utf8.count)
    return texts[0] != texts[1] && (sizes[1] < 2 * sizes[0] || sizes[1] < 1_200_000)
  }

  /// Runs both on the same random inputs, taking turns, and compares their best times.
  private static func isFaster(_ candidate: LoadedModel, than reference: LoadedModel) throws -> Bool {
    let models = try [candidate, reference].map { try RandomRun($0) }
    var best = [Double.infinity, .infinity]
    for _ in 0..<7 {
      for (index, model) in models.enumerated() { best[index] = min(best[index], model.secondsPerCycle()) }
    }
    // A tie goes to the smaller model.
    return best[0] < 0.98 * best[1]
  }
}

/// A model on random inputs, for measuring.
private struct RandomRun {
  private let simulator: VerilatorSimulator
  private let inputs: [SimulatorPort]
  private let stimuli: [UInt8]
  private static let records = 64

  init(_ model: LoadedModel) throws {
    simulator = try model.makeSimulator()
    try? simulator.reset()
    inputs = simulator.ports.filter { $0.direction == .input && $0.role == .data }
    var random = SplitMix64(seed: 1)
    var bytes: [UInt8] = []
    for _ in 0..<Self.records {
      for port in inputs {
        // Streams that flow show what the model is for; with random handshakes most of it would stand still.
        if port.width == 1, port.name.hasSuffix("_valid") || port.name.hasSuffix("_ready") {
          bytes.append(1)
          continue
        }
        var remaining = port.width
        for _ in 0..<port.byteCount {
          let used = max(0, min(8, remaining))
          bytes.append(UInt8(truncatingIfNeeded: random.next()) & UInt8(truncatingIfNeeded: (1 << used) - 1))
          remaining -= 8
        }
      }
    }
    stimuli = bytes
  }

  /// Of about two milliseconds' worth of cycles.
  func secondsPerCycle() -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var cycles = 0
    repeat {
      // Random inputs may break the design's assumptions; the time is what counts.
      _ = try? stimuli.withUnsafeBytes { try simulator.run(cycles: Self.records, drive: inputs, stimuli: $0) }
      cycles += Self.records
    } while clock.now - start < .milliseconds(4)
    return (clock.now - start) / .seconds(1) / Double(cycles)
  }
}
