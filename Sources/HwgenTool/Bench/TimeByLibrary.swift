import CSampler

/// Where the processor time of this process goes, by the library whose code runs: a timer takes samples.
struct TimeByLibrary {
  /// What a library is part of.
  enum Part: Hashable {
    /// A simulated unit.
    case model(String)
    /// The program and Swift's own libraries.
    case swift
    /// The C library and the kernel under it: mostly copies of pages and beats, and threads that wait for each other.
    case system
  }

  /// Samples of each part.
  private(set) var samples: [Part: UInt64] = [:]
  /// Processor seconds of all threads.
  private(set) var seconds = 0.0

  /// Runs `body`; nil where samples cannot be taken.
  ///
  /// - Parameter models: path and unit of each model's library
  static func measuring(models: [String: String], _ body: () throws -> Void) rethrows -> TimeByLibrary? {
    guard hws_start(1000) != 0 else {
      try body()
      return nil
    }
    var result = TimeByLibrary()
    let start = Stopwatch.processorSeconds
    do { try body() } catch {
      hws_stop()
      throw error
    }
    hws_stop()
    result.seconds = Stopwatch.processorSeconds - start
    for library in -1..<hws_libraries() {
      result.samples[part(library, models), default: 0] += hws_samples(library)
    }
    return result.total > 100 ? result : nil
  }

  private static func part(_ library: Int64, _ models: [String: String]) -> Part {
    let path = hws_path(library).map { String(cString: $0) } ?? ""
    if let unit = models[path] { return .model(unit) }
    let isSwift = library == 0 || path.contains("/libswift") || path.contains("/libFoundation")
    return isSwift ? .swift : .system
  }

  private var total: UInt64 { samples.values.reduce(0, +) }

  /// The share of a part, from 0 to 1.
  func share(_ part: Part) -> Double { Double(samples[part] ?? 0) / Double(max(1, total)) }
  /// Processor seconds of a part.
  func seconds(_ part: Part) -> Double { seconds * share(part) }
}
