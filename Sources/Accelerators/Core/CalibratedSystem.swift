import Transformer

/// A system whose numbers depend on what a model's activations look like over a text.
public protocol CalibratedSystem: AcceleratorSystem {
  /// The text that is taken where the user gives none.
  static var calibrationText: String { get }

  /// As without ranges, by which the system only estimates: it can say where what takes how long, but place no weights.
  init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int, calibration: Calibration.Report?) throws
  /// What the system took from the ranges, for people to read: names of columns, and rows of as many texts.
  var calibrationTable: (columns: [String], rows: [[String]]) { get }
}

extension CalibratedSystem {
  public init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws {
    try self.init(values, graph: graph, positions: positions, rows: rows, calibration: nil)
  }
}
