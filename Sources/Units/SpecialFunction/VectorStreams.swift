import HDL

/// One element of a vector, a binary32 number as its bits; `last` marks a vector's last one.
@Bundle
public struct VectorElement {
  public let number: Bits
  public let last: Bit
}

/// An element with the factor that its vector has.
@Bundle
struct FactoredElement {
  let number, factor: Bits
  let last: Bit
}

/// One binary32 number for a whole vector.
@Bundle
struct VectorScalar {
  let number: Bits
}

extension VectorElement {
  static var word: VectorElement { VectorElement(number: 32) }
}

extension In {
  /// Two streams of the same payloads; both receivers take each payload in the same cycle.
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
}

/// Counts the cycles of a unit between an input and an output: with an element taken, with the input waited for, and with the
/// output held up.
@Hardware
func countCycles(
  taken: Bit, starved: Bit, heldUp: Bit, _ busyCycles: Out<Unsigned>, _ starvedCycles: Out<Unsigned>, _ backPressuredCycles: Out<Unsigned>
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

/// Asserts that no vector is longer than what the unit can hold.
@Hardware
func checkLength(fire: Bit, last: Bit, maximum: Int) {
  let position = Reg(Unsigned(upTo: maximum), reset: 0)
  when(fire) {
    position <== mux(last, 0, position + 1)
    assert(position < maximum, "a vector has at most \(maximum) elements")
  }
}

/// What is wrong with a longest vector.
func lengthError(_ length: Int) -> String? { (1...65536).contains(length) ? nil : "maximumLength must be 1 to 65536, not \(length)" }

/// Elements that a vector's buffer holds beyond the longest vector, so that the next one enters while this one's scalar is made.
let vectorSlack = 8

let maximumLengthHelp = (name: "maximumLength", help: "elements of the longest vector, 1 to 65536")
