/// One pass as the host sees it.
public struct NPUPass: Sendable {
  /// `inner` rows of K with a weight for each of the array's columns.
  public var weights: [[Int8]]
  /// `vectors` activation vectors of `inner` numbers.
  public var activations: [[Int8]]
  /// How far each vector's sums are shifted left.
  public var shifts: [Int]
  /// Columns that count.
  public var columns: Int
  public var first: Bool
  public var last: Bool
  public var requantize: Bool
  public var withParameters: Bool

  public init(
    weights: [[Int8]], activations: [[Int8]], shifts: [Int], columns: Int, first: Bool, last: Bool, requantize: Bool = false,
    withParameters: Bool = false
  ) {
    self.weights = weights
    self.activations = activations
    self.shifts = shifts
    self.columns = columns
    self.first = first
    self.last = last
    self.requantize = requantize
    self.withParameters = withParameters
  }

  public var inner: Int { weights.count }
  public var vectors: Int { activations.count }
}

/// What belongs to the columns of one sum.
public struct NPUParameterSet: Sendable {
  public var biases: [Int]
  /// 0 to 65535.
  public var multipliers: [Int]
  /// 0 to 47.
  public var rightShifts: [Int]
  public init(biases: [Int], multipliers: [Int], rightShifts: [Int]) {
    self.biases = biases
    self.multipliers = multipliers
    self.rightShifts = rightShifts
  }
}

/// The sums of one vector as they leave.
public struct NPUSums: Sendable, Equatable {
  public var sums: [Int]
  public var vector: Int
  public var last: Bool
  public init(sums: [Int], vector: Int, last: Bool) {
    self.sums = sums
    self.vector = vector
    self.last = last
  }
}

/// What `NPUSystolic` computes, bit for bit, pass by pass; the dataflow makes no difference.
public struct NPUSystolicModel: Sendable {
  public let unit: NPUSystolic
  /// Products of rows, vectors and columns in use so far.
  public private(set) var macs = 0
  private var accumulators: [[Int]]
  private var parameters: [NPUParameterSet] = []

  public init(_ unit: NPUSystolic) {
    self.unit = unit
    accumulators = Array(repeating: Array(repeating: 0, count: unit.columns), count: unit.accumulators)
  }

  /// Runs a pass; `new` is the parameter set that a first pass with parameters takes. Returns what leaves.
  public mutating func run(_ pass: NPUPass, parameters new: NPUParameterSet? = nil) -> [NPUSums] {
    if pass.first, pass.withParameters, let new { parameters.append(new) }
    macs += pass.inner * pass.columns * pass.vectors
    // While sums with parameters are open, the oldest set is theirs.
    let set = pass.withParameters ? parameters.first : nil
    var results: [NPUSums] = []
    for vector in 0..<pass.vectors {
      var sums: [Int] = []
      for column in 0..<unit.columns {
        var partial = 0
        for k in 0..<pass.inner { partial += Int(pass.activations[vector][k]) * Int(pass.weights[k][column]) }
        let start = pass.first ? set?.biases[column] ?? 0 : accumulators[vector][column]
        sums.append(wrapped(start &+ partial << pass.shifts[vector]))
      }
      if !pass.last {
        accumulators[vector] = sums
        continue
      }
      if pass.requantize, let set {
        for column in sums.indices {
          sums[column] = Self.code(sums[column], multiplier: set.multipliers[column], rightShift: set.rightShifts[column])
        }
      }
      results.append(NPUSums(sums: sums, vector: vector, last: vector == pass.vectors - 1))
    }
    if pass.last, pass.withParameters, !parameters.isEmpty { parameters.removeFirst() }
    return results
  }

  private func wrapped(_ sum: Int) -> Int {
    let shift = Int.bitWidth - unit.accumulatorWidth
    return (sum << shift) >> shift
  }

  /// The INT8 code of a sum: limited to INT32, times `multiplier`, divided by 2 to `rightShift` with round to nearest even,
  /// limited to INT8.
  public static func code(_ sum: Int, multiplier: Int, rightShift: Int) -> Int {
    let product = min(max(sum, Int(Int32.min)), Int(Int32.max)) * multiplier
    let floor = product >> rightShift
    let rest = product - floor << rightShift
    let half = rightShift == 0 ? Int.max : 1 << (rightShift - 1)
    let up = rest > half || (rest == half && floor & 1 == 1)
    return min(max(floor + (up ? 1 : 0), -128), 127)
  }

  // MARK: How a pass looks on the ports

  /// One beat for each number of K.
  public func weightBeats(_ pass: NPUPass) -> [[Int8]] { pass.weights }

  /// The activation beats; elements and shifts that do not count are `filler`.
  public func activationBeats(_ pass: NPUPass, filler: () -> Int8 = { 0 }) -> [(values: [Int8], shifts: [Int])] {
    if unit.dataflow == .weightStationary {
      return (0..<pass.vectors).map { vector in
        let values = (0..<unit.rows).map { $0 < pass.inner ? pass.activations[vector][$0] : filler() }
        return (values, [pass.shifts[vector]])
      }
    }
    return (0..<pass.inner).map { k in
      let values = (0..<unit.rows).map { $0 < pass.vectors ? pass.activations[$0][k] : filler() }
      let shifts = (0..<unit.rows).map { $0 < pass.vectors && k == pass.inner - 1 ? pass.shifts[$0] : Int(filler()) & 31 }
      return (values, shifts)
    }
  }
}
