import Foundation
import Hashing
import Testing

import Accelerators
import Transformer
import Verilator

/// Logits of SmolLM2 against `Scripts/references/cambricon-logits.py`, which was written from the pages by someone who had not
/// read the sources: what the pages say is enough for every bit.
@Suite struct PageReferenceTests {
  private struct Reference: Decodable {
    var ids: [Int]
    /// For each position: the digest of all logits' bytes.
    var sha256: [String]
    /// For each position: id and bits of the largest logit.
    var top: [Top]

    struct Top: Decodable {
      var id: Int, bits: String
      init(from decoder: Decoder) throws {
        var container = try decoder.unkeyedContainer()
        id = try container.decode(Int.self)
        bits = try container.decode(String.self)
      }
    }
  }

  private static let model: String? = {
    let path = Toolchain.toolsFolder().map { "\($0)/models/SmolLM2-135M-Instruct.Q4_1.gguf" }
    return path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }()

  @Test(.enabled(if: model != nil, "make model fetches SmolLM2")) func logitsFollowFromThePages() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Data/smollm2-cambricon-logits.json")
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
    #expect(reference.ids.count == 300 && reference.sha256.count == 300 && reference.top.count == 300)
    let model = try LanguageModel(path: #require(Self.model))
    let session = try GoldenRun.session(model, positions: reference.ids.count)
    for (position, id) in reference.ids.enumerated() {
      let logits = try session.run([id], logits: .last)
      let top = session.chosen
      #expect(top == reference.top[position].id, "position \(position)")
      #expect(String(logits.values[top].bitPattern, radix: 16) == reference.top[position].bits, "position \(position)")
      var hash = SHA256()
      logits.values.withUnsafeBytes { hash.update($0) }
      #expect(hash.finish() == reference.sha256[position], "position \(position)")
    }
  }
}
