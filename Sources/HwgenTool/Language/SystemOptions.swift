import Accelerators
import ArgumentParser
import CommandLineTool
import Foundation
import Netlist
import Transformer
import Verilator

/// What runs a model.
enum SystemChoice {
  /// fp32 on this computer.
  case golden
  /// A system: the golden functions of its passes, or the RTL of all its units.
  case system(any AcceleratorSystem.Type, isGolden: Bool)

  static let golden32 = "golden"
  /// Before a system's name: its golden functions.
  static let prefix = "golden-"

  /// Every choice by name.
  static var names: [String] { [golden32] + SystemCatalog.all.flatMap { [$0.name, prefix + $0.name] } }

  init?(name: String) {
    if name == Self.golden32 {
      self = .golden
    } else if let system = SystemCatalog.all.first(where: { $0.name == name || Self.prefix + $0.name == name }) {
      self = .system(system, isGolden: name != system.name)
    } else {
      return nil
    }
  }

  /// Whether a parameter can change a number: always of what is simulated; a calibrated system's golden functions follow some too.
  var takesParameters: Bool {
    if case .system(let type, let isGolden) = self { !isGolden || type is any CalibratedSystem.Type } else { false }
  }

  /// Whether the RTL of units runs.
  var isSimulated: Bool { if case .system(_, isGolden: false) = self { true } else { false } }
}

/// `--system`: what runs the model, and with which parameters.
struct SystemOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "What runs the model: golden is fp32 on this CPU, a system's name the RTL of its units, golden- before it their golden models; 'list --systems' shows all.",
      valueName: "name"), completion: .list(SystemChoice.names)) var system = SystemChoice.golden32

  @OptionGroup var values: SystemValueOptions

  /// The choice; throws one line for a system that there is not, and for parameters that it does not have.
  func choice() throws -> SystemChoice {
    guard let choice = SystemChoice(name: system) else {
      throw CommandFailure.usage("there is no system '\(system)'" + Suggestion.remedy(for: system, among: SystemChoice.names))
    }
    if !choice.takesParameters, let given = values.given {
      throw CommandFailure.usage("\(given) goes with a simulated system only; leave it out, or choose one with --system")
    }
    return choice
  }
}

/// `--preset`, `--config` and `--set`: a system's parameters.
struct SystemValueOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("A preset of the system's parameters; its first one by default.", valueName: "name"),
    completion: .list(SystemCatalog.all.flatMap { $0.presets.map(\.name) })) var preset: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Parameters of the system as a JSON file, which 'list --system NAME --schema' describes.", valueName: "file"),
    completion: .file(extensions: ["json"])) var config: String?

  @OptionGroup var settings: SettingOptions

  /// An option that was given.
  var given: String? {
    [("--preset", preset != nil), ("--config", config != nil), ("--set", !settings.set.isEmpty)].first { $0.1 }?.0
  }

  /// The preset's values, those of the file over them, and those that were set over both.
  func values(of system: any AcceleratorSystem.Type) throws -> ParameterValues {
    try Self.values(of: system, preset: preset, config: config, settings: settings.parsed())
  }

  static func values(
    of system: any AcceleratorSystem.Type, preset: String?, config: String?, settings: [(name: String, value: String)]
  ) throws -> ParameterValues {
    do {
      let file = try config.map { try ConfigurationFile(path: $0) }
      var values = try system.values(preset: preset ?? file?.preset)
      for entry in file?.entries ?? [] {
        do { try values.set(entry.name, entry.text) } catch let error as AcceleratorError {
          throw CommandFailure.usage("\(entry.place): \(error)")
        }
      }
      for setting in settings { try values.set(setting.name, setting.value) }
      return values
    } catch let error as AcceleratorError { throw CommandFailure.usage(error.description) }
  }
}

extension AcceleratorSystem {
  /// The system for a model; throws a usage failure where that is not possible.
  static func made(_ values: ParameterValues, graph: ModelGraph, positions: Int) throws -> any AcceleratorSystem {
    do { return try Self(values, graph: graph, positions: positions, rows: .max) } catch let error as AcceleratorError {
      throw CommandFailure.usage(error.description)
    }
  }
}
