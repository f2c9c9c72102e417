import Foundation
import Netlist
import Tools

/// Whether two versions of one module, which differ in one place, do the same: ABC compares the logic of both.
///
/// First between registers, which pair by name, with instances and memories as ports: equal there is equal everywhere. Then, for a
/// function that is cut by registers which all move together, from its operands to its result as if there were no registers, over
/// the operands that the unit around it can give it.
public struct LogicComparison: Sendable {
  public enum Outcome: Sendable, Equatable {
    /// The same between registers, whatever the module is given.
    case sameLogic
    /// The same results for all operands within the ranges.
    case sameFunction
    /// The results differ for these operands, within the ranges.
    case differs(operands: String)
    case undecided
  }

  /// What an input of a function may be, as ranges of its bits.
  public struct Operand: Sendable {
    public var port: String
    public var ranges: [ClosedRange<UInt64>]
    public init(port: String, ranges: [ClosedRange<UInt64>]) {
      self.port = port
      self.ranges = ranges
    }
  }

  let original: Design
  let changed: Design
  let operands: [Operand]
  let seconds: Double

  /// - Parameters:
  ///   - module: the name of the module that differs
  ///   - operands: inputs that cannot be everything
  ///   - seconds: after which each tool is stopped
  /// Nil if one design has no such module.
  public init?(_ original: Design, _ changed: Design, module: String, operands: [Operand] = [], seconds: Double = 60) {
    func find(_ design: Design) -> Design? {
      design.openModules.first { $0.top.name == module }
    }
    guard let first = find(original), let second = find(changed) else { return nil }
    self.original = first
    self.changed = second
    self.operands = operands
    self.seconds = seconds
  }

  /// Whether Yosys and ABC are installed.
  public static var isAvailable: Bool { (try? ExternalTool.yosys()) != nil && (try? ExternalTool.abc()) != nil }

  /// Blocks the calling thread.
  ///
  /// - Parameter movesAlike: whether the difference leaves alone when registers move and what they start from
  public func run(movesAlike: Bool) throws -> Outcome {
    try WorkFolder.temporary("compare") { folder in
      if try isSameBetweenRegisters(in: folder) { return .sameLogic }
      guard movesAlike, let wrapper else { return .undecided }
      return try functions(wrapper, in: folder)
    }
  }

  private func isSameBetweenRegisters(in folder: WorkFolder) throws -> Bool {
    var cut: [CutNetlist] = []
    for (design, name) in [(original, "gold"), (changed, "gate")] {
      let source = try SynthesisSource(design)
      let script = """
        hierarchy -check -top \(source.top)
        proc
        flatten
        \(EquivalenceScript.memories(source))
        \(EquivalenceScript.lowering)
        """
      guard let blif = try gates(source.text, script, name: name, in: folder), let netlist = try? CutNetlist(blif: blif) else {
        return false
      }
      cut.append(netlist)
    }
    guard let (gold, gate, _) = try? CutNetlist.paired(cut[0], cut[1]) else { return false }
    try folder.write(gold, to: "gold.blif")
    try folder.write(gate, to: "gate.blif")
    if case .same = try compare(in: folder) { return true }
    return false
  }

  private func functions(_ wrapper: String, in folder: WorkFolder) throws -> Outcome {
    try folder.write("module \\$_DFF_P_ (input D, input C, output Q); assign Q = D; endmodule\n", to: "wires.v")
    for (design, name) in [(original, "gold"), (changed, "gate")] {
      let script = """
        hierarchy -check -top \(Self.top)
        proc
        flatten
        memory
        opt_clean
        simplemap t:$dff t:$dffe
        dfflegalize -cell $_DFF_P_ x
        techmap -map wires.v
        \(EquivalenceScript.lowering)
        """
      guard try gates(SynthesisSource(design).text + "\n" + wrapper, script, name: name, in: folder) != nil else {
        return .undecided
      }
    }
    switch try compare(in: folder) {
    case .same: return .sameFunction
    case .different(inputs: ""), .open: return .undecided
    case .different(let inputs): return .differs(operands: Self.words(inputs))
    }
  }

  /// The module's gates in BLIF; nil if Yosys refuses it.
  private func gates(_ verilog: String, _ script: String, name: String, in folder: WorkFolder) throws -> String? {
    try folder.write(verilog, to: name + ".sv")
    try folder.write("read_verilog -sv -DSYNTHESIS \(name).sv\n\(script)\nwrite_blif \(name).blif\n", to: "compare.ys")
    let result = try ExternalTool.yosys().run(["script compare.ys"], in: folder.path, seconds: seconds)
    guard result.status == 0 else { return nil }
    return folder.contents(name + ".blif").map { String(decoding: $0, as: UTF8.self) }
  }

  private func compare(in folder: WorkFolder) throws -> LogicCheck.Verdict {
    try LogicCheck.compare("gold.blif", "gate.blif", in: folder, seconds: seconds)
  }

  private static let top = "operands_and_result"

  /// The module with its registers moving in every cycle, and each operand kept within its ranges; nil if it is no function whose
  /// registers all move together.
  private var wrapper: String? {
    let module = original.top
    let enable = module.ports.filter { $0.name == "enable" && $0.direction == .input }
    guard enable.count == 1, !module.writesMemories, module.instances.isEmpty,
      module.registers.allSatisfy({ $0.reset == nil })
    else { return nil }
    var lines: [String] = [], connections: [String] = [], ports: [String] = []
    for port in module.ports {
      let width = module[port.value].type.width
      if port.role == .clock {
        connections.append(".\(port.name)(1'b0)")
      } else if port.name == "enable" {
        connections.append(".enable(1'b1)")
      } else if port.direction == .output {
        ports.append("output logic [\(width - 1):0] \(port.name)")
        connections.append(".\(port.name)(\(port.name))")
      } else {
        ports.append("input logic [\(width - 1):0] \(port.name)")
        guard let operand = operands.first(where: { $0.port == port.name }), let first = operand.ranges.first else {
          connections.append(".\(port.name)(\(port.name))")
          continue
        }
        let tests = operand.ranges.map {
          "(\(port.name) >= \(width)'d\($0.lowerBound) && \(port.name) <= \(width)'d\($0.upperBound))"
        }
        let kept = "\(tests.joined(separator: " || ")) ? \(port.name) : \(width)'d\(first.lowerBound)"
        lines.append("  wire [\(width - 1):0] \(port.name)_kept = \(kept);")
        connections.append(".\(port.name)(\(port.name)_kept)")
      }
    }
    return """
      module \(Self.top)(\(ports.joined(separator: ", ")));
      \(lines.joined(separator: "\n"))
        \(module.name) compared(\(connections.joined(separator: ", ")));
      endmodule

      """
  }

  /// ABC's ` a[1]=0 a[0]=1` as `a = 0x1`.
  static func words(_ pattern: String) -> String {
    var words: [String: UInt64] = [:]
    for match in pattern.matches(of: /(\w+)(?:\[(\d+)\])?=([01])/) {
      let bit = match.2.flatMap { UInt64($0) } ?? 0
      words[String(match.1), default: 0] |= (match.3 == "1" ? 1 : 0) << bit
    }
    return words.sorted { $0.key < $1.key }.map { "\($0.key) = 0x\(String($0.value, radix: 16))" }.joined(separator: ", ")
  }
}

extension Netlist.Module {
  fileprivate var writesMemories: Bool {
    var result = false
    Self.walk(statements) { if case .assign(.memory, _) = $0.kind { result = true } }
    return result
  }
}
