import Foundation
import Netlist

/// Reads files in the format of Verilog's `$readmemh`.
///
/// Stricter than Verilog, since nothing may be undefined: unknown digits, words that do not fit, addresses beyond the depth and
/// words that are missing or given twice are errors.
struct MemoryFile {
  /// What is wrong with a file, in one line.
  struct Problem: Error { var message: String }

  static func words(of text: String, depth: Int, width: Int) throws(Problem) -> [BitVector] {
    var words = [BitVector?](repeating: nil, count: depth)
    var address = 0
    for (line, token) in try tokens(of: text) {
      if token.hasPrefix("@") {
        guard let next = Int(token.dropFirst(), radix: 16), next < depth else {
          throw Problem(message: "line \(line): address '\(token)' is outside 0 to \(depth - 1) (hexadecimal)")
        }
        address = next
        continue
      }
      guard address < depth else { throw Problem(message: "line \(line): more than the memory's \(depth) words") }
      guard words[address] == nil else { throw Problem(message: "line \(line): word \(address) is given twice") }
      words[address] = try word(token, line: line, width: width)
      address += 1
    }
    if let missing = words.firstIndex(of: nil) {
      throw Problem(message: "word \(missing) of \(depth) is missing; every word needs a value")
    }
    return words.compactMap { $0 }
  }

  private static func word(_ token: Substring, line: Int, width: Int) throws(Problem) -> BitVector {
    var bits = BitVector(width: max(width, token.utf8.count * 4))
    var offset = 0
    for character in token.reversed() where character != "_" {
      guard character.isASCII, let digit = character.hexDigitValue else {
        throw Problem(message: "line \(line): '\(token)' is no hexadecimal word")
      }
      bits.replace(offset: offset, with: BitVector(digit, width: 4))
      offset += 4
    }
    if offset == 0 { throw Problem(message: "line \(line): '\(token)' is no hexadecimal word") }
    let result = bits.slice(offset: 0, width: width)
    if result.resized(to: bits.width, signed: false) != bits {
      throw Problem(message: "line \(line): '\(token)' does not fit \(width) bits")
    }
    return result
  }

  /// What stands between white space and comments, with the number of its line.
  private static func tokens(of text: String) throws(Problem) -> [(line: Int, token: Substring)] {
    var result: [(line: Int, token: Substring)] = []
    var comment: Int?
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, whole) in lines.enumerated() {
      var rest = whole[...]
      while !rest.isEmpty {
        if comment != nil {
          guard let end = rest.firstRange(of: "*/") else { break }
          rest = rest[end.upperBound...]
          comment = nil
        } else if rest.hasPrefix("//") {
          break
        } else if rest.hasPrefix("/*") {
          comment = index + 1
          rest = rest.dropFirst(2)
        } else if rest.first?.isWhitespace == true {
          rest = rest.dropFirst()
        } else {
          let end = rest.firstIndex { $0.isWhitespace || $0 == "/" } ?? rest.endIndex
          let token = rest[..<end]
          if token.isEmpty { throw Problem(message: "line \(index + 1): '\(rest.prefix(8))' is no hexadecimal word") }
          result.append((index + 1, token))
          rest = rest[end...]
        }
      }
    }
    if let comment { throw Problem(message: "line \(comment): the comment does not end") }
    return result
  }
}

extension Builder {
  /// The words of a file; reports what is wrong with it.
  func words(ofFile path: String, depth: Int, width: Int) -> [BitVector]? {
    guard path.unicodeScalars.allSatisfy({ $0 >= " " && $0 <= "~" && $0 != "\"" && $0 != "\\" }) else {
      error("the path of a memory's contents must be plain characters without quotes and backslashes")
      return nil
    }
    guard depth >= 1, depth <= 1 << 30 else { return nil }
    guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8) else {
      error("the memory's contents '\(path)' cannot be read", note: "paths start at the folder that the program runs in")
      return nil
    }
    do {
      return try MemoryFile.words(of: text, depth: depth, width: width)
    } catch {
      self.error("the memory's contents '\(path)', \(error.message)")
      return nil
    }
  }
}
