import Netlist

/// The shape of an array of instances in one dimension.
public enum Line: Sendable {}
/// The shape of an array of instances in rows and columns.
public enum Grid: Sendable {}

/// An array of instances of one module, in one dimension or in rows and columns; one `generate` loop in the Verilog.
///
/// Its ports are vectors of the module's ports (of a grid: vectors of rows), driven and read as a whole or by element:
///
///     let element = Instances(MacElement(), rows, columns)
///     element.loadWeight <== io.loadWeights.repeated(rows, columns)
///     element.activationLeft <== element.activation.shifted(in: io.activations, along: .columns)
///
/// The module's ports are signals; an array of modules with streams or bundles is `(0..<n).map { _ in Instance(...) }`.
@dynamicMemberLookup
public struct Instances<M: Module, Arrangement>: Sendable {
  let io: M.IO
  let index: Int
  let dimensions: [Int]
  /// The vector that stands for each signal of `io`.
  let vectors: [Ref: Ref]

  /// `count` instances, at least 1.
  public init(_ module: M, _ count: Int) where Arrangement == Line { self.init(module, [count]) }
  /// `rows` times `columns` instances, at least 1 of each.
  public init(_ module: M, _ rows: Int, _ columns: Int) where Arrangement == Grid { self.init(module, [rows, columns]) }

  private init(_ module: M, _ requested: [Int]) {
    let builder = builder()
    if let wrong = requested.first(where: { $0 < 1 || $0 > 1 << 16 }) {
      builder.error("an array of instances has 1 to \(1 << 16) in each dimension, not \(wrong)")
    }
    dimensions = requested.map { min(max(1, $0), 1 << 16) }
    index = builder.module.instances.count
    if builder.isDetached {
      builder.error("Instances(\(M.self))")
      io = module.io
      vectors = [:]
      return
    }
    let child = builder.elaboration.module(for: module)
    let base = builder.module.values.count, errors = builder.diagnostics.count
    io = module.io
    if child.isBroken { builder.diagnostics.removeSubrange(errors...) }
    vectors = builder.addInstances(of: child, base: base, dimensions: dimensions)
  }

  /// The signal for all instances: elements, or rows of elements.
  private func vector(_ signal: Ref) -> Ref { vectors[signal] ?? signal }

  private func line<T: Signal>(_ signal: T) -> Vec<T> { Vec(ref: vector(signal.ref), count: dimensions[0], template: signal) }

  private func grid<T: Signal>(_ signal: T) -> Vec<Vec<T>> {
    let row = Vec(
      ref: builder().add(.wire, vectorType(dimensions[1], of: signal.ref.type)), count: dimensions[1], template: signal)
    return Vec(ref: vector(signal.ref), count: dimensions[0], template: row)
  }

  public subscript<T: Signal>(dynamicMember path: KeyPath<M.IO, In<T>>) -> Out<Vec<T>> where Arrangement == Line {
    Out(line(io[keyPath: path]._value))
  }
  public subscript<T: Signal>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> Vec<T> where Arrangement == Line {
    line(io[keyPath: path]._value)
  }
  public subscript<T: Signal>(dynamicMember path: KeyPath<M.IO, In<T>>) -> Out<Vec<Vec<T>>> where Arrangement == Grid {
    Out(grid(io[keyPath: path]._value))
  }
  public subscript<T: Signal>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> Vec<Vec<T>> where Arrangement == Grid {
    grid(io[keyPath: path]._value)
  }
}

public func _name<M, A>(_ name: String, _ instances: Instances<M, A>) {
  guard let builder = Builder.current, instances.index < builder.module.instances.count else { return }
  builder.module.instances[instances.index].name = builder.qualified(name)
}

extension Builder {
  /// Wires up an array whose module's `io` has just made its values from `base` on; returns the vectors that stand for them.
  func addInstances(of child: Elaboration.Child, base: Int, dimensions: [Int]) -> [Ref: Ref] {
    let made = base..<module.values.count
    for index in made { unclaimed.remove(ValueID(index)) }
    if child.isBroken { return [:] }
    if loopDepth > 0 {
      error(
        "an array of instances cannot be made inside the closure of a vector operation",
        note: "make it outside, with more dimensions")
    }
    let number = module.instances.count
    var connections: [ValueID?] = []
    var vectors: [Ref: Ref] = [:]
    let ports = elaboration.modules[child.index].ports
    for (position, port) in ports.enumerated() {
      guard let offset = child.offsets[position] else {
        connections.append(clockOrReset(of: elaboration.modules[child.index], port))
        continue
      }
      let type = module.values[base + offset].type
      let count = dimensions.reduce(1, *)
      let isPlain = dimensions.count == 1 && type.count == nil
      if count * type.width > maximumWidth {
        error("port '\(port.name)' of \(count) instances has more than the \(maximumWidth) bits that a signal can have")
      }
      let vector = add(
        port.direction == .output ? .instanceOutput(instance: number, port: position) : .wire,
        ValueType(
          width: count * type.width, isSigned: isPlain && type.isSigned, count: dimensions[0],
          enumeration: isPlain ? type.enumeration : nil))
      vectors[Ref(index: Int32(base + offset), owner: serial, width: type.width)] = vector
      connections.append(vector.id)
    }
    var instance = Netlist.Instance(
      name: child.instanceName, module: child.index, connections: connections, clock: domainNames[domain], location: location)
    instance.dimensions = dimensions
    module.instances.append(instance)
    return vectors
  }
}

/// A direction in a vector of rows.
public enum VectorAxis: Sendable {
  /// From each row to the next.
  case rows
  /// From each element of a row to the next.
  case columns
}

extension Readable {
  /// The rows one place down, or the elements of every row one place to the right: along the rows, `first` is the new first row;
  /// along the columns, its element r becomes the first one of row r. The last ones fall out.
  public func shifted<Element: Signal>(in first: some Readable<Vec<Element>>, along axis: VectorAxis) -> Vec<Vec<Element>>
  where Kind == Vec<Vec<Element>> {
    switch axis {
    case .rows: shifted(in: first)
    case .columns: zip(self, first).map { $0.shifted(in: $1) }
    }
  }
  /// The same with a number in all places that become free.
  public func shifted<Element: IntegerLike>(in first: Int, along axis: VectorAxis) -> Vec<Vec<Element>>
  where Kind == Vec<Vec<Element>> {
    let rows = _value
    let element = rows.template.template
    let count = axis == .rows ? rows.template.count : rows.count
    let bits = BitVector(checking: first, fits: element.ref.type)
    let constant = builder().constant(
      BitVector.concatenated([BitVector](repeating: bits, count: count)), vectorType(count, of: element.ref.type))
    return shifted(in: Vec(ref: constant, count: count, template: element), along: axis)
  }
}

extension Readable where Kind: IntegerLike {
  /// Rows of copies side by side.
  public func repeated(_ rows: Int, _ columns: Int) -> Vec<Vec<Kind>> {
    let row = repeated(columns)
    return Vec(rows) { _ in row }
  }
}
