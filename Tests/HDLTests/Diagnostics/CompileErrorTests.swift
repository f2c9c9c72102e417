import Foundation
import Testing

/// Mistakes that the Swift compiler reports by itself, at the designer's line and column, in a body under `@Hardware`.
@Suite struct CompileErrorTests {
  /// Each statement that ends in a comment is wrong; the comment is the column and the start of what the compiler says.
  static let source = """
    import HDL
    struct Ports: Bundle {
      let a, b: In<Signed>
      let count: In<Unsigned>
      let words: In<Stream<Sample>>
      let y: Out<Signed>
      let go: Out<Bit>
    }
    @Bundle struct Sample { let level: Signed }
    @Hardware func drivesInput(_ io: Ports) {
      io.a <== io.b  // 8: '<==' is unavailable: an input cannot be driven inside its module
    }
    @Hardware func drivesPayload(_ io: Ports) {
      io.words.level <== io.b  // 18: '<==' is unavailable: a value cannot be driven; make it a Wire, a Reg or an output
    }
    @Hardware func drivesValue(_ io: Ports) {
      let sum = io.a + io.b
      sum <== io.a  // 7: '<==' is unavailable: a value cannot be driven; make it a Wire, a Reg or an output
    }
    @Hardware func mixesKinds(_ io: Ports) {
      let sum = io.a + io.count  // 18: '+' is unavailable: signals of different kinds do not mix: convert one with asSigned
      _ = sum
    }
    @Hardware func assignsAnotherKind(_ io: Ports) {
      io.y <== io.count  // 8: '<==' is unavailable: signals of different kinds do not mix: convert one with asSigned
    }
    @Hardware func branchesInSwift(_ io: Ports) {
      if io.a == io.b { io.y <== 0 }  // 11: '==' is unavailable: comparing signals gives a Bit, which no if, while, guard
    }
    @Hardware func takesANumberAsCondition(_ io: Ports) {
      when(io.a) { io.y <== 0 }  // 3: global function 'when' requires the types 'Signed' and 'Bit' be equivalent
    }
    @Hardware func misspells(_ io: Ports) {
      io.y <== io.words.lvl  // 21: value of type 'In<Stream<Sample>>' has no dynamic member 'lvl'
    }
    @Hardware func turnsARange(_ io: Ports) {
      io.y <== io.a[7...0].asSigned  // 17: a range of bits is written low...high: 0...7
    }
    // Types of a package of its own, which the macros' code must not mean.
    struct Leaf {}
    struct Ref {}
    @Hardware func countsInSwift(_ io: Ports) {
      let count = Reg(Unsigned(4), reset: 0)
      count += 1  // 9: '+=' is unavailable: hardware is driven with '<==': write x <== x + 1 for x += 1
    }
    @Hardware func drivesABool(_ io: Ports) {
      io.go <== true  // 9: '<==' is unavailable: a Bool is Swift's, a Bit is hardware: write 1 or 0
    }
    @Hardware func assignsAPort(_ io: Ports) {
      io.y = io.a  // 8: '=' does not drive hardware: write io.y <== ...
    }
    @Hardware func assignsARegister(_ io: Ports) {
      let sum = Reg(Signed(8), reset: 0)
      when(io.go) { sum = sum + io.a }  // 21: '=' does not drive hardware: write sum <== ...
      io.y <== sum
    }
    @Hardware func computesInSwift(_ io: Ports, _ total: inout Int) {
      var width = 4
      width = width + total
      total = width
      io.go <== 1
    }
    struct Plain { let level: Signed }
    struct Forgets: Bundle { let plain: In<Stream<Plain>> }  // 40: type 'Plain' does not conform to protocol 'Payload'
    @Bundle struct Reserved { let value: Bit }  // 1: a field cannot be called 'value'

    """

  static let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  static let modules = products.appendingPathComponent("Modules").path
  static let plugin = products.appendingPathComponent("HDLMacros-tool").path
  /// Another layout of the build folder leaves nothing to test against.
  static let isSetUp =
    FileManager.default.fileExists(atPath: modules + "/HDL.swiftmodule") && FileManager.default.isExecutableFile(atPath: plugin)

  @Test(.enabled(if: isSetUp, "the built modules are not beside the tests"), .timeLimit(.minutes(2)))
  func mistakesAreReportedWhereTheyStand() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("Wrong.swift")
    try Self.source.write(to: file, atomically: true, encoding: .utf8)

    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "swiftc", "-typecheck", "-swift-version", "6", "-parse-as-library", "-diagnostic-style", "llvm", "-I", Self.modules,
      "-load-plugin-executable", Self.plugin + "#HDLMacros", file.path,
    ]
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()

    let said = output.split(separator: "\n").filter { $0.contains("Wrong.swift:") && $0.contains(": error: ") }
    var wanted = 0
    for (index, line) in Self.source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let mark = line.range(of: "  // ") else { continue }
      let parts = line[mark.upperBound...].split(separator: ":", maxSplits: 1)
      wanted += 1
      let start = "Wrong.swift:\(index + 1):\(parts[0]): error:\(parts[1])"
      #expect(said.contains { $0.contains(start) }, "missing: \(start)")
    }
    // Where a macro reports an assignment, Swift adds that it could not be one either.
    let own = said.filter { !$0.contains("error: cannot assign") }
    #expect(own.count == wanted, "\(output)")
  }
}
