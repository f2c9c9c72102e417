/// Who has a `FlashBus`, cycle by cycle.
public struct FlashBusModel: Sendable {
  /// What waits at the bus in a cycle.
  public struct Offers: Sendable {
    /// The controller's byte: whether it is its piece's last one, and whether all dies that it goes to are ready.
    public var down: (last: Bool, isTaken: Bool)?
    /// Of each die: whether its byte is of a raw page, and whether it is the last one of a sum or slice.
    public var answers: [(isRaw: Bool, last: Bool)?]
    /// Whether the receiver of answers is ready.
    public var upReady: Bool

    /// With these values; what is not named has its default.
    public init(
      down: (last: Bool, isTaken: Bool)?, answers: [(isRaw: Bool, last: Bool)?], upReady: Bool
    ) {
      (self.down, self.answers, self.upReady) = (down, answers, upReady)
    }
  }

  /// What is modelled.
  public let unit: FlashBus
  /// 0 is the controller, die i is i + 1.
  private var owner = 0, isOpen = false, left = 0
  public private(set) var busy = 0, starved = 0, backPressured = 0

  /// With these values; what is not named has its default.
  public init(_ unit: FlashBus) { self.unit = unit }

  /// One cycle: who moves a byte, nil for nobody.
  public mutating func step(_ offers: Offers) -> Int? {
    if left > 0 {
      left -= 1
      busy += 1
      return nil
    }
    func waits(_ number: Int) -> Bool {
      number == 0 ? offers.down != nil : offers.answers[number - 1] != nil
    }
    let chosen = isOpen ? owner : choice(offers)
    guard let chosen, waits(chosen) else {
      if isOpen { starved += 1 }
      return nil
    }
    let answer = chosen > 0 ? offers.answers[chosen - 1] : nil
    let fires = chosen == 0 ? offers.down?.isTaken == true : offers.upReady
    (owner, isOpen) = (chosen, true)
    guard fires else {
      backPressured += 1
      return nil
    }
    busy += 1
    left = unit.cyclesPerByte - 1
    isOpen = !(answer?.last ?? offers.down?.last ?? true)
    return chosen
  }

  private func choice(_ offers: Offers) -> Int? {
    let all =
      (offers.down == nil ? [] : [0])
      + offers.answers.indices.filter { offers.answers[$0] != nil }.map { $0 + 1 }
    let sums = offers.answers.indices.filter { offers.answers[$0]?.isRaw == false }.map { $0 + 1 }
    var candidates = all
    if unit.policy == .vectorsFirst {
      candidates = offers.down != nil ? [0] : sums.isEmpty ? all : sums
    }
    return candidates.first { $0 > owner } ?? candidates.first
  }
}
