import HDL

/// Bits by their weight: column i holds bits that each count 2^i. Full and half adders turn bits of one column into fewer bits
/// of it and a carry for the next.
///
/// Each bit knows roughly when it is there, in delays of a simple gate: the earliest bits are added first, so that the late
/// ones pass through few adders (V. G. Oklobdzija, D. Villeger, S. S. Liu, "A Method for Speed Optimized Partial Product
/// Reduction and Generation of Fast Parallel Multipliers Using an Algorithmic Approach", IEEE Trans. Computers 45(3), 1996).
struct BitColumns {
  /// A bit and when it is there.
  struct TimedBit {
    var bit: Bit
    var time: Double
  }

  /// The lowest weight first.
  private(set) var columns: [[TimedBit]]
  /// Whether a column holds a constant 1 besides.
  private var hasOne: [Bool]
  /// Carries out of the highest column, unless they are dropped.
  private(set) var carriesOut: [TimedBit] = []
  private let keepsCarriesOut: Bool
  private let carry: Carry

  /// How a full adder makes its carry.
  enum Carry {
    /// Of the exclusive or that the sum is made of as well.
    case fromSum
    /// Of the operands alone.
    case besideSum
  }

  /// - Parameter keepsCarriesOut: whether anything stands above the highest column
  init(count: Int, keepsCarriesOut: Bool, carry: Carry) {
    self.keepsCarriesOut = keepsCarriesOut
    self.carry = carry
    columns = Array(repeating: [], count: count)
    hasOne = Array(repeating: false, count: count)
  }

  /// Adds a bit; one beyond the highest column is a carry out.
  mutating func add(_ bit: TimedBit, to column: Int) {
    if column < columns.count { columns[column].append(bit) } else { carriesOut.append(bit) }
  }

  /// Adds the low bits of a constant.
  mutating func add(constant: Int) { for column in columns.indices { hasOne[column] = constant >> column & 1 == 1 } }

  /// Adds up until each column holds one bit, and no constant. The carries ripple through all columns.
  mutating func reduce() {
    for column in columns.indices {
      while columns[column].count + (hasOne[column] ? 1 : 0) > 1 {
        let (sum, carry): (TimedBit, TimedBit)
        if hasOne[column] {
          hasOne[column] = false
          let a = takeEarliest(column)
          (sum, carry) = columns[column].isEmpty ? (Self.not(a), a) : Self.incrementedSum(a, takeEarliest(column))
        } else if columns[column].count == 2 {
          (sum, carry) = Self.halfAdder(takeEarliest(column), takeEarliest(column))
        } else {
          (sum, carry) = Self.fullAdder(takeEarliest(column), takeEarliest(column), takeEarliest(column), carry: self.carry)
        }
        _name("sum_\(column)", sum.bit)
        columns[column].append(sum)
        if column + 1 < columns.count || keepsCarriesOut {
          _name("carry_\(column + 1)", carry.bit)
          add(carry, to: column + 1)
        }
      }
      if columns[column].isEmpty { columns[column].append(TimedBit(bit: hasOne[column] ? .one : .zero, time: 0)) }
      hasOne[column] = false
    }
  }

  private mutating func takeEarliest(_ column: Int) -> TimedBit {
    var best = 0
    for index in columns[column].indices where columns[column][index].time < columns[column][best].time { best = index }
    return columns[column].remove(at: best)
  }

  // MARK: Gates, with the time that they take

  static func not(_ a: TimedBit) -> TimedBit { TimedBit(bit: !a.bit, time: a.time + 0.4) }
  static func and(_ a: TimedBit, _ b: TimedBit) -> TimedBit { TimedBit(bit: a.bit & b.bit, time: max(a.time, b.time) + 1) }
  static func or(_ a: TimedBit, _ b: TimedBit) -> TimedBit { TimedBit(bit: a.bit | b.bit, time: max(a.time, b.time) + 1) }
  static func xor(_ a: TimedBit, _ b: TimedBit) -> TimedBit { TimedBit(bit: a.bit ^ b.bit, time: max(a.time, b.time) + 1.6) }

  static func halfAdder(_ a: TimedBit, _ b: TimedBit) -> (sum: TimedBit, carry: TimedBit) { (xor(a, b), and(a, b)) }

  /// The third bit comes latest: it passes through one gate of each kind only.
  static func fullAdder(_ a: TimedBit, _ b: TimedBit, _ c: TimedBit, carry: Carry) -> (sum: TimedBit, carry: TimedBit) {
    let half = xor(a, b)
    let either = carry == .fromSum ? half.bit : a.bit | b.bit
    return (xor(half, c), TimedBit(bit: (a.bit & b.bit) | (c.bit & either), time: max(half.time, c.time) + 1.4))
  }

  /// a + b + 1.
  static func incrementedSum(_ a: TimedBit, _ b: TimedBit) -> (sum: TimedBit, carry: TimedBit) {
    (TimedBit(bit: !(a.bit ^ b.bit), time: max(a.time, b.time) + 1.6), or(a, b))
  }
}
