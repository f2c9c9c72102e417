import Simulation

/// A transactor that sends records and comes to an end.
public protocol Sender: Transactor {
  /// The stream's port.
  var name: String { get }
  /// Whether everything has been taken.
  var isIdle: Bool { get }
  /// Records that wait, the offered one included.
  var waiting: Int { get }
}

extension StreamDriver: Sender {}

extension TestbenchReport {
  /// Counts a mismatch for each stream of which the unit has left something when a round is over: the drivers of the next round
  /// would cover it up.
  public mutating func expectAllTaken(_ senders: [any Sender], round: Int) {
    for sender in senders where !sender.isIdle {
      mismatch("round \(round): \(sender.waiting) records of stream '\(sender.name)' were not taken")
    }
  }
}
