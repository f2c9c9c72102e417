import CommandLineTool
import ArgumentParser
import Foundation
import HDL
import Netlist
import Simulation
import Synchronization
import Transformer
import Units
import Verilator
import Verilog

/// `hwgen demo`: all weights of a real language model through the in-flash compute unit.
struct DemoCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "demo",
      abstract: "Streams all weights of a real language model through the in-flash compute unit and checks every sum.",
      discussion: """
        Builds the cycle-accurate model of a NAND page register with Cambricon-LLM's compute core beside it, quantizes the \
        model's matrices to INT8, fills page after page, and compares every sum that the RTL gives with the golden model.

        EXAMPLES:
          hwgen demo
          hwgen demo --lanes 64
          hwgen demo --pages 100 --json
        """)
  }

  @Option(name: .long, help: "INT8 multipliers of the compute unit, 1 to 128; the paper has 2.")
  var lanes = 2

  @Option(
    name: .long, help: ArgumentHelp("GGUF file of the model.", valueName: "file.gguf"), completion: .file(extensions: ["gguf"]))
  var model: String?

  @Option(name: .long, help: "Pages to stream, from the first one on; all by default.")
  var pages: Int?

  @Option(name: .long, help: "Seed of the vectors.")
  var seed: UInt64 = 1

  @Option(name: .long, help: "Models that run side by side, one a core.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .long, help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let problem = FlashCore(lanes: lanes).parameterError { throw ValidationError(problem) }
    if let pages, pages < 1 { throw ValidationError("--pages needs at least 1, not \(pages).") }
    if !(1...1024).contains(jobs) { throw ValidationError("--jobs needs 1 to 1024, not \(jobs).") }
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let unit = FlashCore(lanes: lanes)
    let file = try GGUFFile(path: try model ?? Self.defaultModel())

    step("emitting flash-core with \(lanes) lane\(lanes == 1 ? "" : "s")")
    let design = try elaborate(unit)
    let verilog = try VerilogEmitter().emit(design)
    let lines = verilog.files.reduce(0) { $0 + $1.text.split(separator: "\n", omittingEmptySubsequences: false).count }

    step("building its cycle-accurate model (a few seconds the first time)")
    let flat = try Flattening.flatten(design)
    guard let memory = flat.top.memories.first(where: \.isHostFilled)?.name else {
      throw CommandFailure("flash-core has no page register")
    }
    let buildStart = clock.now
    let loaded = try VerilatorBuild().model(VerilogSource(flat), options: BuildOptions(profile: .fast))
    let buildTime = clock.now - buildStart

    step("quantizing the model's matrices to INT8")
    let work = try quantize(file, unit)
    let count = min(pages ?? work.pages.count, work.pages.count)

    let bar = ProgressBar("streaming pages", total: count, unit: "pages")
    let streamStart = clock.now
    let (outcome, totals) = try stream(unit, loaded, memory, work, count, bar)
    let streamTime = clock.now - streamStart
    bar.finish()
    let wrongRows = count == work.pages.count ? checkRows(work, totals) : 0

    let report = DemoReport(
      unit: unit, work: work, outcome: outcome, wrongRows: wrongRows, isWhole: count == work.pages.count, verilogLines: lines,
      jobs: jobs,
      seconds: (build: buildTime / .seconds(1), stream: streamTime / .seconds(1), total: (clock.now - start) / .seconds(1)))
    if json { try JSONOutput.print(report) } else { Console.current.print(report.text) }
    if outcome.mismatches > 0 || wrongRows > 0 {
      throw CommandFailure(
        "\(outcome.mismatches) sums and \(wrongRows) rows differ from the golden model; the first: \(outcome.firstMismatch ?? "a row's total")"
      )
    }
  }

  private func step(_ text: String) { if !json { Console.current.error(text) } }

  private static func defaultModel() throws -> String {
    let folder = Toolchain.toolsFolder() ?? ".tools"
    let path = folder + "/models/SmolLM2-135M-Instruct.Q4_1.gguf"
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure.missingTool("the language model is not there; run 'make model', or name a GGUF file with --model")
    }
    return path
  }

  private func quantize(_ file: GGUFFile, _ unit: FlashCore) throws -> WeightPages {
    let tensors = file.linearTensors
    if tensors.isEmpty { throw CommandFailure("\(file.path) has no matrices") }
    let bar = ProgressBar("quantizing", total: tensors.count, unit: "matrices")
    defer { bar.finish() }
    let matrices = try tensors.map { tensor in
      defer { bar.advance() }
      return try QuantizedMatrix(quantizing: tensor)
    }
    return WeightPages(matrices, unit: unit.unit, seed: seed)
  }

  /// Chunks of pages go to whichever model is free; chunks of one matrix never run at once on the same rows' totals,
  /// because each job adds into totals of its own.
  private func stream(
    _ unit: FlashCore, _ loaded: LoadedModel, _ memory: String, _ work: WeightPages, _ count: Int, _ bar: ProgressBar
  ) throws -> (PageStreamer.Outcome, [Int32]) {
    var firstRow: [Int] = []
    var rows = 0
    for matrix in work.matrices {
      firstRow.append(rows)
      rows += matrix.rows
    }
    let offsets = firstRow, rowCount = rows
    let chunk = 64
    let next = PageCounter()
    let results = parallelMap(Array(0..<jobs), jobs: jobs) { _ in
      Result { () throws -> (PageStreamer.Outcome, [Int32]) in
        var streamer = try PageStreamer(unit, loaded.makeSimulator(), memory: memory, work: work)
        var outcome = PageStreamer.Outcome()
        var totals = [Int32](repeating: 0, count: rowCount)
        while true {
          let first = next.take(chunk)
          if first >= count { break }
          let range = first..<min(first + chunk, count)
          let part = try totals.withUnsafeMutableBufferPointer { try streamer.run(range, totals: $0, firstRow: offsets) }
          outcome.add(part)
          bar.advance(by: range.count)
        }
        return (outcome, totals)
      }
    }
    var outcome = PageStreamer.Outcome()
    var totals = [Int32](repeating: 0, count: rowCount)
    for result in results {
      let (part, sums) = try result.get()
      outcome.add(part)
      for index in totals.indices { totals[index] &+= sums[index] }
    }
    return (outcome, totals)
  }

  /// Rows whose total over all column tiles is not the exact product of the whole row and vector.
  private func checkRows(_ work: WeightPages, _ totals: [Int32]) -> Int {
    var wrong = 0, position = 0
    for (index, matrix) in work.matrices.enumerated() {
      for row in 0..<matrix.rows {
        let whole = matrix.values[(row * matrix.columns)..<((row + 1) * matrix.columns)]
        if FlashPEModel.sum(weights: whole, vector: work.vectors[index]) != totals[position] { wrong += 1 }
        position += 1
      }
    }
    return wrong
  }
}

/// Hands out pages to the models that run side by side.
private final class PageCounter: Sendable {
  private let next = Mutex(0)
  /// The first of `count` pages that nobody has yet.
  func take(_ count: Int) -> Int {
    next.withLock { value in
      defer { value += count }
      return value
    }
  }
}
