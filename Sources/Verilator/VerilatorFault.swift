/// Faults of Verilator 5.48, and what keeps a model clear of them.
public enum VerilatorFault {
  /// It makes `a >> b >> c` one shift by a sum that has no more bits than `b` and `c`: 3 and 1 would shift by 0.
  public static let faithfulShifts = ["-fno-dfg-peephole-replace-shiftl-shiftl", "-fno-dfg-peephole-replace-shiftr-shiftr"]

  /// With what a design is translated that met one of Verilator's internal errors, or nil if nothing is known to help.
  public static func remedy(for message: String) -> [String]? {
    guard message.contains("Internal Error") else { return nil }
    // It looks for equal logic with a graph that its gate optimizer has changed, and stops with "Consumer doesn't match lhs of
    // assign" where a constant found on the way left one assignment of a block with several targets: a child's constant input
    // is enough.
    if message.contains("V3Gate") { return ["-fno-dedup"] }
    // It puts a single bit in the place of a wide vector that is this bit extended, and then cannot write the vector's parity.
    if message.contains("Reduction over single bit") { return ["-fno-subst"] }
    return nil
  }
}
