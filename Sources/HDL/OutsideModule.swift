import Foundation
import Synchronization

private let reported = Mutex<Set<String>>([])

/// Hardware outside a module's body belongs to no elaboration that could throw an error, so the line goes to standard error,
/// once for each kind of thing.
func reportOutsideModule(_ what: String) {
  guard reported.withLock({ $0.insert(what).inserted }) else { return }
  let text =
    "error: hardware outside a module's build: \(what)\n  note: write it inside build, or in a function that build calls\n"
  FileHandle.standardError.write(Data(text.utf8))
}
