import Foundation
import HDL
import Simulation
import Testing
import Units

/// The golden special functions against `Double` arithmetic, and the hardware against the golden functions.
@Suite struct SpecialFunctionTests {
  /// The base-2 logarithm of the largest relative error over numbers whose exact result is normal.
  private func worst(_ bits: some Sequence<UInt32>, _ function: (Float) -> Float, exact: (Double) -> Double) -> Double {
    var worst = 0.0
    for pattern in bits {
      let x = Float(bitPattern: pattern), want = exact(Double(x))
      guard abs(want) >= 0x1p-126, abs(want) < 0x1p128 else { continue }
      worst = max(worst, abs(Double(function(x)) / want - 1))
    }
    return log2(worst)
  }

  /// All significands of one power of two, or of two; other exponents only move the result's exponent.
  @Test func reciprocalsOfAllSignificands() {
    #expect(worst(0x3f80_0000..<0x4000_0000, SpecialFunctions.reciprocal) { 1 / $0 } <= -23.75)
    #expect(worst(0x3f80_0000..<0x4080_0000, SpecialFunctions.reciprocalSquareRoot) { 1 / $0.squareRoot() } <= -23.75)
    #expect(worst(stride(from: 0x0080_0000, to: 0x7f80_0000, by: 10_007), SpecialFunctions.reciprocal) { 1 / $0 } <= -23.75)
    #expect(worst(stride(from: 0x8080_0000, to: 0xff80_0000, by: 10_009), SpecialFunctions.reciprocal) { 1 / $0 } <= -23.75)
    #expect(
      worst(stride(from: 0x0080_0000, to: 0x7f80_0000, by: 10_007), SpecialFunctions.reciprocalSquareRoot) { 1 / $0.squareRoot() }
        <= -23.75)
  }

  @Test func exponentialsThroughTheWholeRange() {
    #expect(worst(stride(from: 0, to: 0x42c0_0000, by: 293), SpecialFunctions.exponential, exact: exp) <= -23.3)
    #expect(worst(stride(from: 0x8000_0000, to: 0xc2c0_0000, by: 293), SpecialFunctions.exponential, exact: exp) <= -23.3)
    // Subnormal results, in units of the smallest one.
    for bits in stride(from: Float(-87.33).bitPattern, to: Float(-110).bitPattern, by: 11) {
      let x = Float(bitPattern: bits)
      #expect(abs(Double(SpecialFunctions.exponential(x)) - exp(Double(x))) <= 0.75 * 0x1p-149)
    }
  }

  @Test func specialValues() {
    #expect(
      SpecialFunctions.exponential(0) == 1 && SpecialFunctions.exponential(-0.0) == 1
        && SpecialFunctions.exponential(.leastNonzeroMagnitude) == 1)
    #expect(SpecialFunctions.exponential(88.722) < .infinity && SpecialFunctions.exponential(88.723) == .infinity)
    #expect(SpecialFunctions.exponential(-103.9) > 0 && SpecialFunctions.exponential(-104) == 0)
    #expect(
      SpecialFunctions.exponential(.infinity) == .infinity && SpecialFunctions.exponential(-.infinity) == 0
        && SpecialFunctions.exponential(.nan).isNaN)
    for power in -126...125 {
      let x = Float(sign: .plus, exponent: power, significand: 1)
      #expect(SpecialFunctions.reciprocal(x) == 1 / x && SpecialFunctions.reciprocal(-x) == -1 / x)
      if power % 2 == 0 { #expect(SpecialFunctions.reciprocalSquareRoot(x) == 1 / x.squareRoot()) }
    }
    #expect(SpecialFunctions.reciprocal(.infinity) == 0 && SpecialFunctions.reciprocal(-.infinity).sign == .minus)
    #expect(
      SpecialFunctions.reciprocal(0) == .infinity && SpecialFunctions.reciprocal(-0.0) == -.infinity
        && SpecialFunctions.reciprocal(.nan).isNaN)
    #expect(SpecialFunctions.reciprocalSquareRoot(0) == .infinity && SpecialFunctions.reciprocalSquareRoot(-1).isNaN)
    #expect(Softmax.golden([7]) == [1] && Softmax.golden([-.infinity, 2, -.infinity]) == [0, 1, 0])
    #expect(Argmax.golden([1, 3, -2, 3])?.index == 1)
    for kind in [ActivationKind.silu, .gelu, .relu] { #expect(GatedActivation.golden(gate: -1e30, up: 3, kind: kind) == 0) }
  }

  /// All gates that are binary16 numbers, against `Double`: relative to the exact result where that is 0.001 or more.
  @Test(arguments: [(ActivationKind.silu, -22.4), (.gelu, -20.2), (.relu, -60)])
  func activationsOfAllHalves(_ kind: ActivationKind, bound: Double) {
    var worst = 0.0
    for bits in UInt16.min...UInt16.max {
      let gate = Float(Float16(bitPattern: bits)), x = Double(gate)
      guard gate.isFinite else { continue }
      let angle = kind == .silu ? x : 2 * (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
      let want = kind == .relu ? max(x, 0) : x / (1 + exp(-angle))
      worst = max(worst, abs(Double(GatedActivation.golden(gate: gate, up: 1, kind: kind)) - want) / max(abs(want), 0.001))
    }
    #expect(log2(worst) <= bound)
  }

  /// Vectors against `Double`: what the roundings of sums in order may cost.
  @Test(arguments: [1, 7, 64, 576, 2048]) func vectorsAgainstDouble(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let values = (0..<count).map { _ in Float(random.next() >> 40) * 0x1p-20 - 8 }, exact = values.map(Double.init)
    let ones = [Float](repeating: 1, count: count), zeros = [Float](repeating: 0, count: count)
    let largest = exact.max() ?? 0
    let sum = exact.reduce(0) { $0 + exp($1 - largest) }
    for (share, x) in zip(Softmax.golden(values), exact) {
      #expect(abs(Double(share) * sum / exp(x - largest) - 1) <= 0x1p-20 + Double(count) * 0x1p-25)
    }
    let square = exact.reduce(0) { $0 + $1 * $1 } / Double(count)
    for (y, x) in zip(RMSNorm.golden(values, gains: ones, epsilon: 1e-5), exact) {
      #expect(abs(Double(y) * (square + 1e-5).squareRoot() - x) <= abs(x) * (0x1p-21 + Double(count) * 0x1p-26))
    }
    let mean = exact.reduce(0, +) / Double(count)
    let variance = exact.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    for (y, x) in zip(LayerNorm.golden(values, gains: ones, biases: zeros, epsilon: 1e-5), exact) {
      #expect(abs(Double(y) - (x - mean) / (variance + 1e-5).squareRoot()) <= 0x1p-20 + Double(count) * 0x1p-29)
    }
  }

  /// Pairs turned by any angle: two roundings on the way of an element cost at most 2^-23 of the pair's length.
  @Test func rotationsAgainstDouble() {
    var random = SplitMix64(seed: 9), worst = 0.0
    for _ in 0..<100_000 {
      var numbers: [Float] = []
      for _ in 0..<2 {
        let fraction = Float(random.next() >> 40) * 0x1p-23 - 1
        numbers.append(Float(sign: .plus, exponent: Int(random.next() % 16) - 8, significand: fraction))
      }
      let angle = Double(random.next() >> 40) * 0x1p-16
      let (c, s) = (Float(cos(angle)), Float(sin(angle)))
      let turned = RotaryEmbedding.golden(numbers[0], numbers[1], cosine: c, sine: s)
      let (x0, x1) = (Double(numbers[0]), Double(numbers[1]))
      let length = (x0 * x0 + x1 * x1).squareRoot()
      guard length > 0 else { continue }
      let low = x0 * Double(c) - x1 * Double(s), high = x0 * Double(s) + x1 * Double(c)
      worst = max(worst, abs(Double(turned.0) - low) / length, abs(Double(turned.1) - high) / length)
    }
    #expect(worst <= 0x1p-23 && worst > 0x1p-26)
  }

  /// Sums of 48 bits times a power of two and a row's scale: two roundings, at most 2^-23 of a result that is normal.
  @Test func scaledSumsAgainstDouble() {
    var random = SplitMix64(seed: 10), worst = 0.0
    for _ in 0..<100_000 {
      let sum = Int64(bitPattern: random.next()) >> Int64(16 + random.next() % 40), exponent = Int(random.next() % 64) - 40
      let scale = Float(random.next() >> 40) * 0x1p-30 + 0x1p-20
      // Double holds the product of a sum of 48 bits and a power of two exactly, and rounds that with the scale to 53 bits.
      let want = Double(sum) * Double(sign: .plus, exponent: exponent, significand: 1) * Double(scale)
      guard abs(want) > 0x1p-126 else { continue }
      worst = max(worst, abs(Double(RowScalerModel.scale(sum, exponent: exponent, by: scale)) / want - 1))
    }
    #expect(worst <= 0x1p-23 && worst > 0x1p-25)
  }

  /// The functions in hardware, through every segment of their tables and all exponents.
  @Test func hardwareAgrees() throws {
    let simulator = try BuiltinSimulator(elaborate(FunctionProbe()))
    try simulator.reset()
    let x = try simulator.port("x"), power = try simulator.port("power"), inverse = try simulator.port("inverse"),
      root = try simulator.port("root")
    var failures = 0
    func check(_ bits: UInt32) {
      let value = Float(bitPattern: bits)
      x.write(UInt64(bits))
      simulator.evaluate()
      if power.read() != UInt64(SpecialFunctions.exponential(value).bitPattern) { failures += 1 }
      if inverse.read() != UInt64(SpecialFunctions.reciprocal(value).bitPattern) { failures += 1 }
      if root.read() != UInt64(SpecialFunctions.reciprocalSquareRoot(value).bitPattern) { failures += 1 }
    }
    for bits in stride(from: UInt32(0), to: .max - 20_011, by: 20_011) { check(bits) }
    // Where exponentials are neither 1 nor beyond the range, and segments of all functions.
    for bits in stride(from: UInt32(0x3c00_0000), to: 0x42d0_0000, by: 503) {
      check(bits)
      check(bits | 1 << 31)
    }
    for bits in [0, 1, 0x7f_ffff, 0x80_0000, 0x7f7f_ffff, 0x7f80_0000, 0x7f80_0001, 0x7fff_ffff, 0x42b1_7217, 0x42b1_7218]
      as [UInt32]
    {
      check(bits)
      check(bits | 1 << 31)
    }
    #expect(failures == 0)
  }
}

/// The special functions, combinationally.
private struct FunctionProbe: Module, DefaultInitializable {
  struct IO: HDL.Bundle {
    let x: In<Bits>
    let power, inverse, root: Out<Bits>
  }
  var io: IO { IO(x: In(Bits(32)), power: Out(Bits(32)), inverse: Out(Bits(32)), root: Out(Bits(32))) }
  @Hardware func build(_ io: IO) {
    io.power <== SpecialFunctions.exponential(io.x)
    io.inverse <== SpecialFunctions.reciprocal(io.x)
    io.root <== SpecialFunctions.reciprocalSquareRoot(io.x)
  }
}
