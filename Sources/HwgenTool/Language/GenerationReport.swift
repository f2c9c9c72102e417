import CommandLineTool
import Accelerators
import Foundation

/// What `hwgen generate --json` prints.
struct GenerationReport: Encodable {
  let system: String
  let model: String
  let modelSha256: String
  let prompt: String
  let promptIds: [Int]
  var prefillSeconds = 0.0
  var ids: [Int] = []
  var text = ""
  /// For each token the five best candidates, each [id, logit].
  var top5: [[[JSONValue]]] = []
  /// For each token the logarithm of the sum of e^logit.
  var logSumExp: [Double] = []
  /// Over the tokens after the first.
  var tokensPerSecond = 0.0
  /// Multiply-accumulate operations of all tokens run; those that the RTL counted, where there is RTL.
  var macs = 0
  /// inputs * outputs of every linear layer for each position (the head only for generated tokens), and 2 * heads * head width
  /// for each pair of positions of which one attends to the other.
  var macsFormula = 0
  var isInterrupted = false
  var mismatches: Int?
  var tensorsCompared: Int?
  var valuesCompared: Int?
  var preset: String?
  var parameters: CambriconConfiguration?
  var netlistSha256: String?
  /// Cycles of each unit.
  var cycles: [String: UInt64]?
  /// Multiply-accumulate operations of the flash and of the NPU.
  var macsByPlace: [String: UInt64]?
  /// The chip's time, composed from the units' cycles.
  var composed: ComposedReport?

  init(system: String, model: String, modelSha256: String, prompt: String, promptIds: [Int]) {
    self.system = system
    self.model = model
    self.modelSha256 = modelSha256
    self.prompt = prompt
    self.promptIds = promptIds
  }

  /// Adds what the RTL counted.
  mutating func add(_ units: CambriconUnits, _ progress: Progress) {
    preset = units.system.name
    parameters = units.system
    netlistSha256 = units.netlistDigest
    cycles = units.cyclesByUnit
    macsByPlace = ["flash": units.macs.flash, "npu": units.macs.npu]
    macs = Int(units.macs.flash + units.macs.npu)
    let prefill = progress.prompt?.time ?? ComposedTime()
    composed = ComposedReport(prefill: prefill, decode: units.time - prefill, generated: progress.generated)
  }
}

/// The chip's time for a prompt (all but its last token) and for the tokens after it.
struct ComposedReport: Encodable {
  let prefill: ComposedTime
  let decode: ComposedTime
  let decodeTokensPerSecond: Double

  init(prefill: ComposedTime, decode: ComposedTime, generated: Int) {
    self.prefill = prefill
    self.decode = decode
    decodeTokensPerSecond = Double(generated) / max(1e-12, decode.seconds)
  }
}

/// What a running system shows beside the text.
struct RunStatus {
  let cycles: UInt64
  let time: ComposedTime
  let macs: (flash: UInt64, npu: UInt64)
  let compared: Int?

  init(_ units: CambriconUnits, compared: Int?) {
    cycles = units.cyclesByUnit.values.reduce(0, +)
    time = units.time
    macs = units.macs
    self.compared = compared
  }

  /// Per cent of the products since `prompt` that the flash made.
  private func flashShare(since prompt: RunStatus) -> Double {
    let flash = macs.flash - prompt.macs.flash, npu = macs.npu - prompt.macs.npu
    return 100 * Double(flash) / Double(max(1, flash + npu))
  }

  /// The line under a text that grows; `prompt` is the status when the prompt had been run.
  func line(perSecond: Double, generated: Int, prompt: RunStatus) -> String {
    let chip = ComposedReport(prefill: prompt.time, decode: time - prompt.time, generated: generated)
    return String(
      format: "%.2f token/s here | %.1f M cycles | %.2f token/s on the chip | channels %.1f MB, DRAM %.2f MB | flash %.1f %%",
      perSecond,
      Double(cycles) / 1e6, chip.decodeTokensPerSecond, Double(time.channelBytes) / 1e6, Double(time.dramBytes) / 1e6,
      flashShare(since: prompt))
  }

  /// The last lines of a run.
  func summary(_ report: GenerationReport, generated: Int, positions: Int, prompt: RunStatus) -> String {
    let chip = ComposedReport(prefill: prompt.time, decode: time - prompt.time, generated: generated)
    let promptPositions = positions - generated
    var lines = [
      String(
        format: "%d tokens, %.2f token/s simulated on this computer (prompt of %d: %.1f s)", generated, report.tokensPerSecond,
        report.promptIds.count, report.prefillSeconds),
      String(
        format:
          "chip (composed): decoding %.2f token/s (flash %.3f s, NPU %.3f s, other units %.3f s); prefill of %d positions %.3f s",
        chip.decodeTokensPerSecond, chip.decode.flashSeconds, chip.decode.npuSeconds, chip.decode.otherSeconds, promptPositions,
        chip.prefill.seconds),
      String(
        format:
          "links: channels %.1f MB (prefill %.1f), DRAM %.2f MB (prefill %.2f); flash share of the decoded products %.1f %%",
        Double(time.channelBytes) / 1e6, Double(prompt.time.channelBytes) / 1e6, Double(time.dramBytes) / 1e6,
        Double(prompt.time.dramBytes) / 1e6, flashShare(since: prompt)),
      "MACs counted in RTL: \(report.macs), by the formula: \(report.macsFormula)",
    ]
    if let compared {
      lines.append(
        "checked: \(report.tensorsCompared ?? 0) tensors, \(compared) values, no difference from the golden transformer")
    }
    return lines.joined(separator: "\n")
  }
}
