import Foundation

/// Turns text into token ids and back: byte-pair encoding with the model's own rules.
public struct Tokenizer: Sendable {
  /// What symbols merges start from.
  enum Symbols: Sendable {
    /// Bytes; a byte without a token is dropped.
    case bytes
    /// Characters, a space being U+2581; a character without a token becomes `unknown`.
    case characters(unknown: Int)
  }

  public let vocabulary: Vocabulary
  /// The token that begins a text, where the model has one.
  public let beginID: Int?
  /// The token that ends a text or a turn of a chat, where the model has one.
  public let endID: Int?
  /// Whether the model wants `beginID` before every text.
  public let addsBegin: Bool

  let preTokenizer: PreTokenizer
  let symbols: Symbols
  /// Whether text is brought to Unicode's normalization form C first.
  let normalizes: Bool
  private let merges: MergeTable
  /// The token of each symbol: by byte, or by character.
  private let symbolIDs: [UInt32: UInt32]
  private let specialTokens: SpecialTokens

  init(
    vocabulary: Vocabulary, merges: MergeTable, preTokenizer: PreTokenizer, symbols: Symbols, normalizes: Bool = false,
    beginID: Int? = nil, endID: Int? = nil, addsBegin: Bool = false
  ) {
    self.vocabulary = vocabulary
    self.merges = merges
    self.preTokenizer = preTokenizer
    self.symbols = symbols
    self.normalizes = normalizes
    self.beginID = beginID
    self.endID = endID
    self.addsBegin = addsBegin && beginID != nil
    var symbolIDs: [UInt32: UInt32] = [:]
    for id in 0..<vocabulary.count where !vocabulary.isSpecial(id) {
      let bytes = vocabulary.bytes(of: id)
      switch symbols {
      case .bytes:
        if let byte = bytes.first, bytes.count == 1 { symbolIDs[UInt32(byte)] = UInt32(id) }
      case .characters:
        guard bytes.count <= 4 else { continue }
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        if let scalar = scalars.first, scalars.count == 1 { symbolIDs[scalar.value] = UInt32(id) }
      }
    }
    self.symbolIDs = symbolIDs
    // GlassLM gives the names of its control tokens in a text no meaning.
    if case .characters = symbols { specialTokens = SpecialTokens() } else { specialTokens = SpecialTokens(vocabulary) }
  }

  /// The ids of `text`.
  ///
  /// - Parameter parsingSpecial: whether names of control tokens in the text, such as `<|im_start|>`, become those tokens.
  public func encode(_ text: String, parsingSpecial: Bool = true) -> [Int] {
    var ids: [Int] = addsBegin ? [beginID].compactMap { $0 } : []
    for part in specialTokens.split(text, parsing: parsingSpecial) {
      switch part {
      case .token(let id): ids.append(id)
      case .text(let text): encode(plain: text, into: &ids)
      }
    }
    return ids
  }

  private func encode(plain text: String, into ids: inout [Int]) {
    let normal = normalizes ? text.precomposedStringWithCanonicalMapping : text
    var scalars = Array(normal.unicodeScalars)
    if case .characters = symbols {
      for index in scalars.indices where scalars[index] == " " { scalars[index] = "\u{2581}" }
    }
    var word: [UInt32] = []
    for piece in preTokenizer.pieces(of: scalars) {
      word.removeAll(keepingCapacity: true)
      for scalar in scalars[piece] {
        switch symbols {
        case .bytes:
          for byte in String(scalar).utf8 { if let id = symbolIDs[UInt32(byte)] { word.append(id) } }
        case .characters(let unknown):
          word.append(symbolIDs[scalar.value] ?? UInt32(unknown))
        }
      }
      merges.apply(to: &word)
      for id in word { ids.append(Int(id)) }
    }
  }

  /// The bytes that `ids` stand for; control tokens give their names, or nothing.
  public func bytes(_ ids: some Sequence<Int>, includingSpecial: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    for id in ids where includingSpecial || !vocabulary.isSpecial(id) { result += vocabulary.bytes(of: id) }
    if case .characters = symbols {
      return Array(String(decoding: result, as: UTF8.self).replacingOccurrences(of: "\u{2581}", with: " ").utf8)
    }
    return result
  }

  /// The text of `ids`. Bytes that are no UTF-8, such as those of a character cut in two, become U+FFFD.
  public func decode(_ ids: some Sequence<Int>, includingSpecial: Bool = false) -> String {
    String(decoding: bytes(ids, includingSpecial: includingSpecial), as: UTF8.self)
  }
}
