/// The clocks that registers of a mapped netlist make, and the registers that no clock reaches.
///
/// A gated clock needs none: the timing analysis carries a clock through gates and latches by itself, and stops at a register.
struct DerivedClocks {
  /// A clock that a register makes: at most half as fast as the one that the register follows.
  struct Clock: Hashable {
    /// The register's cell and output, by their positions in the netlist.
    var cell: Int, pin: Int
    /// The port's number among the clocks that it comes from, perhaps in several steps.
    var port: Int
    /// The cell that makes the clock that this one follows; nil if that is the port's.
    var sourceCell: Int?
    /// Whether it changes at that one's falling edges.
    var isFalling: Bool
  }

  private(set) var clocks: [Clock] = []
  /// Flip-flops without a clock: no path to or from them is timed.
  private(set) var untimed: [Int] = []

  private enum Source: Hashable { case port(Int), register(Int) }
  private struct Trace: Hashable {
    var source: Source
    var isInverted = false
  }

  private let netlist: GateNetlist
  private let library: CellLibrary
  private let ports: [Int: Int]
  private var drivers: [Int: (cell: Int, pin: Int)] = [:]
  private var traces: [Int: Trace?] = [:]

  /// - Parameter clocks: names of the inputs that are clocks, in their order
  init(_ netlist: GateNetlist, clocks names: [String], library: CellLibrary) {
    self.netlist = netlist
    self.library = library
    ports = Dictionary(
      netlist.inputs.compactMap { input in names.firstIndex(of: String(input.name)).map { (input.net, $0) } },
      uniquingKeysWith: { first, _ in first })
    for (index, cell) in netlist.cells.enumerated() {
      for (pin, one) in cell.pins.enumerated() where library.outputs[cell.kind]?.contains(String(one.name)) == true {
        drivers[one.net] = (index, pin)
      }
    }
    var makers: Set<Int> = []
    for index in netlist.cells.indices where library.flipFlops.contains(netlist.cells[index].kind) {
      guard let trace = clock(of: index) else {
        untimed.append(index)
        continue
      }
      if case .register(let maker) = trace.source { makers.insert(maker) }
    }
    // A register that makes a clock may itself follow one that a register makes.
    for net in makers.sorted() { add(net) }
  }

  private mutating func clock(of cell: Int) -> Trace? {
    let kind = netlist.cells[cell].kind
    guard let text = library.clockedOn[kind], let name = Optional(text.drop { $0 == "!" }),
      let pin = netlist.cells[cell].pins.first(where: { $0.name == name }), var trace = trace(pin.net)
    else { return nil }
    if text.hasPrefix("!") { trace.isInverted.toggle() }
    return trace
  }

  /// The clock that a net carries; of a gate with a clock and a register as inputs, the clock.
  private mutating func trace(_ net: Int) -> Trace? {
    if let known = traces[net] { return known }
    traces[net] = .some(nil)
    var result: Trace?
    if let port = ports[net] {
      result = Trace(source: .port(port))
    } else if let (cell, _) = drivers[net] {
      let kind = netlist.cells[cell].kind
      if library.flipFlops.contains(kind) {
        result = Trace(source: .register(net))
      } else if !library.latches.contains(kind) {
        let outputs = library.outputs[kind, default: []]
        let inputs = netlist.cells[cell].pins.filter { !outputs.contains(String($0.name)) }.compactMap { trace($0.net) }
        result = inputs.first { if case .port = $0.source { true } else { false } } ?? inputs.first
        if library.inverters.contains(kind) { result?.isInverted.toggle() }
      }
    }
    traces[net] = .some(result)
    return result
  }

  private mutating func add(_ net: Int) {
    guard let (cell, pin) = drivers[net], !clocks.contains(where: { $0.cell == cell && $0.pin == pin }) else { return }
    guard let trace = clock(of: cell) else { return }
    switch trace.source {
    case .port(let port):
      clocks.append(Clock(cell: cell, pin: pin, port: port, sourceCell: nil, isFalling: trace.isInverted))
    case .register(let inner):
      // A ring of registers that clock one another has no source.
      guard inner != net else { return }
      add(inner)
      guard let (innerCell, innerPin) = drivers[inner],
        let source = clocks.first(where: { $0.cell == innerCell && $0.pin == innerPin })
      else { return }
      clocks.append(
        Clock(cell: cell, pin: pin, port: source.port, sourceCell: innerCell, isFalling: trace.isInverted))
    }
  }
}
