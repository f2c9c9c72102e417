/// A paper's figures beside ours, as `hwgen reproduce` prints them.
public struct Reproduction: Encodable, Sendable {
  /// A figure of ours, with its table.
  public struct Row: Encodable, Sendable {
    /// The table's name, and which of its figures.
    public let table: String, label: String
    /// The printed number, of a range its middle; nil where none is printed.
    public let published: Double?
    /// As it is printed.
    public let publishedText: String?
    /// Such as `token/s`.
    public let unit: String
    /// In the same unit.
    public let ours: Double
    /// As a share of the published figure, 0 within a printed range.
    public let error: Double?
    /// The error that is left when the printed digits are taken as rounded.
    public let errorBeyondRounding: Double?
    /// Where ours comes from.
    public let kind: FigureKind
    /// What else is to say; may be empty.
    public let note: String
  }

  /// What a table is, and how well ours agrees with it.
  public struct Table: Encodable, Sendable {
    /// See `PaperTable`.
    public let name: String, title: String, explanation: String
    /// Over the rows with a published figure; nil where there is none.
    public let meanError: Double?, largestError: Double?
  }

  /// Of the JSON object.
  public let schemaVersion = 1
  /// The paper's name, which is that of its system.
  public let paper: String
  /// The paper's name, and where it stands.
  public let title: String, source: String
  /// The one set of values that all tables are made with.
  public let parameters: [PaperParameter]
  /// The tables that were run.
  public let tables: [Table]
  /// The figures of all tables, in order.
  public let rows: [Row]
  /// Over all rows with a published figure; nil where there is none.
  public let meanError: Double?

  /// Runs the tables of a paper.
  ///
  /// Throws one line for a table whose figures cannot be made.
  ///
  /// - Parameter table: only this one, else all but the long ones; throws `AcceleratorError` for a table that the paper does not have,
  ///   and what a simulation throws
  public init(of paper: Paper, table: String? = nil) throws {
    let chosen = paper.tables.filter { one in table.map { one.name == $0 } ?? !one.isLong }
    if let table, chosen.isEmpty {
      throw AcceleratorError(
        "the paper of \(paper.name) has no table '\(table)'; choose one of \(paper.tables.map(\.name).joined(separator: ", "))")
    }
    self.paper = paper.name
    (title, source, parameters) = (paper.title, paper.source, paper.parameters)
    var tables: [Table] = [], rows: [Row] = []
    for table in chosen {
      let made = try table.makeRows().map { figure in
        Row(
          table: table.name, label: figure.label, published: figure.published?.value, publishedText: figure.published?.text,
          unit: figure.unit, ours: figure.ours, error: figure.error, errorBeyondRounding: figure.errorBeyondRounding,
          kind: figure.kind, note: figure.note)
      }
      tables.append(
        Table(
          name: table.name, title: table.title, explanation: table.explanation, meanError: Self.meanError(made),
          largestError: made.compactMap { $0.error.map(abs) }.max()))
      rows += made
    }
    (self.tables, self.rows, meanError) = (tables, rows, Self.meanError(rows))
  }

  private static func meanError(_ rows: [Row]) -> Double? {
    let errors = rows.compactMap { $0.error.map(abs) }
    return errors.isEmpty ? nil : errors.reduce(0, +) / Double(errors.count)
  }

  // MARK: Text

  /// The header of a table for people, and its cells.
  public static let columns = ["figure", "published", "ours", "unit", "error", "kind", "note"]

  /// The rows of a table as texts.
  public func cells(of table: Table) -> [[String]] {
    rows.filter { $0.table == table.name }.map { row in
      [
        row.label, row.publishedText ?? "", PublishedFigure.text(row.ours, decimals: Self.decimals(row.ours)), row.unit,
        row.error.map { Self.percent($0) } ?? "", row.kind.rawValue, row.note,
      ]
    }
  }

  /// `mean error 8.5 %, largest 21.2 %`, or nothing.
  public func summary(of table: Table) -> String {
    guard let mean = table.meanError, let largest = table.largestError else { return "" }
    return
      "mean error \(PublishedFigure.text(mean * 100, decimals: 1)) %, largest \(PublishedFigure.text(largest * 100, decimals: 1)) %"
  }

  /// The page of a paper as Markdown.
  public var markdown: String {
    func row(_ cells: [String]) -> String { "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
    func table(_ header: [String], _ rows: [[String]]) -> String {
      ([row(header), row(header.map { _ in "---" })] + rows.map(row)).joined(separator: "\n")
    }
    var parts = ["## \(title)", "\(source). All tables are made with these values:"]
    parts.append(table(["parameter", "value", "from"], parameters.map { [$0.name, $0.value, $0.source] }))
    for one in tables {
      parts += ["### \(one.name)", "\(one.title). \(one.explanation)"]
      // Columns that nothing stands in are left out.
      let all = cells(of: one), used = Self.columns.indices.filter { index in all.contains { !$0[index].isEmpty } }
      parts.append(table(used.map { Self.columns[$0] }, all.map { cells in used.map { cells[$0] } }))
      let summary = summary(of: one)
      if !summary.isEmpty { parts.append(summary.prefix(1).uppercased() + summary.dropFirst() + ".") }
    }
    return parts.joined(separator: "\n\n")
  }

  private static func percent(_ share: Double) -> String {
    (share < 0 ? "-" : "+") + PublishedFigure.text(abs(share) * 100, decimals: 1) + " %"
  }
  /// Three digits that count.
  private static func decimals(_ value: Double) -> Int { abs(value) < 10 ? 2 : abs(value) < 100 ? 1 : 0 }
}
