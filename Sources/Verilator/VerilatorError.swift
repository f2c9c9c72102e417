/// What can go wrong before a Verilated model runs. The text is one line and says what to do.
public enum VerilatorError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A tool is not installed.
  case missingTool(name: String, remedy: String)
  /// Verilator or the C++ compiler refused; `message` is its first error, and `log` empty where none could be written.
  case buildFailed(stage: String, message: String, log: String)
  /// The cache's folder cannot be used.
  case cache(path: String, reason: String)
  /// The library was built but cannot be used.
  case load(String)
  /// The source's description does not fit its Verilog.
  case source(String)

  public var description: String {
    switch self {
    case .missingTool(let name, let remedy): "\(name) was not found; \(remedy)"
    case .buildFailed(let stage, let message, let log): "\(stage) failed: \(message)" + (log.isEmpty ? "" : " (log: \(log))")
    case .cache(let path, let reason): "cannot use the cache folder '\(path)': \(reason); set HWGEN_CACHE to a writable folder"
    case .load(let reason): "cannot load the Verilated model: \(reason)"
    case .source(let reason): reason
    }
  }
}
