/// The tokens of a model: what each id stands for.
public struct Vocabulary: Sendable {
  /// The bytes of all tokens, one after the other.
  private var storage: [UInt8] = []
  private var starts: [Int] = [0]
  private var special: [Bool] = []

  /// Number of tokens.
  public var count: Int { special.count }

  mutating func append(_ bytes: some Sequence<UInt8>, isSpecial: Bool) {
    storage.append(contentsOf: bytes)
    starts.append(storage.count)
    special.append(isSpecial)
  }

  /// The bytes of token `id`, which need not be whole characters; none for an id outside the vocabulary.
  public func bytes(of id: Int) -> ArraySlice<UInt8> {
    guard special.indices.contains(id) else { return [] }
    return storage[starts[id]..<starts[id + 1]]
  }

  /// Whether `id` is a control token, such as the end of a text, rather than a piece of text.
  public func isSpecial(_ id: Int) -> Bool { special.indices.contains(id) && special[id] }

  /// The ids of the control tokens.
  var specialIDs: [Int] { special.indices.filter { special[$0] } }
}
