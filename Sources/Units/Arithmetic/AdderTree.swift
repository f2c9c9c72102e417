import HDL

/// Registers along a path of `steps` equal steps: how many stand behind each, for a latency of `latency` cycles.
///
/// Element 0 is the path's start, element `steps` its end. The end has a register before any other place; a latency beyond
/// the steps puts several at one place, for the synthesis tool to move.
func registerPlaces(latency: Int, steps: Int) -> [Int] {
  var places = [Int](repeating: 0, count: steps + 1)
  for number in 0..<max(0, latency) { places[steps - number * (steps + 1) / max(1, latency)] += 1 }
  return places
}

/// The exact sum of the elements, through a tree of adders of which each level halves their number; the sum is wider than an
/// element by the number of levels.
///
/// `latency` registers without reset are spread over the levels, the first at the end. Use it with a valid bit that is
/// delayed by as many cycles.
@Hardware
public func adderTree<N: Number>(_ operands: some Readable<Vec<N>>, latency: Int = 0) -> N {
  var level = operands._value
  let places = registerPlaces(latency: latency, steps: adderTreeLevels(level.count))
  for _ in 0..<places[0] { level = Reg(next: level, reset: .guarded).value }
  for step in places.indices.dropFirst() {
    let half = level.count / 2, odd = level.count % 2 == 1
    var sums = zip(level[0..<half], level[(level.count - half)..<level.count]).map { $0 +^ $1 }
    // The one in the middle has no partner.
    if odd { sums = sums.appending(Vec(of: [level[half].extended(to: level[half].width + 1)])) }
    level = sums
    for _ in 0..<places[step] { level = Reg(next: level, reset: .guarded).value }
  }
  return level[0]
}

/// How many levels halve `count` operands down to 1: the base-2 logarithm, rounded up.
@Hardware
public func adderTreeLevels(_ count: Int) -> Int { count < 2 ? 0 : Unsigned.width(upTo: count - 1) }

/// The exact sum of `operands` numbers.
///
/// - Ports: `valid`, whether `operands` are given in this cycle; `operands`, a vector of numbers; `sumValid` and `sum`,
///   wider than an operand by the base-2 logarithm of their number, rounded up.
/// - Latency: `latency` cycles, 0 for a combinational sum. Throughput: one sum a cycle. There are no stalls.
public struct AdderTree<N: Number>: Module where N.Shape == Int {
  /// Number of operands, at least 1.
  public var operands: Int
  /// Bits of each operand.
  public var width: Int
  /// Cycles from the operands to their sum.
  public var latency: Int

  public init(operands: Int, width: Int, latency: Int) {
    self.operands = operands
    self.width = width
    self.latency = latency
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] { [.init("operands", operands), .init("width", width), .init("latency", latency)] }

  public static var summary: String { "The exact sum of many numbers, through a tree of adders." }
  public var parameterError: String? {
    if operands < 1 { return "operands must be at least 1, not \(operands)" }
    return latency < 0 ? "latency must be 0 or more, not \(latency)" : nil
  }
  /// Bits of the sum.
  public var sumWidth: Int { width + adderTreeLevels(operands) }

  public struct IO: Bundle {
    public let valid: In<Bit>
    public let operands: In<Vec<N>>
    public let sumValid: Out<Bit>
    public let sum: Out<N>
  }
  public var io: IO {
    IO(valid: In(Bit()), operands: In(Vec(operands, N(width))), sumValid: Out(Bit()), sum: Out(N(sumWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    io.sumValid <== delayed(io.valid, by: latency)
    io.sum <== adderTree(io.operands, latency: latency)
  }
}

/// A valid bit `cycles` cycles later; 0 until then.
@Hardware
func delayed(_ valid: some Readable<Bit>, by cycles: Int) -> Bit {
  var bit = valid._value
  for _ in 0..<cycles {
    let valid = Reg(next: bit, reset: 0)
    bit = valid.value
  }
  return bit
}

/// `AdderTree` over signed numbers.
public struct SignedAdderTree: Unit {
  public static let unitName = "adder-tree"
  public static let summary = AdderTree<Signed>.summary
  public static let parameters: [UnitParameter<Self>] = [
    .integer("operands", \.operands, "number of operands", 1...4096),
    .integer("width", \.width, "bits of each signed operand", 1...48),
    .integer("latency", \.latency, "cycles from the operands to their sum", 0...64),
  ]
  public static let samples = [
    SignedAdderTree(operands: 1, width: 1, latency: 0), SignedAdderTree(operands: 5, width: 7, latency: 2),
    SignedAdderTree(operands: 64, width: 16, latency: 6), SignedAdderTree(operands: 3, width: 48, latency: 5),
  ]

  /// Number of operands.
  public var operands = 16
  /// Bits of each operand.
  public var width = 16
  /// Cycles from the operands to their sum.
  public var latency = 1

  public init() {}
  public init(operands: Int, width: Int, latency: Int) {
    self.operands = operands
    self.width = width
    self.latency = latency
  }

  private var generic: AdderTree<Signed> { AdderTree(operands: operands, width: width, latency: latency) }
  public var io: AdderTree<Signed>.IO { generic.io }
  public func build(_ io: AdderTree<Signed>.IO) { generic.build(io) }
}

/// What an adder tree computes, cycle by cycle.
public struct AdderTreeModel: Sendable {
  private var pipeline: [Int?]
  public init(_ unit: SignedAdderTree) { pipeline = Array(repeating: nil, count: unit.latency) }

  /// One cycle: takes operands, if any are given; returns the sum offered in this cycle, if any.
  public mutating func step(_ operands: [Int]?) -> Int? {
    pipeline.append(operands.map { $0.reduce(0, +) })
    return pipeline.removeFirst()
  }
}
