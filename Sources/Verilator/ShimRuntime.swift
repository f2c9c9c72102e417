/// The C++ beside the generated part of the shim, from `Runtime/`.
enum ShimRuntime {
  /// Counts up when the layout of a structure or the meaning of a function changes.
  static let interfaceVersion = 3

  /// Included before each of Verilator's own files.
  static let hooks = text(PackageResources.Hooks_h)

  /// Included after the hooks in a model.
  static let arithmetic = text(PackageResources.Arithmetic_h)

  /// Compiled behind the generated part.
  static let runtime = text(PackageResources.Runtime_cpp)

  /// Symbols that a model exports; all others are local, so that models never see each other's.
  static let exports = "{ global: hwgen_*; local: *; };\n"

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
