import Foundation
import Testing

import Transformer

/// The pre-tokenization of each family against Hugging Face `tokenizers`.
@Suite struct SmallTokenizerTests {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let s: String
      let ids: [Int]
    }
    struct Entry: Decodable {
      let name: String
      let json: String
      let cases: [Case]
    }
    let tokenizers: [Entry]
  }

  @Test(arguments: ["gpt2", "smollm", "qwen2"]) func idsOfEveryString(name: String) throws {
    let entries = try TestData.decode(Reference.self, from: "tokenizers.json").tokenizers
    let entry = try #require(entries.first { $0.name == name })
    #expect(entry.cases.count > 100)
    try withFolder(["tokenizer.json": Data(entry.json.utf8)]) { folder in
      let tokenizer = try Tokenizer(folder: folder)
      for example in entry.cases {
        #expect(tokenizer.encode(example.s) == example.ids, "\(example.s.debugDescription)")
      }
    }
  }

  @Test func otherKindsAreRefused() throws {
    let entries = try TestData.decode(Reference.self, from: "tokenizers.json").tokenizers
    let json = try #require(entries.first { $0.name == "qwen2" }?.json)
    for (old, new) in [
      ("NFC", "NFKC"), ("\\\\p{N}|", ""), ("\"use_regex\":false", "\"use_regex\":true"), ("\"BPE\"", "\"Unigram\""),
    ] {
      let changed = json.replacingOccurrences(of: old, with: new)
      #expect(changed != json, "\(old)")
      try withFolder(["tokenizer.json": Data(changed.utf8)]) { folder in
        _ = #expect(throws: ModelFileError.self, "\(old)") { try Tokenizer(folder: folder) }
      }
    }
  }
}
