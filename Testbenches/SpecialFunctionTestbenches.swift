import Simulation
import Units

extension SplitMix64 {
  /// 1/n and epsilon of a vector of `length` numbers, mostly as they should be. Any numbers may stand on these ports: some
  /// epsilons come near the mean that they are added to, `total / length`, with either sign.
  fileprivate mutating func normConstants(_ length: Int, mean total: Float) -> (inverse: Float, epsilon: Float) {
    let inverse = chance(60) ? 1 / Float(length) : chance(30) ? 1 : number(style())
    if chance(50) { return (inverse, chance(70) ? 1e-5 : 0) }
    if chance(50) { return (inverse, number(style())) }
    // Sums whose reciprocal root lies exactly halfway between two numbers: this one, and those with a quarter of it.
    if chance(10) { return (1 / Float(length), Float(bitPattern: 0x7a0e_7000 - UInt32(next(below: 16)) << 24)) }
    let mean = (total * inverse).bitPattern
    // The same number, one near it, or one whose significand begins where this one's ends.
    let near = [
      mean, mean ^ UInt32(next(below: 256)), mean &+ UInt32(next(below: 30)) << 23, mean &- UInt32(next(below: 30)) << 23,
    ]
    return (inverse, Float(bitPattern: near[next(below: 4)] ^ (chance(50) ? 1 << 31 : 0)))
  }
}

extension SplitMix64 {
  /// A number of a subnormal one's size, of any length and sign.
  fileprivate mutating func subnormal() -> Float {
    let magnitude = UInt32(next(below: 1 << (1 + next(below: 23))))
    return Float(bitPattern: magnitude | (chance(50) ? 1 << 31 : 0))
  }

  /// A number between 2^lowest and 2^(lowest + count).
  fileprivate mutating func power(from lowest: Int, count: Int) -> Float {
    Float(sign: .plus, exponent: lowest + next(below: count), significand: 1 + fraction())
  }
}

/// Random vectors of all kinds against `RMSNorm.golden`; see `runVectorUnit`.
public enum RMSNormTestbench: Testbench {
  public static func effort(of unit: RMSNorm) -> Int { unit.maximumLength * 250 }

  public static func run(_ unit: RMSNorm, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = unit.maximumLength
    return try runVectorUnit(
      unit, RMSNormCycles.self, on: simulator, options: options, longest: longest,
      fields: ["input_number", "input_gain", "inverseLength", "epsilon"],
      results: ["output_number"], pause: SumCycles.longestPause(lanes: unit.lanes)
    ) { random, length, style in
      let values = random.vector(length, style), gains = random.vector(length, random.style())
      let (inverse, epsilon) = random.normConstants(length, mean: values.lazy.map { $0 * $0 }.reduce(0, +))
      let results = RMSNorm.golden(values, gains: gains, inverseLength: inverse, epsilon: epsilon)
      // The parameters count only beside the last element.
      let beats = values.indices.map { index in
        [values[index].word, gains[index].word]
          + (index == length - 1 ? [inverse.word, epsilon.word] : [random.next() >> 32, random.next() >> 32])
      }
      return VectorCase(beats: beats, results: results.map { [$0.word] })
    }
  }
}

/// Random vectors of all kinds against `LayerNorm.golden`; see `runVectorUnit`.
public enum LayerNormTestbench: Testbench {
  public static func effort(of unit: LayerNorm) -> Int { unit.maximumLength * 250 }

  public static func run(_ unit: LayerNorm, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = unit.maximumLength
    return try runVectorUnit(
      unit, LayerNormCycles.self, on: simulator, options: options, longest: longest,
      fields: ["input_number", "input_gain", "input_bias", "inverseLength", "epsilon"],
      results: ["output_number"], pause: SumCycles.longestPause(lanes: unit.lanes), startsPlainly: true
    ) { random, length, style in
      let isPlain = style == .plain
      var values = random.vector(length, style), gains = random.vector(length, isPlain ? .plain : random.style())
      var biases = random.vector(length, isPlain ? .plain : random.style())
      var (inverse, epsilon) = random.normConstants(length, mean: values.lazy.map { $0 * $0 }.reduce(0, +))
      if isPlain { (inverse, epsilon) = (1 / Float(length), 1e-5) }
      // Roots that are NaN among others that are not, of finite differences: seen where they wait behind each other.
      if !isPlain, length < 3, random.chance(25) { epsilon = .nan }
      if !isPlain, random.chance(30) {
        // Biases near what they are added to, with the opposite sign.
        let bare = LayerNorm.golden(
          values, gains: gains, biases: biases.map { _ in 0 }, inverseLength: inverse, epsilon: epsilon)
        biases = bare.map { -random.near($0) }
      } else if !isPlain, random.chance(10) {
        // Products around the largest number.
        let bare = LayerNorm.golden(
          values, gains: gains.map { _ in 1 }, biases: biases.map { _ in 0 }, inverseLength: inverse, epsilon: epsilon)
        gains = bare.map { random.power(from: 126, count: 2) / $0 }
      } else if !isPlain, random.chance(30) {
        // Subnormal numbers, lifted by a root or by what a root has lifted, with nothing added that hides them.
        if random.chance(50) {
          (values, gains) = (values.map { _ in random.subnormal() }, gains.map { _ in random.power(from: 20, count: 60) })
          if random.chance(70) { inverse = 1 / Float(length) }
          epsilon = random.power(from: -126, count: 40)
        } else {
          (values, gains) = (random.vector(length, .ordinary), gains.map { _ in random.subnormal() })
          (inverse, epsilon) = (random.power(from: -80, count: 60), random.power(from: -100, count: 60))
        }
        biases = biases.map { _ in 0 }
      }
      let results = LayerNorm.golden(values, gains: gains, biases: biases, inverseLength: inverse, epsilon: epsilon)
      let beats = values.indices.map { index in
        [values[index].word, gains[index].word, biases[index].word]
          + (index == length - 1 ? [inverse.word, epsilon.word] : [random.next() >> 32, random.next() >> 32])
      }
      return VectorCase(beats: beats, results: results.map { [$0.word] })
    }
  }
}

/// The only score less the maximum, down to -87.5, that shows how the exponential rounds a tie; found by trying all.
private let tiedPower = Float(bitPattern: 0xc122_e3bc)

/// Random vectors of all kinds, some of them masked with minus infinity, against `Softmax.golden`; see `runVectorUnit`.
public enum SoftmaxTestbench: Testbench {
  public static func effort(of unit: Softmax) -> Int { unit.maximumLength * 250 }

  public static func run(_ unit: Softmax, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = unit.maximumLength
    // A first vector of negative numbers tells a maximum from what stands there at reset.
    var isFirst = true
    return try runVectorUnit(
      unit, SoftmaxCycles.self, on: simulator, options: options, longest: longest, fields: ["input_number"],
      results: ["output_number"], pause: SumCycles.longestPause(lanes: unit.lanes)
    ) { random, length, style in
      let isMasked = random.chance(25)
      var scores = random.vector(length, style).map { isMasked && random.chance(50) ? -Float.infinity : $0 }
      // Powers down to the smallest subnormal number beside one or several of 1: of two, the shares lie halfway between numbers.
      if isFirst || random.chance(25) {
        let top = isFirst ? -3 : Float(random.next(below: 9)) - 4
        let tops = 1 << random.next(below: 3)
        // From where the powers are subnormal, or from the top on.
        let (from, range): (Float, Float) = random.chance(50) ? (86, 18.5) : (0, 112)
        // Sums of ones are mostly powers of two, whose reciprocals have short significands; others have not.
        let isUneven = random.chance(50)
        for index in scores.indices {
          scores[index] =
            index % 4 < tops
            ? top - (isUneven && index > 0 ? random.fraction() : 0) : top - from - random.fraction() * range
        }
      } else if random.chance(20) {
        // Near each other: differences of a few bits.
        let near = random.number(.ordinary)
        scores = scores.map { _ in random.near(near) }
      } else if random.chance(5) {
        // One infinite score among finite ones.
        scores = scores.map { _ in random.number(.ordinary) }
        scores[random.next(below: length)] = .infinity
      } else if random.chance(8) {
        // Far below 0, almost beyond the range.
        scores = scores.map { _ in -Float.greatestFiniteMagnitude * (0.5 + random.fraction() / 2) }
      } else if random.chance(8) {
        scores = scores.map { _ in random.chance(50) ? 0 : tiedPower }
        scores[0] = 0
      }
      isFirst = false
      return VectorCase(beats: scores.map { [$0.word] }, results: Softmax.golden(scores).map { [$0.word] })
    }
  }
}

/// Gates of which the reciprocal of 1 + e^-gate lies exactly halfway between two numbers.
private let tiedGates: [Float] = [
  0x4006_27d9, 0xc111_7dee, 0xc214_55f9, 0xc1df_e5d2, 0xc1ae_92d5, 0xc1a1_5f3a, 0xc25d_2d0f, 0xc1b9_c3a1, 0xc298_f7c8,
  0xc1cc_1149, 0xbf37_5ded, 0xc165_4a3e, 0xc2a2_e3ae, 0xc22f_6ea3, 0xbffd_d9ca, 0xc298_242f,
].map { Float(bitPattern: $0) }

/// Random gates and values of all kinds against `GatedActivation.golden`; see `runVectorUnit`.
public enum GatedActivationTestbench: Testbench {
  public static func run(_ unit: GatedActivation, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runVectorUnit(
      unit, GatedActivationCycles.self, on: simulator, options: options, longest: 60, fields: ["input_gate", "input_up"],
      results: ["output_number"]
    ) { random, length, style in
      let pairs = (0..<length).map { _ -> (Float, Float) in
        if random.chance(3) {
          return (tiedGates[random.next(below: tiedGates.count)], random.chance(50) ? 1 : random.number(style))
        }
        // A subnormal value of any length, lifted by its gate.
        if random.chance(5) {
          let gate = Float(sign: .plus, exponent: 20 + random.next(below: 100), significand: 1 + random.fraction())
          return (gate, Float(bitPattern: UInt32(random.next(below: 1 << (1 + random.next(below: 23))))))
        }
        // The last powers below infinity and those just beyond.
        if random.chance(3) {
          let size = unit.function == .gelu ? 10.02 + random.fraction() * 0.05 : 88 + random.fraction()
          return (-size, random.chance(50) ? 1 : random.number(style))
        }
        let (gate, up) = random.pair(style)
        // Gates up to 128 reach both ends of the exponential's range.
        return (random.chance(20) ? gate * 16 : gate, up)
      }
      return VectorCase(
        beats: pairs.map { [$0.word, $1.word] },
        results: pairs.map { [GatedActivation.golden(gate: $0, up: $1, kind: unit.function).word] })
    }
  }
}

/// Random pairs and angles against `RotaryEmbedding.golden`; see `runVectorUnit`.
public enum RotaryEmbeddingTestbench: Testbench {
  public static func run(_ unit: RotaryEmbedding, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runVectorUnit(
      unit, RotaryEmbeddingCycles.self, on: simulator, options: options, longest: 32,
      fields: ["input_x0", "input_x1", "input_cosine", "input_sine"],
      results: ["output_x0", "output_x1"]
    ) { random, length, style in
      let first = random.vector(length, style)
      var second = random.vector(length, style)
      let isAngle = random.chance(50), other = random.style()
      // Products near each other, of which the difference keeps few bits.
      let isNear = !isAngle && random.chance(40)
      if isNear { second = first.map { random.near($0) } }
      let angles = (0..<length).map { _ -> (Float, Float) in
        if isNear {
          let cosine = random.number(other)
          return (cosine, random.near(cosine))
        }
        if !isAngle { return (random.number(other), random.number(other)) }
        // A point of the unit circle, from the half angle's tangent.
        let t = random.fraction() * 4 - 2
        return ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
      }
      return VectorCase(
        beats: (0..<length).map { [first[$0].word, second[$0].word, angles[$0].0.word, angles[$0].1.word] },
        results: (0..<length).map {
          let turned = RotaryEmbedding.golden(first[$0], second[$0], cosine: angles[$0].0, sine: angles[$0].1)
          return [turned.0.word, turned.1.word]
        })
    }
  }
}

/// Random elements of all kinds against `ResidualAdd.golden`; see `runVectorUnit`.
public enum ResidualAddTestbench: Testbench {
  public static func run(_ unit: ResidualAdd, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    try runVectorUnit(
      unit, ResidualAddCycles.self, on: simulator, options: options, longest: 60, fields: ["input_a", "input_b"],
      results: ["output_number"]
    ) { random, length, style in
      let pairs = (0..<length).map { _ in random.pair(style) }
      return VectorCase(beats: pairs.map { [$0.word, $1.word] }, results: pairs.map { [ResidualAdd.golden($0, $1).word] })
    }
  }
}

/// Random vectors of all kinds against `Argmax.golden`; see `runVectorUnit`.
public enum ArgmaxTestbench: Testbench {
  public static func run(_ unit: Argmax, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = 80
    var isFirst = true
    return try runVectorUnit(
      unit, ArgmaxCycles.self, on: simulator, options: options, longest: longest, fields: ["input_number"], output: "result",
      results: ["result_number", "result_index"],
      hasLast: false
    ) { random, length, style in
      // A first vector of negative numbers tells a maximum from what stands there at reset.
      let isNegative = isFirst || random.chance(20)
      isFirst = false
      let values = random.vector(length, style).map { isNegative ? -abs($0) - 1 : $0 }
      let best = Argmax.golden(values).map { [[$0.value.word, UInt64($0.index)]] } ?? []
      return VectorCase(beats: values.map { [$0.word] }, results: best)
    }
  }
}
