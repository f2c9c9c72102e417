import Foundation
import Testing

/// What runs as RTL is not computed in Swift beside it.
@Suite struct SeparationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The sources of the simulated system and of the hosts that feed it.
  private static func sources() throws -> [(name: String, text: String)] {
    let folders = ["Accelerators/CambriconLLM", "Accelerators/Simulated", "Hosts"].map {
      root.appendingPathComponent("Sources/\($0)")
    }
    let files = folders.flatMap {
      FileManager.default.enumerator(at: $0, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    }
    // The host of a single core, which no system has, asks the model for a number of beats.
    return try files.filter { $0.pathExtension == "swift" && $0.lastPathComponent != "FlashCoreHost.swift" }
      .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }

  /// The names of everything that computes what a unit does.
  @Test(arguments: [
    "GoldenUnits", ".golden(", "BlockQuantizerModel", "RowScalerModel", "FlashPEModel", "NPUSystolicModel", "AdderTreeModel",
    "SpecialFunctions",
    "FloatOperators", "hwk_",
  ])
  func theSimulatedSystemCallsNoGoldenModel(name: String) throws {
    let sources = try Self.sources()
    #expect(sources.count > 8)
    for source in sources { #expect(!source.text.contains(name), "\(source.name) names \(name)") }
    // The name is right: the units, the kernels or the golden side of the transformer have it.
    let others = ["Sources/Units", "Sources/Accelerators/Quantized", "Sources/Transformer/Execution", "Sources/CKernels"]
    #expect(try others.contains { try Self.occurs(name, below: $0) }, "nothing is called \(name)")
  }

  private static func occurs(_ name: String, below folder: String) throws -> Bool {
    let files = FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard ["swift", "c", "h", "inc"].contains(file.pathExtension) else { continue }
      if try String(contentsOf: file, encoding: .utf8).contains(name == ".golden(" ? "func golden(" : name) { return true }
    }
    return false
  }
}
