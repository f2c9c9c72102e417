import Simulation
import TestbenchKit

/// A transactor that sends records and comes to an end.
protocol Sender: Transactor {
  var name: String { get }
  var isIdle: Bool { get }
  var waiting: Int { get }
}

extension StreamDriver: Sender {}

extension TestbenchReport {
  /// Counts a mismatch for each stream of which the unit has left something when a round is over: the drivers of the next round
  /// would cover it up.
  mutating func expectAllTaken(_ senders: [any Sender], round: Int) {
    for sender in senders where !sender.isIdle {
      mismatch("round \(round): \(sender.waiting) records of stream '\(sender.name)' were not taken")
    }
  }
}
