import Foundation
import Testing

import Transformer

/// The committed model: what it promises, measured from its file, and an independent implementation's results.
@Suite struct EmbeddedModelTests {
  struct Reference: Decodable {
    struct Figures: Decodable {
      let bits_per_byte: Double
      let zeros: Double
    }
    struct Prompt: Decodable {
      let prompt: String
      let prompt_ids: [Int]
      let ids: [Int]
      let top5: [[[Double]]]
    }
    let sha256: String
    let excerpt_tokens: Int
    let excerpt: Figures
    let prompts: [Prompt]
  }

  private func reference() throws -> Reference { try TestData.decode(Reference.self, from: "embedded.json") }

  private func text(_ name: String) throws -> String { String(decoding: try TestData.data(name), as: UTF8.self) }

  @Test func fileIsTheOneMeasuredAndSmall() throws {
    let model = try LanguageModel.embedded()
    #expect(model.sha256 == (try reference().sha256))
    #expect(model.weights.values.map(\.count).reduce(0, +) <= 1_800_000)
    #expect(model.weights.values.map(\.bytes.count).reduce(0, +) <= 2_000_000)
    #expect(model.weights.values.allSatisfy { $0.rows == 1 || $0.type == .q8_0 })
    let sizes = model.configuration
    #expect(sizes.family == .llama && sizes.activation == .relu)
    for size in [sizes.width, sizes.feedForwardWidth, sizes.keyValueWidth, sizes.vocabulary] { #expect(size % 64 == 0) }
    let url = TestData.package.appendingPathComponent("Sources/EmbeddedModel/embedded.gguf")
    #expect(try Data(contentsOf: url).count <= 2_000_000)
    // The program holds the same bytes as the file.
    #expect(try LanguageModel(path: url.path).sha256 == model.sha256)
  }

  @Test func torchAgreesOnTokensAndLogits() throws {
    let model = try LanguageModel.embedded()
    let tokenizer = try #require(model.tokenizer)
    for prompt in try reference().prompts {
      #expect(tokenizer.encode(prompt.prompt) == prompt.prompt_ids)
      var generator = Generator(session: model.session(capacity: 64), prompt: prompt.prompt_ids, tokens: prompt.ids.count)
      var ids: [Int] = []
      while let token = try generator.next() {
        for (candidate, expected) in zip(token.best, prompt.top5[ids.count]) {
          #expect(Double(candidate.id) == expected[0] && abs(Double(candidate.logit) - expected[1]) <= 1e-4)
        }
        ids.append(token.id)
      }
      #expect(ids == prompt.ids, "\(prompt.prompt)")
    }
  }

  /// At most 2.2 bits per byte of chapters that it was not trained on, and at least 70 % zeros in the hidden layer.
  @Test func heldOutText() throws {
    let model = try LanguageModel.embedded()
    let tokenizer = try #require(model.tokenizer)
    let reference = try reference()
    let ids = tokenizer.encode(try text("embedded-held-out.txt"))
    #expect(ids.count == reference.excerpt_tokens)
    let window = model.configuration.contextLength
    var session = model.session(capacity: window)
    var nats = 0.0
    var calibration = Calibration()
    for first in stride(from: 0, to: ids.count - 1, by: window) {
      let part = Array(ids[first..<min(ids.count, first + window + 1)])
      nats += try session.perplexity(of: part).negativeLogLikelihoods.reduce(0, +)
      try calibration.add(Array(part.dropLast()), model: model)
    }
    let bits = nats / log(2) / Double(tokenizer.bytes(ids.dropFirst(), includingSpecial: true).count)
    let hidden = try (0..<model.configuration.layers).map { try #require(calibration.values["blk.\($0).ffn_activation"]) }
    let zeros = Double(hidden.map(\.zeros).reduce(0, +)) / Double(hidden.map(\.count).reduce(0, +))
    print("embedded model: \(bits) bits per byte, \(zeros) zeros on \(ids.count) held-out tokens")
    #expect(bits <= 2.2)
    #expect(abs(bits / reference.excerpt.bits_per_byte - 1) <= 1e-5)
    #expect(zeros >= 0.7)
    #expect(abs(zeros - reference.excerpt.zeros) <= 1e-5)
  }

  /// At least 90 % of the words in 500 generated ones occur in the text trained on, whether chosen greedily or at random.
  @Test(arguments: [0.0, 0.8, 1.0]) func generatedWords(temperature: Double) throws {
    let model = try LanguageModel.embedded()
    let tokenizer = try #require(model.tokenizer)
    let known = Set(try text("embedded-words.txt").split(separator: "\n").map(String.init))
    #expect(known.count > 10_000 && !known.contains("xyzzy"))
    let prompt = tokenizer.encode("And it came to pass")
    var generator = Generator(
      session: model.session(capacity: model.configuration.contextLength), prompt: prompt,
      tokens: model.configuration.contextLength,
      sampler: Sampler(temperature: temperature, seed: 1))
    var stream = TextStream(tokenizer)
    var text = ""
    while let token = try generator.next() { text += stream.append(token.id) }
    let words = text.split { !$0.isLetter }.prefix(500).map { $0.lowercased() }
    #expect(words.count == 500)
    let share = Double(words.filter(known.contains).count) / Double(words.count)
    print("temperature \(temperature): \(share) of \(words.count) words known, \(Set(words).count) different ones")
    #expect(share >= 0.9)
    // At random it does not repeat itself.
    if temperature > 0 { #expect(Set(words).count > 100) }
  }
}
