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
/// Of a bundle there is a vector for each field, of a stream also for `valid` and `ready`: `stages.input[1..<n] <==
/// stages.output[0..<(n - 1)]` makes a pipeline. Ports that are arrays of Swift belong to single instances:
/// `(0..<n).map { _ in Instance(...) }`.
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
    let child = builder.child(module)
    let base = builder.module.values.count, errors = builder.diagnostics.count
    io = module.io
    if child.isBroken { builder.diagnostics.removeSubrange(errors...) }
    vectors = builder.addInstances(of: child, base: base, dimensions: dimensions)
  }

  /// The vector of all instances' `element`.
  private func line<T: VectorElement>(_ element: T) -> Vec<T> {
    // What an impossible module has stands for itself.
    Vec(refs: element.leaves().map { vectors[$0.ref] ?? $0.ref }, count: dimensions[0], template: element)
  }

  /// The rows of all instances' `element`.
  private func grid<T: VectorElement>(_ element: T) -> Vec<Vec<T>> {
    let row = Vec(
      refs: element.leaves().map { builder().add(.wire, vectorType(dimensions[1], of: $0.ref.type)) }, count: dimensions[1],
      template: element)
    return Vec(refs: element.leaves().map { vectors[$0.ref] ?? $0.ref }, count: dimensions[0], template: row)
  }

  public subscript<T: VectorElement>(dynamicMember path: KeyPath<M.IO, In<T>>) -> Out<Vec<T>> where Arrangement == Line {
    Out(line(io[keyPath: path]._value))
  }
  @_disfavoredOverload
  public subscript<T: VectorElement>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> In<Vec<T>> where Arrangement == Line {
    In(line(io[keyPath: path]._value))
  }
  public subscript<T: Signal>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> Vec<T> where Arrangement == Line {
    line(io[keyPath: path]._value)
  }
  public subscript<T: VectorElement>(dynamicMember path: KeyPath<M.IO, In<T>>) -> Out<Vec<Vec<T>>> where Arrangement == Grid {
    Out(grid(io[keyPath: path]._value))
  }
  @_disfavoredOverload
  public subscript<T: VectorElement>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> In<Vec<Vec<T>>> where Arrangement == Grid {
    In(grid(io[keyPath: path]._value))
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
      name: child.instanceName, module: child.index, connections: connections, clock: domainName, location: location)
    instance.dimensions = dimensions
    module.instances.append(instance)
    return vectors
  }
}
