import Netlist

extension SimulationError: CustomStringConvertible {
  /// One line with the remedy; where it comes from a tool, what that said.
  public var description: String {
    switch self {
    case .noSuchPort(let name, let existing): "the model has no port '\(name)'" + Suggestion.remedy(for: name, among: existing)
    case .noSuchMemory(let name, let existing):
      "the model has no host-filled memory '\(name)'" + Suggestion.remedy(for: name, among: existing)
    case .noSuchValue(let name, let existing): "the model has no signal '\(name)'" + Suggestion.remedy(for: name, among: existing)
    case .combinationalLoop(let values):
      "values depend on themselves without a register between: \(values.joined(separator: " -> ")); put a register on the way"
    case .assertionFailed(let message, let module, let location, let cycle):
      "assertion failed in \(module) at cycle \(cycle)\(location.isEmpty ? "" : " (\(location))"): \(message)"
    case .doesNotFit(let misfit): misfit.description
    case .waveform(let text), .model(let text), .tool(let text): text
    }
  }
}
