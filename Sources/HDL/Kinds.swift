import Netlist

/// A kind of scalar or vector signal: `Bit`, `Bits`, `Unsigned`, `Signed`, `Enum`, `Vec`.
///
/// A kind made by its initializer inside `build` or `io` is a fresh value of the module: what claims it (a port, `Reg`,
/// `Wire`) decides what it is. Signals are handles and not `Equatable`: `==` between them is hardware and gives a `Bit`.
public protocol Signal: VectorElement, Readable where Kind == Self {
  var ref: Ref { get }
  /// The same kind of signal on another value.
  func _with(_ ref: Ref) -> Self
  /// Some signal of this kind, to go on with after an error.
  static func _placeholder() -> Self
}

/// A signal of one number or pattern, whose kind is known from its type alone.
public protocol Scalar: Signal, Shaped {
  init(_ref: Ref)
  static var _isSigned: Bool { get }
}

/// Takes `Int` literals.
public protocol IntegerLike: Scalar {}
/// `+ - * < <= > >=`
public protocol Number: IntegerLike {}
/// `& | ^ ~`
public protocol Bitwise: IntegerLike {}

extension Signal {
  public var _value: Self { self }
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) { visit(Leaf(name: name, ref: ref)) }
  public func _rebuilt(_ replace: (Ref) -> Ref) -> Self { _with(replace(ref)) }
}

extension Readable where Kind: Signal {
  /// Number of bits.
  public var width: Int { _value.ref.width }
}

extension Scalar {
  public func _with(_ ref: Ref) -> Self { Self(_ref: ref) }
  public static var _isSigned: Bool { false }
  public static func _placeholder() -> Self { make(.wire, 1) }
  static func type(_ width: Int) -> ValueType { ValueType(width: width, isSigned: _isSigned) }
  static func make(_ operation: Operation, _ width: Int) -> Self { Self(_ref: builder().add(operation, type(width))) }
}

/// One bit: a condition, a flag.
public struct Bit: Bitwise {
  public let ref: Ref
  public init(_ref: Ref) { ref = _ref }
  public init() { ref = fresh(.bit) }
  public struct Shape: Hashable, Codable, Sendable { public init() {} }
  public init(_ shape: Shape) { self.init() }
  public var shape: Shape { Shape() }
}

/// A pattern of bits without a numeric meaning.
public struct Bits: Bitwise {
  public let ref: Ref
  public init(_ref: Ref) { ref = _ref }
  /// `width` is at least 1.
  public init(_ width: Int) { ref = fresh(ValueType(width: width)) }
  public var shape: Int { ref.width }
}

/// An unsigned number.
public struct Unsigned: Number, Bitwise {
  public let ref: Ref
  public init(_ref: Ref) { ref = _ref }
  /// `width` is at least 1.
  public init(_ width: Int) { ref = fresh(ValueType(width: width)) }
  /// Wide enough for the values 0 to `maximum`.
  public init(upTo maximum: Int) {
    if maximum < 0 { builder().error("Unsigned(upTo: \(maximum)) needs a largest value of 0 or more") }
    self.init(Unsigned.width(upTo: maximum))
  }
  public var shape: Int { ref.width }
  /// The bits that the values 0 to `maximum` need, at least 1.
  public static func width(upTo maximum: Int) -> Int { max(1, Int.bitWidth - max(0, maximum).leadingZeroBitCount) }
}

/// A two's-complement number.
public struct Signed: Number, Bitwise {
  public let ref: Ref
  public init(_ref: Ref) { ref = _ref }
  /// `width` is at least 1.
  public init(_ width: Int) { ref = fresh(ValueType(width: width, isSigned: true)) }
  public var shape: Int { ref.width }
  public static var _isSigned: Bool { true }
}

/// Far beyond what tools take, and small enough that no width overflows.
let maximumWidth = 1 << 24

/// A value that a port, register or wire is going to claim.
func fresh(_ requested: ValueType) -> Ref {
  let builder = builder()
  var type = requested
  if builder.isDetached { builder.error("a signal") }
  if type.width < 1 {
    builder.error("a signal needs at least 1 bit, not \(type.width)")
    type.width = 1
  }
  if type.width > maximumWidth {
    builder.error("a signal has at most \(maximumWidth) bits, not \(type.width)", note: "use a Memory")
    type.width = type.count == nil ? maximumWidth : type.width
  }
  let ref = builder.add(.wire, type)
  builder.unclaimed.insert(ref.id)
  return ref
}
