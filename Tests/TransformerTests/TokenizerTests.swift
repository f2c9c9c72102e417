import Foundation
import Testing

import Transformer

@Suite struct TokenizerTests {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let s: String
      let ids: [Int]
      let lossy: Bool?
    }
    struct Edge: Decodable {
      let s: String
      let hf: [Int]
      let llamacpp: [Int]
    }
    let strings: [Case]
    let edge: [Edge]
  }

  private struct Prompts: Decodable {
    struct Prompt: Decodable {
      let prompt: PromptText
      let text: String
      let prompt_ids: [Int]
      let gen_ids: [Int]
      let gen_text: String
    }
    let prompts: [Prompt]
  }

  private static let smolLM2 = Result { try Tokenizer(GGUFFile(path: TestData.smolLM2)) }

  @Test(.needsSmolLM2) func referenceStrings() throws {
    let tokenizer = try Self.smolLM2.get()
    let reference = try TestData.decode(Reference.self, from: "smollm2-tokenizer.json")
    #expect(reference.strings.count == 138 && reference.edge.count == 2)
    for example in reference.strings {
      let ids = tokenizer.encode(example.s)
      #expect(ids == example.ids, "\(example.s.debugDescription)")
      if example.lossy != true { #expect(tokenizer.decode(ids, includingSpecial: true) == example.s) }
    }
    for example in reference.edge {
      #expect([example.hf, example.llamacpp].contains(tokenizer.encode(example.s)), "\(example.s.debugDescription)")
    }
  }

  @Test(.needsSmolLM2) func promptsAndChats() throws {
    let tokenizer = try Self.smolLM2.get()
    let file = try GGUFFile(path: TestData.smolLM2)
    let template = try #require(file.string("tokenizer.chat_template").flatMap(ChatTemplate.init(jinja:)))
    for prompt in try TestData.decode(Prompts.self, from: "smollm2-prompts.json").prompts {
      switch prompt.prompt {
      case .text(let text): #expect(text == prompt.text)
      case .chat(let messages): #expect(template.render(messages) == prompt.text)
      }
      #expect(tokenizer.encode(prompt.text) == prompt.prompt_ids)
      let end = prompt.gen_ids.firstIndex(of: 2) ?? prompt.gen_ids.count
      #expect(tokenizer.decode(prompt.gen_ids[..<end]) == prompt.gen_text)
    }
  }

  /// Any text comes back, but for the 21 bytes that have no token.
  @Test(.needsSmolLM2) func randomTextRoundTrips() throws {
    let tokenizer = try Self.smolLM2.get()
    let covered = Set(
      (0..<tokenizer.vocabulary.count).map { tokenizer.vocabulary.bytes(of: $0) }.filter { $0.count == 1 }.compactMap(\.first))
    #expect(covered.count == 256 - 21)
    var random = SeededGenerator(seed: 7)
    let planes: [ClosedRange<UInt32>] = [
      0...0x7f, 0x20...0x7e, 0x80...0x7ff, 0x800...0xd7ff, 0xe000...0xffff, 0x1_0000...0x10_ffff, 9...13,
    ]
    for round in 0..<2000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        let plane = planes[Int.random(in: 0..<planes.count, using: &random)]
        if let scalar = Unicode.Scalar(UInt32.random(in: plane, using: &random)) { text.unicodeScalars.append(scalar) }
        if Int.random(in: 0..<40, using: &random) == 0 { text += "<|im_end|>" }
      }
      for special in [true, false] {
        let ids = tokenizer.encode(text, parsingSpecial: special)
        #expect(
          tokenizer.bytes(ids, includingSpecial: true) == text.utf8.filter(covered.contains),
          "round \(round): \(text.debugDescription)")
      }
    }
  }

  /// One piece of 200,000 letters takes moments, not the square of its length.
  @Test(.needsSmolLM2) func longPiecesAreNotQuadratic() throws {
    let tokenizer = try Self.smolLM2.get()
    let text = String(repeating: "abcdefghij", count: 20_000)
    let time = ContinuousClock().measure { #expect(tokenizer.decode(tokenizer.encode(text)) == text) }
    #expect(time < .seconds(5))
  }

  @Test func templatesOfOtherFormatsAreNotTakenForChatML() {
    #expect(ChatTemplate(jinja: "{{ '[INST] ' + message['content'] }}") == nil)
    #expect(ChatTemplate(jinja: "{{'<|im_start|>' + role + '\\n' + content + '<|im_end|>\\n'}}")?.defaultSystem == nil)
    #expect(ChatTemplate(jinja: "'<|im_start|>system\\nBe kind.<|im_end|>\\n'")?.defaultSystem == "Be kind.")
  }
}

/// A prompt of the reference file: plain text or a chat.
enum PromptText: Decodable {
  case text(String)
  case chat([ChatMessage])

  init(from decoder: Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .chat(try container.decode([ChatMessage].self))
    }
  }
}
