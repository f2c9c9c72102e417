import Numerics
import Testing
import Units

/// The decoders of `PIMMac` in software, which its testbench holds against the RTL, beside the formats that they stand for.
@Suite struct PIMMacTests {
  /// All 256 codes of both 8-bit formats, and all 16 x 4 BitMoD codes and 16 x 16 codes with a zero point.
  @Test func everyCodeIsItsFormatsNumber() throws {
    let activation = try #require(FormatCatalog.format(named: "e4m3")),
      probability = try #require(FormatCatalog.format(named: "s0e4m4"))
    for code in UInt8.min...UInt8.max {
      let number = activation.value(of: UInt32(code))
      // The only NaN of each sign counts as the number behind the largest one.
      let expected = number.isNaN ? (code < 128 ? 480 : -480) : number
      #expect(Double(PIMMacModel.activation(code, isProbability: false)) * 0x1p-9 == expected, "E4M3 code \(code)")
      let share = Double(PIMMacModel.activation(code, isProbability: true)) * 0x1p-18
      #expect(share == probability.value(of: UInt32(code)), "S0E4M4 code \(code)")
      #expect(Float(share) == Float(Half(bits: UInt16(code) << 6)), "FP16 with bits 6 to 13 from code \(code)")
    }
    for (setting, name) in ["bitmod+5", "bitmod-5", "bitmod+8", "bitmod-8"].enumerated() {
      let format = try #require(FormatCatalog.format(named: name))
      for code in UInt8(0)..<16 {
        let weight = PIMMacModel.weight(code, setting: UInt8(setting), isBitMoD: true)
        #expect(Double(weight) / 2 == format.value(of: UInt32(code)), "\(name) code \(code)")
      }
    }
    for zero in 0..<16 {
      let format = NumberFormat("", "", source: "", .integer(IntegerLayout(width: 4, .asymmetric(zeroPoint: zero))))
      for code in UInt8(0)..<16 {
        let number = PIMMacModel.weight(code, setting: UInt8(zero), isBitMoD: false)
        #expect(Double(number) == format.value(of: UInt32(code)), "code \(code) with zero point \(zero)")
      }
    }
  }

  /// No 128 products can overflow 32 bits, and the least number of largest products that does is what the page says.
  @Test(arguments: PIMOperand.allCases, [false, true]) func whatASumHolds(operand: PIMOperand, isProbability: Bool) {
    let isBitMoD = operand == .bitMoD, unit = PIMMac()
    let column = PIMMacModel.Column(
      codes: .init(repeating: .init(repeating: isBitMoD ? 8 : 15, count: unit.lanes), count: unit.elements),
      settings: .init(repeating: isBitMoD ? 2 : 0, count: unit.elements), operand: operand,
      activations: .init(repeating: isProbability ? 0xff : 0x7e, count: unit.lanes), isProbability: isProbability)
    func result(_ columns: Int) -> (sums: [Int], overflows: Int) {
      PIMMacModel.sums(.init(repeating: column, count: columns), on: unit)
    }
    #expect(result(128 / unit.lanes).overflows == 0)
    let product = (isBitMoD ? 16 : 15) * (isProbability ? 31 << 14 : 14 << 14), most = Int(Int32.max) / (product * unit.lanes)
    #expect(result(most).overflows == 0 && result(most).sums[0] == most * unit.lanes * product)
    #expect(result(most + 1).overflows == unit.elements && result(most + 2).overflows == 2 * unit.elements)
    #expect(result(most + 1).sums[0] == Int(Int32.max))
    let wrapped = PIMMacModel.sums(.init(repeating: column, count: most + 1), on: PIMMac(elements: 16, lanes: 4, overflow: .wrap))
    #expect(wrapped.sums[0] == (most + 1) * unit.lanes * product - 1 << 32)
  }

  /// The closed form of a pass is what the model shows cycle by cycle.
  @Test func cyclesOfAPass() {
    for columns in 1...20 {
      for shared in [false, true] {
        let unit = PIMMac(), inputs = columns * (shared ? 2 : 1)
        var model = PIMMacCycles(unit), sent = 0, results = 0, cycle = 0
        while results < (shared ? 2 : 1) {
          let signals = model.step(
            PIMMacSides(offers: sent < columns, isShared: shared, isLast: sent == columns - 1, takes: true))
          if sent < columns, signals.ready { sent += 1 }
          if signals.valid { results += 1 }
          cycle += 1
        }
        #expect(cycle == PIMMacCycles.cycles(of: inputs, on: unit), "\(columns) columns")
      }
    }
  }
}
