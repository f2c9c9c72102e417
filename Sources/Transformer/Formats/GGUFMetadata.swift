extension GGUFFile {
  /// The string at `key`, or nil.
  public func string(_ key: String) -> String? {
    guard case .string(let value)? = metadata[key] else { return nil }
    return value
  }

  /// The integer at `key`, signed or not, or nil.
  public func integer(_ key: String) -> Int? { metadata[key]?.integer }

  /// The number at `key`, integer or not, or nil.
  public func number(_ key: String) -> Double? { metadata[key]?.number }

  /// The Boolean at `key`, or nil.
  public func boolean(_ key: String) -> Bool? {
    guard case .bool(let value)? = metadata[key] else { return nil }
    return value
  }

  /// What `read` makes of the value at `key`: nil where there is none, an error where it is of another type, so that no value is
  /// taken for one that is missing.
  func optional<Value>(
    _ key: String, _ type: String, _ read: (String) -> Value?
  ) throws(ModelFileError) -> Value? {
    guard metadata[key] != nil else { return nil }
    guard let value = read(key) else {
      throw ModelFileError(path: path, problem: "'\(shown(key))' is not \(type)", remedy: "convert the model again")
    }
    return value
  }

  func optionalString(_ key: String) throws(ModelFileError) -> String? { try optional(key, "a text", string) }
  func optionalInteger(_ key: String) throws(ModelFileError) -> Int? { try optional(key, "a whole number", integer) }
  func optionalNumber(_ key: String) throws(ModelFileError) -> Double? { try optional(key, "a number", number) }
  func optionalBoolean(_ key: String) throws(ModelFileError) -> Bool? { try optional(key, "true or false", boolean) }
}

extension GGUFValue {
  var integer: Int? {
    switch self {
    case .unsigned(let value): Int(exactly: value)
    case .signed(let value): Int(exactly: value)
    case .float, .bool, .string, .array: nil
    }
  }

  /// Integer or not.
  var number: Double? {
    if case .float(let value) = self { return value }
    return integer.map(Double.init)
  }
}
