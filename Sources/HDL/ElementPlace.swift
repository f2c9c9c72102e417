import Netlist

/// Part of a register, wire or output: an element, a range of elements, a bit or a range of bits, at a constant or computed
/// index, or one of these inside another (`queue[i].data[3..<7]`). Driving it beyond the end writes nothing; reading it there
/// gives 0.
@dynamicMemberLookup
public struct ElementPlace<Element: Shape>: Drivable {
  /// What is read there; it knows the place that it was selected from.
  public let _value: Element
  init(place: Element) { _value = place }
  public subscript<V: Shape>(dynamicMember path: KeyPath<Element, V>) -> ElementPlace<V> {
    ElementPlace<V>(place: _value[keyPath: path])
  }
}

extension Drivable where Kind: Signal {
  func _drive(_ ref: Ref) { builder().drive(_value.ref, ref) }
}

extension Builder {
  /// Records an assignment; reports a target that is no place, so that no assignment is lost.
  func drive(_ target: Ref, _ source: Ref) {
    let source = id(of: source)
    // Inside a vector operation's closure no statement can stand, which is what is reported.
    guard loopDepth == 0, let place = place(of: target) else {
      if loopDepth == 0 {
        error(
          "'<==' cannot drive \(describe(target)), which is computed from other signals",
          note: "drive a Wire, a Reg or an output",
          at: "<==")
      }
      return record(.assign(.value(id(of: target)), source))
    }
    requireOwnClock(place)
    record(.assign(place, source))
  }

  /// The register, wire, output or instance input that a signal is or was selected from, and which bits of it; nil if the signal
  /// is computed in another way.
  func place(of ref: Ref) -> Target? {
    var id = id(of: ref)
    var part = Part(offset: 0, width: module[id].type.width)
    while true {
      switch module[id].operation {
      case .wire, .register:
        let isWhole = part.indices.isEmpty && part.offset == 0 && part.width == module[id].type.width
        return isWhole ? .value(id) : .part(id, part)
      case .slice(let outer, let offset):
        part.offset += offset
        id = outer
      case .element(let outer, let index):
        let type = module[outer].type
        let count = type.count ?? type.width
        part.indices.insert(.init(value: index, count: count, stride: type.width / count), at: 0)
        id = outer
      case .reinterpret(let outer): id = outer
      default: return nil
      }
    }
  }
}

// Reading is the same everywhere; a place only remembers that it can be driven.
extension Drivable {
  /// Element `index`, a constant.
  public subscript<Element>(index: Int) -> ElementPlace<Element> where Kind == Vec<Element> {
    ElementPlace(place: _value[index])
  }
  /// The element at a computed index; nothing beyond the end.
  public subscript<Element>(index: some Readable<Unsigned>) -> ElementPlace<Element> where Kind == Vec<Element> {
    ElementPlace(place: _value[index])
  }
  /// Some elements in a row.
  public subscript<Element>(range: Range<Int>) -> ElementPlace<Vec<Element>> where Kind == Vec<Element> {
    ElementPlace(place: _value[range])
  }
  /// Some elements in a row.
  public subscript<Element>(range: ClosedRange<Int>) -> ElementPlace<Vec<Element>> where Kind == Vec<Element> {
    ElementPlace(place: _value[range])
  }
}

// Where only a value is wanted, the subscripts that give values are preferred: `let low = word[0..<4]` is a `Bits`.
extension Drivable where Kind: IntegerLike {
  /// The bit at a constant position.
  @_disfavoredOverload
  public subscript(bit: Int) -> ElementPlace<Bit> { ElementPlace(place: _value[bit]) }
  /// The bits of a range, lowest first: `word[0..<8]`.
  @_disfavoredOverload
  public subscript(range: Range<Int>) -> ElementPlace<Bits> { ElementPlace(place: _value[range]) }
  /// The bits of a range, lowest first: `word[0...7]`.
  @_disfavoredOverload
  public subscript(range: ClosedRange<Int>) -> ElementPlace<Bits> { ElementPlace(place: _value[range]) }
  /// The bit at a computed position; nothing beyond the width.
  @_disfavoredOverload
  public subscript(bit: some Readable<Unsigned>) -> ElementPlace<Bit> { ElementPlace(place: _value[bit]) }
}
