import Foundation
import Testing

/// What runs as RTL is not computed in Swift beside it.
@Suite struct SeparationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func files(below folders: [String], _ extensions: Set<String> = ["swift"]) throws -> [(
    name: String, text: String
  )] {
    try folders.flatMap { folder -> [URL] in
      let files = FileManager.default.enumerator(at: root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
      return files?.compactMap { $0 as? URL } ?? []
    }.filter { extensions.contains($0.pathExtension) }.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }

  /// The hosts that feed units, and what the passes of systems do with them: the bodies of `func run`.
  private static func sources() throws -> [(name: String, text: String)] {
    let passes = try files(
      below: ["Quantized", "CambriconLLM", "LLMNPU", "EdgeLLM", "P3LLM", "Ripple"].map { "Sources/Accelerators/" + $0 })
    return try files(below: ["Sources/Hosts"]) + passes.flatMap { file in runs(file.text).map { (file.name, $0) } }
  }

  /// The bodies of the functions called `run`: the rest of their line, or what ends where an indentation of two does.
  private static func runs(_ text: String) -> [String] {
    text.components(separatedBy: "\n  func run(").dropFirst().map { rest in
      let line = rest.prefix { $0 != "\n" }
      return line.hasSuffix("}") ? String(line) : rest.components(separatedBy: "\n  }\n")[0]
    }
  }

  /// The names of everything that computes what a unit does.
  @Test(arguments: [
    "golden(", "BlockProduct", "BlockQuantizerModel", "RowScalerModel", "FlashPEModel(", "NPUSystolicModel", "AdderTreeModel",
    "SpecialFunctions", "FloatOperators", "hwk_", "PIMMacModel", "PIMProductModel",
  ]) func theSimulatedSystemCallsNoGoldenModel(name: String) throws {
    let sources = try Self.sources()
    #expect(sources.count > 20)
    // The host of a core asks its model for the number of beats only.
    for source in sources where !(source.name == "FlashCoreHost.swift" && name == "FlashPEModel(") {
      #expect(!source.text.contains(name), "\(source.name) names \(name)")
    }
    // The name is right: the units, the kernels or the golden side of the transformer have it.
    let others = [
      "Sources/Units", "Sources/Accelerators/Quantized", "Sources/Accelerators/P3LLM", "Sources/Transformer/Execution",
      "Sources/CKernels",
    ]
    let texts = try Self.files(below: others, ["swift", "c", "h", "inc"])
    let defined = name == "FlashPEModel(" ? "FlashPEModel" : name
    #expect(texts.contains { $0.text.contains(defined) }, "nothing is called \(name)")
  }

  /// The core and the command line know systems through their catalog only.
  @Test func noSystemIsKnownByName() throws {
    for file in try Self.files(below: ["Sources/CommandLineTool", "Sources/Accelerators/Core", "Sources/HwgenTool/Language"]) {
      for name in ["cambricon", "llmnpu", "llm-npu", "edgellm", "p3llm", "p3-llm", "ripple"] {
        #expect(!file.text.lowercased().contains(name), "\(file.name)")
      }
    }
  }
}
