/// Faults of Verilator 5.48, and what keeps a model clear of them.
public enum VerilatorFault {
  /// It makes `a >> b >> c` one shift by a sum that has no more bits than `b` and `c`: 3 and 1 would shift by 0.
  public static let faithfulShifts = ["-fno-dfg-peephole-replace-shiftl-shiftl", "-fno-dfg-peephole-replace-shiftr-shiftr"]

  /// What a design is translated with that met `isInGateOptimiser`.
  public static let withoutDeduplication = ["-fno-dedup"]

  /// It looks for equal logic with a graph that its gate optimiser has changed, and stops with "Consumer doesn't match lhs of
  /// assign" where a constant found on the way left one assignment of a block with several targets: a child's constant input
  /// is enough.
  public static func isInGateOptimiser(_ message: String) -> Bool {
    message.contains("Internal Error") && message.contains("V3Gate")
  }
}
