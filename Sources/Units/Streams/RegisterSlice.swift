import HDL

/// Cuts every combinational path between two ends of a stream: two entries, full throughput, one cycle of latency.
public struct RegisterSlice<P: Payload>: Module {
  public var payload: P.Shape

  public init(payload: P.Shape) { self.payload = payload }

  public static var summary: String { "Two-entry register slice: no combinational path from input to output, full throughput." }

  public struct IO: Bundle {
    public let input: In<Stream<P>>
    public let output: Out<Stream<P>>
  }
  public var io: IO { IO(input: In(Stream(P(payload))), output: Out(Stream(P(payload)))) }

  @Hardware
  public func build(_ io: IO) {
    let head = Reg(P(payload))
    let headValid = Reg(Bit(), reset: 0)
    let spare = Reg(P(payload))
    let spareValid = Reg(Bit(), reset: 0)

    io.input.ready <== !spareValid
    io.output.valid <== headValid
    connect(io.output, head)
    when(io.output.ready | !headValid) {
      headValid <== spareValid | io.input.valid
      spareValid <== 0
      when(spareValid) { head <== spare }.otherwise { head <== io.input.payload }
    }.elsewhen(io.input.fire) {
      spare <== io.input.payload
      spareValid <== 1
    }
  }

  private func connect(_ output: Out<Stream<P>>, _ value: Reg<P>) { output.payload <== value }
}
