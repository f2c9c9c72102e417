import HDL

/// A timer with AXI4-Lite registers of 32 bits. Every field has a reset value of its own.
///
/// | address | register | fields |
/// | --- | --- | --- |
/// | 0x0 | control | bit 0 `enable` = 0, bit 1 `repeats` = 1, bits 11…8 `prescale` = 3 |
/// | 0x4 | limit | bits 15…0 = 1000 |
/// | 0x8 | count | bits 15…0 = 0, read only |
/// | 0xc | status | bit 0 `expired` = 0, cleared by writing 1 |
///
/// The count goes up every `prescale` + 1 cycles while the timer is enabled; at the limit `expired` and the interrupt rise, and
/// the timer starts again or stops. Every access takes one cycle; addresses beyond the last register give an error.
public struct Timer: Module, DefaultInitializable {
  public init() {}

  public struct IO: Bundle {
    public let aw: In<Stream<Address>>
    public let w: In<Stream<WriteData>>
    public let b: Out<Stream<WriteResponse>>
    public let ar: In<Stream<Address>>
    public let r: Out<Stream<ReadData>>
    public let irq: Out<Bit>
  }
  public var io: IO {
    IO(
      aw: In(Stream(Address(addr: 8, prot: 3)), prefix: "s_axi_aw"),
      w: In(Stream(WriteData(data: 32, strb: 4)), prefix: "s_axi_w"),
      b: Out(Stream(WriteResponse(resp: 2)), prefix: "s_axi_b"), ar: In(Stream(Address(addr: 8, prot: 3)), prefix: "s_axi_ar"),
      r: Out(Stream(ReadData(data: 32, resp: 2)), prefix: "s_axi_r"), irq: Out(Bit()))
  }

  /// The clock and reset of the bus, as AXI names and means them: every register below, and every module that has none of its own,
  /// resets as soon as `aresetn` is 0.
  public var clockDomain: ClockDomain {
    ClockDomain("clock", reset: .asynchronous(activeLow: true), clockPort: "aclk", resetPort: "aresetn")
  }

  @Hardware public func build(_ io: IO) {
    let enable = Reg(Bit(), reset: 0)
    let repeats = Reg(Bit(), reset: 1)
    let prescale = Reg(Unsigned(4), reset: 3)
    let limit = Reg(Unsigned(16), reset: 1000)
    let count = Reg(Unsigned(16), reset: 0)
    let expired = Reg(Bit(), reset: 0)
    io.irq <== expired

    // The timer itself.
    let ticks = Reg(Unsigned(4), reset: 0)
    let isTick = enable & (ticks == prescale)
    let isLast = isTick & (count == limit)
    when(enable) { ticks <== mux(isTick, 0, ticks + 1) }
    when(isTick) { count <== mux(isLast, 0, count + 1) }
    when(isLast) { enable <== repeats }

    // A write needs its address, its data, and a place for the response.
    let written = Reg(Bit(), reset: 0)
    let writeResponse = Reg(Bits(2), reset: Response.okay)
    let write = io.aw.valid & io.w.valid & (!written | io.b.ready)
    io.aw.ready <== write
    io.w.ready <== write
    io.b.valid <== written
    io.b.resp <== writeResponse

    let writeIndex = io.aw.addr >> 2
    let data = io.w.data, strobes = io.w.strb
    when(write) {
      written <== 1
      writeResponse <== Response.slaveError
      when(writeIndex < 4) { writeResponse <== Response.okay }
      when(writeIndex == 0) {
        when(strobes[0]) {
          enable <== data[0]
          repeats <== data[1]
        }
        when(strobes[1]) { prescale <== data[8..<12].asUnsigned }
      }
      when(writeIndex == 1) {
        let low = mux(strobes[0], data[0..<8], limit[0..<8])
        let high = mux(strobes[1], data[8..<16], limit[8..<16])
        limit <== concatenate(low, high).asUnsigned
      }
    }.elsewhen(io.b.ready) {
      written <== 0
    }
    // An expiry in the cycle of the clearing write is not lost.
    when(write & (writeIndex == 3) & strobes[0] & data[0]) { expired <== 0 }
    when(isLast) { expired <== 1 }

    // A read needs a place for what it gives.
    let wasRead = Reg(Bit(), reset: 0)
    let readData = Reg(Bits(32), reset: 0)
    let readResponse = Reg(Bits(2), reset: Response.okay)
    let read = io.ar.valid & (!wasRead | io.r.ready)
    io.ar.ready <== read
    io.r.valid <== wasRead
    io.r.data <== readData
    io.r.resp <== readResponse

    let readIndex = io.ar.addr >> 2
    let control = concatenate(enable, repeats).extended(to: 8)
    when(read) {
      wasRead <== 1
      readResponse <== Response.slaveError
      when(readIndex < 4) { readResponse <== Response.okay }
      readData <== 0
      when(readIndex == 0) { readData <== concatenate(control, prescale).extended(to: 32) }
      when(readIndex == 1) { readData <== limit.asBits.extended(to: 32) }
      when(readIndex == 2) { readData <== count.asBits.extended(to: 32) }
      when(readIndex == 3) { readData <== expired.asBits.extended(to: 32) }
    }.elsewhen(io.r.ready) {
      wasRead <== 0
    }
  }
}
