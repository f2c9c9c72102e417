import Foundation
import Tools

/// The tools that turn Verilog into a library: Verilator and a C++ compiler, and what tells one machine's from another's.
///
/// Tools are looked for in this order: the folder named by the environment's `HWGEN_TOOLS`; `.tools` of the checkout, found
/// from the current folder or the executable upwards; the `PATH`.
public struct Toolchain: Sendable, Hashable {
  /// What Verilator calls its root: the folder with `bin/` and `include/`.
  public var verilatorRoot: String
  /// The compiled program itself; the Perl script around it is not needed.
  public var verilator: String
  public var compiler: String
  /// Distinguishes versions of Verilator, the compiler and the processor's features: part of every cache key.
  public var identity: String

  public static var setupRemedy: String { ToolFolder.setupRemedy }

  /// Finds the tools; `VerilatorError.missingTool` names the one that is missing.
  public static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Toolchain {
    let root = try findVerilator(environment)
    let compiler = try findCompiler(environment)
    let verilator = root + "/bin/verilator_bin"
    return Toolchain(
      verilatorRoot: root, verilator: verilator, compiler: compiler,
      identity: [verilatorIdentity(root), fileIdentity(compiler), processorIdentity].joined(separator: "\n"))
  }

  /// The folder that `make setup` fills, if there is one.
  public static func toolsFolder(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
    ToolFolder.path(environment: environment)
  }

  /// The first executable called `name` on the `PATH`.
  public static func findOnPath(_ name: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
    ToolFolder.findOnPath(name, environment: environment)
  }

  private static func findVerilator(_ environment: [String: String]) throws -> String {
    var candidates: [String] = []
    if let tools = toolsFolder(environment: environment) { candidates.append(tools + "/simulation/verilator") }
    if let root = environment["VERILATOR_ROOT"] { candidates.append(root) }
    if let program = findOnPath("verilator_bin", environment: environment) {
      let folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
      candidates += [folder.path, folder.path + "/share/verilator"]
    }
    for candidate in candidates where isProgram(candidate + "/bin/verilator_bin") && isFolder(candidate + "/include") {
      return candidate
    }
    throw VerilatorError.missingTool(name: "Verilator", remedy: setupRemedy)
  }

  /// clang vectorizes the models better than g++ by a factor of 1.3 to 3, so it comes first.
  private static func findCompiler(_ environment: [String: String]) throws -> String {
    if let named = environment["HWGEN_CXX"], !named.isEmpty {
      if named.contains("/") ? isProgram(named) : false { return named }
      if let found = findOnPath(named, environment: environment) { return found }
      throw VerilatorError.missingTool(
        name: "the C++ compiler '\(named)' (HWGEN_CXX)", remedy: "name an installed compiler or unset it")
    }
    if let clang = findOnPath("clang++", environment: environment) { return clang }
    if let swift = findOnPath("swift", environment: environment) {
      let beside = URL(fileURLWithPath: swift).resolvingSymlinksInPath().deletingLastPathComponent().path + "/clang++"
      if isProgram(beside) { return beside }
    }
    if let gcc = findOnPath("g++", environment: environment) { return gcc }
    throw VerilatorError.missingTool(name: "a C++ compiler", remedy: "run: sudo apt-get install g++")
  }

  // MARK: Identity

  /// The version that the package's metadata states (the program's own text has none), else the program's size and time.
  private static func verilatorIdentity(_ root: String) -> String {
    let packages = URL(fileURLWithPath: root).resolvingSymlinksInPath().deletingLastPathComponent().path
    let metadata = (try? FileManager.default.contentsOfDirectory(atPath: packages)) ?? []
    if let version = metadata.first(where: { $0.hasPrefix("verilator-") && $0.hasSuffix(".dist-info") }) { return version }
    return fileIdentity(root + "/bin/verilator_bin")
  }

  private static func fileIdentity(_ path: String) -> String {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: real)
    let size = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(real) \(size) \(Int(time))"
  }

  /// Models are compiled for the processor at hand, so its features belong to the key.
  private static let processorIdentity: String = {
    let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let lines = information.split(separator: "\n")
    let wanted = ["model name", "flags", "Features", "CPU part"].compactMap { key in lines.first { $0.hasPrefix(key) } }
    return wanted.joined(separator: "\n")
  }()

  static func isFolder(_ path: String) -> Bool { ToolFolder.isFolder(path) }

  static func isProgram(_ path: String) -> Bool { ToolFolder.isProgram(path) }
}
