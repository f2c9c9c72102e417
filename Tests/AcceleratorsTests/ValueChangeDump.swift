import Foundation

/// A waveform in the form of text, as far as tests ask for values.
struct ValueChangeDump {
  /// Codes of signals by their names, and changes of each code: times and bits, the lowest last.
  private var codes: [String: String] = [:]
  private var changes: [String: [(time: Int, bits: Substring)]] = [:]

  init(_ file: URL) throws {
    var time = 0
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let first = words.first else { continue }
      if first == "$var", words.count > 4 {
        codes[String(words[4])] = String(words[3])
      } else if first.hasPrefix("#") {
        time = Int(first.dropFirst()) ?? time
      } else if first.hasPrefix("b"), words.count == 2 {
        changes[String(words[1]), default: []].append((time, first.dropFirst()))
      } else if first.hasPrefix("0") || first.hasPrefix("1") {
        changes[String(first.dropFirst()), default: []].append((time, first.prefix(1)))
      }
    }
  }

  private func bits(_ name: String, at time: Int) -> Substring? {
    codes[name].flatMap { changes[$0]?.last { $0.time <= time }?.bits }
  }

  /// A bit of a signal, 0 being the lowest one; those that are not written are 0.
  func bit(_ name: String, _ number: Int, at time: Int) -> Int? {
    bits(name, at: time).map { bits in number < bits.count && bits.dropLast(number).last == "1" ? 1 : 0 }
  }

  /// The lowest 32 bits of a signal.
  func value(_ name: String, at time: Int) -> Int { (0..<32).reduce(0) { $0 | (bit(name, $1, at: time) ?? 0) << $1 } }
}
