import Units

/// What the page of the special functions prints, so that someone who computes them again can compare every bit.
enum NumberPages {
  /// Each table's first and last row, and a CRC of all of them.
  static func functionTables() -> String {
    let tables: [(String, FunctionTable)] = [
      ("power_table", .powerOfTwo), ("reciprocal_table", .reciprocal), ("root_table", .reciprocalSquareRoot),
    ]
    let rows = tables.map { name, table -> [String] in
      let lines = table.words.indices.map { index -> String in
        let row = table.coefficients(index)
        return "\(row.constant) \(row.linear) \(row.quadratic)"
      }
      return ["`\(name)`", "\(lines.count)", lines[0], lines[lines.count - 1], crc32(lines.map { $0 + "\n" }.joined().utf8)]
    }
    return "`LOG2E` is \(SpecialFunctions.logarithm), log2 e in units of 2^-30.\n\n"
      + Generators.table(["table", "rows", "first row", "last row", "CRC-32 of the text"], rows)
  }

  /// Arguments and results, and a CRC of many more.
  static func functionValues() -> String {
    let functions = [SpecialFunctions.exponential, SpecialFunctions.reciprocal, SpecialFunctions.reciprocalSquareRoot]
    let arguments: [Float] = [
      0, 1, -1, 0.1, -0.1, 3, -20.25, 88.7, 88.8, -87.5, -103.9, -104, 0x1p-30, 0x1p-127, 0x1.fffffep126, .infinity, -.infinity,
      .nan,
    ]
    let rows = arguments.map { x in ["`\(hex(x))`", "\(x)"] + functions.map { "`\(hex($0(x)))`" } }
    let sweep = stride(from: UInt32(0), to: .max - step, by: Int(step)).map { Float(bitPattern: $0) }
    let sums = functions.map { function in "`\(crc32(words(sweep.map(function))))`" }
    return Generators.table(
      ["x", "about", "`exponential`", "`reciprocal`", "`reciprocal_root`"],
      rows + [
        ["the patterns \(step) k for k from 0 to \(sweep.count - 1)", "\(sweep.count) arguments"] + sums.map { "CRC-32 \($0)" }
      ])
  }

  private static let step: UInt32 = 20_011

  /// A number's 32 bits.
  static func hex(_ value: Float) -> String { hex(value.bitPattern) }

  private static func hex(_ bits: UInt32) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Numbers as they lie in memory, lowest byte first.
  static func words(_ values: some Sequence<Float>) -> [UInt8] { values.flatMap { bytes($0.bitPattern) } }

  /// An integer as it lies in memory, lowest byte first.
  static func bytes(_ value: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }

  /// The CRC of zlib, gzip and PNG.
  static func crc32(_ bytes: some Sequence<UInt8>) -> String {
    var register = UInt32.max
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register >> 1 ^ (register & 1 == 1 ? 0xedb8_8320 : 0) }
    }
    return hex(~register)
  }
}
