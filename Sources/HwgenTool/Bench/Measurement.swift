import Foundation

/// One figure that has a bar.
struct Measurement: Encodable, Sendable {
  enum Bar: String, Encodable, Sendable { case atLeast, atMost }

  let name: String
  let measured: Double
  let unit: String
  let kind: Bar
  let bar: Double
  let passed: Bool

  init(_ name: String, _ measured: Double, _ unit: String, _ kind: Bar, _ bar: Double) {
    self.name = name
    self.measured = measured
    self.unit = unit
    self.kind = kind
    self.bar = bar
    passed = kind == .atLeast ? measured >= bar : measured <= bar
  }
}

/// Times by the processor time of this process, which other processes on the machine disturb least.
enum Stopwatch {
  static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Seconds that `body` takes, the least of `runs`.
  static func seconds(runs: Int = 3, _ body: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let start = processorSeconds
      try body()
      best = min(best, processorSeconds - start)
    }
    return best
  }

  /// Steps a second in the fastest of several windows of at least 0.1 s; `body` returns the steps that it did.
  static func rate(windows: Int = 12, _ body: () throws -> Int) rethrows -> Double {
    _ = try body()
    var best = 0.0
    for _ in 0..<windows {
      let start = processorSeconds
      var steps = 0, elapsed = 0.0
      repeat {
        steps += try body()
        elapsed = processorSeconds - start
      } while elapsed < 0.1
      best = max(best, Double(steps) / elapsed)
    }
    return best
  }
}
