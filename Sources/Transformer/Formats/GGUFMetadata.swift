extension GGUFFile {
  /// The string at `key`, or nil.
  public func string(_ key: String) -> String? {
    guard case .string(let value)? = metadata[key] else { return nil }
    return value
  }

  /// The integer at `key`, signed or not, or nil.
  public func integer(_ key: String) -> Int? {
    switch metadata[key] {
    case .unsigned(let value): Int(exactly: value)
    case .signed(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The number at `key`, integer or not, or nil.
  public func number(_ key: String) -> Double? {
    if case .float(let value)? = metadata[key] { return value }
    return integer(key).map(Double.init)
  }

  /// The Boolean at `key`, or nil.
  public func boolean(_ key: String) -> Bool? {
    guard case .bool(let value)? = metadata[key] else { return nil }
    return value
  }
}
