import ArgumentParser
import CommandLineTool
import Numerics

/// `hwgen format`: what a number format's codes stand for.
struct FormatCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "format", abstract: "Prints a number format: range, specials, rounding, codes.",
      discussion: """
        Floating-point, integer and block formats, as the units and systems have them. A block format's numbers are given with
        commas between; they share one scale.

        EXAMPLES:
          \(Catalog.current.name) format --list
          \(Catalog.current.name) format e4m3
          \(Catalog.current.name) format fp20 --encode 3.14159 --rounding nearest-even
          \(Catalog.current.name) format fp16 --decode 0x3c01
          \(Catalog.current.name) format mxfp4 --encode 0.5,-3,12
        """)
  }

  @Argument(help: ArgumentHelp("The format, as --list names it.", valueName: "format"))
  var name: String?

  @Flag(name: .long, help: "Print every format, a line each.")
  var list = false

  @Option(name: .long, help: ArgumentHelp("Numbers whose codes to print.", valueName: "number,..."))
  var encode: String?

  @Option(name: .long, help: ArgumentHelp("Codes whose numbers to print, decimal or as 0x7f.", valueName: "code,..."))
  var decode: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How --encode rounds: \(Rounding.allCases.map(\.rawValue).joined(separator: ", ")). (default: the format's)",
      valueName: "rounding"))
  var rounding: String?

  @Option(
    name: .long,
    help: ArgumentHelp("What --encode does beyond the largest number: special or saturate. (default: the format's)"))
  var overflow: String?

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func run() throws {
    if list {
      guard name == nil, encode == nil, decode == nil else {
        throw CommandFailure.usage("--list prints all formats; leave out the rest, or leave out --list")
      }
      return try FormatList.print(json: json)
    }
    guard let name else { throw CommandFailure.usage("name a format, such as e4m3, or use --list") }
    guard encode == nil || decode == nil else { throw CommandFailure.usage("use either --encode or --decode") }
    guard encode != nil || (rounding == nil && overflow == nil) else {
      throw CommandFailure.usage("--rounding and --overflow say how --encode makes codes; add --encode NUMBER")
    }
    if let format = FormatCatalog.format(named: name) {
      if encode == nil && decode == nil { return try FormatPage(format).print(json: json) }
      return try print(
        Conversion.conversions(
          of: format, try numbers(), try codes(format), try choice(Rounding.self, rounding, "--rounding"),
          try choice(Overflow.self, overflow, "--overflow")))
    }
    guard let block = FormatCatalog.blocks.first(where: { $0.name == name.lowercased() }) else {
      throw CommandFailure.usage("there is no format '\(name)'; '\(Catalog.current.name) format --list' prints all")
    }
    try print(block)
  }

  private func print(_ conversions: [Conversion]) throws {
    if json { return try JSONOutput.print(conversions) }
    var table = Table([("number", .right), ("code", .right), ("bits", .right), ("stands for", .right)])
    for one in conversions { table.add(one.number, one.code, one.bits, one.value) }
    Console.current.print(table.text())
  }

  private func print(_ block: BlockFormat) throws {
    guard decode == nil else {
      throw CommandFailure.usage(
        "the codes of \(block.name) need a scale; decode those of \(block.element.name) and \(block.scale.name)")
    }
    guard rounding == nil, overflow == nil else {
      throw CommandFailure.usage("\(block.name) rounds as its element and scale do; leave out --rounding and --overflow")
    }
    guard let numbers = try numbers() else { return try BlockPage(block).print(json: json) }
    guard (1...block.group).contains(numbers.count) else {
      throw CommandFailure.usage("a group of \(block.name) has 1 to \(block.group) numbers, not \(numbers.count)")
    }
    let group = block.encode(numbers), values = block.decode(scale: group.scale, group.codes)
    let conversions = zip(zip(numbers, group.codes), values).map {
      Conversion($0.0, code: $0.1, width: block.element.width, value: $1)
    }
    if json {
      struct Group: Encodable {
        let scale: Conversion
        let elements: [Conversion]
      }
      let scale = block.scale.value(of: group.scale)
      return try JSONOutput.print(
        Group(scale: Conversion(scale, code: group.scale, width: block.scale.width, value: scale), elements: conversions))
    }
    Console.current.print("scale \(Conversion.text(block.scale.value(of: group.scale))), code \(group.scale)\n")
    try print(conversions)
  }

  private func numbers() throws -> [Double]? {
    try encode?.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let word = part.filter { $0 != " " }
      guard let number = Double(word) else {
        throw CommandFailure.usage("'\(part)' is no number; write them as in --encode 3.14159,-0x1p-3,inf,nan")
      }
      return number
    }
  }

  private func codes(_ format: NumberFormat) throws -> [UInt32]? {
    try decode?.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let word = part.filter { $0 != " " }.lowercased()
      let code = word.hasPrefix("0x") ? UInt32(word.dropFirst(2), radix: 16) : UInt32(word)
      guard let code, format.width == 32 || code >> UInt32(format.width) == 0 else {
        throw CommandFailure.usage(
          "'\(part)' is no code of \(format.name); its codes run from 0 to \(format.width == 32 ? UInt32.max : 1 << UInt32(format.width) - 1)"
        )
      }
      return code
    }
  }

  private func choice<T: RawRepresentable<String> & CaseIterable>(_ type: T.Type, _ word: String?, _ option: String) throws -> T?
  {
    guard let word else { return nil }
    guard let value = T(rawValue: word) else {
      throw CommandFailure.usage(
        "\(option) takes \(T.allCases.map(\.rawValue).joined(separator: ", ")), not '\(word)'")
    }
    return value
  }
}
