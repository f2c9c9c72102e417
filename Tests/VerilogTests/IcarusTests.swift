import Foundation
import HDL
import Testing
import Verilator
import Verilog

/// Icarus Verilog's compiler, if it is installed.
private let icarusCompiler = Toolchain.findOnPath("iverilog")

/// Emitted text run by Icarus Verilog against arithmetic done here in `Int`: widths and signs are what can go wrong.
@Suite(.enabled(if: icarusCompiler != nil, "needs iverilog")) struct IcarusTests {
  struct Vector {
    var a: Int, b: Int, u: Int, v: Int, n: Int, distance: Int
    var wide: (high: Int, low: UInt64)
  }

  static func vectors(_ count: Int, seed: UInt64) -> [Vector] {
    var state = seed
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    let corners = [-128, -127, -1, 0, 1, 127]
    return (0..<count).map { index in
      func signed() -> Int { index % 3 == 0 ? corners[Int(next() % 6)] : Int(Int8(truncatingIfNeeded: next())) }
      return Vector(
        a: signed(), b: signed(), u: Int(next() & 255), v: Int(next() & 255), n: Int(next() & 31),
        distance: index % 4 == 0 ? Int(next() & 0xFF_FFFF_FFFF) : Int(next() % 80), wide: (Int(next() & 63), next()))
    }
  }

  static func run(_ text: String, _ bench: String, _ dialect: Dialect) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-icarus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("all.\(dialect.fileExtension)")
    try (text + "\n" + bench).write(to: source, atomically: true, encoding: .utf8)
    let binary = folder.appendingPathComponent("all.vvp").path
    let generation = dialect == .systemVerilog ? "-g2012" : "-g2005"
    _ = try execute(try #require(icarusCompiler), [generation, "-s", "bench", "-o", binary, source.path])
    let vvp = try #require(Toolchain.findOnPath("vvp"))
    return try execute(vvp, ["-n", binary]).split(separator: "\n").map(String.init)
  }

  static func execute(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(path) failed")
    return String(decoding: data, as: UTF8.self)
  }

  @Test(arguments: Dialect.allCases) func operators(_ dialect: Dialect) throws {
    let vectors = Self.vectors(600, seed: 0x1234_5678_9ABC)
    var bench = """
      module bench;
        reg signed [7:0] a, b; reg [7:0] u, v; reg [4:0] n; reg [69:0] wide; reg [39:0] distance;
        wire signed [19:0] o0; wire signed [15:0] o1; wire [15:0] o2; wire o3; wire [8:0] o4; wire [23:0] o5;
        wire signed [7:0] o6; wire [69:0] o7; wire [7:0] o8; wire o9;
        operators dut (.a(a), .b(b), .u(u), .v(v), .n(n), .wide(wide), .distance(distance), .o0(o0), .o1(o1), .o2(o2),
          .o3(o3), .o4(o4), .o5(o5), .o6(o6), .o7(o7), .o8(o8), .o9(o9));
        initial begin

      """
    for one in vectors {
      bench += "a = \(one.a); b = \(one.b); u = \(one.u); v = \(one.v); n = \(one.n); distance = 40'd\(one.distance); "
      bench += "wide = {6'd\(one.wide.high), 64'h\(String(one.wide.low, radix: 16))}; #1 "
      bench += "$display(\"%0d %0d %0d %0d %0d %0d %0d %h %0d %0d\", o0, o1, o2, o3, o4, o5, o6, o7, o8, o9);\n"
    }
    bench += "$finish; end\nendmodule\n"
    let lines = try Self.run(VerilogEmitter(dialect: dialect).emit(elaborate(Operators())).text, bench, dialect)
    #expect(lines.count == vectors.count)
    for (line, one) in zip(lines, vectors) { #expect(line == Self.expected(one), "\(one)") }
  }

  static func wrap(_ value: Int, _ width: Int) -> Int { value & (1 << width - 1) }
  static func sign(_ value: Int, _ width: Int) -> Int { (value << (64 - width)) >> (64 - width) }

  static func expected(_ x: Vector) -> String {
    let ua = wrap(x.a, 8)
    let shifted = wrap(x.a >> min(x.n, 63), 8)
    let product = wrap(x.a * x.b, 16)
    let o0 = x.a * x.b + x.a
    let o1 = sign(wrap(shifted & x.u, 8), 8) * x.b
    let o2 = wrap(x.u * x.v - product, 16)
    let o3 = x.a < x.b && x.u >= x.v && ua >= x.v ? 1 : 0
    let o4 = (x.u + x.v) ^ wrap(x.v - x.u, 9)
    let o5 = (x.v >> 1) << 17 | (x.u >> 3 & 1) << 16 | product
    let o6 = sign(-(x.a + 1) - (x.b >> 2) + x.a * x.b, 8)
    let bits = (0..<70).map { $0 < 64 ? x.wide.low >> UInt64($0) & 1 == 1 : x.wide.high >> ($0 - 64) & 1 == 1 }
    var o7 = ""
    for digit in stride(from: 17, through: 0, by: -1) {
      var nibble = 0
      for bit in 0..<4 where digit * 4 + bit < 70 {
        let place = digit * 4 + bit
        let right = place + x.distance < 70 && bits[place + x.distance]
        let left = place - x.n >= 0 && bits[place - x.n]
        if right != left { nibble |= 1 << bit }
      }
      o7 += String(nibble, radix: 16)
    }
    let o8 = x.n < 8 && x.u >> x.n & 1 == 1 ? wrap(x.u << x.n, 8) : wrap(~x.v, 8)
    let parity = bits.reduce(false) { $0 != $1 }
    let o9 = (parity != (x.u == 255)) != (x.v != 0) ? 1 : 0
    return "\(o0) \(o1) \(o2) \(o3) \(o4) \(o5) \(o6) \(o7) \(o8) \(o9)"
  }
}
