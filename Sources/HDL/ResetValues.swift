import Netlist

/// What the signals of a register's bundle or vector reset to: 0, but for those that say otherwise.
public struct ResetValues<T: Shape>: Sendable {
  var values: [(select: @Sendable (T) -> [Leaf], pattern: @Sendable (ValueType) -> BitVector)] = []
  public static var zero: ResetValues { ResetValues() }
  /// The same, with another value for the signals at `path`.
  public func with<V: Shape>(_ path: KeyPath<T, V> & Sendable, _ value: Int) -> ResetValues {
    var result = self
    result.values.append(({ $0[keyPath: path].leaves() }, { BitVector(checking: value, fits: $0) }))
    return result
  }
  /// The same, with another case for the enumeration at `path`.
  public func with<E>(_ path: KeyPath<T, Enum<E>> & Sendable, _ value: E) -> ResetValues {
    var result = self
    result.values.append(({ $0[keyPath: path].leaves() }, { _ in Enum<E>.code(of: value) }))
    return result
  }
  /// The same, with another case for the enumerations at `path`: a field of a vector of bundles.
  public func with<E>(_ path: KeyPath<T, Vec<Enum<E>>> & Sendable, _ value: E) -> ResetValues {
    var result = self
    result.values.append(({ $0[keyPath: path].leaves() }, { _ in Enum<E>.code(of: value) }))
    return result
  }
}

extension Leaf {
  /// A pattern for the whole signal, with `element` in every innermost element; reports a number that stands for no case.
  func filled(with element: BitVector) -> BitVector {
    builder().requireCase(element, of: scalarType, spelled: element.unsigned.map(String.init) ?? "0x\(element.hexadecimal)")
    return ref.width == element.width
      ? element : BitVector.concatenated([BitVector](repeating: element, count: ref.width / element.width))
  }
}

extension BitVector {
  /// `value` as a literal of `type`; reports one that does not fit.
  init(checking value: Int, fits type: ValueType) {
    let width = max(1, type.width)
    builder().requireCase(BitVector(value, width: width), of: type, spelled: "\(value)")
    let fits =
      width >= 64
      ? type.isSigned || value >= 0
      : (value >= 0 ? value >> (type.isSigned ? width - 1 : width) == 0 : type.isSigned && value >> (width - 1) == -1)
    if !fits {
      // At 64 bits a signed number takes every `Int`, an unsigned one every `Int` that is not negative.
      let range =
        type.isSigned
        ? "\(-(1 << (width - 1))) to \((1 << (width - 1)) - 1)"
        : "0 to " + (width >= 63 ? "2^\(width) - 1" : "\((1 << width) - 1)")
      builder().error(
        "\(value) does not fit \(width) \(type.isSigned ? "signed" : "unsigned") bit\(width == 1 ? "" : "s")",
        note: "the range is \(range)")
    }
    self.init(value, width: width)
  }
}
