import Netlist

// How the body of an operation over vectors is recorded: once, on a symbolic index.

func loopIndex(_ loop: Int, _ count: Int) -> Unsigned { Unsigned.make(.loopIndex(loop: loop), Unsigned.width(upTo: count - 1)) }

func loopElement<Element>(_ loop: Int, _ vector: Vec<Element>) -> Element {
  vector.element { builder().add(.loopElement(loop: loop, vector: $0.id), $1) }
}

/// Records the body of a loop once; returns its number.
func recordLoop(count: Int, _ body: (Int) -> Ref) -> (loop: Int, result: Ref) {
  let builder = builder()
  let loop = builder.module.loops.count
  builder.module.loops.append(Loop(count: count, result: ValueID(0)))
  builder.loopDepth += 1
  let result = body(loop)
  builder.loopDepth -= 1
  builder.module.loops[loop].result = result.id
  return (loop, result)
}

/// The vector of what `body` returns; for a bundle, a loop for each of its signals.
func mapLoop<R: VectorElement>(count requested: Int, _ body: (Int) -> R) -> Vec<R> {
  let count = checkedCount(requested)
  var template: R?
  var refs: [Ref] = []
  repeat {
    let (loop, result) = recordLoop(count: count) { loop in
      let one = body(loop)
      template = one
      return one.leaves()[refs.count].ref
    }
    let type = vectorType(count, of: result.type)
    if type.width > maximumWidth {
      builder().error("a vector has at most \(maximumWidth) bits, not \(type.width)", note: "use a Memory")
    }
    refs.append(builder().add(.map(loop: loop), type))
  } while refs.count < template?.leaves().count ?? 0
  return Vec(refs: refs, count: count, template: template!)
}
