// What `@Hardware` calls around the user's statements. Not for use by hand.

import Netlist

/// The next statement's place, and the columns of the operators that it spells once.
public func _at(_ file: StaticString, _ line: Int, _ column: Int, _ operators: StaticString) {
  Builder.current?.moveTo(file: file, line: line, column: column, operators: operators)
  Builder.current?.firstOfCall = nil
}
/// Where the function stands whose body follows.
public func _enter(_ file: StaticString, _ line: Int, _ column: Int) {
  Builder.current?.enter(file: file, line: line, column: column)
}
/// The running statement's place.
public struct _Place: Sendable {
  fileprivate let location: SourceLocation
  fileprivate let operators: StaticString
}
public func _here() -> _Place? {
  Builder.current.map { _Place(location: $0.location, operators: $0.operatorPlaces) }
}
/// What the statement that called a function records after its return belongs to the statement, not to the function's last one.
public func _return(to place: _Place?) {
  guard let place, let builder = Builder.current else { return }
  builder.location = place.location
  builder.operatorPlaces = place.operators
}
public func _push(_ index: Int) { Builder.current?.prefixes.append(.index(index)) }
@_disfavoredOverload public func _push<T>(_ other: T) { Builder.current?.prefixes.append(.index(0)) }
public func _pop() { Builder.current?.prefixes.removeLast() }

/// The body of a function begins: what it names is called after the `let` or the target of the statement that called it, or after
/// the function where there is none. Returns what `_end` takes.
public func _function(_ name: String) -> Int {
  guard let builder = Builder.current else { return 0 }
  let depth = builder.prefixes.count
  let isNamedByCaller = if case .call = builder.prefixes.last { true } else { false }
  builder.prefixes.append(.function(isNamedByCaller || depth == 0 || name == "build" ? nil : name))
  return depth
}
public func _end(_ depth: Int) {
  guard let builder = Builder.current, builder.prefixes.count > depth else { return }
  builder.prefixes.removeSubrange(depth...)
}
/// A statement begins that calls functions, whose values are called after `name`; nil for those of the function around it.
public func _call(_ name: String?) {
  guard let builder = Builder.current else { return }
  builder.prefixes.append(.call(name, firstValue: builder.module.values.count))
}
/// The statement of the last `_call` is done.
public func _called() {
  guard let builder = Builder.current, case .call(_, let firstValue)? = builder.prefixes.popLast() else { return }
  builder.firstOfCall = firstValue
}

@_disfavoredOverload public func _name<T>(_ name: String, _ value: T) {}
public func _name<T: Readable>(_ name: String, _ value: T) {
  guard let builder = Builder.current, builder.loopDepth == 0 else { return }
  builder.name(value, builder.qualified(name))
}
public func _name<T: Readable>(_ name: String, _ value: T?) {
  if let value { _name(name, value) }
}
public func _name<T: Readable>(_ name: String, _ values: [T]) {
  guard let builder = Builder.current, builder.loopDepth == 0 else { return }
  for (index, value) in values.enumerated() {
    builder.name(value, builder.qualified("\(name)_\(index)"))
  }
}
public func _name<T: Readable>(_ name: String, _ rows: [[T]]) {
  for (index, row) in rows.enumerated() { _name("\(name)_\(index)", row) }
}
public func _name<M>(_ name: String, _ instance: Instance<M>) {
  guard let builder = Builder.current, instance.index < builder.module.instances.count else { return }
  builder.module.instances[instance.index].name = builder.qualified(name)
}
public func _name<M>(_ name: String, _ instances: [Instance<M>]) {
  for (index, instance) in instances.enumerated() { _name("\(name)_\(index)", instance) }
}
public func _name<M>(_ name: String, _ rows: [[Instance<M>]]) {
  for (index, row) in rows.enumerated() { _name("\(name)_\(index)", row) }
}
public func _name<W>(_ name: String, _ memory: Memory<W>) {
  guard let builder = Builder.current, memory.owner == builder.serial else { return }
  for (index, leaf) in zip(memory.indices, memory.word.leaves(name)) {
    builder.module.memories[index].name = builder.qualified(leaf.name)
  }
}
public func _name<W>(_ name: String, _ memories: [Memory<W>]) {
  for (index, memory) in memories.enumerated() { _name("\(name)_\(index)", memory) }
}

extension Builder {
  fileprivate func name(_ value: some Readable, _ name: String) {
    let leaves = value._value.leaves(name)
    for leaf in leaves { self.name(leaf.ref, leaf.name, isField: leaves.count > 1) }
  }
}
