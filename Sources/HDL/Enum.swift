import Netlist

public typealias CaseEncoding = Netlist.CaseEncoding

/// An enumeration that says how its cases are encoded: `static let encoding = CaseEncoding.oneHot`.
///
/// Without that, one with integers for raw values is encoded by them, another one by the positions of its cases.
public protocol HardwareEnum: CaseIterable, Equatable, Sendable {
  static var encoding: CaseEncoding { get }
}
extension HardwareEnum {
  public static var encoding: CaseEncoding { .binary }
}
extension HardwareEnum where Self: RawRepresentable, RawValue: BinaryInteger {
  public static var encoding: CaseEncoding { .rawValue() }
}

/// A case of a Swift enumeration, encoded by its position in `allCases` or as a `HardwareEnum` says.
public struct Enum<Cases: CaseIterable & Equatable & Sendable>: Scalar {
  public let ref: Ref
  public init(_ref: Ref) { ref = _ref }
  public init(_: Cases.Type = Cases.self) { ref = fresh(Self.valueType) }
  public struct Shape: Hashable, Codable, Sendable { public init() {} }
  public init(_ shape: Shape) { self.init() }
  public var shape: Shape { Shape() }

  /// Bits of a code.
  public static var width: Int { declared().enumeration.width }

  static var valueType: ValueType {
    let (index, enumeration) = declared()
    return ValueType(width: enumeration.width, enumeration: index)
  }

  /// The enumeration in the running module, and its number there.
  static func declared() -> (index: Int, enumeration: Enumeration) {
    let builder = builder()
    let key = String(reflecting: Cases.self)
    if let known = builder.enumerationIndices[key] { return (known, builder.module.enumerations[known]) }
    let index = builder.module.enumerations.count
    builder.enumerationIndices[key] = index
    let made = enumeration(builder)
    builder.module.enumerations.append(made)
    return (index, made)
  }

  private static func enumeration(_ builder: Builder) -> Enumeration {
    let all = Array(Cases.allCases)
    if all.isEmpty {
      builder.error("\(Cases.self) has no cases")
      return Enumeration(name: String(describing: Cases.self), cases: ["none"], codes: [BitVector(width: 1)])
    }
    let encoding = (Cases.self as? any HardwareEnum.Type)?.encoding ?? .binary
    let codes: [BitVector]
    if case .rawValue(let width) = encoding {
      codes = rawCodes(of: all, width: width, builder)
    } else {
      codes = Enumeration.codes(count: all.count, encoding: encoding)
    }
    return Enumeration(
      name: String(describing: Cases.self), cases: all.map { String(describing: $0) }, encoding: encoding, codes: codes)
  }

  /// The raw values as codes; where one cannot be, it is reported and positions stand in.
  private static func rawCodes(of all: [Cases], width wanted: Int?, _ builder: Builder) -> [BitVector] {
    var values: [UInt64] = []
    for one in all {
      guard let raw = (one as? any RawRepresentable)?.rawValue as? any BinaryInteger else {
        builder.error(
          "the cases of \(Cases.self) have no numbers as raw values", note: "write enum \(Cases.self): UInt8, HardwareEnum")
        break
      }
      guard let value = UInt64(exactly: raw) else {
        builder.error("\(Cases.self).\(one) has the raw value \(raw), and codes are 0 to 2^64 - 1")
        break
      }
      values.append(value)
    }
    let needed = max(1, UInt64.bitWidth - (values.max() ?? 0).leadingZeroBitCount)
    if let wanted, wanted < needed || wanted > maximumWidth {
      builder.error("the raw values of \(Cases.self) need \(needed) bits, not \(wanted)")
    }
    if values.count < all.count { return Enumeration.codes(count: all.count, encoding: .binary) }
    let width = max(needed, min(wanted ?? needed, maximumWidth))
    return values.map { BitVector(words: [$0], width: width) }
  }

  static func code(of value: Cases) -> BitVector {
    let enumeration = declared().enumeration
    for (position, one) in Cases.allCases.enumerated() where one == value { return enumeration.codes[position] }
    return BitVector(width: enumeration.width)
  }
  static func constant(_ value: Cases) -> Ref {
    let type = valueType
    return builder().constant(code(of: value), type)
  }
}

extension Readable where Kind: IntegerLike {
  /// The case that the bits stand for, and whether they stand for one; if they do not, the value is the first case.
  ///
  /// The width must be that of the codes. Where other bits cannot come, say so: `assert(isValid, "no such command")`.
  public func decoded<Cases>(as _: Cases.Type) -> (value: Enum<Cases>, isValid: Bit) {
    let (index, enumeration) = Enum<Cases>.declared()
    let type = ValueType(width: enumeration.width, enumeration: index)
    var bits = asBits.ref
    if bits.width != type.width {
      builder().error(
        "\(builder().describe(_value.ref)) has \(bits.width) bits, and the codes of \(Cases.self) have \(type.width)",
        note: bits.width < type.width
          ? "use extended(to: \(type.width))" : "check the bits above by themselves, and pass [0..<\(type.width)]")
      bits = builder().add(.resize(bits.id), ValueType(width: type.width))
    }
    let value = Enum<Cases>(_ref: builder().add(.reinterpret(bits.id), type))
    guard let valid = validity(of: bits, type, enumeration.codes), let first = enumeration.codes.first else {
      return (value, .one)
    }
    return (mux(valid, value, Enum<Cases>(_ref: builder().constant(first, type))), valid)
  }

  /// Whether a pattern stands for a case; nil if every one does.
  private func validity(of bits: Ref, _ type: ValueType, _ codes: [BitVector]) -> Bit? {
    let width = type.width
    if width < 63, codes.count == 1 << width { return nil }
    if codes.enumerated().allSatisfy({ $1.unsigned == UInt64($0) }) {
      let count = builder().constant(BitVector(codes.count, width: width), ValueType(width: width))
      return Bit.make(.binary(.less, bits.id, count.id), 1)
    }
    return codes.map { Bit.make(.binary(.equal, bits.id, builder().constant($0, type).id), 1) }.reduce(Bit.zero) { $0 | $1 }
  }
}

extension Builder {
  /// The enumeration whose cases a scalar stands for.
  func cases(of type: ValueType) -> Enumeration? { type.enumeration.map { module.enumerations[$0] } }

  /// Reports a number that stands for no case of its type.
  func requireCase(_ code: BitVector, of type: ValueType, spelled: String) {
    guard let cases = cases(of: type), cases.position(of: code) == nil else { return }
    let numbers = cases.codes.compactMap(\.unsigned)
    let isDense = numbers == Array(0..<UInt64(numbers.count))
    let list = numbers.prefix(8).map(String.init).joined(separator: ", ") + (cases.codes.count > 8 ? ", …" : "")
    error(
      "\(spelled) stands for no case of \(cases.name)",
      note: "its cases are \(isDense ? "0 to \(numbers.count - 1)" : list); better write one by its name")
  }
}
