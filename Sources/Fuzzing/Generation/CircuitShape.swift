import Netlist

/// How large the random circuits are.
public struct CircuitShape: Sendable, Hashable {
  /// Scalars are 1 to this many bits wide; exact products and concatenations may be wider, up to twice as wide.
  public var widest = 257
  /// Operations of the top module, without loops' bodies and statements.
  public var operations = 5...36
  /// Child modules that a circuit may have.
  public var children = 2
  /// Whether assignments choose parts inside parts; without, they choose elements only, as circuits of earlier seeds did.
  public var hasNestedParts = true
  /// Whether there are arrays of instances.
  public var hasArrays = true
  /// Whether there are vectors of bundles.
  public var hasBundles = true
  /// Whether there are state machines over enumerations.
  public var hasMachines = true
  /// Whether there are memories side by side, as words that are bundles make them.
  public var hasRecords = true
  /// Whether domains have falling edges, resets of all styles, and resets that logic makes.
  public var hasDomainStyles = true
  /// Whether there are clocks that registers and clock gates make.
  public var hasDerivedClocks = true
  public init() {}
}

/// Names that are reserved somewhere, that tools use themselves, or that differ from others only after they are made legal.
enum AwkwardNames {
  static let all: [String] = [
    // Verilog and SystemVerilog.
    "reg", "wire", "logic", "always", "always_ff", "begin", "end", "case", "endcase", "module", "table", "output", "input",
    "do", "bit", "byte", "int", "final", "unique", "priority", "string", "type", "var", "void", "this", "super", "new",
    "null", "global", "checker", "sequence", "property", "cell", "config", "design", "instance", "use", "small", "medium",
    "large", "strong", "pull0", "supply1", "tri", "generate", "genvar", "automatic", "signed", "unsigned", "edge", "event",
    "force", "release", "repeat", "wait", "time", "real", "matches", "packed", "static", "local", "ref", "rand", "let",
    "soft", "within", "throughout", "default", "disable", "assert", "cover",
    // C++.
    "class", "template", "namespace", "operator", "delete", "register", "volatile", "auto", "bool", "char", "double",
    "float", "short", "long", "switch", "struct", "union", "friend", "public", "private", "typename", "using", "try",
    "catch", "throw", "true", "false", "nullptr", "and", "or", "not", "xor", "co_await", "constexpr", "concept", "requires",
    "main", "std", "errno", "stdin", "NULL", "EOF",
    // What Verilator, Icarus and Yosys use themselves.
    "eval", "trace", "vlSymsp", "contextp", "rootp", "Vtop", "top", "TOP", "root", "unit", "clk", "cycle", "model", "shim",
    "hwgen", "name", "self", "IData", "QData", "CData", "WData", "VlWide", "vlSelf", "Verilated", "m_inputs", "abs", "min",
    "max", "log2", "exp", "if_", "_leading", "trailing_", "double__underscore", "a$b", "über", "x y", "0digit", "value",
    "value_1", "element", "index", "i", "j", "loop", "sum", "pattern", "word", "memory", "initial", "reset_value",
    "clock_value", "result", "accumulator", "map", "fold", "i_1",
  ]
}
