import Foundation

/// A process of a machine, told from a later one with the same number by the time of its start.
struct ProcessIdentity: Hashable, Sendable {
  var machine: String
  var number: Int32
  /// The kernel's ticks since the machine's start.
  var start: String

  static let current = ProcessIdentity(
    machine: ProcessInfo.processInfo.hostName, number: getpid(), start: startTime(of: getpid()) ?? "")

  init(machine: String, number: Int32, start: String) {
    self.machine = machine
    self.number = number
    self.start = start
  }

  /// Reads what `text` wrote.
  init?(_ text: Substring) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, let number = Int32(parts[1]) else { return nil }
    self.init(machine: String(parts[0]), number: number, start: String(parts[2]))
  }

  var text: String { "\(machine)/\(number)/\(start)" }

  /// Whether it surely is no more: only a process of this machine can be looked up.
  var hasEnded: Bool { machine == Self.current.machine && Self.startTime(of: number) != start }

  /// The 22nd field of the process's state; the second one, its name, is in parentheses and may hold anything.
  private static func startTime(of number: Int32) -> String? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(number)/stat"),
      let state = String(data: data, encoding: .utf8), let end = state.lastIndex(of: ")")
    else { return nil }
    let fields = state[state.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return String(fields[19])
  }
}
