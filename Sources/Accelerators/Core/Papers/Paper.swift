/// What a system's paper prints, and the runs of ours that answer it.
public struct Paper: Sendable {
  /// That of its system, kebab-case.
  public let name: String
  /// The paper's name.
  public let title: String
  /// Where it stands: venue and number.
  public let source: String
  /// The one set of values that all tables are made with, each with where it comes from.
  public let parameters: [PaperParameter]
  /// Its tables and charts, in the order of the page.
  public let tables: [PaperTable]

  /// With these values; what is not named has its default.
  public init(name: String, title: String, source: String, parameters: [PaperParameter], tables: [PaperTable]) {
    (self.name, self.title, self.source) = (name, title, source)
    (self.parameters, self.tables) = (parameters, tables)
  }
}

/// A value that a paper's tables are made with.
public struct PaperParameter: Encodable, Hashable, Sendable {
  /// What it is, and its value with the unit.
  public let name: String, value: String
  /// Paper and table, or why this value where the paper is silent.
  public let source: String

  /// With these values; what is not named has its default.
  public init(_ name: String, _ value: String, source: String) {
    (self.name, self.value, self.source) = (name, value, source)
  }
}

/// Figures of one table, or one chart, of a paper.
public struct PaperTable: Sendable {
  /// Kebab-case, such as `flash-only`.
  public let name: String
  /// What the figures are, and where they are printed.
  public let title: String
  /// What differences come from.
  public let explanation: String
  /// Whether it is run only when it is asked for by name: it simulates RTL for a minute or more.
  public let isLong: Bool
  let makeRows: @Sendable () throws -> [ReproducedFigure]

  /// With these values; what is not named has its default.
  ///
  /// - Parameter rows: makes the figures, or throws one line that says why there are none
  public init(
    _ name: String, _ title: String, explanation: String, isLong: Bool = false,
    rows: @escaping @Sendable () throws -> [ReproducedFigure]
  ) {
    (self.name, self.title, self.explanation, self.isLong, makeRows) = (name, title, explanation, isLong, rows)
  }
}

/// Where a figure of ours comes from.
public enum FigureKind: String, Encodable, Sendable {
  /// Cycles of RTL.
  case simulated
  /// Operations or bytes, counted.
  case counted
  /// A model of time.
  case estimated
}

/// A figure of ours, beside the published one where there is one.
public struct ReproducedFigure: Sendable {
  /// Which of the table's figures, such as a model's name and the system.
  public let label: String
  /// As it is printed; nil where it is not.
  public let published: PublishedFigure?
  /// Such as `token/s`.
  public let unit: String
  /// In the same unit.
  public let ours: Double
  /// Where ours comes from.
  public let kind: FigureKind
  /// What else is to say; may be empty.
  public let note: String

  /// With these values; what is not named has its default.
  public init(
    _ label: String, published: PublishedFigure? = nil, unit: String, ours: Double, kind: FigureKind = .estimated,
    note: String = ""
  ) {
    (self.label, self.published, self.unit) = (label, published, unit)
    (self.ours, self.kind, self.note) = (ours, kind, note)
  }

  /// As a share of the published figure; nil without one.
  public var error: Double? { published?.error(of: ours) }
  /// As a share, of what the printed digits leave open; nil without a published figure.
  public var errorBeyondRounding: Double? { published?.errorBeyondRounding(of: ours) }
}

extension AcceleratorSystem {
  /// No figures yet.
  public static var paper: Paper? { nil }
}
