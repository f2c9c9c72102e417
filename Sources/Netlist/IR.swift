// The intermediate representation: word-level operations over ids, in one file that can be read in one sitting.
//
// A `Design` is a list of modules, children before parents, the top last. A module is a flat array of `Value`s (the
// operations), a tree of `Statement`s that drive registers, wires, outputs, instance inputs and memories, and tables for
// what has state. Nothing is bit-blasted and no width is inferred: every value has a type.
//
// Semantics that all simulators, the emitter and the passes share. There are no undefined values:
// - Arithmetic wraps at the width. A shift by the width or more gives 0, or the sign in every bit for `arithmeticRight`.
// - An index or address out of range reads 0 and writes nothing.
// - Statements execute in order; the last assignment that executes wins. A wire (also an output and an instance input)
//   takes its value combinationally, a register and a memory at the edge of their domain's clock.
// - Right-hand sides, conditions and addresses are pure expressions over the values *before* the edge: reading a memory
//   that is written at the same edge gives the old word, and edges of several clocks at one instant all sample old values.
//   A clock made by registers has its edge after theirs and samples their new values; one that a black box makes of another
//   clock without a register has it at the same instant.
// - Reset wins over every other assignment to the registers that have a reset value: at the clock's edge, or, where it is
//   asynchronous, from the moment at which it becomes active.
// - A register with a reset value holds 0 until the first reset; registers and memories without one start from `InitialState`'s seeded value.

public struct ValueID: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let index: Int32
  public init(_ index: Int) { self.index = Int32(index) }
  public static func < (left: ValueID, right: ValueID) -> Bool { left.index < right.index }
  public var description: String { "%\(index)" }
}

/// The type of a value: a scalar of `width` bits, or a vector of `count` elements that have `width / count` bits each.
///
/// Element 0 of a vector is in the lowest bits; in every operation that does not speak of elements, a vector is the
/// bit pattern of its `width` bits.
public struct ValueType: Hashable, Sendable {
  /// All bits, at least 1.
  public var width: Int
  /// Whether the scalar, or each element, is a two's-complement number.
  public var isSigned: Bool
  /// The number of elements of a vector; nil for a scalar.
  public var count: Int?
  /// Index into `Module.enumerations` if the bits (or each element's bits) stand for cases of an enumeration.
  public var enumeration: Int?

  public init(width: Int, isSigned: Bool = false, count: Int? = nil, enumeration: Int? = nil) {
    self.width = width
    self.isSigned = isSigned
    self.count = count
    self.enumeration = enumeration
  }
  public static let bit = ValueType(width: 1)
  /// The type of one element of a vector; of a scalar, the scalar's own.
  public var element: ValueType {
    count.map { ValueType(width: width / $0, isSigned: isSigned, enumeration: enumeration) } ?? self
  }
  /// Whether both are the same plain bits, be one of them a scalar and the other a vector of one element.
  ///
  /// What reads one may read the other, but at a computed place: that is a bit of a scalar and an element of a vector.
  public func hasBits(of other: ValueType) -> Bool {
    width == other.width && [self, other].allSatisfy { !$0.isSigned && $0.enumeration == nil && ($0.count ?? 1) == 1 }
  }
}

public enum BinaryOperator: String, Sendable, CaseIterable { case add, subtract, multiply, and, or, xor, equal, less }
public enum ShiftOperator: String, Sendable, CaseIterable { case left, logicalRight, arithmeticRight }
public enum ReductionOperator: String, Sendable, CaseIterable { case and, or, xor }

public enum Operation: Hashable, Sendable {
  // Leaves.
  case constant(BitVector)
  /// An input port; `Port.value` refers to it.
  case input
  /// The current value of `Module.registers[i]`. This value is also the register's target in statements.
  case register(Int)
  /// A combinational net driven by statements: a local wire, an output port or an instance's input.
  case wire
  /// Output `port` (index into the child's `ports`) of `Module.instances[instance]`.
  case instanceOutput(instance: Int, port: Int)

  // Scalars; a vector operand counts as its bits.
  case not(ValueID)
  case negate(ValueID)
  case reduce(ReductionOperator, ValueID)
  /// Operands and result have one width, except: `multiply` gives the exact product (sum of the widths), `equal` and
  /// `less` give one bit. Both operands have the same signedness; it decides `multiply` and `less`.
  case binary(BinaryOperator, ValueID, ValueID)
  /// The amount is unsigned, of any width.
  case shift(ShiftOperator, ValueID, by: ValueID)
  /// The first operand is the condition (one bit), then the value if it is 1, then if 0.
  case mux(ValueID, ValueID, ValueID)
  /// Truncates, or extends by the operand's signedness, to the type's width.
  case resize(ValueID)
  /// The same bits under another type.
  case reinterpret(ValueID)
  /// The type's width of bits from bit `offset` on; always inside the operand.
  case slice(ValueID, offset: Int)
  /// The first operand is in the lowest bits.
  case concatenate([ValueID])
  /// One element of a vector (of a scalar: one bit) at a computed index; 0 if the index is out of range.
  case element(ValueID, index: ValueID)
  /// Asynchronous read of `Module.memories[i]`; 0 if the address is out of range.
  case memoryRead(memory: Int, address: ValueID)
  /// The operand itself; the designer vouches for this crossing between clock domains.
  case crossing(ValueID)

  // Loops over vectors: the body is written once, in `Module.loops[i]`.
  /// A vector whose element i is the body's result for index i.
  case map(loop: Int)
  /// Starts with `initial` and folds the body's result over i = 0, 1, … count-1.
  case fold(loop: Int, initial: ValueID)
  /// Inside a body: the index, an unsigned number.
  case loopIndex(loop: Int)
  /// Inside a body: the vector's element at the index. The vector has the loop's count.
  case loopElement(loop: Int, vector: ValueID)
  /// Inside the body of a fold: what has been folded so far.
  case loopAccumulator(loop: Int)
}

/// The body of a `map` or `fold`: an expression over `loopIndex`, `loopElement`, `loopAccumulator` and outer values.
public struct Loop: Hashable, Sendable {
  public var count: Int
  public var result: ValueID
  public init(count: Int, result: ValueID) {
    self.count = count
    self.result = result
  }
}

public struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Index into `Module.files`.
  public var file: Int32
  public var line: Int32
  /// 1-based; 0 when unknown.
  public var column: Int32
  public init(file: Int, line: Int, column: Int) {
    self.file = Int32(file)
    self.line = Int32(line)
    self.column = Int32(column)
  }
  public static let unknown = SourceLocation(file: -1, line: 0, column: 0)
  public static func < (l: SourceLocation, r: SourceLocation) -> Bool { (l.file, l.line, l.column) < (r.file, r.line, r.column) }
  public var description: String { "\(file):\(line):\(column)" }
}

public struct Value: Sendable {
  public var operation: Operation
  public var type: ValueType
  /// The designer's name; unique in the module after the naming pass. Unnamed values are printed inside expressions.
  public var name: String?
  /// What Swift calls it, where that differs from `name`.
  public var swiftName: String?
  /// How far the name is from the module's body, in calls: of two names for one signal the nearer one stays.
  public var nameDepth: UInt8 = 0
  /// The depth of names that follow from an instance and its port.
  public static let derivedNameDepth: UInt8 = 100
  /// One of several signals of a bundle, which nobody needs to read all.
  public var isField = false
  public var location: SourceLocation
  public init(_ operation: Operation, _ type: ValueType, name: String? = nil, location: SourceLocation = .unknown) {
    self.operation = operation
    self.type = type
    self.name = name
    self.location = location
  }
}

/// What an assignment drives.
public enum Target: Hashable, Sendable {
  /// A wire, output, instance input or register as a whole.
  case value(ValueID)
  /// Some bits of a wire, output, instance input or register: an element, a range, a bit, or one of these inside another.
  case part(ValueID, Part)
  /// A word of a memory; with a `mask` (one bit for each element of the word's vector type) only the elements whose bit
  /// is 1. Nothing if the address is out of range.
  case memory(Int, address: ValueID, mask: ValueID?)
}

/// Bits inside a value: `width` of them from bit `offset` on, moved up by `stride` bits for each step of every index.
///
/// Selections inside selections come down to this form: element `j` of element `i` has two indices, and whatever is constant is
/// in the offset.
public struct Part: Hashable, Sendable {
  /// A computed index, an unsigned number.
  public struct Index: Hashable, Sendable {
    public var value: ValueID
    /// An index of `count` or more selects nothing.
    public var count: Int
    public var stride: Int
    public init(value: ValueID, count: Int, stride: Int) {
      self.value = value
      self.count = count
      self.stride = stride
    }
  }
  public var offset: Int
  public var width: Int
  public var indices: [Index]
  public init(offset: Int, width: Int, indices: [Index] = []) {
    self.offset = offset
    self.width = width
    self.indices = indices
  }
}

public enum CheckKind: String, Sendable, Codable { case assert, assume, cover }

public struct Statement: Sendable {
  public indirect enum Kind: Sendable {
    case assign(Target, ValueID)
    case when(ValueID, then: [Statement], otherwise: [Statement])
    /// The cases' values are distinct; `otherwise` runs when none matches.
    case match(ValueID, cases: [MatchCase], otherwise: [Statement])
    /// Sampled at the edge of `domain` outside reset: for `assert` and `assume` the condition must be 1.
    case check(CheckKind, ValueID, message: String, domain: Int)
    /// Prints a line at the edge of `domain` outside reset, in simulation only.
    case display(DisplayText, domain: Int)
  }
  public struct MatchCase: Sendable {
    public var values: [BitVector]
    public var body: [Statement]
    public init(values: [BitVector], body: [Statement]) {
      self.values = values
      self.body = body
    }
  }
  public var kind: Kind
  public var location: SourceLocation
  public init(_ kind: Kind, location: SourceLocation) {
    self.kind = kind
    self.location = location
  }
}

public struct Register: Sendable {
  /// The value with the operation `.register`.
  public var value: ValueID
  public var domain: Int
  /// The value under reset; nil for a register without reset.
  public var reset: BitVector?
  /// The designer vouches that its unreset contents never reach an output unguarded.
  public var isUnresetMarked = false
  /// The first register of a synchronizer: it takes a signal of one other clock domain.
  public var isSynchronizer = false
  public init(value: ValueID, domain: Int, reset: BitVector?) {
    self.value = value
    self.domain = domain
    self.reset = reset
  }
}

public struct Memory: Sendable {
  public var name: String
  public var depth: Int
  /// A scalar or a vector.
  public var word: ValueType
  /// The clock of the writes.
  public var domain: Int
  /// Exactly `depth` words, or nil: seeded in simulation.
  public var contents: [BitVector]?
  /// The file that `contents` were read from, which the text reads too (`$readmemh`).
  public var contentsFile: String?
  /// A word is one packed vector in the text although it has elements, which only masks of writes speak of.
  public var hasPackedWords = false
  /// The host may fill it through its storage in simulation, as something outside the design would.
  public var isHostFilled = false
  public var attributes: [Attribute] = []
  public var location: SourceLocation
  public init(name: String, depth: Int, word: ValueType, domain: Int, contents: [BitVector]?, location: SourceLocation) {
    self.name = name
    self.depth = depth
    self.word = word
    self.domain = domain
    self.contents = contents
    self.location = location
  }
}

public struct Instance: Sendable {
  public var name: String
  /// Index into `Design.modules`.
  public var module: Int
  /// For each port of the child: for an input, the wire (or clock / reset input) of this module that drives it; for an
  /// output, the `.instanceOutput` value, or nil when it is not used.
  ///
  /// Of an array, a connection of data is as wide as the port of all instances together; those of clocks and resets are shared.
  public var connections: [ValueID?]
  public var attributes: [Attribute] = []
  /// The name of this module's clock that the child's standard one is; other clocks of the child are those of their names here.
  public var clock: String
  /// The counts of an array of instances, the outer one first: `[n]` or `[rows, columns]`; none of a single instance. The instance in
  /// row r and column c is number r * columns + c, and has the bits of that number in each connection.
  public var dimensions: [Int] = []
  /// How many instances it stands for.
  public var count: Int { dimensions.reduce(1, *) }
  public var location: SourceLocation
  public init(
    name: String, module: Int, connections: [ValueID?], clock: String = ClockDomain.standardName, location: SourceLocation
  ) {
    self.name = name
    self.module = module
    self.connections = connections
    self.clock = clock
    self.location = location
  }
}

public enum PortDirection: String, Sendable, Codable { case input, output }
public enum PortRole: Hashable, Sendable { case data, clock, reset }

public struct Port: Sendable {
  public var name: String
  public var direction: PortDirection
  public var role: PortRole
  /// `.input` or `.wire`.
  public var value: ValueID
  /// The clock domain that the signal belongs to; 0 if the module has nothing that is clocked in it.
  public var domain: Int
  /// The name of the clock that a data port belongs to, whether the module has such a clock or not; nil for that of `domain`.
  public var clock: String?
  public init(name: String, direction: PortDirection, role: PortRole, value: ValueID, domain: Int, clock: String? = nil) {
    self.name = name
    self.direction = direction
    self.role = role
    self.value = value
    self.domain = domain
    self.clock = clock
  }
}

/// A valid / ready channel among the ports: what checks, testbenches and transactors need to know.
public struct StreamPort: Sendable {
  public var name: String
  /// `.input` when the payload enters the module.
  public var direction: PortDirection
  /// Indices into `Module.ports`.
  public var valid: Int, ready: Int, payload: [Int]
  public init(name: String, direction: PortDirection, valid: Int, ready: Int, payload: [Int]) {
    self.name = name
    self.direction = direction
    self.valid = valid
    self.ready = ready
    self.payload = payload
  }
}

/// A way through a black box without a register.
public struct CombinationalPath: Hashable, Sendable {
  public var from: ValueID, to: ValueID
  public init(from: ValueID, to: ValueID) {
    self.from = from
    self.to = to
  }
}

/// A named parameter of the Swift module, for the header of the emitted file.
public struct Parameter: Hashable, Sendable, Codable {
  public var name: String, value: String
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

public struct Module: Sendable {
  /// snake_case, unique in the design.
  public var name: String
  /// The Swift type, for headers and messages.
  public var typeName: String
  public var summary: String = ""
  public var parameters: [Parameter] = []
  /// Paths of source files, relative to the package.
  public var files: [String] = []
  public var values: [Value] = []
  public var ports: [Port] = []
  public var domains: [ClockDomain] = []
  public var registers: [Register] = []
  public var memories: [Memory] = []
  public var instances: [Instance] = []
  public var loops: [Loop] = []
  public var streams: [StreamPort] = []
  public var enumerations: [Enumeration] = []
  public var statements: [Statement] = []
  /// What tools are told about some values' declarations.
  public var attributes: [ValueID: [Attribute]] = [:]
  /// The part of a technology that the module can stand for.
  public var macro: HardMacro?
  /// Verilog text of a black box. The statements of such a module are a model of the text, which nothing prints; most have none.
  public var blackBox: String?
  /// What instances of a black box set, as it is printed.
  public var blackBoxParameters: [Parameter] = []
  /// The inputs that outputs of a black box show without a register between, as far as no model says it.
  public var combinationalPaths: [CombinationalPath] = []

  public init(name: String, typeName: String) {
    self.name = name
    self.typeName = typeName
  }
  /// Whether nothing is known of its inside.
  public var isOpaque: Bool { blackBox != nil && statements.isEmpty }

  /// Read in place: a value's name and operation hold references, which a copy would count.
  @inlinable
  public subscript(id: ValueID) -> Value {
    _read { yield values[Int(id.index)] }
    _modify { yield &values[Int(id.index)] }
  }
}

public struct Design: Sendable {
  /// Children before parents; each name once.
  public var modules: [Module]
  public init(modules: [Module]) { self.modules = modules }
  public var top: Module { modules[modules.count - 1] }
}

/// What registers and memories without a reset value or contents hold when simulation starts: the same in every simulator.
///
/// Word `i` (0 for a register) is the 32-bit pattern `(i + 1) * 0x9E3779B9 ^ seed` (modulo 2^32) repeated from bit 0 up
/// and cut at the width.
public enum InitialState {
  /// The seed used by emitted Verilog; a different one is baked in by the emitter on request.
  public static let defaultSeed: UInt32 = 0x5EED_1234
  public static func pattern(index: Int, seed: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: index + 1) &* 0x9E37_79B9 ^ seed }
  public static func word(index: Int, width: Int, seed: UInt32 = defaultSeed) -> BitVector {
    let half = UInt64(pattern(index: index, seed: seed))
    return BitVector(words: [UInt64](repeating: half << 32 | half, count: (width + 63) / 64), width: width)
  }
}
