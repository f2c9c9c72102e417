import HDL
import Netlist
import Testing
import Testbenches
import Units
import Verilog

/// The text of every unit as a reviewer reads it.
@Suite struct TextStyleTests {
  /// The default configuration of every unit, and its text.
  private static let emitted: [(name: String, design: Design, output: VerilogOutput)] = {
    do {
      return try UnitCatalog.all.map { try emit($0) }
    } catch {
      Issue.record("\(error)")
      return []
    }
  }()

  private static func emit<U: Unit>(_: U.Type) throws -> (name: String, design: Design, output: VerilogOutput) {
    let design = try elaborate(U())
    return (U.unitName, design, try VerilogEmitter().emit(design))
  }

  /// Synthesis for chips keeps no `initial` block: what has to hold after it stands under no such block.
  @Test func initialBlocksAreForSimulationOnly() {
    for unit in Self.emitted {
      for file in unit.output.files {
        var guards: [Substring] = []
        for line in file.text.split(separator: "\n") {
          let words = line.split(separator: " ")
          if line.hasPrefix("`if") { guards.append(line) }
          if line.hasPrefix("`endif") { guards.removeLast() }
          if words.first == "initial" { #expect(guards.contains("`ifndef SYNTHESIS"), "\(unit.name): \(file.name)") }
        }
      }
    }
  }

  /// `always_ff` wherever no `initial` block fills what it writes; checks assign nothing.
  @Test func registersAreClockedByAlwaysFF() {
    for unit in Self.emitted {
      for file in unit.output.files {
        let arrays = Set(file.text.matches(of: #/(?:logic|signed|\]) (\w+) \[0:/#).map { String($0.1) })
        for block in file.text.matches(of: #/\n( *)always @\(posedge[^\n]*\n(?:\1 [^\n]*\n)*/#) {
          let assigned = block.output.0.matches(of: #/(?:^|\n)\s*(\w+)[^\n(]* <= /#).map { String($0.1) }
          #expect(assigned.isEmpty || assigned.contains { arrays.contains($0) }, "\(unit.name): \(file.name)\n\(block.output.0)")
        }
      }
    }
  }

  @Test func namesAreInSnakeCase() {
    for unit in Self.emitted {
      for file in unit.output.sourceMap.files {
        for name in file.names.keys where name != name.uppercased() {
          #expect(name == NameStyle.snakeCase(name), "\(unit.name): \(file.name)")
        }
      }
    }
  }

  /// Names with a number that the source does not have tell a reader nothing.
  @Test func namesHaveNoNumbersOfTheirOwn() {
    var all = 0, numbered: [String] = []
    for unit in Self.emitted {
      for (module, file) in zip(unit.design.modules, unit.output.sourceMap.files) {
        var ofSource: Set<String> = []
        for value in module.values {
          if let name = value.name, NameStyle.snakeCase(value.swiftName ?? name) == name { ofSource.insert(name) }
        }
        for name in file.names.keys {
          all += 1
          if name.contains(#/_[0-9]+$/#), !ofSource.contains(name), !module.instances.contains(where: { $0.name == name }) {
            numbered.append("\(module.name).\(name)")
          }
        }
      }
    }
    // 2 % is the aim. Fields of a floating-point number are taken apart under one name for each operand: 2.1 % with the units that do.
    #expect(numbered.count * 1000 <= all * 22, "\(numbered.count) of \(all): \(numbered.sorted())")
  }

  @Test func assignsDoMoreThanRename() {
    var all = 0, renames: [String] = []
    for unit in Self.emitted {
      for file in unit.output.files {
        for line in file.text.split(separator: "\n") {
          guard line.contains(#/^ *(assign|wire .*=)/#) else { continue }
          all += 1
          if line.contains(#/^ *(?:assign|wire(?: signed)?(?: \[[0-9:]+\])?) \w+ = \w+;$/#) {
            renames.append("\(file.name):\(line)")
          }
        }
      }
    }
    #expect(renames.count * 100 <= all * 3, "\(renames.count) of \(all): \(renames)")
  }

  /// Each file's parameters stand in the manifest, and no file's name is a number that only a program can read.
  @Test func manifestNamesEveryFile() {
    for unit in Self.emitted {
      #expect(unit.output.manifest.files.map(\.file) == unit.output.files.map(\.name))
      for (module, file) in zip(unit.design.modules, unit.output.manifest.files) {
        #expect(file.parameters == module.parameters && file.swiftName == module.typeName)
        #expect(!file.file.contains(#/_[0-9a-f]{8}\./#), "\(file.file)")
      }
    }
  }
}

/// A module with a helper's call before and behind the body of a unit, and without.
private struct Probed<U: Unit>: HDL.Module {
  let unit: U
  let isProbed: Bool
  var io: U.IO { unit.io }
  var moduleName: String? { "probed" }

  @Hardware
  func build(_ io: U.IO) {
    if isProbed {
      let inserted = watched()
      cover(inserted, "before the unit")
      watch()
    }
    unit.build(io)
    if isProbed {
      let added = watched()
      cover(added, "behind the unit")
    }
  }

  /// Its locals are called as those of units.
  @Hardware
  private func watched() -> Bit {
    let busy = Reg(Bit(), reset: 0)
    let moves = Reg(Bit(), reset: 0)
    let delayed = Reg(next: busy, enable: moves, reset: 0)
    let valid = busy & moves & delayed
    busy <== !busy
    moves <== busy ^ moves
    return valid
  }

  @Hardware
  private func watch() {
    let count = Reg(Unsigned(8), reset: 0)
    let position = count + 1
    count <== position
    cover(position == 7, "counted")
  }
}

/// Adding a call anywhere changes no other name.
@Suite struct InsertedCallTests {
  private static func names(_ unit: some Unit, isProbed: Bool) throws -> Set<String> {
    let output = try VerilogEmitter().emit(elaborate(Probed(unit: unit, isProbed: isProbed)))
    let names = output.sourceMap.files.last.map { Set($0.names.keys) } ?? []
    return names.filter { name in !["inserted", "added", "watch"].contains { name == $0 || name.hasPrefix($0 + "_") } }
  }

  private static func expectEqualNames(_ unit: some Unit) throws {
    let before = try names(unit, isProbed: false), after = try names(unit, isProbed: true)
    #expect(before.subtracting(["clock", "reset"]) == after.subtracting(["clock", "reset"]), "\(type(of: unit))")
    #expect(before.count > 3)
  }

  @Test func namesStay() throws {
    try Self.expectEqualNames(MacPE())
    try Self.expectEqualNames(FlashPE())
    try Self.expectEqualNames(FlashPage())
    try Self.expectEqualNames(FlashChannel())
    try Self.expectEqualNames(WordFifo())
    try Self.expectEqualNames(NPUSystolic())
    try Self.expectEqualNames(Softmax())
    try Self.expectEqualNames(RMSNorm())
    try Self.expectEqualNames(LayerNorm())
    try Self.expectEqualNames(GatedActivation())
    try Self.expectEqualNames(RotaryEmbedding())
    try Self.expectEqualNames(BlockQuantizer())
  }
}
