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
  static let hasSmolLM2 = FileManager.default.fileExists(atPath: smolLM2)
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where SmolLM2 was not fetched.
  static var needsSmolLM2: Self {
    .enabled(if: TestData.hasSmolLM2, "SmolLM2 is not at .tools/models: run Scripts/fetch-model, or make test, which does")
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
