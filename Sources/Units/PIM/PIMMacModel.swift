import Numerics

/// What `PIMMac` computes, bit for bit.
public struct PIMMacModel: Sendable {
  /// A column with an input.
  public struct Column: Hashable, Sendable {
    /// [element][lane], 4 bits each.
    public var codes: [[UInt8]]
    /// [element], 4 bits each.
    public var settings: [UInt8]
    /// What the codes are.
    public var operand: PIMOperand
    /// [lane]
    public var activations: [UInt8]
    /// Whether activations are probabilities.
    public var isProbability: Bool

    /// With all of these.
    public init(codes: [[UInt8]], settings: [UInt8], operand: PIMOperand, activations: [UInt8], isProbability: Bool) {
      (self.codes, self.settings, self.operand) = (codes, settings, operand)
      (self.activations, self.isProbability) = (activations, isProbability)
    }
  }

  /// Numbers of BitMoD codes in units of 1/2, for each of the four numbers that the second zero can stand for.
  public static let bitMoD: [[Int]] = [10, -10, 16, -16].map { special in
    let positive = [0, 1, 2, 3, 4, 6, 8, 12]
    return positive + [special] + positive.dropFirst().map { -$0 }
  }

  /// A code of 4 bits with its setting: in units of 1/2 for BitMoD, else of 1.
  public static func weight(_ code: UInt8, setting: UInt8, isBitMoD: Bool) -> Int {
    isBitMoD ? bitMoD[Int(setting & 3)][Int(code)] : Int(code) - Int(setting)
  }

  /// An E4M3 code in units of 2^-9, or a probability in units of 2^-18.
  public static func activation(_ code: UInt8, isProbability: Bool) -> Int {
    let field = Int(isProbability ? code >> 4 : code >> 3 & 15), bits = isProbability ? 4 : 3
    let significand = Int(code) & (1 << bits - 1) | (field == 0 ? 0 : 1 << bits)
    let magnitude = significand << max(0, field - 1)
    return !isProbability && code & 0x80 != 0 ? -magnitude : magnitude
  }

  /// The sums of columns that end with the last of them, and how often one did not fit.
  public static func sums(_ columns: [Column], on unit: PIMMac) -> (sums: [Int], overflows: Int) {
    var sums = [Int](repeating: 0, count: unit.elements), overflows = 0
    for column in columns {
      let factors = column.activations.map { activation($0, isProbability: column.isProbability) }
      for element in sums.indices {
        for lane in 0..<unit.lanes {
          let setting = column.settings[column.operand == .zeroByLane ? lane : element]
          sums[element] +=
            factors[lane] * weight(column.codes[element][lane], setting: setting, isBitMoD: column.operand == .bitMoD)
        }
        let wrapped = Int(Int32(truncatingIfNeeded: sums[element]))
        if wrapped == sums[element] { continue }
        overflows += 1
        sums[element] = unit.overflow == .wrap ? wrapped : sums[element] < 0 ? Int(Int32.min) : Int(Int32.max)
      }
    }
    return (sums, overflows)
  }
}
