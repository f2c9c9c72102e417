import Accelerators
import Foundation

/// What placing a layer of OPT-6.7B's size takes.
enum PlacementBenchmarks {
  /// 16,384 neurons, 3.28 % of them active.
  static func run() throws -> [Measurement] {
    let profile = try StackedTrace.traces(neurons: 16384, share: 0.0328).profile
    var seconds: [PlacementMethod: Double] = [:]
    for method in [PlacementMethod.ripple, .improved] {
      seconds[method] = try Stopwatch.seconds(runs: 1) { _ = method.placement(of: try profile.coActivation(layer: 0)) }
    }
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return [
      Measurement("place 16,384 neurons, greedy", seconds[.ripple] ?? .infinity, "s", .atMost, 60),
      Measurement("place 16,384 neurons, improved", seconds[.improved] ?? .infinity, "s", .atMost, 60),
      Measurement("place 16,384 neurons, memory", Double(usage.ru_maxrss) / 1024, "MB", .atMost, 4096),
    ]
  }
}
