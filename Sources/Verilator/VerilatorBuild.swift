import Foundation
import Synchronization

/// Builds models, or takes them from the cache: Verilog to C++ with Verilator, C++ to a library, in one translation unit.
///
/// ```swift
/// let build = try VerilatorBuild()
/// let model = try build.model(VerilogSource(design), options: BuildOptions(profile: .fast))
/// let simulator = try model.makeSimulator()
/// ```
public struct VerilatorBuild: Sendable {
  public let toolchain: Toolchain
  public let cache: BuildCache
  private var arithmetic = ShimRuntime.arithmetic

  /// Throws `VerilatorError.missingTool`.
  public init(toolchain: Toolchain? = nil, cache: BuildCache = BuildCache()) throws {
    self.toolchain = try toolchain ?? .find()
    self.cache = cache
  }

  /// Models with Verilator's own arithmetic instead of the shim's: as fast as a user's plain `verilator` makes them.
  package var withVerilatorArithmetic: VerilatorBuild {
    var result = self
    result.arithmetic = ""
    return result
  }

  /// The model of `source`, built if it is not in the cache.
  public func model(_ source: VerilogSource, options: BuildOptions = BuildOptions()) throws -> LoadedModel {
    switch options.unrolling {
    case .fixed(let count): try model(source, profile: options.profile, unrollCount: count)
    case .automatic: try automatic(source, profile: options.profile)
    }
  }

  /// The key under which a build is kept.
  public func key(_ source: VerilogSource, profile: BuildProfile, unrollCount: Int) throws -> String {
    let flags = BuildOptions(profile: profile).verilatorFlags(unrollCount: unrollCount)
    let data = try source.dataFiles.map { path in
      guard let data = FileManager.default.contents(atPath: path) else {
        throw VerilatorError.source("cannot read '\(path)', which the model needs")
      }
      return path + " " + BuildCache.checksum(data)
    }
    return BuildCache.key(
      source.files.flatMap { [$0.name, $0.text] } + [
        source.top, String(describing: source.ports), String(describing: source.clocks),
      ]
        + flags + BuildOptions.compilerFlags + [
          toolchain.identity, ShimRuntime.runtime, ShimRuntime.hooks, arithmetic, Self.shimGeneration,
        ]
        + data)
  }

  /// Changes when the generated part of the shim does.
  private static let shimGeneration = "3"
  private static let loaded = Mutex<[String: LoadedModel]>([:])

  // MARK: One build

  func model(_ source: VerilogSource, profile: BuildProfile, unrollCount: Int) throws -> LoadedModel {
    let key = try key(source, profile: profile, unrollCount: unrollCount)
    // The source is not part of the key in full (memories, source map), so a loaded model is shared by path only.
    let folder = try cache.entry("models", key, products: ["model.so"]) { folder in
      let translation = try translate(source, profile: profile, unrollCount: unrollCount, key: key, folder: folder)
      try compile(translation, source, profile: profile, key: key, folder: folder)
    }
    return try LoadedModel(path: folder + "/model.so", source: source, profile: profile)
  }

  /// What Verilator made of a source.
  struct Translation {
    var prefix: String
    var header: String
    /// All C++ in one, and the part of it that runs in every cycle.
    var all: String
    var recurring: String
  }

  func translate(
    _ source: VerilogSource, profile: BuildProfile, unrollCount: Int, key: String, folder: String
  ) throws -> Translation {
    // Of the source, not of the key: two settings of a flag then give the same C++ where the flag changes nothing.
    let prefix = "V" + BuildCache.key(source.files.map(\.text)).prefix(12)
    for file in source.files { try cache.write(file.text, to: "\(folder)/\(file.name)") }
    func verilate(_ flags: [String]) throws {
      try ToolRun.run(
        "Verilator", toolchain.verilator,
        BuildOptions(profile: profile).verilatorFlags(unrollCount: unrollCount)
          + ["--top-module", source.top, "--prefix", prefix, "-Mdir", "cpp"] + flags + source.files.map(\.name),
        folder: folder, environment: ["VERILATOR_ROOT": toolchain.verilatorRoot], log: log(key, "verilator"))
    }
    do {
      try verilate([])
    } catch let error as VerilatorError {
      guard case .buildFailed(_, let message, _) = error, let flags = VerilatorFault.remedy(for: message) else { throw error }
      try verilate(flags)
    }
    let output = folder + "/cpp"
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []).filter { $0.hasSuffix(".cpp") }.sorted()
    func text(_ name: String) throws -> String {
      guard let text = try? String(contentsOfFile: "\(output)/\(name)", encoding: .utf8) else {
        throw VerilatorError.cache(path: cache.root, reason: "Verilator's output '\(name)' cannot be read")
      }
      return text
    }
    return try Translation(
      prefix: prefix, header: text(prefix + ".h"), all: names.map(text).joined(separator: "\n"),
      recurring: names.filter { !$0.contains("Slow") && !$0.contains("Syms") && $0 != prefix + ".cpp" }.map(text).joined(
        separator: "\n"))
  }

  private func compile(_ translation: Translation, _ source: VerilogSource, profile: BuildProfile, key: String, folder: String)
    throws
  {
    let shim = try Shim(
      source, prefix: translation.prefix, header: translation.header, implementation: translation.recurring, profile: profile)
    try cache.write(
      ShimRuntime.hooks + "\n" + arithmetic + translation.all + "\n" + shim.text, to: "\(folder)/cpp/all.cc")
    try cache.write(ShimRuntime.exports, to: "\(folder)/cpp/exports.map")
    let include = toolchain.verilatorRoot + "/include"
    let runtime = try runtimeObjects(profile)
    try ToolRun.run(
      "the C++ compiler", toolchain.compiler,
      BuildOptions.compilerFlags + [
        "-I", include, "-I", include + "/vltstd", "-I", "cpp", "-c", "cpp/all.cc", "-o", "cpp/all.o",
      ], folder: folder, log: log(key, "compiler"))
    try ToolRun.run(
      "the linker", toolchain.compiler,
      ["-shared", "-Wl,--version-script=cpp/exports.map", "-Wl,-z,defs", "-o", "model.so", "cpp/all.o"] + runtime
        + BuildOptions(profile: profile).libraries, folder: folder, log: log(key, "linker"))
    try? FileManager.default.removeItem(atPath: "\(folder)/cpp")
  }

  /// Verilator's run time, compiled once for a compiler and its flags.
  private func runtimeObjects(_ profile: BuildProfile) throws -> [String] {
    var objects: [String] = []
    for file in BuildOptions(profile: profile).runtimeFiles {
      let key = BuildCache.key([toolchain.identity, file, ShimRuntime.hooks] + BuildOptions.compilerFlags)
      let folder = try cache.entry("runtime", key, products: ["runtime.o"]) { folder in
        try cache.write(ShimRuntime.hooks, to: folder + "/hooks.h")
        let include = toolchain.verilatorRoot + "/include"
        try ToolRun.run(
          "the C++ compiler", toolchain.compiler,
          BuildOptions.compilerFlags + [
            "-include", "hooks.h", "-I", include, "-I", include + "/vltstd", "-c", "\(include)/\(file)", "-o", "runtime.o",
          ], folder: folder, log: log(key, "runtime"))
      }
      objects.append(folder + "/runtime.o")
    }
    return objects
  }

  private func log(_ key: String, _ stage: String) -> String { "\(cache.root)/logs/\(key)-\(stage).log" }
}
