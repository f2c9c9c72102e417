import Foundation

/// What Yosys and OpenSTA are told: one place, so that a plain script with the same lines gives the same figures.
public enum SynthesisScripts {
  /// Grows with every change that may change a figure.
  public static let version = "5"

  /// Names of the files in the run's folder.
  public static let source = "design.sv", constraints = "abc.constr", memories = "memories.txt",
    netlist = "mapped.blif", verilog = "mapped.v",
    register = "register.v", registerNetlist = "register.blif", words = "words.blif", timing = "timing.v",
    macros = "memories.lib",
    powerNetlist = "power.v"

  /// One register of the harness, for Yosys to map as it maps the unit's.
  static let registerSource = """
    module harness_register(input clock, input d, output reg q);
      always @(posedge clock) q <= d;
    endmodule

    """

  /// Yosys's own `synth`, then ABC with the library: nothing that a plain script would not say, except that memories become ports
  /// before they could turn into flip-flops.
  ///
  /// After that, apart from it: a register of the harness, and the design in generic gates that still know their lines.
  static func yosys(source design: SynthesisSource, library: CellLibrary, options: SynthesisOptions) -> String {
    let adders = options.mapping == .fastest ? " -extra-map +/choices/kogge-stone.v" : ""
    let synth =
      "synth -flatten -top \(design.top)\(options.booth ? " -booth" : "")\(adders)\(options.mapping == .fast ? " -noabc" : "")"
    let script =
      switch options.mapping {
      case .area: ""
      case .speed, .fastest: " -script \(speed)"
      case .fast: " -script \(fast)"
      }
    let abc =
      "abc -liberty \(library.path) -D \(Int((options.clockNs * 1000).rounded()))"
      + (library.buffer == nil ? "" : " -constr \(constraints)") + script
    let arrays = registerArrays(design)
    return """
      read_verilog -sv \(source)
      \(synth) -run begin:fine
      \(arrays)tee -q -o \(memories) dump t:$mem_v2
      expose -evert t:$mem_v2
      \(synth) -run fine:
      opt -purge
      dfflibmap -liberty \(library.path)
      opt
      \(reordering(seed: options.seed))\(abc)
      opt_clean -purge
      write_blif -icells -gates -conn -impltf \(netlist)
      write_verilog -noattr -noexpr \(verilog)

      design -reset
      read_verilog \(register)
      synth -top harness_register
      dfflibmap -liberty \(library.path)
      abc -liberty \(library.path)
      opt_clean -purge
      write_blif -icells -gates -conn -impltf \(registerNetlist)

      design -reset
      read_verilog -sv \(source)
      hierarchy -check -top \(design.top)
      proc
      flatten
      opt
      fsm
      opt
      wreduce
      peepopt
      opt_clean
      memory -nomap
      \(arrays)opt -fast -full
      expose -evert t:$mem_v2
      techmap
      opt -fast
      dfflibmap -liberty \(library.path)
      write_blif -attr -icells -gates -conn -impltf \(words)

      """
  }

  /// Makes registers of what is printed as an array but is no memory of the design; empty or a line.
  static func registerArrays(_ design: SynthesisSource) -> String {
    design.memories.map { "memory_map t:$mem_v2" + $0.map { " c:\($0) %d" }.joined() + "\n" } ?? ""
  }

  /// What drives the unit's inputs, for ABC to buffer them.
  static func constraints(_ library: CellLibrary) -> String { library.buffer.map { "set_driving_cell \($0)\n" } ?? "" }

  /// ABC's commands for delay: maps with some area recovery, buffers large fanouts and chooses drive strengths.
  static let speed = "+strash;ifraig;scorr;dc2;dch,-f;map,-B,0.9;topo;buffer,-c;topo;upsize;dnsize"

  /// Rewrites once and maps for area, then buffers and resizes as `abc` does with constraints.
  static let fast = "+strash;dc2;strash;&get,-n;&nf,{D};&put;buffer,-c;topo;upsize,{D};dnsize,{D}"

  /// Puts the gates into another order for ABC, for each seed another one, and none for 0; empty or two lines.
  ///
  /// ABC sees the gates in the order in which Yosys holds them, and Yosys sorts them by name. Only cells get other names: the nets
  /// keep theirs, which reports need. Another start of Yosys's own numbering (`autoidx`) changes neither the order nor any figure.
  static func reordering(seed: Int) -> String { seed == 0 ? "" : "rename -scramble-name -seed \(seed) c:*\nsort\n" }

  /// Reports the path with the least slack of each clock.
  ///
  /// The reset comes through a tree of its own, as the clock does: its paths do not count.
  static func openSTA(top: String, library: String, clockNs: Double, netlist: TimingNetlist) -> String {
    var text = design(timing, top: top, library: library, clockNs: clockNs, netlist: netlist)
    if netlist.clocks.count > 1 {
      text +=
        "set_clock_groups -asynchronous"
        + netlist.clocks.enumerated().map { port, clock in
          " -group {\(([clock] + netlist.derivedClocks.filter { $0.port == port }.map(\.name)).joined(separator: " "))}"
        }.joined() + "\n"
    }
    for register in netlist.resetRegisters { text += "set_false_path -from [get_cells \(register)]\n" }
    return text + "report_checks -path_delay max -digits 4\n"
  }

  /// Reports the power with ports that toggle in a fifth of the cycles; the harness's once more apart.
  static var assumedPower: String { "set_power_activity -input -activity 0.2 -duty 0.5\n" + powerSum }

  /// Reports the power with measured activities at the ports that stand in the registers' place; what has none follows from those before it.
  static func power(
    top: String, library: String, options: SynthesisOptions, netlist: TimingNetlist, activities: [Int: Activity.Bit]
  ) -> String {
    var text = design(powerNetlist, top: top, library: library, clockNs: options.clockNs, netlist: netlist)
    text += "set_power_activity -input -activity 0.2 -duty 0.5\n"
    for net in netlist.driven {
      guard let bit = activities[net] else { continue }
      text +=
        "set_power_activity -input_ports [get_ports n\(net)] -activity \(decimal(bit.transitions)) -duty \(decimal(bit.duty))\n"
    }
    return text + powerSum
  }

  private static func design(_ file: String, top: String, library: String, clockNs: Double, netlist: TimingNetlist) -> String {
    var text = "read_liberty \(library)\n"
    if !netlist.liberty.isEmpty { text += "read_liberty \(macros)\n" }
    text += "read_verilog \(file)\nlink_design \(top)\nset_cmd_units -time ns -power mW\n"
    for clock in netlist.clocks { text += "create_clock -name \(clock) -period \(clockNs) [get_ports \(clock)]\n" }
    // A register that changes at each edge of one kind makes a clock of twice the period: the fastest that it can make.
    for clock in netlist.derivedClocks {
      text +=
        "create_generated_clock -name \(clock.name) -source \(clock.source) -edges {\(clock.isFalling ? "2 4 6" : "1 3 5")} [get_pins \(clock.pin)]\n"
    }
    return text
  }

  /// The power of everything, and of the harness's registers apart, in watts.
  ///
  /// Summed here, not by `report_power`: down a long chain of gates an activity becomes smaller than a floating-point number can be,
  /// OpenSTA divides 0 by 0, and its report ends in an error or a crash over the one gate that takes no power.
  private static let powerSum = """
    set watts 0.0
    set harness_watts 0.0
    foreach cell [get_cells *] {
      foreach part [lrange [sta::instance_power $cell [sta::cmd_corner]] 0 2] {
        if {[string match -nocase "*nan*" $part]} { continue }
        set watts [expr {$watts + $part}]
        if {[string match "h*" [get_property $cell full_name]]} { set harness_watts [expr {$harness_watts + $part}] }
      }
    }
    puts "power $watts harness $harness_watts"

    """

  /// Without an exponent.
  private static func decimal(_ value: Double) -> String { String(format: "%.6f", value) }
}
