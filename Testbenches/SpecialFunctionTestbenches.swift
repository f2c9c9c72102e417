import Simulation
import Units

/// Random vectors of all kinds against `RMSNorm.golden`; see `runVectorUnit`.
public enum RMSNormTestbench: Testbench {
  public static func run(_ unit: RMSNorm, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = unit.maximumLength
    return try runVectorUnit(
      on: simulator, options: options, longest: longest, fields: ["input_number", "input_gain", "inverseLength", "epsilon"],
      results: ["output_number"], latency: longest + 17, pause: 4
    ) { random, length, style in
      let values = random.vector(length, style), gains = random.vector(length, random.style())
      // Any numbers may stand on these ports.
      let inverse = random.chance(75) ? 1 / Float(length) : random.number(random.style())
      let epsilon = random.chance(75) ? 1e-5 : random.chance(50) ? 0 : random.number(random.style())
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
  public static func run(_ unit: LayerNorm, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = unit.maximumLength
    return try runVectorUnit(
      on: simulator, options: options, longest: longest,
      fields: ["input_number", "input_gain", "input_bias", "inverseLength", "epsilon"],
      results: ["output_number"], latency: 2 * longest + 27, pause: 4
    ) { random, length, style in
      let values = random.vector(length, style), gains = random.vector(length, random.style())
      let biases = random.vector(length, random.style())
      // Any numbers may stand on these ports.
      let inverse = random.chance(75) ? 1 / Float(length) : random.number(random.style())
      let epsilon = random.chance(75) ? 1e-5 : random.chance(50) ? 0 : random.number(random.style())
      let results = LayerNorm.golden(values, gains: gains, biases: biases, inverseLength: inverse, epsilon: epsilon)
      let beats = values.indices.map { index in
        [values[index].word, gains[index].word, biases[index].word]
          + (index == length - 1 ? [inverse.word, epsilon.word] : [random.next() >> 32, random.next() >> 32])
      }
      return VectorCase(beats: beats, results: results.map { [$0.word] })
    }
  }
}

/// Random vectors of all kinds, some of them masked with minus infinity, against `Softmax.golden`; see `runVectorUnit`.
public enum SoftmaxTestbench: Testbench {
  public static func run(_ unit: Softmax, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = unit.maximumLength
    return try runVectorUnit(
      on: simulator, options: options, longest: longest, fields: ["input_number"], results: ["output_number"],
      latency: 2 * longest + 16, pause: 4
    ) { random, length, style in
      let isMasked = random.chance(25)
      let scores = random.vector(length, style).map { isMasked && random.chance(50) ? -Float.infinity : $0 }
      return VectorCase(beats: scores.map { [$0.word] }, results: Softmax.golden(scores).map { [$0.word] })
    }
  }
}

/// Random gates and values of all kinds against `GatedActivation.golden`; see `runVectorUnit`.
public enum GatedActivationTestbench: Testbench {
  public static func run(_ unit: GatedActivation, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runVectorUnit(
      on: simulator, options: options, longest: 60, fields: ["input_gate", "input_up"], results: ["output_number"],
      latency: unit.latency
    ) { random, length, style in
      // Gates up to 128 reach both ends of the exponential's range.
      let gates = random.vector(length, style).map { random.chance(20) ? $0 * 16 : $0 },
        ups = random.vector(length, random.style())
      return VectorCase(
        beats: zip(gates, ups).map { [$0.word, $1.word] },
        results: zip(gates, ups).map { [GatedActivation.golden(gate: $0, up: $1, kind: unit.function).word] })
    }
  }
}

/// Random pairs and angles against `RotaryEmbedding.golden`; see `runVectorUnit`.
public enum RotaryEmbeddingTestbench: Testbench {
  public static func run(_ unit: RotaryEmbedding, on simulator: any Simulator, options: TestbenchOptions) throws
    -> TestbenchReport
  {
    try runVectorUnit(
      on: simulator, options: options, longest: 32, fields: ["input_x0", "input_x1", "input_cosine", "input_sine"],
      results: ["output_x0", "output_x1"], latency: 4
    ) { random, length, style in
      let first = random.vector(length, style), second = random.vector(length, style)
      let isAngle = random.chance(70), other = random.style()
      let angles = (0..<length).map { _ in
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
      on: simulator, options: options, longest: 60, fields: ["input_a", "input_b"], results: ["output_number"], latency: 2
    ) { random, length, style in
      let a = random.vector(length, style), b = random.vector(length, random.style())
      return VectorCase(
        beats: zip(a, b).map { [$0.word, $1.word] }, results: zip(a, b).map { [ResidualAdd.golden($0, $1).word] })
    }
  }
}

/// Random vectors of all kinds against `Argmax.golden`; see `runVectorUnit`.
public enum ArgmaxTestbench: Testbench {
  public static func run(_ unit: Argmax, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    let longest = 80
    var isFirst = true
    return try runVectorUnit(
      on: simulator, options: options, longest: longest, fields: ["input_number"], output: "result",
      results: ["result_number", "result_index"],
      hasLast: false, latency: longest
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
