import Hosts

/// A number that is known only when a program runs.
public enum Index: Hashable, Sendable, Codable {
  /// The position of the program's first row in its sequence, and some more. Known when the program starts.
  case position(plus: Int)
  /// The INT32 in a buffer that an earlier step or program wrote: a token, a count of outliers. Rare, and so kept apart: operands are
  /// copied in every step.
  indirect case value(Buffer)
}

/// What a pass reads or writes: a buffer, or a part of one that a number chooses.
///
/// Programs of two tokens are the same program: only the position and the values in memory differ.
public enum Operand: Hashable, Sendable, Codable {
  case fixed(Buffer)
  /// `count` elements of a dimension from an index on: the embedding row of a token, the cache rows of new positions.
  case window(Buffer, dimension: Int, from: Index, count: Int)
  /// The first so many elements of a dimension: keys so far, outliers found; or one for each `block` of so many, rounded up.
  case counted(Buffer, dimension: Int, by: Index, block: Int = 1)

  /// The whole buffer.
  public var buffer: Buffer {
    switch self {
    case .fixed(let buffer), .window(let buffer, _, _, _), .counted(let buffer, _, _, _): buffer
    }
  }
  /// What chooses the part.
  public var index: Index? {
    switch self {
    case .fixed: nil
    case .window(_, _, let index, _), .counted(_, _, let index, _): index
    }
  }

  /// The part that `number` chooses. Throws where there is none: the number may come from a faulty unit.
  public func part(_ number: Int) throws -> Buffer {
    switch self {
    case .fixed(let buffer): return buffer
    case .window(let buffer, let dimension, _, let count):
      try check(number, count, buffer, dimension)
      return buffer.narrowed(dimension, to: number..<number + count)
    case .counted(let buffer, let dimension, _, let block):
      let count = number / block + (number % block > 0 ? 1 : 0)
      try check(0, count, buffer, dimension)
      return buffer.narrowed(dimension, to: 0..<count)
    }
  }

  private func check(_ first: Int, _ count: Int, _ buffer: Buffer, _ dimension: Int) throws {
    let most = buffer.shape[dimension].count
    guard first >= 0, count >= 0, first <= most - count else {
      throw IndexFault("elements \(first) up to \(first &+ count) are chosen of the \(most) in \(buffer)")
    }
  }

  /// What dependencies must assume to be touched by a program at a position: all of it where a value chooses.
  func extent(at position: Int) throws -> Buffer {
    if case .position(let offset) = index { try part(position + offset) } else { buffer }
  }
}

/// A number in memory that chooses what is not there.
public struct IndexFault: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}

/// An address space as a pass sees it: operands are resolved by the position and by values in it.
public struct Memory {
  public let space: AddressSpace
  public let position: Int

  public init(_ space: AddressSpace, position: Int) { (self.space, self.position) = (space, position) }

  public func resolve(_ operand: Operand) throws -> Buffer {
    switch operand.index {
    case nil: operand.buffer
    case .position(let offset): try operand.part(position + offset)
    case .value(let buffer): try operand.part(Int(space.read(buffer, as: Int32.self)[0]))
    }
  }

  /// An operand's elements as the hosts of units take them.
  public func elements(_ operand: Operand) throws -> ElementView {
    space.elements(try resolve(operand))
  }
  /// An operand's elements as a field of a unit's beats.
  public func column(_ operand: Operand) throws -> StreamUnit.Column {
    .elements(try elements(operand))
  }

  /// An operand's elements in row-major order.
  public func read<Element: BitwiseCopyable>(_ operand: Operand, as _: Element.Type = Element.self) throws -> [Element] {
    space.read(try resolve(operand))
  }

  /// Writes all elements of an operand in row-major order.
  public func write<Element: BitwiseCopyable>(_ values: [Element], to operand: Operand) throws {
    space.write(values, to: try resolve(operand))
  }
}

extension Operand: CustomStringConvertible {
  public var description: String {
    func text(_ index: Index) -> String {
      switch index {
      case .position(let more): "position+\(more)"
      case .value(let buffer): "*\(buffer.memory.name)[\(buffer.offset)]"
      }
    }
    return switch self {
    case .fixed(let buffer): "\(buffer)"
    case .window(let buffer, let dimension, let from, let count): "\(buffer)(\(dimension): \(text(from)), \(count))"
    case .counted(let buffer, let dimension, let count, let block):
      "\(buffer)(\(dimension): ..<\(text(count))\(block > 1 ? "/\(block)" : ""))"
    }
  }
}
