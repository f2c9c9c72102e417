import Foundation

/// Where programs that hwgen calls are looked for.
public enum ToolFolder {
  public static let setupRemedy = "run 'make setup' in the hwgen checkout, or name its .tools folder in HWGEN_TOOLS"

  /// The folder that `make setup` fills, if there is one: the folder named by the environment's `HWGEN_TOOLS`, else `.tools` of
  /// the checkout, found from the current folder or the executable upwards.
  public static func path(environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
    if let named = environment["HWGEN_TOOLS"], !named.isEmpty { return isFolder(named) ? named : nil }
    var starts = [FileManager.default.currentDirectoryPath]
    if let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") { starts.append(executable) }
    for start in starts {
      var folder = URL(fileURLWithPath: start).standardizedFileURL
      while folder.path != "/" {
        let candidate = folder.appendingPathComponent(".tools").path
        if isFolder(candidate) { return candidate }
        folder.deleteLastPathComponent()
      }
    }
    return nil
  }

  /// The first executable called `name` on the `PATH`.
  public static func findOnPath(_ name: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
    (environment["PATH"] ?? "").split(separator: ":").lazy.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  /// Where Python keeps the packages of the environment in `folder`.
  static func sitePackages(of folder: String) -> [String] {
    let library = folder + "/lib"
    let versions = ((try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []).filter { $0.hasPrefix("python") }
    return versions.map { "\(library)/\($0)/site-packages" }
  }

  public static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  public static func isProgram(_ path: String) -> Bool { !isFolder(path) && FileManager.default.isExecutableFile(atPath: path) }
}
