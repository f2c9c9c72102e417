/// The naming policy: what an emitted identifier may look like, and how two that are equal are told apart.
///
/// A legal name starts with a letter, holds letters, digits and single underscores only, does not end in an underscore
/// and is no reserved word of Verilog, SystemVerilog or C++. Double underscores and `$` are left to the tools.
public enum Names {
  /// The nearest legal name: other characters become underscores, runs of underscores become one, and a reserved word
  /// gets a suffix, as in `signed_value`.
  public static func legalize(_ name: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count + 8)
    for byte in name.utf8 {
      if isLetter(byte) || isDigit(byte) {
        bytes.append(byte)
      } else if let last = bytes.last, last != underscore {
        bytes.append(underscore)
      }
    }
    while bytes.last == underscore { bytes.removeLast() }
    guard let first = bytes.first else { return "value" }
    let text = String(decoding: bytes, as: UTF8.self)
    if isDigit(first) { return "n" + text }
    return Keywords.isReserved(text) ? text + "_value" : text
  }

  /// Whether `legalize` would leave `name` alone.
  public static func isLegal(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLetter(first) else { return false }
    var previous = first
    for byte in name.utf8 {
      if byte == underscore ? previous == underscore : !isLetter(byte) && !isDigit(byte) { return false }
      previous = byte
    }
    return previous != underscore && !Keywords.isReserved(name)
  }

  /// Whether `name` can stand in Verilog without an escape, whatever the policy: the name of somebody else's module or port.
  public static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLetter(first) || first == underscore else { return false }
    return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == underscore } && !Keywords.verilog.contains(name)
  }

  /// Hands out legal names, each once.
  ///
  /// The first to ask for a name gets it; later ones get `name_1`, `name_2`, … Numbers are counted for each name, so
  /// that an unrelated name changes no other.
  public struct Uniquifier: Sendable {
    private var taken: Set<String> = []
    private var next: [String: Int] = [:]

    /// `capacity` is about how many names will be asked for.
    public init(capacity: Int = 0) { taken.reserveCapacity(capacity) }

    /// Whether `name` has been handed out or reserved.
    public func contains(_ name: String) -> Bool { taken.contains(name) }

    /// Keeps `name` from being handed out, as it is.
    public mutating func reserve(_ name: String) { taken.insert(name) }

    /// `name` made legal, with a number when it is taken.
    public mutating func unique(_ name: String) -> String {
      let base = Names.isLegal(name) ? name : Names.legalize(name)
      if taken.insert(base).inserted { return base }
      var number = next[base] ?? 1
      while true {
        let candidate = "\(base)_\(number)"
        number += 1
        if taken.insert(candidate).inserted {
          next[base] = number
          return candidate
        }
      }
    }
  }

  private static let underscore = UInt8(ascii: "_")
  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
