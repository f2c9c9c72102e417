import Netlist

/// What a port, register or wire can hold: a signal, or a bundle of them.
public protocol Shape: Sendable {
  /// Calls `visit` for each signal in it, in order; names are joined by underscores.
  func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void)
}

/// A signal inside a shape.
public struct Leaf: Sendable {
  public var name: String
  public var ref: Ref
  /// Whether it runs against its bundle's direction, as `ready` does.
  public var isFlipped = false
  /// Of a vector, the type of its innermost elements.
  var scalar: ValueType?
  var scalarType: ValueType { scalar ?? ref.type }
}

/// Something whose value can be used in expressions: a kind, a port, a register, a wire.
///
/// Helper functions that take any of them are written over `some Readable<Signed>`.
public protocol Readable<Kind>: Sendable {
  associatedtype Kind: Shape
  var _value: Kind { get }
}

/// Something that `<==` can drive: `Out`, `Reg`, `Wire`, a part of these. Never an input, never a plain value.
public protocol Drivable<Kind>: Readable {}

extension Readable {
  /// The value as a plain kind, where a helper or a seed wants one.
  public var value: Kind { _value }
}

/// A kind or bundle that can be made anew from a plain value that tells its widths, so that generic modules such as
/// `Fifo` can keep that value among their parameters.
public protocol Shaped: Shape {
  associatedtype Shape: Hashable & Codable & Sendable
  init(_ shape: Shape)
  var shape: Shape { get }
  /// The same fields with each signal replaced.
  func _rebuilt(_ replace: (Ref) -> Ref) -> Self
}

/// A group of named signals.
///
/// Give it `@Bundle` to get an initializer over its widths and all that streams, registers and FIFOs need; a module's `IO`
/// needs no macro.
public protocol Bundle: Shape, Readable where Kind == Self {}

/// A bundle that `@Bundle` completed: it can be a stream's payload.
public protocol Payload: Bundle, Shaped, VectorElement {}

extension Bundle {
  public var _value: Self { self }
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) {
    for child in Mirror(reflecting: self).children {
      guard let field = child.value as? any Shape else { continue }
      field._visitLeaves(join(name, child.label ?? ""), visit)
    }
  }
}

func join(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : name.isEmpty ? prefix : prefix + "_" + name }

extension Shape {
  func leaves(_ name: String = "") -> [Leaf] {
    var result: [Leaf] = []
    _visitLeaves(name) { result.append($0) }
    return result
  }
}

/// A field that runs against its bundle's direction.
public struct Flipped<T: Shape>: Readable, Shape {
  public let _value: T
  public init(_ value: T) { _value = value }
  public func _visitLeaves(_ name: String, _ visit: (Leaf) -> Void) {
    _value._visitLeaves(name) { leaf in
      var leaf = leaf
      leaf.isFlipped.toggle()
      visit(leaf)
    }
  }
}
