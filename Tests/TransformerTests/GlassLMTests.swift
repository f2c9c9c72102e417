import Testing

import Transformer

/// A second trained model: fp16 weights, character BPE, a feed-forward width of 341.
@Suite struct GlassLMTests {
  private struct Prompts: Decodable {
    struct Prompt: Decodable {
      let prompt: String
      let prompt_ids: [Int]
      let gen_ids: [Int]
      let gen_text: String
      let top5: [[[Double]]]
      let lse: [Double]
    }
    let prompts: [Prompt]
  }

  @Test(.needsGlassLM) func promptsTokensAndLogits() throws {
    let model = try LanguageModel(path: TestData.glassLM)
    let tokenizer = try #require(model.tokenizer)
    #expect(model.configuration.feedForwardWidth == 341)
    for prompt in try TestData.decode(Prompts.self, from: "glassllm.json").prompts {
      #expect(tokenizer.encode(prompt.prompt) == prompt.prompt_ids)
      #expect(tokenizer.decode(prompt.gen_ids) == prompt.gen_text)
      var generator = Generator(session: model.session(capacity: 128), prompt: prompt.prompt_ids, tokens: prompt.gen_ids.count)
      var ids: [Int] = []
      while let token = try generator.next() {
        for (candidate, expected) in zip(token.best, prompt.top5[ids.count]) {
          #expect(Double(candidate.id) == expected[0])
          #expect(abs(Double(candidate.logit) - expected[1]) <= 1e-3)
        }
        #expect(abs(token.logSumExp - prompt.lse[ids.count]) <= 1e-3)
        ids.append(token.id)
      }
      #expect(ids == prompt.gen_ids)
    }
  }
}
