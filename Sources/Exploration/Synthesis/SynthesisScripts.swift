/// What Yosys and OpenSTA are told: one place, so that a plain script with the same lines gives the same figures.
public enum SynthesisScripts {
  /// Grows with every change that may change a figure.
  public static let version = "1"

  /// Names of the files in the run's folder.
  public static let source = "design.sv", numbering = "numbering.il", netlist = "netlist.v", memories = "memories.json", statistics = "statistics.json"

  /// Maps the module `top` of `design.sv` to a library's cells. Memories become ports before mapping: none turns into flip-flops.
  public static func yosys(top: String, library: String, options: SynthesisOptions) -> String {
    """
    read_rtlil \(numbering)
    read_verilog -sv \(source)
    hierarchy -check -top \(top)
    proc
    flatten
    opt
    fsm
    opt
    wreduce
    peepopt
    opt_clean\(options.booth ? "\nbooth" : "")
    alumacc
    share
    opt
    tee -q -o \(memories) stat -json
    memory -nomap
    opt_clean
    opt -fast -full
    techmap
    opt -fast
    expose -evert t:$mem_v2
    opt_clean -purge
    dfflibmap -liberty \(library)
    opt
    abc -liberty \(library) -D \(Int((options.clockNs * 1000).rounded()))\(options.mapping == .speed ? " -script \(speed)" : "")
    opt_clean -purge
    splitnets -ports
    opt_clean -purge
    tee -q -o \(statistics) stat -json -liberty \(library)
    write_verilog -noattr -noexpr \(netlist)

    """
  }

  /// ABC's commands for delay: maps with some area recovery, buffers large fanouts and chooses drive strengths.
  static let speed = "+strash;ifraig;scorr;dc2;dch,-f;map,-B,0.9;topo;buffer,-c;topo;upsize;dnsize"

  /// Lets Yosys number its objects from another start.
  public static func renumbering(seed: Int) -> String { "autoidx \(1 + seed)\n" }

  /// Reports the slowest path between flip-flops and ports, and the power with ports that toggle in a fifth of the cycles.
  public static func openSTA(top: String, library: String, options: SynthesisOptions, clock: String) -> String {
    """
    read_liberty \(library)
    read_verilog \(netlist)
    link_design \(top)
    create_clock -name \(clock) -period \(options.clockNs) [get_ports \(clock)]
    report_checks -path_delay max -digits 4
    set_power_activity -input -activity 0.2 -duty 0.5
    report_power -digits 4

    """
  }

  /// OpenSTA of Debian does not read `wire signed`.
  public static func withoutSigned(_ netlist: String) -> String {
    netlist.replacing(/\b(wire|input|output|reg) signed\b/) { String($0.1) }
  }
}
