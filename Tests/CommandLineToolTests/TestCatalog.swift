import CommandLineTool
import HDL
import Simulation
import Testbenches
import Units

/// A package's own unit, as a user would write it: adds a constant to a number, one cycle later.
struct Adder: Units.Unit {
  static let unitName = "adder"
  static let summary = "Adds a constant to a number."
  static let parameters: [UnitParameter<Self>] = [
    .integer("width", \.width, "bits of the number", 2...64), .integer("constant", \.constant, "what is added, at least 0"),
    .flag("isWrong", \.isWrong, "adds one too many"), .choice("mode", \.mode, "what it does at the end"),
  ]
  static let samples = [Adder(width: 16, constant: 5)]

  enum Mode: String, CaseIterable { case wrap, stop }
  var width = 8
  var constant = 3
  /// Makes the hardware differ from the golden model, to see the failure reported.
  var isWrong = false
  var mode = Mode.wrap

  init() {}
  init(width: Int, constant: Int) {
    self.width = width
    self.constant = constant
  }

  var parameterError: String? {
    if !(2...64).contains(width) { return "width must be 2 to 64, not \(width)" }
    if constant < 0 || constant >= 1 << min(62, width - 1) {
      return "constant must be 0 to \((1 << min(62, width - 1)) - 1), not \(constant)"
    }
    return nil
  }

  struct IO: Bundle {
    let number: In<Unsigned>
    let sum: Out<Unsigned>
  }
  var io: IO { IO(number: In(Unsigned(width)), sum: Out(Unsigned(width))) }

  @Hardware func build(_ io: IO) {
    let total = Reg(Unsigned(width), reset: 0)
    total <== io.number + (constant + (isWrong ? 1 : 0))
    io.sum <== total
  }
}

enum AdderTestbench: Testbench {
  static func run(_ unit: Adder, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    report.coverage = ["wrapped": 0, "zeroOperand": 0]
    let number = try simulator.port("number")
    let sum = try simulator.port("sum")
    try simulator.reset()
    let mask = UInt64.max >> UInt64(64 - unit.width)
    var state = options.seed &* 2 + 1
    for index in 0..<options.count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let operand = index == 1 ? 0 : index == 2 ? mask : (state >> 20) & mask
      number.write(operand)
      try simulator.step()
      let expected = (operand &+ UInt64(unit.constant)) & mask
      if expected < operand { report.coverage["wrapped", default: 0] += 1 }
      if operand == 0 { report.coverage["zeroOperand", default: 0] += 1 }
      if sum.read() != expected { report.mismatch("cycle \(simulator.cycle): \(operand) gives \(sum.read()), not \(expected)") }
      report.transactions += 1
    }
    report.cycles = simulator.cycle
    return report
  }
}

/// A testbench that is wrong itself: it takes a cycle more on the built-in simulator.
enum UnevenTestbench: Testbench {
  static func run(_ unit: Adder, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = try AdderTestbench.run(unit, on: simulator, options: options)
    if (simulator as? WatchedSimulator)?.wrapped is BuiltinSimulator { try simulator.step() }
    report.cycles = simulator.cycle
    return report
  }
}

/// A unit whose body has errors.
struct Faulty: Units.Unit {
  static let unitName = "faulty"
  static let parameters: [UnitParameter<Self>] = []
  struct IO: Bundle {
    let a: In<Unsigned>
    let y: Out<Unsigned>
  }
  var io: IO { IO(a: In(Unsigned(8)), y: Out(Unsigned(9))) }
  @Hardware func build(_ io: IO) {
    io.y <== io.a
  }
}

/// A testbench that stops before it has run what was asked for, and names no cycle.
enum ShortTestbench: Testbench {
  static func run(_ unit: Adder, on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
    var report = TestbenchReport()
    try simulator.reset()
    report.transactions = 5
    if unit.isWrong { report.mismatch("one is not two") }
    return report
  }
}

extension Catalog {
  static let test = Catalog(name: "own-tool", units: [Adder.self, Faulty.self], testbenches: [AdderTestbench.self])
}
