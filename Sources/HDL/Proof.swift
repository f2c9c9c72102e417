import Netlist

/// Registers, signals and assertions that only a proof needs: they exist in a design that `elaborateForProof` made, and
/// nowhere else.
///
/// Here stand the observers that say what a unit promises at its ports, and the invariants that let an induction of a few
/// steps prove it.
public func proof(_ body: () -> Void) {
  if builder().elaboration.isForProof { body() }
}

/// Like `elaborate`, with what stands in `proof` closures.
public func elaborateForProof(_ module: some Module) throws(ElaborationError) -> Design {
  try elaborateWithWarnings(module, isForProof: true).design
}

/// An arbitrary constant: the solver tries every value, and what holds for it holds for all. Only for `proof`.
public func arbitrary<T: Signal>(_ kind: T) -> Reg<T> {
  let constant = Reg(kind, reset: .guarded)
  // Spelled out, since a register that nothing assigns would be printed as a net that nothing drives.
  let value = constant._value.ref.id
  builder().record(.assign(.value(value), value), isGated: false)
  return constant
}
