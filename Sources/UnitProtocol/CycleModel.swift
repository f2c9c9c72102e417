/// When the streams of a unit transfer, cycle by cycle, without the numbers that pass: it stands beside the golden model, which
/// says what passes.
///
/// A value is the unit's state. A testbench holds its signals against those of the RTL in every cycle, with random stalls of the
/// far sides and without, so that a run of the model gives the cycle of each transfer exactly.
public protocol CycleModel: Sendable {
  associatedtype Modelled: Unit
  /// What comes from outside in a cycle: what is offered to inputs, and which outputs are taken.
  associatedtype Outside: Sendable
  /// What the unit shows in a cycle: `ready` of inputs, `valid` of outputs, counters.
  associatedtype Signals: Equatable, Sendable
  /// The shape of one use of the unit.
  associatedtype Pass: Sendable

  /// The unit after a reset.
  init(_ unit: Modelled)
  /// One cycle: what the unit shows in it, given what comes from outside. The clock edge is at its end.
  mutating func step(_ outside: Outside) -> Signals
  /// Cycles of a pass through an idle unit whose far sides never pause, from the one in which the first beat is offered to that of
  /// the last transfer, both included. In closed form: its cost hardly grows with the pass.
  static func cycles(of pass: Pass, on unit: Modelled) -> Int
}
