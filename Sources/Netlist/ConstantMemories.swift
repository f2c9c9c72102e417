extension Module {
  /// Memories with contents that nothing writes, neither the design nor a host. Those of a file stay memories, which their file fills,
  /// and so do those for which the designer chose a kind of memory by an attribute.
  public var constantMemories: Set<Int> {
    var result = Set(
      memories.indices.filter {
        memories[$0].contents != nil && memories[$0].contentsFile == nil && !memories[$0].isHostFilled
          && memories[$0].attributes.isEmpty
      })
    Module.walk(statements) { if case .assign(.memory(let memory, _, _), _) = $0.kind { result.remove(memory) } }
    return result
  }
}
