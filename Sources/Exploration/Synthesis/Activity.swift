import Foundation

/// How often the bits of ports and registers change, measured in a simulation.
public struct Activity: Sendable, Hashable {
  /// One bit: transitions in a cycle, and the share of cycles in which it is 1.
  public struct Bit: Sendable, Hashable {
    public var transitions: Double
    public var duty: Double
  }

  /// By name in the flat design (`queue_count`, rows of an array `tags_3`), the lowest bit first.
  public private(set) var signals: [String: [Bit]] = [:]
  /// How long the simulation was.
  public private(set) var cycles = 0

  /// The bit `count[3]` or, in an array, `tags[2][3]`; nil for one that was not watched.
  public func bit(_ name: some StringProtocol) -> Bit? {
    let parts = name.split(separator: "[")
    guard let first = parts.first else { return nil }
    let numbers = parts.dropFirst().map { $0.dropLast() }
    let word = ([first] + numbers.dropLast()).joined(separator: "_")
    guard let bits = signals[word] ?? signals[name.prefix { $0 != "[" }.description] else { return nil }
    let index = numbers.last.flatMap { Int($0) } ?? 0
    return bits.indices.contains(index) ? bits[index] : nil
  }

  /// Reads a value change dump of a flat design or of one with instances, whose names are joined by underscores.
  ///
  /// - Parameter period: time units of a cycle
  public init(valueChangeDump url: URL, period: Int = 10) throws {
    guard let data = FileManager.default.contents(atPath: url.path) else {
      throw Synthesis.Failure("cannot read the waveform '\(url.path)'; is the disk full?")
    }
    struct Signal {
      var name: String
      var last: [UInt8] = []
      var changes: [Int]
      var ones: [Int]
      var since = 0
    }
    var signals: [Signal] = [], byIdentifier: [Substring: Int] = [:], scopes: [Substring] = [], time = 0
    // A value holds from its sample on; several names may share an identifier, which then count once.
    func settle(_ signal: inout Signal, _ now: Int) {
      for bit in signal.last.indices where signal.last[bit] == 1 { signal.ones[bit] += now - signal.since }
      signal.since = now
    }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      switch line.first {
      case "#": time = Int(line.dropFirst()) ?? time
      case "0", "1", "b":
        let isVector = line.first == "b", words = line.split(separator: " ")
        let identifier = isVector ? words.last ?? "" : line.dropFirst()
        guard let index = byIdentifier[identifier] else { continue }
        settle(&signals[index], time)
        let digits = isVector ? Array(words[0].dropFirst().utf8.reversed()) : Array(line.utf8.prefix(1))
        let isFirst = signals[index].last.isEmpty
        if isFirst { signals[index].last = [UInt8](repeating: 0, count: signals[index].changes.count) }
        for bit in signals[index].last.indices {
          let value: UInt8 = bit < digits.count && digits[bit] == UInt8(ascii: "1") ? 1 : 0
          if value != signals[index].last[bit] {
            if !isFirst { signals[index].changes[bit] += 1 }
            signals[index].last[bit] = value
          }
        }
      case "$":
        let words = line.split(separator: " ")
        if line.hasPrefix("$scope"), words.count > 2 { scopes.append(words[2]) }
        if line.hasPrefix("$upscope") { scopes = scopes.dropLast() }
        if line.hasPrefix("$var"), words.count > 4, let width = Int(words[2]) {
          byIdentifier[words[3]] = signals.count
          let name = (scopes.dropFirst() + [words[4]]).joined(separator: "_")
          signals.append(Signal(name: name, changes: .init(repeating: 0, count: width), ones: .init(repeating: 0, count: width)))
        }
      default: break
      }
    }
    cycles = time / period
    guard cycles > 0 else {
      throw Synthesis.Failure("the simulation ended without a cycle, so that nothing is known of its activity")
    }
    for index in signals.indices {
      settle(&signals[index], time)
      self.signals[signals[index].name] = zip(signals[index].changes, signals[index].ones).map {
        Bit(transitions: Double($0) / Double(cycles), duty: Double($1) / Double(time))
      }
    }
  }
}
