import HDL
import Numerics

/// A unit that takes `lanes` values of a vector in a beat, 1, 2, 4, 8 or 16, and gives the same bits for every number of them.
///
/// A vector of n values comes in ceil(n / lanes) beats, value i in lane i mod `lanes`. `last` has a bit for each lane, which marks
/// the vector's last value; lanes above it carry nothing.
public protocol LaneUnit: Unit {
  /// Values of a beat.
  var lanes: Int { get set }
}

extension LaneUnit {
  /// A binary32 number for each lane: a kind of its own each time.
  var words: Vec<Bits> { Vec(lanes, Bits(32)) }

  /// Beats of a vector of `count` values.
  public func beats(_ count: Int) -> Int { (count + lanes - 1) / lanes }
}

extension UnitParameter where Root: LaneUnit {
  static var lanes: UnitParameter { powerOfTwo("lanes", \.lanes, "values of a beat", 1...16) }
}

extension Readable where Kind == Bits {
  /// Of a beat's `last`: whether it marks a value.
  var marks: Bit { _value.width == 1 ? self[0] : any }

  /// Of a beat's `last`: the lanes that carry a value, those up to the mark, or all.
  @Hardware
  func carrying() -> Vec<Bit> {
    let mark = asUnsigned
    let active = mark | (mark - 1)
    return active.split(into: Bit())
  }
}

extension Vec where Element == Bits {
  /// The numbers of the lanes that carry one, and `other` in place of the rest.
  func carried(_ last: some Readable<Bits>, else other: Bits) -> Vec<Bits> {
    count == 1 ? self : zip(self, last.carrying()).map { mux($1, $0, other) }
  }

  /// Neighbours side by side: element i holds elements 2 i, low, and 2 i + 1.
  var pairs: Vec<Bits> { asBits.split(into: Bits(2 * elementWidth)) }
}

extension Pipeline {
  /// The mark of a vector's last value beside the result that belongs to it. Starts from 0, since it steers what comes behind.
  @Hardware
  func laterMark(_ last: some Readable<Bits>) -> Bits {
    var stage: Bits
    stage = last._value
    for move in 0..<latency {
      let later = Reg(next: stage, enable: enable, reset: 0)
      stage = later._value
    }
    return stage
  }

  /// The sums of each lane, `PipelinedAdder.latency` moves later.
  @Hardware
  func add(_ a: some Readable<Vec<Bits>>, _ b: some Readable<Vec<Bits>>) -> Vec<Bits> {
    if a._value.count == 1 { return Vec(of: [add(a[0], b[0])]) }
    let adder = Instances(PipelinedAdder(), a._value.count)
    adder.enable <== enable.repeated(a._value.count)
    adder.a <== a
    adder.b <== b
    return adder.sum
  }

  /// The differences of each lane, `PipelinedAdder.latency` moves later.
  func subtract(_ a: some Readable<Vec<Bits>>, _ b: some Readable<Vec<Bits>>) -> Vec<Bits> {
    add(a, b._value.map { FloatArithmetic(.single).negated($0) })
  }

  /// The products of each lane, `PipelinedMultiplier.latency` moves later.
  @Hardware
  func multiply(_ a: some Readable<Vec<Bits>>, _ b: some Readable<Vec<Bits>>) -> Vec<Bits> {
    if a._value.count == 1 { return Vec(of: [multiply(a[0], b[0])]) }
    let multiplier = Instances(PipelinedMultiplier(), a._value.count)
    multiplier.enable <== enable.repeated(a._value.count)
    multiplier.a <== a
    multiplier.b <== b
    return multiplier.product
  }

  /// e^x of each lane, `PipelinedExponential.latency` moves later.
  @Hardware
  func exponential(_ x: some Readable<Vec<Bits>>) -> Vec<Bits> {
    if x._value.count == 1 { return Vec(of: [exponential(x[0])]) }
    let exponential = Instances(PipelinedExponential(), x._value.count)
    exponential.enable <== enable.repeated(x._value.count)
    exponential.x <== x
    return exponential.result
  }

  /// 1/x of each lane, `PipelinedReciprocal.latency` moves later.
  @Hardware
  func reciprocal(_ x: some Readable<Vec<Bits>>) -> Vec<Bits> {
    if x._value.count == 1 { return Vec(of: [reciprocal(x[0])]) }
    let reciprocal = Instances(PipelinedReciprocal(), x._value.count)
    reciprocal.enable <== enable.repeated(x._value.count)
    reciprocal.x <== x
    return reciprocal.result
  }
}
