import Foundation

/// What memories are taken to cost: they stay macros, since a synthesis tool would make flip-flops of them where a designer takes a
/// compiled memory. The defaults are assumptions of the order of a 0.18 um compiled SRAM, not figures of a memory compiler.
public struct MemoryModel: Sendable, Hashable, Codable {
  /// Area of one bit with its share of decoders and sense amplifiers, in gate equivalents (assumed).
  public var bitGateEquivalents = 0.5
  /// The same for a memory that is never written (assumed).
  public var constantBitGateEquivalents = 0.1
  /// What each read port and write port beyond the first adds, as a part of the bit's area (assumed).
  public var extraPort = 0.5
  /// From the clock edge, or from the address of an asynchronous read, to the data (assumed).
  public var accessNs = 2.0
  /// What address, data and enables need before the edge (assumed).
  public var setupNs = 0.2

  public init() {}

  enum CodingKeys: String, CodingKey {
    case bitGateEquivalents = "bit_gate_equivalents"
    case constantBitGateEquivalents = "constant_bit_gate_equivalents"
    case extraPort = "extra_port"
    case accessNs = "access_ns"
    case setupNs = "setup_ns"
  }

  func area(of memory: MemoryMacro, library: CellLibrary) -> Double {
    let bit = memory.writePorts == 0 ? constantBitGateEquivalents : bitGateEquivalents
    func extra(_ ports: Int) -> Int { max(0, (ports + memory.lanes - 1) / memory.lanes - 1) }
    let ports = Double(extra(memory.readPorts) + extra(memory.writePorts))
    return Double(memory.bits) * bit * (1 + extraPort * ports) * library.nandArea
  }
}

/// A memory that stays a black box, as Yosys's `$mem_v2` cell describes it.
struct MemoryMacro {
  var name: Substring
  var width = 0, depth = 0, addressBits = 0, readPorts = 0, writePorts = 0
  /// Elements of a word of the design, for each of which Yosys has ports of its own.
  var lanes = 1
  /// For each read port, whether it is read at a clock edge.
  var isClocked: [Bool] = []
  var bits: Int { width * depth }

  /// Reads what `dump t:$mem_v2` printed.
  static func read(_ text: String) -> [MemoryMacro] {
    var found: [MemoryMacro] = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words.count == 3, words[0] == "cell", words[1] == "$mem_v2" {
        found.append(MemoryMacro(name: words[2].hasPrefix("\\") ? words[2].dropFirst() : words[2]))
      } else if words.count == 3, words[0] == "parameter", !found.isEmpty {
        let last = found.count - 1, value = Int(words[2]) ?? 0
        switch words[1] {
        case "\\WIDTH": found[last].width = value
        case "\\SIZE": found[last].depth = value
        case "\\ABITS": found[last].addressBits = value
        case "\\RD_PORTS": found[last].readPorts = value
        case "\\WR_PORTS": found[last].writePorts = value
        // Bits, the highest first.
        case "\\RD_CLK_ENABLE": found[last].isClocked = (words[2].split(separator: "'").last ?? "").reversed().map { $0 == "1" }
        default: break
        }
      }
    }
    return found
  }

  /// The Liberty cell `cell` with these pins (`RD_ADDR_0` …), whose delays are the model's. Pins that nothing is connected to are left out.
  func liberty(cell: String, pins: [(name: String, port: Substring, bit: Int, isOutput: Bool)], model: MemoryModel) -> String {
    let byPort = Dictionary(grouping: pins) { $0.port }
    func related(_ port: Substring, _ bits: Range<Int>) -> String {
      (byPort[port] ?? []).filter { bits.contains($0.bit) }.map(\.name).joined(separator: " ")
    }
    func values(_ names: [String], _ value: Double) -> String {
      names.map { "\($0) (scalar) { values (\"\(value)\"); }" }.joined(separator: " ")
    }
    var text = "  cell (\(cell)) {\n    area : 0; dont_touch : true; interface_timing : true;\n"
    for pin in pins {
      text += "    pin (\(pin.name)) { direction : \(pin.isOutput ? "output" : "input");"
      // OpenSTA's power needs a function: data is taken to change as often as the address's lowest bit.
      let lowest =
        pin.isOutput
        ? related("RD_ADDR", pin.bit / max(1, width) * addressBits..<(pin.bit / max(1, width) + 1) * addressBits) : ""
      if let address = lowest.split(separator: " ").first { text += " function : \"\(address)\";" }
      if !pin.isOutput { text += " capacitance : 0.01;" }
      if pin.port.hasSuffix("_CLK") { text += " clock : true;" }
      let isWrite = pin.port.hasPrefix("WR_")
      let size = pin.port.hasSuffix("_ADDR") ? addressBits : pin.port.hasSuffix("_DATA") || pin.port == "WR_EN" ? width : 1
      let port = pin.bit / max(1, size)
      let clock = related(isWrite ? "WR_CLK" : "RD_CLK", port..<port + 1)
      let isSynchronous = isWrite || (isClocked.indices.contains(port) && isClocked[port])
      if pin.isOutput, isSynchronous, !clock.isEmpty {
        text += " timing () { related_pin : \"\(clock)\"; timing_type : rising_edge; "
        text +=
          values(["cell_rise", "cell_fall"], model.accessNs) + " " + values(["rise_transition", "fall_transition"], 0.1) + " }"
      } else if pin.isOutput {
        let address = related("RD_ADDR", port * addressBits..<(port + 1) * addressBits)
        if !address.isEmpty {
          text += " timing () { related_pin : \"\(address)\"; timing_sense : non_unate; "
          text +=
            values(["cell_rise", "cell_fall"], model.accessNs) + " " + values(["rise_transition", "fall_transition"], 0.1) + " }"
        }
      } else if isSynchronous, !clock.isEmpty, !pin.port.hasSuffix("_CLK") {
        text +=
          " timing () { related_pin : \"\(clock)\"; timing_type : setup_rising; \(values(["rise_constraint", "fall_constraint"], model.setupNs)) }"
      }
      text += " }\n"
    }
    return text + "  }\n"
  }

  /// A library around cells.
  static func library(_ cells: String) -> String {
    """
    library (hwgen_memories) {
      delay_model : table_lookup;
      time_unit : "1ns"; voltage_unit : "1V"; current_unit : "1mA"; pulling_resistance_unit : "1kohm"; leakage_power_unit : "1nW";
      capacitive_load_unit (1, pf);
      input_threshold_pct_rise : 50; input_threshold_pct_fall : 50; output_threshold_pct_rise : 50; output_threshold_pct_fall : 50;
      slew_lower_threshold_pct_rise : 20; slew_lower_threshold_pct_fall : 20; slew_upper_threshold_pct_rise : 80; slew_upper_threshold_pct_fall : 80;
    \(cells)}

    """
  }
}
