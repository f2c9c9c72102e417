import Netlist

extension FormerFault {
  /// Verilator 5.044 to 5.050 extends the sign of a local variable that it had itself extended by zeros (`KnownSigns`): `n` has three
  /// bits, and a four-bit number with it below a 0 no sign. Each use apart, since only small functions are inlined.
  static let knownSigns: [FormerFault] = [
    signed("product with a number that begins with 0") { sketch, n, a in
      sketch.add(.binary(.multiply, a, n), 12, isSigned: true)
    },
    signed("product of a number that begins with 0, in a wider sum") { sketch, n, a in
      let product = sketch.add(.binary(.multiply, n, a), 12, isSigned: true)
      let wider = sketch.add(.resize(product), 32, isSigned: true)
      return sketch.add(.binary(.add, wider, sketch.input("sum", 32, isSigned: true)), 32, isSigned: true)
    },
    signed("product of more than 32 bits with a number that begins with 0") { sketch, n, a in
      let wide = sketch.add(.resize(n), 40, isSigned: true)
      return sketch.add(.binary(.multiply, wide, a), 48, isSigned: true)
    },
    signed("product of two numbers that begin with 0") { sketch, n, a in
      sketch.add(.resize(sketch.add(.binary(.multiply, n, n), 8, isSigned: true)), 12, isSigned: true)
    },
    signed("number that begins with 0 on the left of a comparison") { sketch, n, a in
      sketch.add(.binary(.less, sketch.add(.resize(n), 8, isSigned: true), a), 1)
    },
    signed("number that begins with 0 on the right of a comparison") { sketch, n, a in
      sketch.add(.binary(.less, a, sketch.add(.resize(n), 8, isSigned: true)), 1)
    },
    signed("two numbers that begin with 0, compared") { sketch, n, a in
      let other = sketch.add(.reinterpret(sketch.add(.resize(sketch.add(.resize(a), 3)), 4)), 4, isSigned: true)
      return sketch.add(.binary(.less, n, other), 1)
    },
    signed("arithmetic shift of a number that begins with 0") { sketch, n, a in
      sketch.add(.shift(.arithmeticRight, n, by: sketch.input("amount", 3)), 4, isSigned: true)
    },
    signed("extension of a number that begins with 0") { sketch, n, a in sketch.add(.resize(n), 12, isSigned: true) },
    signed("extension of a choice of numbers that begin with 0") { sketch, n, a in
      let choice = sketch.add(.mux(sketch.input("condition", 1), n, sketch.constant(5, 4)), 4, isSigned: true)
      sketch.output("choice", choice)
      return sketch.add(.resize(choice), 12, isSigned: true)
    },
    signed("signed operations on a wire that begins with 0") { sketch, n, a in
      let wire = sketch.add(.wire, 4, isSigned: true, name: "held_value")
      sketch.assign(wire, n)
      return sketch.add(.binary(.multiply, a, wire), 12, isSigned: true)
    },
    // The fuzzer's seed 2474: a term that begins with zeros, used twice.
    FormerFault("signed product with a term that begins with zeros") { sketch in
      let t = sketch.input("t", 3, isSigned: true), b = sketch.input("b", 1), o = sketch.input("o", 6)
      let shifted = sketch.add(.shift(.arithmeticRight, t, by: sketch.constant(2, 2)), 3, isSigned: true)
      let term = sketch.add(
        .concatenate([sketch.add(.resize(shifted), 2), sketch.add(.resize(b), 2)]), 4, name: "term_value")
      sketch.output("x", term)
      let left = sketch.add(.reinterpret(sketch.add(.resize(o), 18)), 18, isSigned: true)
      let right = sketch.add(.reinterpret(sketch.add(.resize(term), 14)), 14, isSigned: true)
      sketch.output("y", sketch.add(.binary(.multiply, left, right), 32, isSigned: true))
    },
  ]

  /// - Parameter use: what is made of four bits, three unsigned ones below a 0 taken as signed, and of eight signed ones
  private static func signed(
    _ description: String, _ use: @escaping (inout CircuitSketch, _ n: ValueID, _ a: ValueID) -> ValueID
  ) -> FormerFault {
    FormerFault(description) { sketch in
      let t = sketch.input("t", 3), u = sketch.input("u", 3), a = sketch.input("a", 8, isSigned: true)
      let n = sketch.add(.binary(.xor, t, u), 3, name: "n_value")
      sketch.output("x", sketch.add(.concatenate([sketch.constant(1, 1), n]), 4))
      let signed = sketch.add(.reinterpret(sketch.add(.resize(n), 4)), 4, isSigned: true)
      sketch.output("y", use(&sketch, signed, a))
    }
  }
}
