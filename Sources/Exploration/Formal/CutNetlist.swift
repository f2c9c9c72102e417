/// A netlist of gates (BLIF) whose registers become ports: what is left is logic, which two netlists can be compared by.
///
/// A register's value is an input `register|NAME`, what it takes next an output `next|NAME`.
struct CutNetlist {
  /// Why two netlists cannot be compared register by register.
  struct Mismatch: Error, CustomStringConvertible {
    let description: String
    /// Whether they differ whatever their logic does: registers move at different edges.
    var isFinal = false
  }

  private struct Register {
    let next: String
    let output: String
    let clock: String
    /// All names of its output.
    let names: Set<String>
  }

  private let lines: [Substring]
  private let registers: [Register]
  private let inputs: [Substring]
  private let outputs: [Substring]

  /// Reads what Yosys wrote; its aliases are buffers.
  init(blif: String) throws {
    let lines = blif.replacing("\\\n", with: " ").split(separator: "\n")
    var parents: [Substring: Substring] = [:]
    func source(_ name: Substring) -> Substring {
      var name = name
      while let parent = parents[name] { name = parent }
      return name
    }
    var inverted: [Substring: Substring] = [:]
    var latches: [[Substring]] = [], inputs: [Substring] = [], outputs: [Substring] = []
    for (index, line) in lines.enumerated() {
      let words = line.split(separator: " ")
      switch words.first {
      case ".latch": latches.append(words)
      case ".inputs": inputs += words.dropFirst()
      case ".outputs": outputs += words.dropFirst()
      case ".names" where words.count == 3 && index + 1 < lines.count && lines[index + 1] == "1 1":
        let (from, to) = (source(words[1]), source(words[2]))
        if from != to { parents[to] = from }
      case ".names" where words.count == 3 && index + 1 < lines.count && lines[index + 1] == "0 1": inverted[words[2]] = words[1]
      case ".subckt", ".gate": throw Mismatch(description: "a cell without a function is left: \(words.dropFirst().first ?? "")")
      default: break
      }
    }
    /// The edge and the net of a clock, before any inverter.
    func clock(_ edge: Substring, _ net: Substring) -> String {
      var isFalling = edge == "fe", net = source(net)
      while let before = inverted[net] { (isFalling, net) = (!isFalling, source(before)) }
      return "\(isFalling ? "fe" : "re") \(net)"
    }
    var names: [Substring: Set<String>] = [:]
    for name in parents.keys { names[source(name), default: []].insert(String(name)) }
    registers = latches.filter { $0.count >= 5 }.map { words in
      let output = source(words[2])
      return Register(
        next: String(words[1]), output: String(words[2]), clock: clock(words[3], words[4]),
        names: names[output, default: []].union([String(words[2]), String(output)]))
    }
    guard registers.count == latches.count else { throw Mismatch(description: "a register has no clock") }
    self.lines = lines
    self.inputs = inputs
    self.outputs = outputs
  }

  /// What a register is called in the logic: the input that is its value, and the outputs that it takes next.
  private struct Ports {
    var value: String
    var next: [String]
  }

  /// Both netlists as logic with the same inputs and outputs, in BLIF, and how many outputs there are. Registers pair by one of
  /// their names. Where synthesis made one register of several, each of them must take what that one takes.
  static func paired(_ gold: CutNetlist, _ gate: CutNetlist) throws -> (gold: String, gate: String, outputs: Int) {
    var owners: [String: Int] = [:]
    for (index, register) in gate.registers.enumerated() { for name in register.names { owners[name] = index } }
    var goldPorts: [Ports] = [], gatePorts = [Ports?](repeating: nil, count: gate.registers.count)
    // First of all: no later check looks at clocks.
    for register in gold.registers {
      for name in register.names.sorted() {
        guard let owner = owners[name], gate.registers[owner].clock != register.clock else { continue }
        throw Mismatch(description: "\(name) has another clock, or another edge of it, in the netlist", isFinal: true)
      }
    }
    for register in gold.registers {
      guard let name = register.names.filter({ owners[$0] != nil }).min(), let owner = owners[name] else {
        throw Mismatch(description: "the netlist has no register \(register.output)")
      }
      let ports = gatePorts[owner] ?? Ports(value: name, next: [])
      gatePorts[owner] = Ports(value: ports.value, next: ports.next + [name])
      goldPorts.append(Ports(value: ports.value, next: [name]))
    }
    let paired = gatePorts.compactMap { $0 }
    if paired.count < gatePorts.count { throw Mismatch(description: "the netlist has registers that the Verilog does not have") }
    guard Set(gold.outputs) == Set(gate.outputs) else {
      let different = Set(gold.outputs).symmetricDifference(gate.outputs).map(String.init).sorted()
      throw Mismatch(description: "only one of both has the output \(different[0])")
    }
    // An input that one of both ignores may be missing there.
    let inputs = Set(gold.inputs).union(gate.inputs).map(String.init).sorted()
    return (gold.text(goldPorts, inputs: inputs), gate.text(paired, inputs: inputs), gold.outputs.count + goldPorts.count)
  }

  /// The logic, with the given ports of the registers and the same order of ports whatever theirs is.
  private func text(_ ports: [Ports], inputs: [String]) -> String {
    var text = lines.filter { !$0.hasPrefix(".") || $0.hasPrefix(".model") || $0.hasPrefix(".names") || $0.hasPrefix(".end") }
    let end = text.lastIndex { $0 == ".end" } ?? text.count
    text.removeSubrange(end...)
    guard let head = text.firstIndex(where: { $0.hasPrefix(".model") }) else { return "" }
    let values = Set(ports.map(\.value)).sorted(), next = ports.flatMap(\.next).sorted()
    text.insert(".inputs " + (inputs + values.map { "register|" + $0 }).joined(separator: " ")[...], at: head + 1)
    text.insert(
      ".outputs " + (outputs.map(String.init).sorted() + next.map { "next|" + $0 }).joined(separator: " ")[...], at: head + 2)
    for (register, ports) in zip(registers, ports) {
      text += [".names register|\(ports.value) \(register.output)", "1 1"]
      for name in ports.next { text += [".names \(register.next) next|\(name)", "1 1"] }
    }
    return (text + [".end", ""]).joined(separator: "\n")
  }
}
