import HDL

/// The array of dot products that the emitter's simulation speed is measured with: each of `elements` holds one vector of
/// weights and accumulates its dot product with the activations.
struct DotArray: Module {
  var elements = 32
  var lanes = 64

  struct IO: Bundle {
    let w_en: In<Bit>
    let w_addr: In<Unsigned>
    let clr: In<Bit>
    let w_in: In<Vec<Signed>>
    let a_in: In<Vec<Signed>>
    let p_out: Out<Vec<Signed>>
  }
  var io: IO {
    IO(
      w_en: In(Bit()), w_addr: In(Unsigned(8)), clr: In(Bit()), w_in: In(Vec(lanes, Signed(8))), a_in: In(Vec(lanes, Signed(8))),
      p_out: Out(Vec(elements, Signed(32))))
  }

  @Hardware
  func build(_ io: IO) {
    let activations = Reg(Vec(lanes, Signed(8)), reset: .guarded)
    activations <== io.a_in
    var sums: [Signed] = []
    for element in 0..<elements {
      let weights = Reg(Vec(lanes, Signed(8)), reset: .guarded)
      let accumulator = Reg(Signed(32), reset: .guarded)
      let product = dot(activations, weights, width: 32)
      accumulator <== mux(io.clr, product, accumulator + product)
      when(io.w_en && io.w_addr == element) { weights <== io.w_in }
      sums.append(accumulator.value)
    }
    io.p_out <== Vec(of: sums)
  }
}
