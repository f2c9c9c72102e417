import Netlist

/// An expression of the emitted language with what Verilog's rules say about it.
///
/// Verilog evaluates `+`, `&`, `?:` and their like at the width of their surroundings, and signed only if every operand
/// is. So each expression carries the width it must be evaluated at and the one it has by itself; the builders keep the
/// two equal, except for products (`a * b` needs the surroundings to supply the exact width).
struct Expression: Sendable {
  indirect enum Node: Sendable {
    case name(String)
    case literal(String)
    case unary(UnaryOperator, Expression)
    case binary(InfixOperator, Expression, Expression)
    case conditional(Expression, Expression, Expression)
    /// `base[index]`
    case index(Expression, Expression)
    /// `base[high:low]`
    case range(Expression, high: Int, low: Int)
    /// `base[start +: width]`
    case part(Expression, start: Expression, width: Int)
    /// The first is the most significant.
    case concatenation([Expression])
    case replication(Int, Expression)
    /// `width'(operand)`, SystemVerilog only
    case cast(Int, Expression)
    /// `$signed(operand)` or `$unsigned(operand)`
    case call(String, Expression)
  }
  var node: Node
  /// The width of the value, which the surroundings must supply if `ownWidth` is less.
  var width: Int
  /// The width that Verilog gives the expression when it stands alone.
  var ownWidth: Int
  /// Whether Verilog takes the expression as signed.
  var isSigned: Bool
  /// Whether an unsigned neighbour would change the value: a signed product, an arithmetic shift.
  var isFragile = false

  /// As a target: the name of what an assignment to it drives.
  var driven: String? {
    switch node {
    case .name(let name): name
    case .index(let base, _), .range(let base, _, _), .part(let base, _, _): base.driven
    default: nil
    }
  }
}

enum UnaryOperator: String, Sendable { case complement = "~", logicalNot = "!", minus = "-", and = "&", or = "|", xor = "^" }

enum InfixOperator: String, Sendable {
  case multiply = "*", add = "+", subtract = "-"
  case shiftLeft = "<<", shiftRight = ">>", shiftRightArithmetic = ">>>"
  case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case equal = "==", notEqual = "!="
  case and = "&", xor = "^", or = "|", logicalAnd = "&&", logicalOr = "||"

  /// Higher binds tighter.
  var precedence: Int {
    switch self {
    case .multiply: 11
    case .add, .subtract: 10
    case .shiftLeft, .shiftRight, .shiftRightArithmetic: 9
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 8
    case .equal, .notEqual: 7
    case .and: 6
    case .xor: 5
    case .or: 4
    case .logicalAnd: 3
    case .logicalOr: 2
    }
  }
  /// The comparison that says the same with its operands exchanged.
  var mirrored: InfixOperator? {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
    default: nil
    }
  }
  /// Whether `(a op b) op c` equals `a op (b op c)`, so that neither needs parentheses.
  var isAssociative: Bool {
    switch self {
    case .and, .or, .xor, .logicalAnd, .logicalOr: true
    default: false
    }
  }
}

/// A statement inside an `always` or `initial` block.
struct ProceduralStatement: Sendable {
  indirect enum Kind: Sendable {
    case assign(Expression, Expression, isBlocking: Bool)
    case conditional(Expression, then: [ProceduralStatement], otherwise: [ProceduralStatement])
    case selection(Expression, items: [(labels: [Expression], body: [ProceduralStatement])], otherwise: [ProceduralStatement])
    case loop(variable: String, count: Int, body: [ProceduralStatement])
    case check(CheckKind, Expression, message: String)
    /// Text and values that a simulation prints.
    case display([(text: String, value: Expression?, radix: DisplayText.Radix)])
    /// `name(arguments);`, a system task
    case task(String, [Expression])
  }
  var kind: Kind
  var location: SourceLocation
}

/// `width` bits, with `dimensions` elements if it is an array (`[0:n-1]` each).
struct Declaration: Sendable {
  enum Storage: Sendable {
    /// Driven by one continuous assignment.
    case net
    /// Driven by procedural statements.
    case variable
    /// A loop counter.
    case integer
  }
  var storage: Storage
  var name: String
  var width: Int
  var isSigned: Bool
  var dimensions: [Int] = []
  var value: Expression?
  /// What a variable holds when simulation starts.
  var startValue: StartValue?
  /// Printed between the name and the semicolon, as a tool's metacomment.
  var metacomment: String?
  var attributes: [Attribute] = []
  var location: SourceLocation = .unknown
}

/// What starts a clocked block.
struct ClockEvent: Sendable {
  var clock: String
  var edge: ClockEdge
  /// The reset that starts it as well, if it is asynchronous, and the edge at which it becomes active.
  var reset: (name: String, edge: ClockEdge)?
}

struct ProceduralBlock: Sendable {
  enum Trigger: Sendable {
    case combinational
    /// `isInitialized` when an `initial` block writes the same arrays, which `always_ff` forbids.
    case clock(ClockEvent, isInitialized: Bool)
    case initial
  }
  var trigger: Trigger
  /// Only used when there are locals.
  var name: String
  var locals: [Declaration] = []
  var body: [ProceduralStatement] = []
  var location: SourceLocation = .unknown
}

struct InstanceItem: Sendable {
  var module: String
  var parameters: [Parameter] = []
  var name: String
  var connections: [(port: String, value: Expression)]
  var attributes: [Attribute] = []
  var location: SourceLocation
}

/// A constant expression that a declaration gives a variable in simulation only.
struct StartValue: Sendable { var text: String }

/// `count` constants of `width` bits each.
struct ConstantTable: Sendable {
  /// The least width that every tool must take for a vector, by the language's standard.
  static let longestVector = 65_536

  var name: String
  var width: Int
  var words: [BitVector]
  /// Whether other bits than whole words are read, so that it has to be one vector at any length.
  var isVector = false
  /// Whether the table is too long for one vector: a function of the index, with a case for each word.
  var isFunction: Bool { !isVector && width * words.count > Self.longestVector }
  /// The bits of an index.
  var indexWidth: Int { max(1, Int.bitWidth - (words.count - 1).leadingZeroBitCount) }
}

enum Item: Sendable {
  case comment(String)
  case parameter(name: String, width: Int, value: String)
  case table(ConstantTable)
  case declaration(Declaration)
  case assign(Expression, Expression, SourceLocation)
  case block(ProceduralBlock)
  case instance(InstanceItem)
  /// A `generate` loop; its items are printed once.
  case generate(variable: String, count: Int, label: String, [Item])
  case genvar(String)
  /// Items between `` `ifndef name `` (or `` `ifdef name ``) and `` `endif ``, and those for when that is not so.
  case conditional(directive: String, [Item], otherwise: [Item] = [])
  case blank
}

struct PortDeclaration: Sendable {
  var direction: PortDirection
  var isVariable: Bool
  var name: String
  var width: Int
  var isSigned: Bool
  var startValue: StartValue?
  var attributes: [Attribute] = []
  var location: SourceLocation
}

struct ModuleDeclaration: Sendable {
  var name: String
  var header: [String]
  var ports: [PortDeclaration]
  var items: [Item]
  var hasChecks: Bool
  var hasDisplays = false
  /// Whether a declaration gives a start value.
  var hasStartValues = false
}
