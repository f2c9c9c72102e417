import Netlist

/// The part of a model's C++ that depends on its design: where the ports are and how the clocks are driven.
package struct Shim {
  /// Verilator's name of the model's class.
  let prefix: String
  /// For each port of the source, the member of the class.
  let members: [String]
  /// For each clock of the source, the member of the class.
  let clocks: [String]
  /// Of resets that are active at 0, the members of the class.
  let activeLowResets: [String]
  /// The falling edge needs no evaluation of its own: nothing but rising edges looks at the clocks.
  let skipsFallingEdge: Bool
  /// The model's own evaluation function, called without Verilator's wrapper; nil where the wrapper is needed.
  let evaluation: String?
  let profile: BuildProfile

  /// Reads from Verilator's output how it spells the ports, and how it uses the clocks.
  ///
  /// - Parameters:
  ///   - header: the text of `PREFIX.h`.
  ///   - implementation: the C++ that is compiled, without Verilator's `Slow` files, which run once.
  init(_ source: VerilogSource, prefix: String, header: String, implementation: String, profile: BuildProfile) throws {
    self.prefix = prefix
    self.profile = profile
    members = try Self.members(source.ports.map(\.name), top: source.top, header: header)
    let ports = source.ports
    let members = members
    clocks = try source.clocks.map { clock in
      guard let index = ports.firstIndex(where: { $0.name == clock.port }) else {
        throw VerilatorError.source(
          "clock '\(clock.domain)' has no port '\(clock.port)'; make the clock list agree with the ports")
      }
      return members[index]
    }
    activeLowResets = zip(ports, members).filter { $0.0.isActiveLow }.map(\.1)
    skipsFallingEdge = !profile.isTraced && clocks.allSatisfy { Self.isOnlyRising($0, implementation) }
    // The wrapper also tells a trace that values may have changed.
    evaluation = profile.isTraced ? nil : Self.evaluation(prefix: prefix, implementation)
  }

  /// What the wrapper does beside the evaluation serves class objects and threads: it takes locks in every call, which a
  /// small design notices. A model with neither is evaluated without it.
  package static func evaluation(prefix: String, _ implementation: String) -> String? {
    let name = prefix + "___024root___eval"
    return implementation.contains("void \(name)(") && !implementation.contains("VlClassRef") ? name : nil
  }

  /// The member of the class for each port. Throws `VerilatorError.source` for a port that the Verilog does not have, and
  /// `VerilatorError.buildFailed` where the header declares none as versions known to work do.
  package static func members(_ ports: [String], top: String, header: String) throws(VerilatorError) -> [String] {
    let declared = declaredPorts(header)
    if declared.isEmpty, !ports.isEmpty {
      throw .buildFailed(
        stage: "reading Verilator's output",
        message: "this version writes the ports of a model otherwise than those known to work; \(Toolchain.setupRemedy)", log: "")
    }
    var members: [String] = []
    for port in ports {
      let spelled = encoded(port)
      guard let member = [spelled, "__SYM__" + spelled].first(where: declared.contains) else {
        throw .source("the Verilog of module '\(top)' has no port '\(port)'; make the port list agree with it")
      }
      members.append(member)
    }
    return members
  }

  /// Names of ports in the class, in Verilator's spelling.
  package static func declaredPorts(_ header: String) -> Set<String> {
    var names: Set<String> = []
    for line in header.split(separator: "\n") {
      guard let macro = line.range(of: "VL_IN") ?? line.range(of: "VL_OUT") ?? line.range(of: "VL_INOUT") else { continue }
      guard let start = line[macro.upperBound...].firstIndex(of: "&") else { continue }
      names.insert(String(line[line.index(after: start)...].prefix { $0 == "_" || $0.isLetter || $0.isNumber }))
    }
    return names
  }

  /// A Verilog identifier as a C++ one: as Verilator writes it.
  package static func encoded(_ name: String) -> String {
    var result = ""
    var bytes = Array(name.utf8)[...]
    func hexadecimal(_ byte: UInt8) -> String {
      let digits = Array("0123456789ABCDEF")
      return "__0" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
    }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): result += result.isEmpty ? hexadecimal(byte) : String(UnicodeScalar(byte))
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        result.unicodeScalars.append(UnicodeScalar(byte))
      case UInt8(ascii: "_"):
        if bytes.first == UInt8(ascii: "_") {
          bytes.removeFirst()
          result += "___05F"
        } else {
          result += "_"
        }
      default: result += hexadecimal(byte)
      }
    }
    return result
  }

  /// Whether the model looks at a clock in two places only: where a rising edge is detected, and where the clock's value is
  /// kept for the next detection. Then a falling edge changes that kept value and nothing else.
  package static func isOnlyRising(_ clock: String, _ implementation: String) -> Bool {
    let kept = Array("vlSelfRef.__Vtrigprevexpr___TOP__\(clock)__0".utf8)
    let detection = Array(")&(~(IData)(".utf8) + kept
    let keeping = kept + Array("=".utf8)
    let debugCheck = Array("&0xfeU".utf8)
    let text = implementation.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    var detections = 0
    var keeps = 0
    for spelling in ["vlSelfRef.\(clock)", "vlSelf->\(clock)"] {
      for found in occurrences(of: Array(spelling.utf8), in: text) {
        let after = text[(found + spelling.utf8.count)...]
        if let next = after.first, isIdentifier(next) { continue }
        if after.starts(with: detection) {
          detections += 1
        } else if text[..<found].suffix(keeping.count).elementsEqual(keeping), after.first == UInt8(ascii: ";") {
          keeps += 1
        } else if !after.starts(with: debugCheck) {
          return false
        }
      }
    }
    return detections == 1 && keeps == 1
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  private static func occurrences(of pattern: [UInt8], in text: [UInt8]) -> [Int] {
    guard let last = pattern.last, text.count >= pattern.count else { return [] }
    var result: [Int] = []
    for end in pattern.count - 1..<text.count where text[end] == last {
      let start = end - pattern.count + 1
      if text[start...end].elementsEqual(pattern) { result.append(start) }
    }
    return result
  }

  var text: String {
    let rises = clocks.enumerated().map { "  if (mask & \(UInt32(1) << UInt32($0.offset))) m.\($0.element) = 1;" }
    let falls = clocks.map { clock in
      "  m.\(clock) = 0;" + (skipsFallingEdge ? " m.rootp->__Vtrigprevexpr___TOP__\(clock)__0 = 0;" : "")
    }
    var lines = [
      "#include \"\(prefix).h\"", "#include \"\(prefix)___024root.h\"", "#include \"verilated.h\"",
      "#include \"verilated_syms.h\"",
    ]
    switch profile {
    case .traced: lines += ["#include \"verilated_fst_c.h\"", "#define HWGEN_TRACE 1", "using HwgenTrace = VerilatedFstC;"]
    case .tracedVCD: lines += ["#include \"verilated_vcd_c.h\"", "#define HWGEN_TRACE 1", "using HwgenTrace = VerilatedVcdC;"]
    case .checked, .fast: break
    }
    if skipsFallingEdge { lines.append("#define HWGEN_SKIP_FALL 1") }
    lines += ["#define HWGEN_INTERFACE_VERSION \(ShimRuntime.interfaceVersion)", "using Model = \(prefix);"]
    lines += ["static inline void clocks_rise(Model& m, uint32_t mask) {", "  (void)mask;"] + rises + ["}"]
    lines += ["static inline void clocks_fall(Model& m) {"] + falls + ["}"]
    lines += ["static inline void resets_idle(Model& m) {", "  (void)m;"] + activeLowResets.map { "  m.\($0) = 1;" } + ["}"]
    lines.append("static inline void evaluate(Model& m) { \(evaluation.map { "\($0)(m.rootp)" } ?? "m.eval()"); }")
    lines += ["static void port_addresses(Model& m, void** a) {"]
    lines += members.enumerated().map { "  a[\($0.offset)] = (void*)&m.\($0.element);" } + ["}", ""]
    return lines.joined(separator: "\n") + ShimRuntime.runtime
  }
}
