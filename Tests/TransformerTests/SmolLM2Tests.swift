import Foundation
import Testing

import Transformer

/// The fp32 golden model against independent implementations.
@Suite(.serialized) struct SmolLM2Tests {
  struct Prompts: Decodable {
    struct Prompt: Decodable {
      let id: String
      let prompt_ids: [Int]
      let gen_ids: [Int]
      let top5: [[[Double]]]
      let lse: [Double]
    }
    let prompts: [Prompt]
  }

  private struct Text: Decodable {
    let ids: [Int]
    let nll: [Double]
    let cum: [String: Double]
    let text: String
  }

  private struct Trace: Decodable {
    struct Point: Decodable {
      let name: String
      let first: [Double]
      let norm: Double

      init(from decoder: Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
        first = try container.decode([Double].self)
        norm = try container.decode(Double.self)
      }
    }
    let prompt: String
    let points: [Point]
  }

  private static let model = Result { try LanguageModel(GGUFFile(path: TestData.smolLM2)) }

  @Test(.needsSmolLM2, arguments: ["o1", "o2", "o3", "o4"]) func greedyTokensAndLogits(id: String) throws {
    let model = try Self.model.get()
    let prompts = try TestData.decode(Prompts.self, from: "smollm2-prompts.json").prompts
    let prompt = try #require(prompts.first { $0.id == id })
    var generator = Generator(session: model.session(capacity: 256), prompt: prompt.prompt_ids, tokens: prompt.gen_ids.count)
    var worst = 0.0
    var ids: [Int] = []
    while let token = try generator.next() {
      let step = ids.count
      ids.append(token.id)
      for (candidate, expected) in zip(token.best, prompt.top5[step]) {
        #expect(Double(candidate.id) == expected[0], "step \(step)")
        worst = max(worst, abs(Double(candidate.logit) - expected[1]))
      }
      worst = max(worst, abs(token.logSumExp - prompt.lse[step]))
    }
    #expect(ids == prompt.gen_ids)
    #expect(worst <= 1e-3)
    print("\(id): largest logit difference \(worst)")
  }

  @Test(.needsSmolLM2) func perplexity() throws {
    let model = try Self.model.get()
    let text = try TestData.decode(Text.self, from: "smollm2-perplexity.json")
    let tokenizer = try #require(model.tokenizer)
    #expect(tokenizer.encode(text.text) == text.ids)
    var session = model.session(capacity: 2049)
    let result = try session.perplexity(of: text.ids)
    #expect(result.negativeLogLikelihoods.count == 2048)
    for (count, expected) in text.cum {
      let value = result.value(first: Int(count))
      #expect(abs(value / expected - 1) <= 1e-4, "\(count): \(value) against \(expected)")
    }
    let worst = zip(result.negativeLogLikelihoods, text.nll).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= 1e-3)
  }

  /// Against the trace of other implementations in fp32 and against fp64; their lengths are given to five decimals.
  @Test(.needsSmolLM2, arguments: ["smollm2-trace.json", "smollm2-trace-float64.json"]) func layerTrace(file: String) throws {
    let model = try Self.model.get()
    let trace = try TestData.decode(Trace.self, from: file)
    let prompts = try TestData.decode(Prompts.self, from: "smollm2-prompts.json").prompts
    let prompt = try #require(prompts.first { $0.id == trace.prompt })
    var vectors: [String: ArraySlice<Float>] = [:]
    var session = model.session(capacity: 64)
    _ = try session.run(prompt.prompt_ids) { operation, inputs, output in
      guard case .linear = operation.kind else { return }
      vectors["\(operation.name).in"] = inputs[0][row: inputs[0].rows - 1]
      vectors["\(operation.name).out"] = output[row: output.rows - 1]
    }
    #expect(trace.points.count == 121)
    var worst = 0.0
    for point in trace.points {
      let vector = try #require(vectors[point.name], "\(point.name)")
      let norm = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      #expect(abs(norm / point.norm - 1) <= 1e-5, "\(point.name)")
      for (value, expected) in zip(vector, point.first) {
        let error = abs(Double(value) - expected) / point.norm
        #expect(error <= 2e-6, "\(point.name)")
        worst = max(worst, error)
      }
    }
    print("\(file): largest difference \(worst) of a vector's length")
  }

  /// Running a prompt token by token, in one batch or in uneven ones is the same but for rounding.
  @Test(.needsSmolLM2) func batchesAgree() throws {
    let model = try Self.model.get()
    let ids = Array(try TestData.decode(Text.self, from: "smollm2-perplexity.json").ids.prefix(23))
    func logits(_ cuts: [Int]) throws -> Matrix {
      var session = model.session(capacity: 32)
      var start = 0
      var result = Matrix(rows: 0, columns: 0)
      for cut in cuts + [ids.count] {
        result = try session.run(Array(ids[start..<cut]))
        start = cut
      }
      return result
    }
    let whole = try logits([])
    for cuts in [Array(1..<23), [1, 3, 6, 10, 15, 21], [22]] {
      let other = try logits(cuts)
      let worst = zip(whole.values, other.values).map { abs($0 - $1) }.max() ?? .infinity
      #expect(worst <= 5e-4)
    }
  }

  @Test(.needsSmolLM2) func errorsAreClear() throws {
    let model = try Self.model.get()
    var session = model.session(capacity: 4)
    #expect(throws: SessionError.noTokens) { try session.run([]) }
    #expect(throws: SessionError.unknownToken(id: 49152, vocabulary: 49152)) { try session.run([49152]) }
    #expect(throws: SessionError.contextExceeded(position: 5, capacity: 4)) { try session.run([1, 1, 1, 1, 1]) }
    _ = try session.run([1, 2, 3, 4])
    #expect(throws: SessionError.contextExceeded(position: 5, capacity: 4)) { try session.run([1]) }
  }

  /// Going back and running the same tokens gives the same logits.
  @Test(.needsSmolLM2) func rewinding() throws {
    let model = try Self.model.get()
    var session = model.session(capacity: 16)
    _ = try session.run([504, 3575, 282])
    let first = try session.run([4649])
    _ = try session.run([9, 9, 9])
    session.rewind(to: 3)
    #expect(try session.run([4649]) == first)
    #expect(session.position == 4)
  }
}
