import HDL

/// Ports of a function of one binary32 number.
struct FunctionIO: Bundle {
  let enable: In<Bit>
  let x: In<Bits>
  let result: Out<Bits>
  init() {
    enable = In(Bit())
    x = In(Bits(32))
    result = Out(Bits(32))
  }
}

/// e^x, five moves later.
struct PipelinedExponential: Module {
  static let latency = 5
  var parameterList: [ModuleParameter] { [] }

  var io: FunctionIO { FunctionIO() }

  @Hardware
  func build(_ io: FunctionIO) {
    let pipeline = Pipeline(enable: io.enable._value, latency: Self.latency)
    let power = SpecialFunctions.exponential(io.x, through: pipeline)
    let result = pipeline.later(power, by: 1)
    io.result <== result
  }
}

/// 1/x, three moves later.
struct PipelinedReciprocal: Module {
  static let latency = 3
  var parameterList: [ModuleParameter] { [] }

  var io: FunctionIO { FunctionIO() }

  @Hardware
  func build(_ io: FunctionIO) {
    let pipeline = Pipeline(enable: io.enable._value, latency: Self.latency)
    let quotient = SpecialFunctions.reciprocal(io.x, through: pipeline)
    let result = pipeline.later(quotient, by: 1)
    io.result <== result
  }
}

/// 1/sqrt(x), three moves later.
struct PipelinedReciprocalRoot: Module {
  static let latency = 3
  var parameterList: [ModuleParameter] { [] }

  var io: FunctionIO { FunctionIO() }

  @Hardware
  func build(_ io: FunctionIO) {
    let pipeline = Pipeline(enable: io.enable._value, latency: Self.latency)
    let root = SpecialFunctions.reciprocalSquareRoot(io.x, through: pipeline)
    let result = pipeline.later(root, by: 1)
    io.result <== result
  }
}

extension Pipeline {
  /// e^x, `PipelinedExponential.latency` moves later.
  @Hardware
  func exponential(_ x: some Readable<Bits>) -> Bits {
    let exponential = Instance(PipelinedExponential())
    exponential.enable <== enable
    exponential.x <== x
    return exponential.result._value
  }

  /// 1/x, `PipelinedReciprocal.latency` moves later.
  @Hardware
  func reciprocal(_ x: some Readable<Bits>) -> Bits {
    let reciprocal = Instance(PipelinedReciprocal())
    reciprocal.enable <== enable
    reciprocal.x <== x
    return reciprocal.result._value
  }

  /// 1/sqrt(x), `PipelinedReciprocalRoot.latency` moves later.
  @Hardware
  func reciprocalSquareRoot(_ x: some Readable<Bits>) -> Bits {
    let root = Instance(PipelinedReciprocalRoot())
    root.enable <== enable
    root.x <== x
    return root.result._value
  }
}
