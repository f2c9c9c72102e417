/// Rows of text in aligned columns, for people to read.
public struct Table: Sendable {
  public enum Alignment: Sendable { case left, right }

  private let headers: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// - Parameter columns: The header and alignment of each column; headers that are all empty are not printed.
  public init(_ columns: [(header: String, alignment: Alignment)]) {
    headers = columns.map(\.header)
    alignments = columns.map(\.alignment)
  }

  /// All columns left-aligned.
  public init(_ headers: String...) { self.init(headers.map { ($0, .left) }) }

  public var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; missing cells are empty, surplus ones are dropped.
  public mutating func add(_ cells: [String]) {
    rows.append((0..<headers.count).map { $0 < cells.count ? cells[$0] : "" })
  }
  public mutating func add(_ cells: String...) { add(cells) }

  /// The lines, each without white space at its end.
  public func text(indentation: Int = 0) -> String {
    let hasHeader = headers.contains { !$0.isEmpty }
    let widths = headers.indices.map { column in rows.reduce(hasHeader ? headers[column].count : 0) { max($0, $1[column].count) }
    }
    var lines = rows
    if hasHeader { lines.insert(contentsOf: [headers, widths.map { String(repeating: "-", count: $0) }], at: 0) }
    let margin = String(repeating: " ", count: indentation)
    return lines.map { cells in
      var line = margin
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += alignments[column] == .left ? cell + padding : padding + cell
        line += "  "
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
