/// What a model is built for.
public enum BuildProfile: String, Sendable, Hashable, CaseIterable, Codable {
  /// Assertions are checked: simulation and regression.
  case checked
  /// Without assertions: figures of speed name this profile.
  case fast
  /// As `checked`, with waveforms in the FST format.
  case traced
  /// As `checked`, with waveforms in the VCD format.
  case tracedVCD = "traced-vcd"

  var hasAssertions: Bool { self != .fast }
  var isTraced: Bool { self == .traced || self == .tracedVCD }
}

/// How far Verilator unrolls loops. Which setting gives the faster model depends on the design, by up to 4 times.
public enum LoopUnrolling: Sendable, Hashable {
  /// Loops of more iterations than this stay loops in C++.
  case fixed(Int)
  /// Builds and measures both settings once for a design in the `fast` profile, and remembers the faster one; other
  /// profiles use what is remembered, else keep loops.
  case automatic
}

public struct BuildOptions: Sendable, Hashable {
  public var profile: BuildProfile
  public var unrolling: LoopUnrolling
  public init(profile: BuildProfile = .checked, unrolling: LoopUnrolling = .automatic) {
    self.profile = profile
    self.unrolling = unrolling
  }

  /// Flags of Verilator for the profile.
  func verilatorFlags(unrollCount: Int) -> [String] {
    var flags = ["--cc", "-O3", "--x-assign", "fast", "--x-initial", "0", "--unroll-count", String(unrollCount)]
    // Style is the linter's business; a model must build from whatever simulates.
    flags += ["-Wno-fatal", "-Wno-lint", "-Wno-style", "--quiet-stats", "--error-limit", "1"]
    flags += VerilatorFault.faithfulShifts
    flags.append(profile.hasAssertions ? "--assert" : "--no-assert")
    switch profile {
    case .traced: flags.append("--trace-fst")
    case .tracedVCD: flags.append("--trace-vcd")
    case .checked, .fast: break
    }
    return flags
  }

  static let compilerFlags = ["-O3", "-march=native", "-std=c++20", "-fPIC", "-fvisibility=hidden", "-w"]

  /// Files of Verilator's run time that a profile's models link against.
  var runtimeFiles: [String] {
    ["verilated.cpp", "verilated_threads.cpp"]
      + (profile == .traced ? ["verilated_fst_c.cpp"] : profile == .tracedVCD ? ["verilated_vcd_c.cpp"] : [])
  }

  var libraries: [String] { ["-lpthread"] + (profile == .traced ? ["-llz4", "-lz"] : []) }
}
