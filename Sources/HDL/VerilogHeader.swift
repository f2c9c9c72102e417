import Netlist

/// What the text of a Verilog module says of its ports and parameters: enough to see that an instance fits.
struct VerilogHeader {
  struct Port {
    var name: String
    /// Nil where the text leaves it open, or says `inout`.
    var direction: PortDirection?
    /// Nil where it depends on parameters or on a type.
    var width: Int?
  }
  private(set) var ports: [Port] = []
  private(set) var parameters: Set<String> = []

  /// Nil if the text has no module of that name.
  init?(of name: String, in text: String) {
    let tokens = Self.tokens(text)
    guard
      let start = tokens.indices.first(where: { index in
        guard ["module", "macromodule"].contains(tokens[index]), index + 1 < tokens.count else { return false }
        let isLifetime = ["automatic", "static"].contains(tokens[index + 1])
        return tokens[index + (isLifetime ? 2 : 1)..<tokens.count].first == name
      })
    else { return nil }
    let end = tokens[start...].firstIndex { $0 == "endmodule" } ?? tokens.endIndex
    var rest = tokens[start..<end]
    let header = rest.prefix { $0 != ";" }
    rest = rest.dropFirst(header.count)
    var groups = Self.groups(header)
    if header.contains("#"), !groups.isEmpty {
      parameters = Set(Self.lists(groups.removeFirst()).compactMap { $0.prefix { $0 != "=" }.last(where: Self.isName) })
    }
    if let list = groups.first { ports = Self.ports(list) }
    declare(rest)
  }

  /// Ports whose directions stand in the body, and parameters there.
  private mutating func declare(_ body: ArraySlice<String>) {
    for statement in body.split(separator: ";") {
      if statement.first == "parameter" {
        parameters.formUnion(Self.lists(statement.dropFirst()).compactMap { $0.prefix { $0 != "=" }.last(where: Self.isName) })
      }
      guard let first = statement.first, ["input", "output", "inout"].contains(first) else { continue }
      for declared in Self.ports(statement) {
        if let index = ports.firstIndex(where: { $0.name == declared.name }) { ports[index] = declared }
      }
    }
  }

  /// The ports of a list; one without a direction has that of its forerunner.
  private static func ports(_ list: ArraySlice<String>) -> [Port] {
    var result: [Port] = []
    var direction: PortDirection?
    var width: Int?
    for entry in lists(list) {
      var words = entry.prefix { $0 != "=" }
      if let first = words.first, ["input", "output", "inout"].contains(first) {
        direction = PortDirection(rawValue: first)
        width = 1
        words = words.dropFirst()
      }
      guard let name = words.last(where: isName) else { continue }
      let before = words.prefix { $0 != name }
      // A type, or a range that is no plain number, leaves the width open.
      if before.contains("[") {
        width = range(before)
      } else if before.contains(where: {
        isName($0) && !["wire", "reg", "logic", "signed", "unsigned", "var", "tri"].contains($0)
      }) {
        width = nil
      } else if !before.isEmpty {
        width = 1
      }
      result.append(Port(name: name, direction: direction, width: direction == nil ? nil : width))
    }
    return result
  }

  private static func range(_ words: ArraySlice<String>) -> Int? {
    let inside = words.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
    let numbers = inside.split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 1 ? Int($0.first ?? "") : nil }
    guard words.count(where: { $0 == "[" }) == 1, numbers.count == 2, let high = numbers[0], let low = numbers[1] else {
      return nil
    }
    return abs(high - low) + 1
  }

  private static func isName(_ word: String) -> Bool {
    word.first.map { $0.isLetter || $0 == "_" } ?? false
  }

  /// What stands between commas that no bracket encloses.
  private static func lists(_ words: ArraySlice<String>) -> [ArraySlice<String>] {
    var result: [ArraySlice<String>] = [], start = words.startIndex, depth = 0
    for index in words.indices {
      if ["(", "[", "{"].contains(words[index]) { depth += 1 }
      if [")", "]", "}"].contains(words[index]) { depth -= 1 }
      if words[index] == ",", depth == 0 {
        result.append(words[start..<index])
        start = index + 1
      }
    }
    return (result + [words[start...]]).filter { !$0.isEmpty }
  }

  /// The contents of the outermost parentheses.
  private static func groups(_ words: ArraySlice<String>) -> [ArraySlice<String>] {
    var result: [ArraySlice<String>] = [], start = words.startIndex, depth = 0
    for index in words.indices {
      if words[index] == "(" {
        if depth == 0 { start = index + 1 }
        depth += 1
      } else if words[index] == ")" {
        depth -= 1
        if depth == 0 { result.append(words[start..<index]) }
      }
    }
    return result
  }

  /// Words and signs, without comments, attributes, strings and directives.
  private static func tokens(_ text: String) -> [String] {
    // In one pass, so that a comment's sign in a string is none; `@(*)` is no attribute.
    var plain = text.replacing(
      #/"(?:[^"\\]|\\.)*"|\/\*(?s:.*?)\*\/|\/\/[^\n]*|@\s*\(\s*\*\s*\)|\(\*(?s:.*?)\*\)/#, with: " ")
    plain = plain.replacing(
      #/(?m)^\s*`(?:ifn?def|else|elsif|endif|timescale|default_nettype|define|undef|include|resetall)\b[^\n]*/#, with: " ")
    return plain.matches(of: #/[A-Za-z_][A-Za-z0-9_$]*|[0-9]+|[^\sA-Za-z0-9_]/#).map { String($0.output) }
  }
}
