import HDL

/// What a buffer promises at its ports: it gives back what it took, in that order, nothing twice and nothing lost. For use
/// inside `proof`.
///
/// The observer follows one payload. Which one is an arbitrary number modulo a power of two beyond the capacity, so that
/// what is proven of it is proven of every payload.
struct OrderObserver {
  /// Payloads inside.
  let held: Reg<Unsigned>
  /// Whether the followed payload is inside.
  let isInside: Reg<Bit>
  /// Payloads that leave before it.
  let ahead: Reg<Unsigned>
  let followed: Reg<Bits>
}

/// Asserts order and conservation of a buffer of `capacity` payloads, and returns what tells where the followed payload is,
/// for the invariants that only the buffer itself can state.
///
/// - Parameters:
///   - push: whether `input` enters in this cycle
///   - pop: whether `output` leaves in this cycle
///   - offered: whether `output` is valid
@Hardware
func observeOrder(
  push: some Readable<Bit>, pop: some Readable<Bit>, offered: some Readable<Bit>, input: Bits, output: Bits, capacity: Int
) -> OrderObserver {
  let chosen = arbitrary(Unsigned(upTo: capacity))
  let number = Reg(Unsigned(upTo: capacity), reset: 0)
  let held = Reg(Unsigned(upTo: capacity), reset: 0)
  let isInside = Reg(Bit(), reset: 0)
  let ahead = Reg(Unsigned(upTo: capacity), reset: 0)
  let followed = Reg(Bits(input.width), reset: .guarded)
  let leaves = isInside & pop & (ahead == 0)

  when(push) { number <== number + 1 }
  when(push & !pop) {
    held <== held + 1
  }.elsewhen(pop & !push) {
    held <== held - 1
  }
  when(leaves) {
    isInside <== 0
  }.elsewhen(isInside & pop) {
    ahead <== ahead - 1
  }
  when(push & (number == chosen)) {
    isInside <== 1
    followed <== input
    ahead <== mux(pop, held - 1, held)
  }

  assert(!leaves | (output == followed), "payloads leave unchanged and in the order in which they came")
  assert(offered == (held != 0), "what is held is offered, and nothing else")
  assert(!pop | (held != 0), "nothing leaves that did not enter")
  if capacity & (capacity + 1) != 0 { assert(held <= capacity, "no more is held than fits") }
  assert(!push | pop | (held != capacity), "nothing enters beyond the capacity")
  // For the induction: where the followed payload stands.
  assert(!isInside | (ahead < held), "the followed payload is one of those held")
  assert(!isInside | (number - chosen == held - ahead), "the followed payload entered as many payloads ago as follow it")
  return OrderObserver(held: held, isInside: isInside, ahead: ahead, followed: followed)
}
