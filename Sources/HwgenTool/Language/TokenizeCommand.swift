import CommandLineTool
import ArgumentParser
import Foundation
import Transformer

/// `hwgen tokenize`: the token ids of a text.
struct TokenizeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "tokenize", abstract: "Prints the token ids of a text.",
      discussion: """
        Names of control tokens in the text, such as <|im_start|>, become those tokens.

        EXAMPLES:
          \(Catalog.current.name) tokenize --text "In the beginning"
          \(Catalog.current.name) tokenize --model model.gguf --text "Hello" --json
        """)
  }

  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("The text.", valueName: "text"))
  var text: String

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  private struct Report: Encodable {
    let model: String
    let text: String
    let ids: [Int]
    /// What each token stands for; bytes that are part of a character read U+FFFD.
    let tokens: [String]
  }

  func run() throws {
    let tokenizer = try model.loadTokenizer()
    let ids = tokenizer.encode(text)
    if json {
      let tokens = ids.map { tokenizer.decode([$0], includingSpecial: true) }
      try JSONOutput.print(Report(model: model.model, text: text, ids: ids, tokens: tokens))
    } else {
      Console.current.print(ids.map(String.init).joined(separator: ","))
    }
  }
}

/// `hwgen detokenize`: the text of token ids.
struct DetokenizeCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "detokenize", abstract: "Prints the text of token ids.",
      discussion: """
        EXAMPLES:
          \(Catalog.current.name) detokenize --model smollm2 --ids 19556,905
        """)
  }

  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("Token ids with commas between.", valueName: "ids"))
  var ids: String

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  private struct Report: Encodable {
    let model: String
    let ids: [Int]
    let text: String
  }

  func run() throws {
    let tokenizer = try model.loadTokenizer()
    let ids = try self.ids.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let id = Int(part.trimmingCharacters(in: .whitespaces)), (0..<tokenizer.vocabulary.count).contains(id) else {
        throw CommandFailure.usage(
          "'\(part)' is no token; ids run from 0 to \(tokenizer.vocabulary.count - 1), for example --ids 1,2,3")
      }
      return id
    }
    let text = tokenizer.decode(ids, includingSpecial: true)
    if json {
      try JSONOutput.print(Report(model: model.model, ids: ids, text: text))
    } else {
      Console.current.print(text)
    }
  }
}
