import Simulation
import UnitProtocol

/// Holds a running unit against its cycle model: in every cycle the model sees what the far sides do, and what it then shows must be
/// what the unit shows.
///
/// It must see every cycle from a reset on; it stops at the first difference, after which the two are no longer in the same state.
public final class CycleCheck<Model: CycleModel>: Transactor {
  private let unit: Model.Modelled
  private var model: Model
  private let outside: () -> Model.Outside
  private let shown: (_ expected: Model.Signals) -> Model.Signals
  /// The first difference, in one line.
  public private(set) var difference: String?

  /// - Parameters:
  ///   - outside: reads what the far sides do from the settled ports
  ///   - shown: reads what the unit shows; what cannot be seen in a cycle is taken from what is expected
  public init(
    _: Model.Type, _ unit: Model.Modelled, outside: @escaping () -> Model.Outside,
    shown: @escaping (_ expected: Model.Signals) -> Model.Signals
  ) {
    (self.unit, model, self.outside, self.shown) = (unit, Model(unit), outside, shown)
  }

  /// The unit has been reset.
  public func restart() { if difference == nil { model = Model(unit) } }

  /// Goes on after cycles that it has not seen, in which the unit came to where `change` brings the model.
  public func resume(_ change: (inout Model) -> Void) { if difference == nil { change(&model) } }

  public func drive() {}

  public func sample(cycle: UInt64) {
    guard difference == nil else { return }
    let expected = model.step(outside()), came = shown(expected)
    if came != expected { difference = "cycle \(cycle): the cycle model has \(expected), the unit shows \(came)" }
  }
}

extension TestbenchReport {
  /// Counts a difference between a unit and its cycle model, if there was one.
  public mutating func note<Model>(_ check: CycleCheck<Model>) { if let text = check.difference { mismatch(text) } }
}
