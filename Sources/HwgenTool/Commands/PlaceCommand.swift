import Accelerators
import ArgumentParser
import CommandLineTool
import Foundation
import Simulation
import Transformer

/// `hwgen place`: an order of each layer's neurons in which those that are active together lie together.
struct PlaceCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    return CommandConfiguration(
      commandName: "place", abstract: "Places a model's feed-forward neurons in flash by which are active together.",
      discussion: """
        The first four fifths of the text are the profile; the last fifth, or the text of --held-out, shows what the order is \
        worth: the reads of a token when needed neurons that lie side by side are one read. Expected reads are those of the profile. \
        With -o, placement.json has the order of each layer, and layer-N.bin its weights in that order: for each neuron its row \
        of the gate and of the up matrix and its column of the down matrix, in INT8.

        EXAMPLES:
          \(name) place --model embedded --text book.txt -o placed
          \(name) place --model smollm2 --text book.txt --top 0.15 --method ripple
        """)
  }

  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("The text's file.", valueName: "file"), completion: .file()) var text: String

  @Option(name: .long, help: ArgumentHelp("Another text, to measure with.", valueName: "file"), completion: .file())
  var heldOut: String?

  @Option(name: .long, help: ArgumentHelp("Only so many tokens from the beginning of each text; at least 10.", valueName: "n"))
  var tokens: Int?

  @Option(
    name: .long, help: ArgumentHelp("ripple, improved, frequency, model or random.", valueName: "name"),
    completion: .list(PlacementMethod.allCases.map(\.rawValue)))
  var method = PlacementMethod.improved

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The share of neurons that count as active where the model has no ReLU; the largest.", valueName: "share"))
  var top: Double?

  @Option(name: .long, help: ArgumentHelp("Seed of a random order.", valueName: "n")) var seed: UInt64 = 1

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Also measure caches for this share of all neurons over the held-out text: hits, and reads of a token.", valueName: "share")
  )
  var cache: Double?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the orders and the weights in them.", valueName: "dir"))
  var output: String?

  @Flag(name: .long, help: "Print one JSON object.") var json = false

  func validate() throws {
    if let tokens, tokens < Self.fewestTokens { throw ValidationError("--tokens is at least \(Self.fewestTokens).") }
    if let cache, !(cache > 0 && cache <= 1) { throw ValidationError("--cache is a share above 0, at most 1.") }
    if let top, !(top > 0 && top <= 1) { throw ValidationError("--top is a share above 0, at most 1.") }
  }
  private static let fewestTokens = 10

  func run() throws {
    if let output { try OutputFolder.write(Data(), to: output + "/placement.json", option: "-o", onlyProbe: true) }
    let loaded = try model.load()
    let (profile, heldOut) = try traces(loaded)
    var placements: [Placement] = [], rows: [PlacementReport.Layer] = []
    let progress = ProgressBar("place", total: profile.neurons.count, unit: "layers")
    for layer in profile.neurons.indices {
      let counts = try profile.coActivation(layer: layer)
      let placement = method.placement(of: counts, seed: seed)
      placements.append(placement)
      rows.append(.init(layer, counts, placement, heldOut))
      progress.update(to: layer + 1)
    }
    progress.finish()
    if let output { try write(placements, profile, loaded, to: output) }
    let report = PlacementReport(
      model: model.model, method: method.rawValue, positions: profile.positions, heldOutPositions: heldOut.positions,
      layers: rows,
      caches: cache.map { share in CachePolicy.allCases.map { .init($0, heldOut, placements, share: share) } }
    )
    if json { return try JSONOutput.print(report) }
    Console.current.print(report.text)
  }

  /// What is active in the text that is profiled, and in the one to measure with.
  private func traces(_ loaded: LanguageModel) throws -> (ActivationTrace, ActivationTrace) {
    let tokenizer = try model.tokenizer(of: loaded)
    func parts(_ file: String) throws -> [[Int]] {
      let windows = try TextWindows(file: file, tokenizer: tokenizer, model: loaded, limit: tokens)
      guard windows.ids.count >= Self.fewestTokens else {
        throw CommandFailure.usage("'\(file)' has fewer than \(Self.fewestTokens) tokens; give a longer text")
      }
      return windows.parts(overlap: false).map(\.ids)
    }
    func trace(_ windows: [[Int]], _ what: String) throws -> ActivationTrace {
      let progress = ProgressBar(what, total: windows.reduce(0) { $0 + $1.count }, unit: "tokens")
      defer { progress.finish() }
      return try ActivationTrace(windows, model: loaded, top: top) { progress.update(to: $0) }
    }
    let windows = try parts(text)
    if let heldOut { return (try trace(windows, "profile"), try trace(try parts(heldOut), "held out")) }
    let ids = windows.flatMap { $0 }, window = windows.map(\.count).max() ?? 1
    let cut = ids.count * 4 / 5
    func chunks(_ ids: ArraySlice<Int>) -> [[Int]] {
      stride(from: ids.startIndex, to: ids.endIndex, by: window).map { Array(ids[$0..<min(ids.endIndex, $0 + window)]) }
    }
    return (try trace(chunks(ids[..<cut]), "profile"), try trace(chunks(ids[cut...]), "held out"))
  }

  private func write(_ placements: [Placement], _ profile: ActivationTrace, _ loaded: LanguageModel, to folder: String) throws {
    let file = PlacementFile(model: model.model, method: method, positions: profile.positions, placements: placements)
    try OutputFolder.write(try file.json(), to: folder + "/placement.json", option: "-o")
    for (layer, placement) in placements.enumerated() {
      let bytes = try BundleImage.bytes(of: loaded, layer: layer, placement)
      try OutputFolder.write(Data(bytes), to: folder + "/layer-\(layer).bin", option: "-o")
    }
  }
}

extension PlacementMethod: ExpressibleByArgument {}
