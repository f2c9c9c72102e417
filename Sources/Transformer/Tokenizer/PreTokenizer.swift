/// How a text is cut into the pieces that merges cannot cross.
enum PreTokenizer: Sendable {
  /// GPT-2: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
  case gpt2
  /// SmolLM: every number character by itself, then GPT-2 between them.
  case smolLM
  /// Qwen2: `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`.
  case qwen2
  /// GlassLM, after spaces became U+2581: `\n|▁*[^▁\n]+|▁+`.
  case glassLM

  /// The pieces of `text` in order, as ranges of its scalars; together they are the whole text.
  func pieces(of text: [Unicode.Scalar]) -> [Range<Int>] {
    var scanner = PieceScanner(text)
    switch self {
    case .gpt2: scanner.scanGPT2(0..<text.count)
    case .qwen2: scanner.scanQwen2()
    case .glassLM: scanner.scanGlassLM()
    case .smolLM:
      var start = 0
      for index in text.indices where scanner.classes[index] == .number {
        scanner.scanGPT2(start..<index)
        scanner.pieces.append(index..<index + 1)
        start = index + 1
      }
      scanner.scanGPT2(start..<text.count)
    }
    return scanner.pieces
  }
}

/// What the patterns distinguish: `\p{L}`, `\p{N}`, `\s`, and the rest.
private enum ScalarClass: UInt8 {
  case letter, number, space, other

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5a, 0x61...0x7a: self = .letter
    case 0x30...0x39: self = .number
    case 9...13, 32: self = .space
    case 0..<128: self = .other
    default:
      let properties = scalar.properties
      switch properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: self = .letter
      case .decimalNumber, .letterNumber, .otherNumber: self = .number
      default: self = properties.isWhitespace ? .space : .other
      }
    }
  }
}

/// Collects pieces the way a backtracking engine would match the patterns.
private struct PieceScanner {
  let text: [Unicode.Scalar]
  let classes: [ScalarClass]
  var pieces: [Range<Int>] = []

  init(_ text: [Unicode.Scalar]) {
    self.text = text
    classes = text.map(ScalarClass.init)
  }

  /// The end of the run of `kind` from `start`.
  private func run(_ kind: ScalarClass, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, classes[index] == kind { index += 1 }
    return index
  }

  /// The length of `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d` at `start`, or 0.
  private func contraction(at start: Int, to end: Int, anyCase: Bool) -> Int {
    guard text[start] == "'", start + 1 < end else { return 0 }
    func letter(_ index: Int) -> Unicode.Scalar? {
      guard index < end else { return nil }
      let value = text[index].value
      if anyCase, (0x41...0x5a).contains(value) { return Unicode.Scalar(value + 32) }
      // The long s folds to s when case is ignored.
      return anyCase && value == 0x17f ? "s" : text[index]
    }
    switch (letter(start + 1), letter(start + 2)) {
    case ("s", _), ("t", _), ("m", _), ("d", _): return 2
    case ("r", "e"), ("v", "e"), ("l", "l"): return 3
    default: return 0
    }
  }

  /// White space: all of it at the end, else all but the last character, which goes to the next piece if it is a space.
  private func spaces(from start: Int, to end: Int) -> Int {
    let stop = run(.space, from: start, to: end)
    return stop == end || stop == start + 1 ? stop : stop - 1
  }

  mutating func scanGPT2(_ range: Range<Int>) {
    let end = range.upperBound
    var index = range.lowerBound
    while index < end {
      let contracted = contraction(at: index, to: end, anyCase: false)
      let body = text[index] == " " ? index + 1 : index
      var stop: Int
      if contracted > 0 {
        stop = index + contracted
      } else if body < end, classes[body] != .space {
        stop = run(classes[body], from: body, to: end)
      } else {
        stop = spaces(from: index, to: end)
      }
      pieces.append(index..<stop)
      index = stop
    }
  }

  mutating func scanQwen2() {
    let end = text.count
    func isBreak(_ index: Int) -> Bool { text[index] == "\r" || text[index] == "\n" }
    var index = 0
    while index < end {
      let contracted = contraction(at: index, to: end, anyCase: true)
      var stop: Int
      if contracted > 0 {
        stop = index + contracted
      } else if classes[index] == .letter {
        stop = run(.letter, from: index, to: end)
      } else if classes[index] == .number {
        stop = index + 1
      } else if !isBreak(index), index + 1 < end, classes[index + 1] == .letter {
        stop = run(.letter, from: index + 1, to: end)
      } else {
        let body = text[index] == " " ? index + 1 : index
        if body < end, classes[body] == .other {
          stop = run(.other, from: body, to: end)
          while stop < end, isBreak(stop) { stop += 1 }
        } else {
          let runEnd = run(.space, from: index, to: end)
          if let lineEnd = (index..<runEnd).last(where: isBreak) {
            stop = lineEnd + 1
          } else {
            stop = spaces(from: index, to: end)
          }
        }
      }
      pieces.append(index..<stop)
      index = stop
    }
  }

  mutating func scanGlassLM() {
    let end = text.count
    let space: Unicode.Scalar = "\u{2581}"
    var index = 0
    while index < end {
      var stop = index
      while stop < end, text[stop] == space { stop += 1 }
      if stop < end, text[stop] != "\n" {
        while stop < end, text[stop] != space, text[stop] != "\n" { stop += 1 }
      } else if stop == index {
        stop += 1
      }
      pieces.append(index..<stop)
      index = stop
    }
  }
}
