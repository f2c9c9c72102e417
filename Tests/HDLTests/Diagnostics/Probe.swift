import HDL
import Testing

/// The ports of every probe.
struct ProbeIO: Bundle {
  let a, b: In<Signed>
  let wide: In<Signed>
  let count: In<Unsigned>
  let go: In<Bit>
  let four, three: In<Vec<Signed>>
  let words: In<Stream<Operand>>
  let y: Out<Signed>
  let yes: Out<Bit>
  let sums: Out<Stream<Operand>>
  let rows: Out<Vec<Signed>>
}

/// A module whose body is one function under `@Hardware`: the smallest thing that can be wrong.
struct Probe: Module {
  let name: String
  let body: @Sendable (ProbeIO) -> Void

  init(_ name: String, _ body: @escaping @Sendable (ProbeIO) -> Void) {
    self.name = name
    self.body = body
  }
  static func == (left: Probe, right: Probe) -> Bool { left.name == right.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }

  var io: ProbeIO {
    ProbeIO(
      a: In(Signed(8)), b: In(Signed(8)), wide: In(Signed(16)), count: In(Unsigned(4)), go: In(Bit()),
      four: In(Vec(4, Signed(8))),
      three: In(Vec(3, Signed(8))), words: In(Stream(Operand(a: 8, b: 8))), y: Out(Signed(8)), yes: Out(Bit()),
      sums: Out(Stream(Operand(a: 8, b: 8))), rows: Out(Vec(4, Signed(8))))
  }
  func build(_ io: ProbeIO) { body(io) }
}

/// Drives the outputs that a probe is not about.
func driveRest(_ io: ProbeIO, y: Bool = true, yes: Bool = true, rows: Bool = true) {
  io.words.ready <== 1
  io.sums.valid <== 0
  io.sums.payload <== io.words.payload
  if y { io.y <== io.a }
  if yes { io.yes <== io.go }
  if rows { io.rows <== io.four }
}

/// Elaborates the body and compares all that is said with `expected`, in which `{name}` stands for the number of the line
/// of the calling file that ends in `// {name}`.
func expectErrors(
  _ body: @escaping @Sendable (ProbeIO) -> Void, _ expected: String, file: String = #filePath,
  location: SourceLocation = #_sourceLocation
) throws {
  try expectErrors(of: Probe("probe", body), expected, file: file, location: location)
}

func expectErrors(
  of module: some Module, _ expected: String, file: String = #filePath, location: SourceLocation = #_sourceLocation
) throws {
  let wanted = try withLines(expected, of: file)
  do {
    _ = try elaborate(module)
    Issue.record("nothing was reported", sourceLocation: location)
  } catch {
    #expect(error.description == wanted, sourceLocation: location)
  }
}

func expectWarnings(
  _ body: @escaping @Sendable (ProbeIO) -> Void, _ expected: String, file: String = #filePath,
  location: SourceLocation = #_sourceLocation
) throws {
  let said = try elaborateWithWarnings(Probe("probe", body)).warnings.map(\.description).joined(separator: "\n")
  let wanted = try withLines(expected, of: file)
  #expect(said == wanted, sourceLocation: location)
}
