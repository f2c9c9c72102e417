import HDL

/// One element of a vector, a binary32 number as its bits; `last` marks a vector's last one.
@Bundle
public struct VectorElement {
  public let number: Bits
  public let last: Bit
}

/// Elements of a vector side by side, binary32 numbers as their bits; `last` marks the lane of a vector's last one.
@Bundle
public struct VectorBeat {
  public let number: Vec<Bits>
  public let last: Bits
}

/// 1/n and epsilon of a vector to normalize.
@Bundle
struct NormConstants {
  let inverseLength, epsilon: Bits
}

/// One binary32 number for a whole vector.
@Bundle
struct VectorScalar {
  let number: Bits
}

extension VectorElement {
  static var word: VectorElement { VectorElement(number: 32) }
}

extension VectorBeat {
  /// A beat of `lanes` numbers.
  init(lanes: Int) { self.init(number: Vec(lanes, Bits(32)), last: lanes) }
}

extension In {
  /// Two streams of the same payloads; both receivers take each payload in the same cycle.
  @Hardware
  func forked<P>() -> (In<Stream<P>>, In<Stream<P>>) where T == Stream<P> {
    let first = Wire(Stream(P(_value.payload.shape)))
    let second = Wire(Stream(P(_value.payload.shape)))
    first.valid <== self.valid & second.ready
    second.valid <== self.valid & first.ready
    first.payload <== self.payload
    second.payload <== self.payload
    self.ready <== first.ready & second.ready
    return (In<Stream<P>>(first._value), In<Stream<P>>(second._value))
  }

  /// The payloads for which `condition` holds; the others are dropped.
  @Hardware
  func filtered<P>(where condition: (In<P>) -> Bit) -> In<Stream<P>> where T == Stream<P> {
    let kept = Wire(Stream(P(_value.payload.shape)))
    let isKept = condition(self.payload)
    kept.valid <== self.valid & isKept
    kept.payload <== self.payload
    self.ready <== kept.ready | !isKept
    return In<Stream<P>>(kept._value)
  }

  /// The stream beside one of scalars, of which each stays until the payload that `last` marks has gone with it.
  func joined<P, Q, R: Payload>(
    with scalars: In<Stream<Q>>, last: (In<P>) -> Bit, to result: R, _ combine: (In<P>, In<Q>, Wire<R>) -> Void
  ) -> In<Stream<R>> where T == Stream<P> {
    let joint = Wire(Stream(result))
    joint.valid <== self.valid & scalars.valid
    self.ready <== joint.ready & scalars.valid
    scalars.ready <== joint.ready & self.valid & last(self.payload)
    combine(self.payload, scalars.payload, joint.payload)
    return In<Stream<R>>(joint._value)
  }

  /// One scalar for each vector: `step` makes the next number of the number so far and an element; `first` says that there is
  /// none so far. The scalar is offered in the cycle after the vector's last element.
  @Hardware
  func folded<P, R: Payload>(
    number: (In<P>) -> Bits, last: (In<P>) -> Bit, to result: R, step: (_ first: Bit, _ sum: Bits, _ element: Bits) -> Bits,
    fill: (Bits, Wire<R>) -> Void
  ) -> In<Stream<R>> where T == Stream<P> {
    let total = Reg(Bits(32), reset: 0)
    let isFirst = Reg(Bit(), reset: 1)
    let next = step(isFirst.value, total.value, number(self.payload))
    let isLast = last(self.payload)
    let scalars = Wire(Stream(result))
    scalars.valid <== self.valid & isLast
    self.ready <== scalars.ready | !isLast
    fill(next, scalars.payload)
    when(self.fire) {
      total <== next
      isFirst <== isLast
    }
    return In<Stream<R>>(scalars._value).buffered(depth: 2)
  }

  /// One sum for each vector, in the order of `InterleavedSums`.
  @Hardware
  func summed() -> In<Stream<VectorScalar>> where T == Stream<VectorBeat> {
    let sum = Instance(InterleavedSum(lanes: _value.payload.number.count))
    sum.input <== self
    return sum.total
  }
}

/// Counts the cycles of a unit between an input and an output: with an element taken, with the input waited for, and with the
/// output held up.
@Hardware
func countCycles(
  taken: Bit, starved: Bit, heldUp: Bit, _ busyCycles: Out<Unsigned>, _ starvedCycles: Out<Unsigned>,
  _ backPressuredCycles: Out<Unsigned>
) {
  let busy = Reg(Unsigned(32), reset: 0)
  let waiting = Reg(Unsigned(32), reset: 0)
  let blocked = Reg(Unsigned(32), reset: 0)
  when(taken) { busy <== busy + 1 }
  when(starved) { waiting <== waiting + 1 }
  when(heldUp) { blocked <== blocked + 1 }
  busyCycles <== busy
  starvedCycles <== waiting
  backPressuredCycles <== blocked
}

/// Assumes that no vector has more beats than what the unit can hold.
@Hardware
func checkLength(fire: Bit, last: Bit, beats: Int, lanes: Int) {
  let position = Reg(Unsigned(upTo: beats), reset: 0)
  when(fire) {
    position <== mux(last, 0, position + 1)
    assume(position < beats, "a vector has at most \(beats * lanes) elements")
  }
}

/// Beats that a vector's buffer holds beyond the longest vector, so that the next one enters while this one's scalar is made.
let vectorSlack = 16

/// The parameter of units that hold a vector.
extension UnitParameter {
  static func maximumLength(_ path: WritableKeyPath<Root, Int> & Sendable) -> UnitParameter {
    integer("maximumLength", path, "elements of the longest vector", 1...65536)
  }
}
