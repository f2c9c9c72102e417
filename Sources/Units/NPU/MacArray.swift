import HDL

/// A weight-stationary array of rows x columns multiply-accumulate elements, written row by row over vectors.
///
/// Element (r, c) holds a weight. Each cycle it multiplies it by the activation that arrives from its left, adds the sum
/// that arrives from above, registers the sum for the element below and the activation for the one to the right.
///
/// - Ports: `loadWeights`; `weights`, one for each column; `activations`, one for each row; `sums`, one for each column, of
///   the bottom row.
/// - Weights: while `loadWeights` is 1, `weights` enter the top row and all rows move down one: the bottom row's come first.
/// - Timing: `sums[c]` after an edge is the sum over rows r of the weight (r, c) times `activations[r]` as it was sampled
///   `(rows - 1 - r) + c` edges before that one. So give row r its activation r cycles after row 0; column c answers
///   `rows - 1 + c` edges after row 0's edge. Throughput: rows x columns products a cycle. There are no stalls.
/// - Formats: two's complement; sums wrap at `sumWidth` bits. Registers have no reset: sums count from the time when the
///   pipeline has been filled.
public struct MacArray: MacArraySizes {
  public static let unitName = "mac-array"
  public static let summary = "A weight-stationary array of multiply-accumulate elements, written over vectors."
  public static let parameters: [UnitParameter<Self>] = sizeParameters
  public static let samples = [
    MacArray(rows: 1, columns: 1), MacArray(rows: 3, columns: 5, width: 4, sumWidth: 12), MacArray(rows: 16, columns: 1),
    MacArray(rows: 1, columns: 8, width: 16, sumWidth: 48),
  ]

  /// Rows, one for each activation.
  public var rows = 16
  /// Columns, one for each sum.
  public var columns = 16
  /// Bits of weights and activations.
  public var width = 8
  /// Bits of a sum, twice the width to 64.
  public var sumWidth = 32

  public init() {}
  public init(rows: Int, columns: Int, width: Int = 8, sumWidth: Int = 32) {
    self.rows = rows
    self.columns = columns
    self.width = width
    self.sumWidth = sumWidth
  }

  public var parameterError: String? { rangeError ?? sumWidthError(sumWidth, width: width) }
  public var io: MacArrayPorts { MacArrayPorts(rows: rows, columns: columns, width: width, sumWidth: sumWidth) }

  @Hardware
  public func build(_ io: MacArrayPorts) {
    var weightsAbove = io.weights.value
    var sumsAbove: Vec<Signed>?
    for row in 0..<rows {
      let weights = Reg(Vec(columns, Signed(width)), reset: .guarded)
      let sums = Reg(Vec(columns, Signed(sumWidth)), reset: .guarded)
      let activations = passing(io.activations[row])

      when(io.loadWeights) { weights <== weightsAbove }
      if let sumsAbove {
        sums <== zip(activations, weights, sumsAbove).map { $2 + ($0 * $1).extended(to: sumWidth) }
      } else {
        sums <== zip(activations, weights).map { ($0 * $1).extended(to: sumWidth) }
      }
      weightsAbove = weights.value
      sumsAbove = sums.value
    }
    if let sumsAbove { io.sums <== sumsAbove }
  }

  /// The activation that each column sees: the new one, and what moves to the right.
  @Hardware
  private func passing(_ new: Signed) -> Vec<Signed> {
    if columns == 1 { return Vec(of: [new]) }
    let moving = Reg(Vec(columns - 1, Signed(width)), reset: .guarded)
    let seen = Vec(of: [new]).appending(moving)
    moving <== seen[0..<(columns - 1)]
    return seen
  }
}

/// A unit with the sizes that both spellings of the array have.
protocol MacArraySizes: Unit {
  var rows: Int { get set }
  var columns: Int { get set }
  var width: Int { get set }
  var sumWidth: Int { get set }
}

extension MacArraySizes {
  static var sizeParameters: [UnitParameter<Self>] {
    [
      .integer("rows", \.rows, "rows, one for each activation", 1...256),
      .integer("columns", \.columns, "columns, one for each sum", 1...256),
      .integer("width", \.width, "bits of weights and activations", 1...16),
      .integer("sumWidth", \.sumWidth, "bits of a sum, at least twice the width", 2...64),
    ]
  }
}

/// What is wrong with the bits of a sum of products of `width` bits each; nil if they hold one.
func sumWidthError(_ sumWidth: Int, width: Int, name: String = "sumWidth") -> String? {
  sumWidth < 2 * width ? "\(name) must be at least twice the width, \(2 * width), not \(sumWidth)" : nil
}

/// The ports of both spellings of the array.
public struct MacArrayPorts: Bundle {
  public let loadWeights: In<Bit>
  public let weights: In<Vec<Signed>>
  public let activations: In<Vec<Signed>>
  public let sums: Out<Vec<Signed>>

  init(rows: Int, columns: Int, width: Int, sumWidth: Int) {
    loadWeights = In(Bit())
    weights = In(Vec(columns, Signed(width)))
    activations = In(Vec(rows, Signed(width)))
    sums = Out(Vec(columns, Signed(sumWidth)))
  }
}

/// What a MAC array computes, cycle by cycle: the definition in `MacArray`'s documentation over the history of its inputs.
public struct MacArrayModel: Sendable {
  let rows: Int, columns: Int, sumWidth: Int
  /// The weights in force at each edge, and the activations sampled at it, the latest last. Nil where unknown.
  private var history: [(weights: [[Int]?], activations: [Int])] = []
  private var weights: [[Int]?]

  public init(rows: Int, columns: Int, sumWidth: Int) {
    self.rows = rows
    self.columns = columns
    self.sumWidth = sumWidth
    weights = Array(repeating: nil, count: rows)
  }

  /// One edge; returns the sums after it, nil for those that depend on what was before the first edge.
  public mutating func step(loadWeights: [Int]?, activations: [Int]) -> [Int?] {
    history.append((weights, activations))
    if let loadWeights { weights = [loadWeights] + weights.dropLast() }
    if history.count > rows + columns { history.removeFirst() }
    return (0..<columns).map { column in
      var sum = 0
      for row in 0..<rows {
        // The element (row, column) worked `rows - 1 - row` edges ago, on what row `row` was given `column` edges earlier.
        let worked = history.count - rows + row
        let given = worked - column
        guard given >= 0, let weight = history[worked].weights[row]?[column] else { return nil }
        sum &+= weight * history[given].activations[row]
      }
      let shift = Int.bitWidth - sumWidth
      return (sum << shift) >> shift
    }
  }
}
