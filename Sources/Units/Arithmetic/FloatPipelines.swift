import HDL

/// a + b, two moves later: aligned and added, then normalized and rounded.
struct PipelinedAdder: Module {
  static let latency = 2
  var format = FloatKind.single

  var parameterList: [ModuleParameter] { [.init("format", format)] }

  struct IO: Bundle {
    let enable: In<Bit>
    let a, b: In<Bits>
    let sum: Out<Bits>
  }
  var io: IO {
    let width = format.format.width
    return IO(enable: In(Bit()), a: In(Bits(width)), b: In(Bits(width)), sum: Out(Bits(width)))
  }

  @Hardware
  func build(_ io: IO) {
    let pipeline = Pipeline(enable: io.enable._value, latency: Self.latency)
    let result = FloatArithmetic(format.format).add(io.a, io.b, through: pipeline)
    let sum = pipeline.later(result, by: 1)
    io.sum <== sum
  }
}

/// a * b, two moves later: the product of the significands, then normalized and rounded.
struct PipelinedMultiplier: Module {
  static let latency = 2
  var format = FloatKind.single

  var parameterList: [ModuleParameter] { [.init("format", format)] }

  struct IO: Bundle {
    let enable: In<Bit>
    let a, b: In<Bits>
    let product: Out<Bits>
  }
  var io: IO {
    let width = format.format.width
    return IO(enable: In(Bit()), a: In(Bits(width)), b: In(Bits(width)), product: Out(Bits(width)))
  }

  @Hardware
  func build(_ io: IO) {
    let pipeline = Pipeline(enable: io.enable._value, latency: Self.latency)
    let result = FloatArithmetic(format.format).multiply(io.a, io.b, through: pipeline)
    let product = pipeline.later(result, by: 1)
    io.product <== product
  }
}

extension Pipeline {
  /// a + b, `PipelinedAdder.latency` moves later.
  @Hardware
  func add(_ a: some Readable<Bits>, _ b: some Readable<Bits>, _ format: FloatKind = .single) -> Bits {
    let adder = Instance(PipelinedAdder(format: format))
    adder.enable <== enable
    adder.a <== a
    adder.b <== b
    return adder.sum._value
  }

  /// a - b, `PipelinedAdder.latency` moves later.
  func subtract(_ a: some Readable<Bits>, _ b: some Readable<Bits>, _ format: FloatKind = .single) -> Bits {
    add(a, FloatArithmetic(format.format).negated(b), format)
  }

  /// a * b, `PipelinedMultiplier.latency` moves later.
  @Hardware
  func multiply(_ a: some Readable<Bits>, _ b: some Readable<Bits>, _ format: FloatKind = .single) -> Bits {
    let multiplier = Instance(PipelinedMultiplier(format: format))
    multiplier.enable <== enable
    multiplier.a <== a
    multiplier.b <== b
    return multiplier.product._value
  }
}
