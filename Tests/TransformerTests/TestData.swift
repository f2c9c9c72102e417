import Foundation
import Testing

import Transformer

/// Data files of the tests and the models that are fetched rather than committed.
enum TestData {
  /// The bytes of a file in `Data`.
  static func data(_ name: String) throws -> Data {
    let url = try #require(Bundle.module.url(forResource: "Data/\(name)", withExtension: nil), "no test data '\(name)'")
    return try Data(contentsOf: url)
  }

  static func decode<T: Decodable>(_ type: T.Type, from name: String) throws -> T {
    try JSONDecoder().decode(type, from: data(name))
  }

  /// The package's folder.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let smolLM2 = package.appendingPathComponent(".tools/models/SmolLM2-135M-Instruct.Q4_1.gguf").path
  static let glassLM = package.appendingPathComponent(".tools/models/glassllm-en.gguf").path
  static let hasGlassLM = FileManager.default.fileExists(atPath: glassLM)
  static let hasSmolLM2 = FileManager.default.fileExists(atPath: smolLM2)
}

/// Writes files to a folder of their own for the time of `body`.
func withFolder<Result>(_ files: [String: Data], _ body: (String) throws -> Result) throws -> Result {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  for (name, data) in files { try data.write(to: url.appendingPathComponent(name)) }
  return try body(url.path)
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where SmolLM2 was not fetched.
  static var needsSmolLM2: Self {
    .enabled(if: TestData.hasSmolLM2, "SmolLM2 is not at .tools/models: run Scripts/fetch-model, or make test, which does")
  }

  /// Skips a test where GlassLM was not fetched.
  static var needsGlassLM: Self {
    .enabled(if: TestData.hasGlassLM, "GlassLM is not at .tools/models: run Scripts/fetch-model, or make test, which does")
  }
}

/// SplitMix64: the same random numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
