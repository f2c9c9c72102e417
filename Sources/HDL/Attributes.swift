import Netlist

public typealias Attribute = Netlist.Attribute

/// Tells tools something about a signal's declaration, which then is printed in any case: `annotate(sum, .keep)`,
/// `annotate(state, Attribute("fsm_encoding", "one_hot"))`. Of a bundle, every signal gets it.
public func annotate(_ signal: some Readable, _ attributes: Attribute...) {
  let builder = builder()
  if builder.isDetached { return }
  builder.check(attributes)
  for leaf in signal._value.leaves() { builder.module.attributes[builder.id(of: leaf.ref), default: []] += attributes }
}

/// The same for a memory: `annotate(storage, .ramStyle("block"))`.
public func annotate<Word>(_ memory: Memory<Word>, _ attributes: Attribute...) {
  let builder = builder()
  if builder.isDetached { return }
  builder.check(attributes)
  let indices = memory.indices(in: builder)
  guard memory.owner == builder.serial else { return }
  for index in indices { builder.module.memories[index].attributes += attributes }
}

/// The same for an instance: `annotate(pe, .keep)`.
public func annotate<M>(_ instance: Instance<M>, _ attributes: Attribute...) {
  let builder = builder()
  guard instance.index < builder.module.instances.count else { return }
  builder.check(attributes)
  builder.module.instances[instance.index].attributes += attributes
}

extension Builder {
  fileprivate func check(_ attributes: [Attribute]) {
    for one in attributes { if let problem = one.problem { error(problem) } }
  }
}
