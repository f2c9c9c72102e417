import CommandLineTool
import Numerics

/// All formats, a line each.
enum FormatList {
  private struct Line: Encodable {
    let name: String
    let bits: Double
    let summary: String
  }

  static func print(json: Bool) throws {
    let lines =
      FormatCatalog.all.map { Line(name: $0.name, bits: Double($0.width), summary: $0.summary) }
      + FormatCatalog.blocks.map { Line(name: $0.name, bits: $0.bitsPerElement, summary: BlockPage($0).summary) }
    if json { return try JSONOutput.print(lines) }
    var table = Table([("format", .left), ("bits", .right), ("what it is", .left)])
    for line in lines { table.add(line.name, Conversion.text(line.bits), line.summary) }
    Console.current.print(table.text())
  }
}

/// What is printed of a scalar format: range, specials, rounding, and its codes where a screen has room for them.
struct FormatPage: Encodable {
  /// Formats of more bits have too many codes to print.
  private static let printedBits = 8

  let name: String, summary: String, source: String
  let bits: Int
  let fields: String, specials: String
  let largest: String, smallest: String, leastPositive: String
  let rounding: String, overflow: String
  let codes: [Conversion]

  init(_ format: NumberFormat) {
    (name, summary, source, bits) = (format.name, format.summary, format.source, format.width)
    let limits = format.limits
    (largest, smallest) = (Conversion.text(limits.largest), Conversion.text(limits.smallest))
    leastPositive = Conversion.text(limits.leastPositive)
    rounding = format.rounding.rawValue
    switch format.encoding {
    case .float(let layout):
      let sign = layout.isSigned ? "sign, " : ""
      fields = "\(sign)\(layout.exponentBits) bits of exponent with bias \(layout.bias), \(layout.fractionBits) of fraction"
      specials = layout.specials.rawValue
    case .integer(let layout):
      switch layout.representation {
      case .twosComplement: fields = "two's complement"
      case .signMagnitude: fields = "sign, \(layout.width - 1) bits of magnitude"
      case .asymmetric(let zeroPoint): fields = "a number less the zero point \(zeroPoint)"
      }
      specials = FloatLayout.Specials.none.rawValue
    case .powerOfTwo:
      fields = "8 bits of exponent with bias 127"
      specials = "one NaN, no zero, no infinities"
    case .table:
      fields = "a table"
      specials = FloatLayout.Specials.none.rawValue
    }
    overflow = format.overflow == .saturate ? "the largest number" : "infinity or NaN, where there is one"
    codes =
      format.width > Self.printedBits
      ? []
      : (0..<UInt32(1) << UInt32(format.width)).map {
        Conversion(format.value(of: $0), code: $0, width: format.width, value: format.value(of: $0))
      }
  }

  func print(json: Bool) throws {
    if json { return try JSONOutput.print(self) }
    let console = Console.current
    console.print("\(name): \(summary)\n")
    var facts = Table("", "")
    facts.add("width", "\(bits) bits")
    facts.add("fields", fields)
    facts.add("specials", specials)
    facts.add("range", "\(smallest) to \(largest); the least above 0 is \(leastPositive)")
    facts.add("rounding", rounding)
    facts.add("too large", overflow)
    facts.add("source", source)
    console.print(facts.text(indentation: 2))
    guard !codes.isEmpty else {
      return console.print("\nA table of \(1 << bits) codes is too long to print; --encode and --decode convert single ones.")
    }
    // Down the columns, as code charts have it.
    let columns = codes.count > 16 ? 8 : codes.count > 4 ? 2 : 1, rows = codes.count / columns
    var table = Table((0..<columns).flatMap { _ in [("code", .left), ("number", .right)] as [(String, Table.Alignment)] })
    for row in 0..<rows {
      table.add((0..<columns).flatMap { [codes[$0 * rows + row].code, codes[$0 * rows + row].value] })
    }
    console.print("\n" + table.text(indentation: 2))
  }
}

/// What is printed of a block format.
struct BlockPage: Encodable {
  let name: String, summary: String, source: String
  let element: String, scale: String, scaleRule: String
  let group: Int
  let bitsPerElement: Double

  init(_ block: BlockFormat) {
    (name, source, group, bitsPerElement) = (block.name, block.source, block.group, block.bitsPerElement)
    (element, scale) = (block.element.name, block.scale.name)
    summary = "Groups of \(block.group): \(block.element.name) times a scale in \(block.scale.name)"
    scaleRule =
      switch block.rule {
      case .powerOfTwo: "the power of two below the largest magnitude over that below the largest element"
      case .quotient: "the largest magnitude over the largest element, rounded"
      }
  }

  func print(json: Bool) throws {
    if json { return try JSONOutput.print(self) }
    var facts = Table("", "")
    facts.add("elements", element)
    facts.add("scale", "\(scale): \(scaleRule)")
    facts.add("group", "\(group) elements, the last one of a row may be shorter")
    facts.add("bits", "\(bitsPerElement) an element, its share of the scale included")
    facts.add("source", source)
    Console.current.print("\(name): \(summary)\n")
    Console.current.print(facts.text(indentation: 2))
  }
}
