import HDL

/// One element of a weight-stationary array: holds a weight, registers what it passes on.
///
/// `sum` after an edge is `sumAbove + activationLeft * weight` before it, wrapped at `sumWidth` bits; `activation` is
/// `activationLeft` before it; `weight` becomes `weightAbove` when `loadWeight` is 1.
public struct MacElement: Module, DefaultInitializable {
  /// Bits of weights and activations.
  public var width = 8
  /// Bits of a sum, at least twice the width.
  public var sumWidth = 32
  public var structure = MultiplyAccumulateStructure.plain

  public init() {}
  public init(width: Int, sumWidth: Int, structure: MultiplyAccumulateStructure = .plain) {
    self.width = width
    self.sumWidth = sumWidth
    self.structure = structure
  }

  /// Each of its parameters.
  public var parameterList: [ModuleParameter] {
    [
      .init("width", width), .init("sumWidth", sumWidth), .init("structure", structure),
    ]
  }

  public static let summary = "One multiply-accumulate element of a weight-stationary array."

  public struct IO: Bundle {
    public let loadWeight: In<Bit>
    public let weightAbove: In<Signed>
    public let activationLeft: In<Signed>
    public let sumAbove: In<Signed>
    public let weight: Out<Signed>
    public let activation: Out<Signed>
    public let sum: Out<Signed>
  }
  public var io: IO {
    IO(
      loadWeight: In(Bit()), weightAbove: In(Signed(width)), activationLeft: In(Signed(width)), sumAbove: In(Signed(sumWidth)),
      weight: Out(Signed(width)), activation: Out(Signed(width)), sum: Out(Signed(sumWidth)))
  }

  @Hardware
  public func build(_ io: IO) {
    let weight = Reg(Signed(width), reset: .guarded)
    let activation = Reg(next: io.activationLeft, reset: .guarded)
    let sum = Reg(Signed(sumWidth), reset: .guarded)
    if structure == .plain {
      // As wide as the sum: simulators take a product of that width fastest.
      let product = (io.activationLeft * weight).extended(to: sumWidth)
      sum <== io.sumAbove + product
    } else {
      // The digits are made of the weight, which is there earliest.
      sum <== multiplyAccumulate(io.activationLeft, weight, adding: io.sumAbove, structure: structure)
    }
    when(io.loadWeight) { weight <== io.weightAbove }
    io.weight <== weight
    io.activation <== activation
    io.sum <== sum
  }
}

/// `MacArray` written as an array of instances of `MacElement`, one for each row and column: the same ports and the same results.
public struct MacElementArray: MacArraySizes {
  public static let unitName = "mac-element-array"
  public static let summary = "A weight-stationary array of multiply-accumulate elements, an instance each."
  public static let parameters: [UnitParameter<Self>] =
    sizeParameters + [
      .choice("structure", \.structure, "an element's multiply-accumulate, see multiply-accumulate")
    ]
  public static let samples = [
    MacElementArray(rows: 1, columns: 1), MacElementArray(rows: 4, columns: 3, width: 5, sumWidth: 20),
    MacElementArray(rows: 2, columns: 3, structure: .fused),
  ]

  /// Rows, one for each activation.
  public var rows = 16
  /// Columns, one for each sum.
  public var columns = 16
  /// Bits of weights and activations.
  public var width = 8
  /// Bits of a sum, twice the width to 64.
  public var sumWidth = 32
  /// How an element multiplies and adds.
  public var structure = MultiplyAccumulateStructure.plain

  public init() {}
  public init(rows: Int, columns: Int, width: Int = 8, sumWidth: Int = 32, structure: MultiplyAccumulateStructure = .plain) {
    self.rows = rows
    self.columns = columns
    self.width = width
    self.sumWidth = sumWidth
    self.structure = structure
  }

  public var parameterError: String? { rangeError ?? sumWidthError(sumWidth, width: width) }
  public var io: MacArrayPorts { MacArrayPorts(rows: rows, columns: columns, width: width, sumWidth: sumWidth) }

  @Hardware
  public func build(_ io: MacArrayPorts) {
    let element = Instances(MacElement(width: width, sumWidth: sumWidth, structure: structure), rows, columns)
    element.loadWeight <== io.loadWeights.repeated(rows, columns)
    element.weightAbove <== element.weight.shifted(in: io.weights, along: .rows)
    element.activationLeft <== element.activation.shifted(in: io.activations, along: .columns)
    element.sumAbove <== element.sum.shifted(in: 0, along: .rows)
    io.sums <== element.sum[rows - 1]
  }
}
