import Netlist

/// What a user's plain `verilator`, without a switch of ours, once computed wrongly.
extension FormerFault {
  /// Verilator 5.048 to 5.050 adds the amounts of nested shifts without their carry (its issue 7955), and looks through names,
  /// cut-off bits, loops and ports to find them.
  static let nestedShifts: [FormerFault] = [("left", Netlist.ShiftOperator.left), ("right", .logicalRight)].flatMap {
    name, shift in
    [
      FormerFault("\(name) shift of a named shift") { sketch in
        let a = sketch.input("a", 8), b = sketch.input("b", 3), c = sketch.input("c", 3)
        let inner = sketch.add(.shift(shift, a, by: b), 8, name: "inner_value")
        sketch.output("out", sketch.add(.shift(shift, inner, by: c), 8))
      },
      FormerFault("\(name) shift of a shift of a shift") { sketch in
        let a = sketch.input("a", 8)
        let shifted = ["b", "c", "d"].reduce(a) { value, amount in
          let by = sketch.input(amount, 2)
          return sketch.add(.shift(shift, value, by: by), 8)
        }
        sketch.output("out", shifted)
      },
      FormerFault("\(name) shift of the low bits of a shift") { sketch in
        let a = sketch.input("a", 16), b = sketch.input("b", 3), c = sketch.input("c", 3)
        let inner = sketch.add(.shift(shift, a, by: b), 16)
        sketch.output("out", sketch.add(.shift(shift, sketch.add(.resize(inner), 8), by: c), 8))
      },
      FormerFault("\(name) shift of a shift by a constant") { sketch in
        let a = sketch.input("a", 8), b = sketch.input("b", 32)
        let inner = sketch.add(.shift(shift, a, by: b), 8)
        sketch.output("out", sketch.add(.shift(shift, inner, by: sketch.constant(3, 2)), 8))
        let first = sketch.add(.shift(shift, a, by: sketch.constant(2, 2)), 8)
        sketch.output("other", sketch.add(.shift(shift, first, by: b), 8))
      },
      // No care is taken of these: amounts of other widths than a number's are not joined with one.
      FormerFault("\(name) shifts by values and by constants in turns") { sketch in
        let a = sketch.input("a", 48)
        for width in [1, 3, 6, 31] {
          let first = sketch.add(.shift(shift, a, by: sketch.input("b_\(width)", width)), 48, name: "first_\(width)")
          let second = sketch.add(.shift(shift, first, by: sketch.constant(1, 6)), 48, name: "second_\(width)")
          sketch.output("once_\(width)", second)
          sketch.output("last_\(width)", sketch.add(.shift(shift, second, by: sketch.input("c_\(width)", width)), 48))
          let own = sketch.add(.shift(shift, sketch.input("d_\(width)", 48), by: sketch.input("e_\(width)", width)), 48)
          sketch.output("alone_\(width)", sketch.add(.shift(shift, own, by: sketch.constant(47, 6)), 48))
        }
      },
      FormerFault("\(name) shifts of a vector's elements, loop after loop") { sketch in
        let a = sketch.input("a", 32), b = sketch.input("b", 3), c = sketch.input("c", 3)
        var vector = sketch.add(.reinterpret(a), 32, count: 4)
        for (amount, name) in [(b, "once_value"), (c, "twice_value")] {
          let loop = sketch.module.loops.count
          let element = sketch.add(.loopElement(loop: loop, vector: vector), 8)
          sketch.module.loops.append(Loop(count: 4, result: sketch.add(.shift(shift, element, by: amount), 8)))
          vector = sketch.add(.map(loop: loop), 32, count: 4, name: name)
        }
        sketch.output("out", vector)
      },
      FormerFault("\(name) shift in a child of a shift in its parent") { sketch in
        let a = sketch.input("a", 8), b = sketch.input("b", 3), c = sketch.input("c", 3)
        let first = sketch.instance(of: shifter(shift), number: 0, [a, b])
        let second = sketch.instance(of: shifter(shift), number: 0, [first, c])
        sketch.output("out", sketch.add(.shift(shift, second, by: b), 8))
      } children: {
        [shifter(shift)]
      },
    ]
  }

  private static func shifter(_ shift: Netlist.ShiftOperator) -> Module {
    var sketch = CircuitSketch()
    sketch.module.name = "shifter_\(shift == .left ? "left" : "right")"
    let a = sketch.input("a", 8), by = sketch.input("by", 3)
    sketch.output("out", sketch.add(.shift(shift, a, by: by), 8))
    return sketch.module
  }

  static let arrays: [FormerFault] = [
    // As in Verilator's issue 7755, with as many bits as all tools take in a moment.
    FormerFault("bit of 300 at an index of 16 bits") { sketch in
      let index = sketch.input("index", 16), a = sketch.input("a", 1)
      let register = sketch.register(300, count: 300, reset: 0x5a5a)
      sketch.module.statements.append(Statement(.assign(sketch.module.element(of: register, at: index), a), location: .unknown))
      let before = sketch.register(16, reset: 0)
      sketch.assign(before, index)
      sketch.output("out", sketch.add(.element(register, index: before), 1))
    },
    // In the older language the process that filled the vector read nothing, and never started.
    FormerFault("vector of one word of a table") { sketch in
      sketch.output("same", sketch.input("a", 1))
      sketch.module.memories.append(
        Memory(
          name: "table", depth: 2, word: ValueType(width: 2), domain: 0, contents: [1, 3].map { BitVector($0, width: 2) },
          location: .unknown))
      let word = sketch.add(.memoryRead(memory: 0, address: sketch.constant(1, 1)), 2)
      let loop = sketch.module.loops.count
      sketch.module.loops.append(Loop(count: 7, result: sketch.add(.resize(word), 36)))
      sketch.output("out", sketch.add(.map(loop: loop), 252, count: 7))
    },
    // An array that a loop declares was read as packed bits where it was read first.
    FormerFault("first of two elements that a loop makes") { sketch in
      let a = sketch.input("a", 1)
      sketch.module.loops = [Loop(count: 2, result: ValueID(0)), Loop(count: 5, result: ValueID(0))]
      let number = sketch.add(.resize(sketch.add(.loopIndex(loop: 1), 3)), 8)
      let pair = sketch.add(.reinterpret(number), 8, count: 2)
      sketch.module.loops[0].result = sketch.add(.resize(sketch.add(.loopElement(loop: 0, vector: pair), 4)), 37)
      let made = sketch.add(.map(loop: 0), 74, count: 2)
      let first = sketch.add(.element(made, index: sketch.constant(0, 2)), 37)
      let chosen = sketch.add(.element(made, index: a), 37)
      let sum = sketch.add(.binary(.add, sketch.add(.loopAccumulator(loop: 1), 37), first), 37)
      sketch.module.loops[1].result = sketch.add(.binary(.xor, sum, chosen), 37)
      sketch.output("out", sketch.add(.fold(loop: 1, initial: sketch.constant(3, 37)), 37))
    },
    // Its issue 7785.
    FormerFault("memory of three words at addresses up to seven") { sketch in
      let address = sketch.input("address", 3), a = sketch.input("a", 8)
      sketch.module.memories.append(
        Memory(
          name: "words", depth: 3, word: ValueType(width: 8), domain: 0,
          contents: [1, 2, 3].map { BitVector($0, width: 8) }, location: .unknown))
      sketch.module.statements.append(
        Statement(.assign(.memory(0, address: address, mask: nil), a), location: .unknown))
      sketch.output("out", sketch.add(.memoryRead(memory: 0, address: address), 8))
    },
    // Its issue 7583.
    FormerFault("whole vector and an element at one edge") { sketch in
      let index = sketch.input("index", 3), a = sketch.input("a", 40), b = sketch.input("b", 8), load = sketch.input("load", 1)
      let register = sketch.register(40, count: 5, reset: 7)
      sketch.assign(register, sketch.doubled(a, count: 5), when: load)
      sketch.module.statements.append(Statement(.assign(sketch.module.element(of: register, at: index), b), location: .unknown))
      sketch.output("out", sketch.add(.element(register, index: index), 8))
      sketch.output("all", register)
    },
  ]
}

extension CircuitSketch {
  /// The first output of an instance of a module of one clock.
  mutating func instance(of child: Module, number: Int, _ inputs: [ValueID]) -> ValueID {
    var connections: [ValueID?] = []
    var rest = inputs[...]
    var result = ValueID(0)
    for (index, port) in child.ports.enumerated() {
      let type = child[port.value].type
      switch (port.role, port.direction) {
      case (.clock, _): connections.append(module.ports[0].value)
      case (.reset, _): connections.append(module.ports[1].value)
      case (.data, .input):
        let wire = add(.wire, type.width)
        if let source = rest.popFirst() { assign(wire, source) }
        connections.append(wire)
      case (.data, .output):
        result = add(.instanceOutput(instance: module.instances.count, port: index), type.width)
        connections.append(result)
      }
    }
    module.instances.append(
      Instance(name: "child_\(module.instances.count)", module: number, connections: connections, location: .unknown))
    return result
  }
}
