import CommandLineTool
import Foundation
import Transformer

/// A text's tokens, cut to what a model can run at once.
struct TextWindows {
  let ids: [Int]
  /// Most tokens that a session runs.
  let window: Int

  /// - Parameter limit: only so many tokens from the beginning.
  init(file: String, tokenizer: Tokenizer, model: LanguageModel, limit: Int?) throws {
    let content: String
    do {
      content = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      throw CommandFailure.usage("cannot read '\(file)' as UTF-8 text; check the path and the file")
    }
    self.init(ids: Array(tokenizer.encode(content).prefix(limit ?? .max)), model: model)
    guard ids.count >= 2 else { throw CommandFailure.usage("'\(file)' has fewer than 2 tokens; give a longer text") }
  }

  /// Tokens of a text.
  init(ids: [Int], model: LanguageModel) {
    (self.ids, window) = (ids, min(ids.count, model.configuration.contextLength))
  }

  /// Windows one after the other, each with its first token's place in the text. With `overlap` a window begins with the last
  /// token of the one before and has one more token than the context, since the last one is predicted and not run.
  func parts(overlap: Bool) -> [(first: Int, ids: [Int])] {
    let end = overlap ? ids.count - 1 : ids.count
    return stride(from: 0, to: end, by: window).map { first in
      (first, Array(ids[first..<min(ids.count, first + window + (overlap ? 1 : 0))]))
    }
  }
}
