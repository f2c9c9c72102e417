import Foundation
import Synchronization

private let reported = Mutex<Set<String>>([])

extension Builder {
  /// Says what has been found so far and why nothing can follow, and ends the program: for what leaves no value to go on with.
  func stop(_ message: String) -> Never {
    error(message)
    let text = diagnostics.map { $0.description + "\n" }.joined()
    FileHandle.standardError.write(Data(text.utf8))
    exit(1)
  }
}

/// Hardware outside a module's body belongs to no elaboration that could throw an error, so the line goes to standard error,
/// once for each kind of thing.
func reportOutsideModule(_ what: String) {
  guard reported.withLock({ $0.insert(what).inserted }) else { return }
  let text =
    "error: hardware outside a module's build: \(what)\n  note: write it inside build, or in a function that build calls\n"
  FileHandle.standardError.write(Data(text.utf8))
}
