import Foundation

/// The mapped netlist as OpenSTA reads it: every port of the unit between registers, every memory a macro with its cost model.
///
/// The registers of this harness are the library's, mapped as the unit's own are, and no part of the unit's area: they are added after
/// mapping, so that the unit's logic is what it is without them. Cells are called `u12` here, registers of the harness
/// `h3_0`, memories `m0`, whatever their names in the design, so that no tool stumbles over one.
struct TimingNetlist {
  let verilog: String
  /// Of the memories' macros; empty without memories.
  let liberty: String
  let clocks: [String]
  /// By number of the harness's register: the port's bit.
  let harness: [Substring]
  /// Nets that ports drive in the place of registers, in their order.
  let driven: [Int]
  /// Cells of the harness's registers on resets.
  let resetRegisters: [String]
  /// Clocks that registers make.
  let derivedClocks: [DerivedClock]
  /// Registers that no clock reaches, by their outputs' names.
  let untimed: [Substring]

  struct DerivedClock {
    /// `g12`, the pin that makes it, and the port or pin that it is made of, as OpenSTA writes them.
    var name: String, pin: String, source: String
    var isFalling: Bool
    /// The clock of `clocks` that it comes from.
    var port: Int
    /// What the register is called.
    var register: Substring
  }

  /// What the design calls a clock of the timing analysis: its port, or the register that makes it. Clock gates have OpenSTA's words.
  func clockName(of group: Substring, in source: SynthesisSource) -> String {
    if let index = clocks.firstIndex(where: { $0 == group }) {
      return source.clocks.isEmpty ? clocks[index] : source.clocks[index]
    }
    if let derived = derivedClocks.first(where: { $0.name == group }) { return String(derived.register) }
    return String(group)
  }

  /// - Parameters:
  ///   - register: how the library's cells make one register, with the ports `clock`, `d` and `q`
  ///   - driven: nets of registers and inputs that ports of their own drive in the registers' place, called `n7`: OpenSTA takes a
  ///     measured activity for ports only
  init(
    _ netlist: GateNetlist, register: GateNetlist, memories: [MemoryMacro], source: SynthesisSource, library: CellLibrary,
    model: MemoryModel,
    driven: Set<Int> = []
  ) {
    func net(_ number: Int) -> String {
      switch number {
      case GateNetlist.zero, GateNetlist.undefined: "1'b0"
      case GateNetlist.one: "1'b1"
      default: "n\(number)"
      }
    }
    let clocks = source.clocks.isEmpty ? ["harness_clock"] : source.clocks
    var body = "", ports: [String] = [], declarations = "", harness: [Substring] = [], resetRegisters: [String] = []
    var wires = Set<Int>()
    func use(_ number: Int) -> String {
      if number > GateNetlist.undefined { wires.insert(number) }
      return net(number)
    }
    for (index, clock) in clocks.enumerated() {
      ports.append("clock\(index)")
      declarations += "  input clock\(index);\n"
      if let port = netlist.inputs.first(where: { $0.name == clock }) { body += "  assign \(use(port.net)) = clock\(index);\n" }
    }
    func addRegister(_ port: Substring, d: String, q: String) {
      let number = harness.count
      let clock = source.clockOfPort[String(GateNetlist.word(port))].flatMap { clocks.firstIndex(of: $0) } ?? 0
      var given: [Int: String] = [:]
      for input in register.inputs { given[input.net] = input.name == "clock" ? "clock\(clock)" : d }
      for output in register.outputs { given[output.net] = q }
      for (index, cell) in register.cells.enumerated() {
        let pins = cell.pins.map { pin in
          if let name = given[pin.net] { return ".\(pin.name)(\(name))" }
          if pin.net <= GateNetlist.undefined { return ".\(pin.name)(\(net(pin.net)))" }
          let inner = "h\(number)_n\(pin.net)"
          return ".\(pin.name)(\(inner))"
        }
        for pin in cell.pins where given[pin.net] == nil && pin.net > GateNetlist.undefined {
          declarations += "  wire h\(number)_n\(pin.net);\n"
        }
        body += "  \(cell.kind) h\(number)_\(index) (\(pins.joined(separator: ", ")));\n"
        if source.resets.contains(String(port)) { resetRegisters.append("h\(number)_\(index)") }
      }
      harness.append(port)
    }
    // Pins of memories came out as ports: `storage.RD_ADDR[3]`.
    var pins: [[(name: String, port: Substring, bit: Int, isOutput: Bool, net: Int)]] = memories.map { _ in [] }
    let memoryIndex = Dictionary(memories.enumerated().map { ($1.name, $0) }) { first, _ in first }
    func memoryPin(_ port: Substring, _ number: Int, isOutput: Bool) -> Bool {
      let word = GateNetlist.word(port)
      guard let dot = word.lastIndex(of: "."), let memory = memoryIndex[word[..<dot]] else { return false }
      let name = word[word.index(after: dot)...]
      let bit = Int(port[word.endIndex...].dropFirst().dropLast()) ?? 0
      pins[memory].append(("\(name)_\(bit)", name, bit, isOutput, number))
      return true
    }
    for (name, number) in netlist.inputs where !source.clocks.contains(String(name)) {
      if memoryPin(name, number, isOutput: true) || driven.contains(number) { continue }
      let port = "i\(harness.count)"
      ports.append(port)
      declarations += "  input \(port);\n"
      addRegister(name, d: port, q: use(number))
    }
    for (name, number) in netlist.outputs {
      if memoryPin(name, number, isOutput: false) { continue }
      let port = "o\(harness.count)"
      ports.append(port)
      declarations += "  output \(port);\n"
      addRegister(name, d: use(number), q: port)
    }
    for (index, cell) in netlist.cells.enumerated() {
      let isRegister = !driven.isEmpty && library.flipFlops.contains(cell.kind), outputs = library.outputs[cell.kind] ?? []
      let pins = cell.pins.filter { !(isRegister && driven.contains($0.net) && outputs.contains(String($0.name))) }
      body += "  \(cell.kind) u\(index) (\(pins.map { ".\($0.name)(\(use($0.net)))" }.joined(separator: ", ")));\n"
    }
    var cells = ""
    for (index, memory) in memories.enumerated() {
      // OpenSTA's power crashes on a macro's pin that is tied to a constant: such a pin is left open.
      pins[index].removeAll { $0.net <= GateNetlist.undefined }
      if pins[index].isEmpty { continue }
      cells += memory.liberty(
        cell: "hwgen_memory_\(index)", pins: pins[index].map { ($0.name, $0.port, $0.bit, $0.isOutput) }, model: model)
      body +=
        "  hwgen_memory_\(index) m\(index) (\(pins[index].map { ".\($0.name)(\(use($0.net)))" }.joined(separator: ", ")));\n"
    }
    for number in wires.sorted() {
      declarations += "  \(driven.contains(number) ? "input" : "wire") n\(number);\n"
      if driven.contains(number) { ports.append("n\(number)") }
    }
    let derived = DerivedClocks(netlist, clocks: clocks, library: library)
    func pin(_ clock: DerivedClocks.Clock) -> String { "u\(clock.cell)/\(netlist.cells[clock.cell].pins[clock.pin].name)" }
    derivedClocks = derived.clocks.map { clock in
      let source = clock.sourceCell.flatMap { cell in derived.clocks.first { $0.cell == cell } }
      return DerivedClock(
        name: "g\(clock.cell)", pin: pin(clock),
        source: source.map { "[get_pins \(pin($0))]" } ?? "[get_ports clock\(clock.port)]",
        isFalling: clock.isFalling, port: clock.port, register: netlist.names[netlist.cells[clock.cell].pins[clock.pin].net])
    }
    untimed = derived.untimed.flatMap { cell in
      netlist.cells[cell].pins.filter { library.outputs[netlist.cells[cell].kind]?.contains(String($0.name)) == true }.prefix(1)
        .map { netlist.names[$0.net] }
    }
    self.driven = wires.filter(driven.contains).sorted()
    verilog = "module \(source.top) (\(ports.joined(separator: ", ")));\n" + declarations + body + "endmodule\n"
    liberty = cells.isEmpty ? "" : MemoryMacro.library(cells)
    self.clocks = clocks.indices.map { "clock\($0)" }
    self.harness = harness
    self.resetRegisters = resetRegisters
  }
}
