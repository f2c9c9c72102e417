import CommandLineTool
import Accelerators
import Foundation
import Hosts
import Transformer

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
  var parameters: [String: JSONValue]?
  /// The clocks of the chip's parts, each with its source.
  var clocks: [ChipClock]?
  var netlistSha256: String?
  /// Cycles of each unit.
  var cycles: [String: UInt64]?
  /// Multiply-accumulate operations by the unit that made them.
  var macsByUnit: [String: UInt64]?
  /// What each unit's RTL counted.
  var counters: [String: UnitReport]?
  /// On the chip: tokens generated over the time after the prompt, and that time.
  var chipTokensPerSecond: Double?
  var chipSeconds: Double?
  /// Bytes over each link, in the time after the prompt.
  var bytes: [String: Int]?
  /// What the system's programs have found in their data, over all tokens.
  var findings: [Finding]?
  /// The prompt but for its last token, and the tokens after it.
  var chipPrefill: ChipTime?
  var chipDecode: ChipTime?

  init(system: String, model: String, modelSha256: String, prompt: String, promptIds: [Int]) {
    self.system = system
    self.model = model
    self.modelSha256 = modelSha256
    self.prompt = prompt
    self.promptIds = promptIds
  }

  /// Adds what the RTL counted.
  mutating func add(_ session: SystemSession, _ values: ParameterValues, generated: Int, prompt: RunStatus) {
    guard let units = session.units else { return }
    let counters = session.counters
    let decode = session.time - prompt.time
    preset = values.name
    parameters = values.texts.mapValues { text in Double(text).map { .number($0) } ?? .text(text) }
    netlistSha256 = units.netlistDigest
    clocks = session.system.clocks
    cycles = counters.mapValues(\.cycles)
    macsByUnit = counters.compactMapValues(\.macs)
    self.counters = counters.mapValues { UnitReport($0) }
    macs = session.macs
    (chipPrefill, chipDecode) = (prompt.time, decode)
    (chipSeconds, bytes) = (decode.seconds, decode.bytes)
    chipTokensPerSecond = Double(generated) / max(1e-12, decode.seconds)
    findings = session.findings
    guard session.execution == .checked else { return }
    mismatches = 0
    (tensorsCompared, valuesCompared) = (session.tensorsCompared, session.valuesCompared)
  }
}

/// A unit's counters as they are printed.
struct UnitReport: Encodable {
  let cycles: UInt64
  let busy, starved, backPressured, saturated: UInt64?

  init(_ counters: UnitCounters) {
    (cycles, busy, saturated) = (counters.cycles, counters.busy, counters.saturated)
    (starved, backPressured) = (counters.starved, counters.backPressured)
  }
}

/// What a running system shows beside the text.
struct RunStatus {
  let time: ChipTime
  let counters: [String: UnitCounters]
  let compared: Int?

  init(_ session: SystemSession) {
    (time, counters) = (session.time, session.counters)
    compared = session.execution == .checked ? session.valuesCompared : nil
  }

  /// What each unit's RTL has counted since `earlier`; none of a unit that counts nothing.
  func cycles(since earlier: RunStatus) -> [String: UnitCycles] {
    counters.reduce(into: [:]) { result, entry in
      let (name, now) = entry, before = earlier.counters[name] ?? UnitCounters()
      guard let busy = now.busy, let starved = now.starved, let held = now.backPressured else { return }
      result[name] = UnitCycles(
        cycles: now.cycles - before.cycles, busy: busy - (before.busy ?? 0), starved: starved - (before.starved ?? 0),
        backPressured: held - (before.backPressured ?? 0), parts: now.parts)
    }
  }

  private var cycles: UInt64 { counters.values.reduce(0) { $0 + $1.cycles } }

  /// Amounts by resource, those of a kind, such as channels, added.
  private func kinds<Amount>(_ amounts: [String: Amount], _ add: (Amount, Amount) -> Amount) -> [String: Amount] {
    Dictionary(
      amounts.map { ($0.key.filter { !$0.isNumber }.split(separator: " ").joined(separator: " "), $0.value) },
      uniquingKeysWith: add)
  }

  /// Megabytes by link: several links of a kind, such as channels, are added.
  private func links(_ time: ChipTime) -> String {
    kinds(time.bytes, +).sorted { $0.key < $1.key }.map { String(format: "%@ %.2f MB", $0.key, Double($0.value) / 1e6) }.joined(
      separator: ", ")
  }

  /// Per cent of the products since `prompt` that each unit made.
  private func shares(since prompt: RunStatus) -> String {
    let macs = counters.compactMapValues(\.macs).map { (unit: $0.key, count: $0.value - (prompt.counters[$0.key]?.macs ?? 0)) }
    let all = macs.reduce(0) { $0 + $1.count }
    return macs.sorted { $0.unit < $1.unit }.map {
      String(format: "%@ %.1f %%", $0.unit, 100 * Double($0.count) / Double(max(1, all)))
    }.joined(separator: ", ")
  }

  /// The line under a text that grows; `prompt` is the status when the prompt had been run.
  func line(perSecond: Double, generated: Int, prompt: RunStatus) -> String {
    let decode = time - prompt.time
    return String(
      format: "%.2f token/s here | %.1f M cycles | %.2f token/s on the chip | %@", perSecond, Double(cycles) / 1e6,
      Double(generated) / max(1e-12, decode.seconds), links(time))
  }

  /// The last lines of a run.
  func summary(_ report: GenerationReport, generated: Int, positions: Int, prompt: RunStatus) -> String {
    let decode = time - prompt.time
    var lines = [
      String(
        format: "%d tokens, %.2f token/s simulated on this computer (prompt of %d: %.1f s)", generated, report.tokensPerSecond,
        report.promptIds.count, report.prefillSeconds),
      String(
        format: "chip: decoding %.2f token/s (%@); prefill of %d positions %.3f s",
        Double(generated) / max(1e-12, decode.seconds), bounds(decode), positions - generated, prompt.time.seconds),
      "links: \(links(decode)); prefill: \(prompt.time.bytes.isEmpty ? "none" : links(prompt.time))",
      "products: \(shares(since: prompt)); counted in RTL: \(report.macs), by the formula: \(report.macsFormula)",
    ]
    lines += counters.sorted { $0.key < $1.key }.compactMap { unit, counters in
      if let saturated = counters.saturated {
        return "\(unit): \(counters.cycles) cycles, numbers that did not fit and were saturated: \(saturated)"
      }
      guard let busy = counters.busy, let starved = counters.starved, let held = counters.backPressured else { return nil }
      return "\(unit): \(counters.cycles) cycles, busy \(busy), starved \(starved), back-pressured \(held)"
    }
    if let findings = report.findings, !findings.isEmpty {
      lines.append(
        findings.map { String(format: "%@ %.2f%@", $0.name, $0.value, $0.unit.isEmpty ? "" : " \($0.unit)") }.joined(
          separator: ", "))
    }
    if let compared {
      lines.append(
        "checked: \(report.tensorsCompared ?? 0) tensors, \(compared) values, no difference from the golden transformer")
    }
    return lines.joined(separator: "\n")
  }

  /// What bound the steps, the longest first.
  private func bounds(_ time: ChipTime) -> String {
    let all = time.bounds.values.reduce(0, +)
    let largest = kinds(time.bounds, +).sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(3).filter {
      $0.value > 0.005 * all
    }
    return "bound by "
      + largest.map { String(format: "%@ %.0f %%", $0.key, 100 * $0.value / max(1e-30, all)) }.joined(separator: ", ")
  }
}
