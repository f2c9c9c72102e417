/// What Yosys is told to prove a netlist of library cells equal to the Verilog that it was made from.
enum EquivalenceScript {
  /// The line that Yosys prints at the end when all is proven.
  static let success = "Equivalence successfully proven!"

  /// Reads `design.sv` as it stands, without optimising its arithmetic, and `mapped.v` with the functions of its cells.
  ///
  /// Memories are ports in both. Registers and outputs pair by name; between them a solver compares the logic, first alone, then
  /// by induction over four cycles. Where the Verilog leaves a value open, the netlist may choose.
  static func text(source: SynthesisSource, library: String) -> String {
    let top = source.top
    return """
      read_verilog -sv -DSYNTHESIS \(SynthesisScripts.source)
      hierarchy -check -top \(top)
      proc
      flatten
      opt_expr -mux_undef
      opt
      memory -nomap
      \(SynthesisScripts.registerArrays(source))opt_clean
      expose -evert t:$mem_v2
      splitnets -ports
      rename \(top) gold
      design -stash gold
      read_liberty -ignore_miss_func -ignore_miss_dir \(library)
      read_verilog \(SynthesisScripts.verilog)
      hierarchy -top \(top)
      flatten
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
}
