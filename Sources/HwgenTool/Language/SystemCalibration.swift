import Accelerators
import CommandLineTool
import Foundation
import Transformer
import Verilator

/// What a model's activations look like over a text, as systems take it: kept as JSON beside the model, or in the cache where that
/// folder cannot be written.
struct SystemCalibration: Codable {
  let schemaVersion: Int
  /// Of the model, so that no other one takes it.
  let modelSha256: String
  /// The text's file.
  let text: String
  let ranges: Calibration.Report

  /// Most tokens of a system's own text.
  private static let ownTokens = 512

  init(_ calibration: Calibration, text: String, model: LanguageModel) {
    (schemaVersion, modelSha256, self.text) = (1, model.sha256, text)
    ranges = Calibration.Report(calibration)
  }

  /// Runs a text in fp32, in windows of the model's context.
  static func run(_ windows: TextWindows, _ model: LanguageModel) throws -> Calibration {
    let progress = ProgressBar("calibrate", total: windows.ids.count, unit: "tokens")
    defer { progress.finish() }
    var calibration = Calibration()
    for part in windows.parts(overlap: false) {
      try calibration.add(part.ids, model: model) { progress.update(to: part.first + $0) }
    }
    return calibration
  }

  // MARK: Files

  /// Where a model's calibration may lie, the first place first.
  private static func places(_ model: LanguageModel) -> [String] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: model.path, isDirectory: &isFolder)
    let beside = isFolder.boolValue ? "\(model.path)/calibration.json" : "\(model.path).calibration.json"
    return (exists ? [beside] : []) + ["\(BuildCache().root)/calibrations/\(model.sha256).json"]
  }

  /// Writes the calibration to the first place that takes it, which is returned.
  func save(for model: LanguageModel) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let data = try encoder.encode(self), places = Self.places(model)
    for place in places.dropLast() where (try? OutputFolder.write(data, to: place, option: "HWGEN_CACHE")) != nil { return place }
    try OutputFolder.write(data, to: places[places.count - 1], option: "HWGEN_CACHE")
    return places[places.count - 1]
  }

  /// The saved calibration of a model, if there is one.
  static func saved(for model: LanguageModel) throws -> SystemCalibration? {
    for place in places(model) {
      guard let data = FileManager.default.contents(atPath: place) else { continue }
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      guard let found = try? decoder.decode(Self.self, from: data) else {
        throw CommandFailure("'\(place)' is no calibration; remove it, or run calibrate again")
      }
      guard found.modelSha256 == model.sha256 else {
        throw CommandFailure("'\(place)' is of another model; remove it, or run calibrate again")
      }
      return found
    }
    return nil
  }

  /// The ranges that a system needs for a model: those saved, else those over the system's own text, and a line that says so; nil for
  /// a system that needs none.
  static func ranges(of system: any AcceleratorSystem.Type, _ model: LanguageModel, _ tokenizer: Tokenizer) throws
    -> Calibration.Report?
  {
    guard let calibrated = system as? any CalibratedSystem.Type else { return nil }
    if let saved = try saved(for: model) { return saved.ranges }
    let windows = TextWindows(
      ids: Array(tokenizer.encode(calibrated.calibrationText).prefix(ownTokens)), model: model)
    Console.current.error(
      "note: \(system.name) is not calibrated for this model and takes its own text of \(windows.ids.count) tokens; "
        + "'\(Catalog.current.name) calibrate --system \(system.name) --text FILE' takes another one")
    return Calibration.Report(try run(windows, model))
  }
}

extension AcceleratorSystem {
  /// The system for a model, with the ranges that it needs; throws a usage failure where that is not possible.
  static func made(_ values: ParameterValues, graph: ModelGraph, positions: Int, ranges: Calibration.Report?) throws
    -> any AcceleratorSystem
  {
    guard let ranges, let calibrated = self as? any CalibratedSystem.Type else {
      return try made(values, graph: graph, positions: positions)
    }
    do { return try calibrated.init(values, graph: graph, positions: positions, rows: .max, calibration: ranges) } catch let error
      as AcceleratorError
    { throw CommandFailure.usage(error.description) }
  }
}
