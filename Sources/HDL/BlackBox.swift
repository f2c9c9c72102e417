import Netlist

/// A module whose body is Verilog text.
///
/// A `build` of its own is the **Swift model** of the text: the built-in simulator runs it, checks look into it, and nothing of it is
/// printed. Without one only Verilator can simulate the box.
///
/// Ports of the text for clock and reset stand in `clocks`, not in `io`: an instance gets those that are ambient where it is made.
public protocol BlackBox: Module {
  /// The text, with one Verilog module called `verilogName` whose ports are those of `io` and of `clocks`; it may have others.
  var verilog: String { get }
  var verilogName: String { get }
  /// What instances set in `#(...)`: `[.init("DEPTH", depth)]`. The text then serves all parameters at once.
  var verilogParameters: [VerilogParameter] { get }
  /// The text's clock ports.
  var clocks: [BlackBoxClock] { get }
  /// Pairs of an input and an output, by their names in Verilog, between which the text has no register: with them a loop through
  /// the box is found. A Swift model says it by itself.
  var combinationalPaths: [(input: String, output: String)] { get }
}

extension BlackBox {
  public func build(_ io: IO) {}
  public var verilogParameters: [VerilogParameter] { [] }
  public var clocks: [BlackBoxClock] { [] }
  public var combinationalPaths: [(input: String, output: String)] { [] }
}

/// A parameter of a Verilog module, as an instance sets it.
public struct VerilogParameter: Hashable, Sendable {
  let name: String
  /// As it is printed.
  let text: String
  public init(_ name: String, _ value: Int) {
    self.name = name
    text = String(value)
  }
  public init(_ name: String, _ value: String) {
    self.name = name
    text = "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// The ports through which a Verilog module gets a clock and, if it has one, the reset of that clock.
public struct BlackBoxClock: Hashable, Sendable {
  let domain: ClockDomain
  let clock: String
  let reset: String?
  /// - Parameters:
  ///   - clock, reset: the ports' names
  ///   - style: at which level the text resets, which an instance's connection sees to, and when, which a model shows
  ///   - domain: the domain that the ports belong to, by its name
  public init(clock: String, reset: String? = nil, style: ResetStyle = .synchronous, of domain: ClockDomain = .standard) {
    self.domain = ClockDomain(
      domain.name, edge: domain.edge ?? .rising, reset: reset == nil ? nil : style, clockPort: clock, resetPort: reset)
    self.clock = clock
    self.reset = reset
  }
}

extension Elaboration {
  /// Makes the running module a black box; its ports have been added.
  func addText(of box: some BlackBox, to builder: Builder) {
    let name = box.verilogName
    if !Names.isLegal(name) {
      builder.error("black box '\(name)' cannot have that name in Verilog", note: "rename it; '\(Names.legalize(name))' would do")
    }
    // Boxes that differ in their parameters only share their text.
    let isShared = modules.contains { $0.name == name && $0.blackBox == box.verilog }
    if name != builder.module.name, !isShared, !reserve(name) {
      builder.error("two modules are called '\(name)'", note: "make verilogName depend on the parameters")
    }
    for parameter in box.verilogParameters where !Names.isLegal(parameter.name) {
      builder.error("'\(parameter.name)' is no name of a Verilog parameter")
    }
    builder.module.blackBox = box.verilog
    builder.module.blackBoxParameters = box.verilogParameters.map { Parameter(name: $0.name, value: $0.text) }
    builder.module.name = name
    builder.addClockPorts(of: box)
    builder.addPaths(of: box)
    builder.checkClocks(of: box)
    builder.check(box, against: VerilogHeader(of: name, in: box.verilog))
  }
}

extension Builder {
  /// Notes the clocks of the text, before its model runs; the ports belong to domains of these names.
  func addClocks(of box: some BlackBox) {
    isBlackBox = true
    for clock in box.clocks {
      let domain = clock.domain
      if domain.name == ClockDomain.standard.name {
        clockNets[0] = ClockNet(name: domain.name, declared: domain, port: clock.clock)
      }
      _ = domainIndex(domain)
    }
  }

  /// Makes the ports of the text's clocks, after the values of `io` and of the model.
  fileprivate func addClockPorts(of box: some BlackBox) {
    for clock in box.clocks {
      let index = domainIndex(clock.domain)
      _ = clockValue(index)
      if let reset = reset(ofDomain: index) { _ = resetValue(ofNet: reset) }
    }
  }

  /// Reports what a model uses and the text does not get.
  fileprivate func checkClocks(of box: some BlackBox) {
    for net in clockNets where !box.clocks.contains(where: { $0.domain.name == net.name }) {
      let isUsed =
        module.registers.contains { name(ofDomain: $0.domain) == net.name }
        || module.memories.contains { name(ofDomain: $0.domain) == net.name } || net.value != nil && net.declared != nil
      guard isUsed else { continue }
      error(
        "the Swift model of black box '\(module.name)' uses the clock '\(net.name)', which its text does not get",
        note: "name the text's port: var clocks: [BlackBoxClock] { [.init(clock: \"clk\")] }")
    }
  }

  fileprivate func addPaths(of box: some BlackBox) {
    for path in box.combinationalPaths {
      let input = module.ports.first { $0.name == path.input && $0.direction == .input }
      let output = module.ports.first { $0.name == path.output && $0.direction == .output }
      if let input, let output {
        module.combinationalPaths.append(.init(from: input.value, to: output.value))
      } else {
        error(
          "combinationalPaths names '\(path.input)' and '\(path.output)', which are no input and output of the black box",
          note: "use the ports' names in Verilog: \(module.ports.map(\.name).joined(separator: ", "))")
      }
    }
  }

  /// Reports what the text's module and `io` do not have in common.
  fileprivate func check(_ box: some BlackBox, against found: VerilogHeader?) {
    guard let found else {
      return error(
        "the text of black box '\(box.verilogName)' has no module of that name", note: "make verilogName agree with the text")
    }
    var wanted = module.ports.map { (name: $0.name, direction: $0.direction, width: Optional(module[$0.value].type.width)) }
    for clock in box.clocks {
      wanted.append((clock.clock, .input, 1))
      if let reset = clock.reset { wanted.append((reset, .input, 1)) }
    }
    for port in wanted {
      guard let there = found.ports.first(where: { $0.name == port.name }) else {
        error(
          "the text of black box '\(box.verilogName)' has no port '\(port.name)'",
          note: "its ports are \(found.ports.map(\.name).joined(separator: ", "))")
        continue
      }
      if let direction = there.direction, direction != port.direction {
        error("port '\(port.name)' of black box '\(box.verilogName)' is an \(direction.rawValue) in the text and none in io")
      }
      if let width = there.width, width != port.width, let own = port.width {
        error(
          "port '\(port.name)' of black box '\(box.verilogName)' has \(width) bit\(width == 1 ? "" : "s") in the text and \(own) in io"
        )
      }
    }
    for port in found.ports where !wanted.contains(where: { $0.name == port.name }) {
      error(
        "the text of black box '\(box.verilogName)' has a port '\(port.name)', which io lacks",
        note: "add it to io; name a clock or reset in clocks")
    }
    for parameter in box.verilogParameters where !found.parameters.contains(parameter.name) {
      error(
        "the text of black box '\(box.verilogName)' has no parameter '\(parameter.name)'",
        note: found.parameters.isEmpty ? "it has none" : "its parameters are \(found.parameters.sorted().joined(separator: ", "))"
      )
    }
  }
}
