import Foundation

/// Verilator's run time as object files, compiled when they are first asked for and removed with the last reference.
public actor VerilatorRuntime {
  private var folder: String?
  private var compilation: Task<Void, any Error>?

  public init() {}

  deinit { if let folder { try? FileManager.default.removeItem(atPath: folder) } }

  static let flags = ["-std=c++20", "-w", "-DVL_TIME_CONTEXT"]
  /// What a model may need, without the extension; the linker takes all of it.
  static let files = ["verilated", "verilated_threads", "verilated_vcd_c"]

  /// The folder of the object files.
  func objects(root: String, compiler: String) async throws -> String {
    let place = folder ?? NSTemporaryDirectory() + "/hwgen-fuzz-runtime-\(UUID().uuidString)"
    folder = place
    let task =
      compilation
      ?? Task {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        for file in Self.files {
          _ = try await ExternalTool.run(
            compiler,
            Self.flags + [
              "-O1", "-I\(root)/include", "-I\(root)/include/vltstd", "-c", "\(root)/include/\(file).cpp", "-o", "\(file).o",
            ],
            folder: place)
        }
      }
    compilation = task
    try await task.value
    return place
  }
}
