import Synchronization

/// Numbers for names, in the order in which they come: what every step of a run copies, compares and looks up is a number.
final class NameTable: Sendable {
  private let known = Mutex<(names: [String], numbers: [String: Int])>(([], [:]))

  /// The same name has the same number.
  func number(of name: String) -> Int {
    known.withLock { known in
      if let number = known.numbers[name] { return number }
      known.numbers[name] = known.names.count
      known.names.append(name)
      return known.names.count - 1
    }
  }

  func name(of number: Int) -> String { known.withLock { $0.names[number] } }
}
