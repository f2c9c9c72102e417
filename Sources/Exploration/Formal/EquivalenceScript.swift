/// What Yosys is told to prove a netlist of library cells equal to the Verilog that it was made from.
enum EquivalenceScript {
  /// The line that Yosys prints at the end when all is proven.
  static let success = "Equivalence successfully proven!"

  /// Both circuits as gates, in BLIF.
  static let gold = "gold.blif", gate = "gate.blif"

  /// Turns what is left into gates and plain registers with one bit a name.
  static let lowering = """
    dfflegalize -cell $_DFF_P_ x -cell $_DFF_N_ x
    techmap
    opt_expr
    splitnets -ports
    opt_clean
    setundef -undriven -zero
    """

  /// Writes `design.sv` as gates, just as it stands, and `mapped.v` with the functions of its cells. Memories are ports in both.
  static func gates(_ source: SynthesisSource, library: String) -> String {
    """
    \(verilog(source))
    techmap
    \(lowering)
    write_blif \(gold)
    design -reset
    \(netlist(top: source.top, library: library))
    techmap
    \(lowering)
    write_blif \(gate)

    """
  }

  /// Registers and outputs pair by name; between them a solver compares the logic, first alone, then by induction over four
  /// cycles. Where the Verilog leaves a value open, the netlist may choose.
  static func induction(_ source: SynthesisSource, library: String) -> String {
    let top = source.top
    return """
      \(verilog(source))
      splitnets -ports
      rename \(top) gold
      design -stash gold
      \(netlist(top: source.top, library: library))
      splitnets -ports
      rename \(top) gate
      design -stash gate
      design -copy-from gold -as gold gold
      design -copy-from gate -as gate gate
      equiv_make gold gate equiv
      hierarchy -top equiv
      opt_clean
      equiv_struct
      equiv_simple -undef -seq 2
      equiv_induct -undef -seq 4
      equiv_status -assert

      """
  }

  /// Makes ports of the memories and registers of all other arrays. Addresses become as wide as their memory, as in synthesis;
  /// nothing else is narrowed.
  static func memories(_ source: SynthesisSource) -> String {
    """
    wreduce t:$mem*
    memory_collect
    \(SynthesisScripts.registerArrays(source))memory -nomap
    opt_clean
    expose -evert t:$mem_v2
    """
  }

  private static func verilog(_ source: SynthesisSource) -> String {
    """
    read_verilog -sv -DSYNTHESIS \(SynthesisScripts.source)
    hierarchy -check -top \(source.top)
    proc
    flatten
    opt_expr -mux_undef
    opt
    \(memories(source))
    """
  }

  private static func netlist(top: String, library: String) -> String {
    """
    read_liberty -ignore_miss_func -ignore_miss_dir \(library)
    read_verilog \(SynthesisScripts.verilog)
    hierarchy -top \(top)
    rename -hide c:*
    flatten
    """
  }
}
