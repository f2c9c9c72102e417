// swift-tools-version: 6.2
import CompilerPluginSupport
import Foundation
import PackageDescription

/// The folder of the running toolchain that ships SwiftSyntax for macros, or nil.
///
/// Building the one macro against it takes seconds instead of minutes; without it the package falls back to swift-syntax.
let toolchainSyntax: String? = {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
  for folder in path.split(separator: ":") {
    let swift = URL(fileURLWithPath: "\(folder)/swift").resolvingSymlinksInPath()
    guard FileManager.default.isExecutableFile(atPath: swift.path) else { continue }
    let host = swift.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("lib/swift/host").path
    if FileManager.default.fileExists(atPath: host + "/SwiftSyntax.swiftmodule") { return host }
  }
  return nil
}()

let macros: Target =
  if let host = toolchainSyntax {
    .macro(
      name: "HDLMacros",
      swiftSettings: [.unsafeFlags(["-I", host])],
      linkerSettings: [
        .unsafeFlags([
          "-L", host, "-lSwiftSyntax", "-lSwiftSyntaxMacros", "-lSwiftSyntaxBuilder", "-lSwiftDiagnostics",
          "-lSwiftCompilerPluginMessageHandling", "-Xlinker", "-rpath", "-Xlinker", host,
        ])
      ])
  } else {
    .macro(
      name: "HDLMacros",
      dependencies: [
        .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
        .product(name: "SwiftDiagnostics", package: "swift-syntax"),
        .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
      ])
  }

let package = Package(
  name: "hwgen",
  products: [
    // The language, its Verilog and the built-in simulator: these need no other package.
    .library(name: "HDL", targets: ["HDL"]),
    .library(name: "Verilog", targets: ["Verilog"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Verilator", targets: ["Verilator"]),
    // A unit of one's own, its testbench, and the tool that has both.
    .library(name: "CommandLineTool", targets: ["CommandLineTool", "TestbenchKit", "UnitProtocol"]),
    // What comes with hwgen.
    .library(name: "Units", targets: ["Units"]),
    .library(name: "Transformer", targets: ["Transformer"]),
    .executable(name: "hwgen", targets: ["hwgen"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ] + (toolchainSyntax == nil ? [.package(url: "https://github.com/swiftlang/swift-syntax", "603.0.1"..<"700.0.0")] : []),
  targets: [
    // The language and the netlist.
    .target(name: "Netlist"),
    macros,
    .target(name: "HDL", dependencies: ["Netlist", "HDLMacros"]),
    .target(name: "Verilog", dependencies: ["Netlist"]),

    // Names for what is built and stored; finding and running other programs.
    .target(name: "CHashing"),
    .target(name: "Hashing", dependencies: ["CHashing"]),
    .target(name: "Tools", dependencies: [.product(name: "Subprocess", package: "swift-subprocess")]),

    // Simulation.
    .target(name: "Simulation", dependencies: ["Netlist"]),
    .target(
      name: "Verilator", dependencies: ["Verilog", "Simulation", "Tools", "Hashing", "Netlist"],
      resources: ["Runtime.cpp", "Hooks.h", "Arithmetic.h"].map { .embedInCode("Runtime/\($0)") }),

    // A unit, its testbench, and what is done with them: this much a user's own package needs.
    .target(name: "UnitProtocol", dependencies: ["HDL", "Netlist"]),
    .target(name: "TestbenchKit", dependencies: ["UnitProtocol", "Simulation"]),
    .target(name: "Mutation", dependencies: ["HDL", "Netlist", "Simulation", "TestbenchKit", "UnitProtocol"]),
    .target(
      name: "Exploration",
      dependencies: [
        "Netlist", "HDL", "Verilog", "UnitProtocol", "Tools", "Hashing",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "CommandLineTool",
      dependencies: [
        "HDL", "Netlist", "Simulation", "Verilog", "Verilator", "UnitProtocol", "TestbenchKit", "Mutation", "Exploration",
        "Tools",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // What the project is for.
    .target(name: "Numerics"),
    .target(name: "ErrorCorrection"),
    .target(name: "Units", dependencies: ["HDL", "UnitProtocol", "Numerics", "ErrorCorrection"]),
    .target(name: "Hosts", dependencies: ["HDL", "Netlist", "Units", "Simulation", "Verilator", "ErrorCorrection"]),
    .target(
      name: "Testbenches",
      dependencies: ["Hosts", "Units", "TestbenchKit", "Simulation", "Netlist", "Numerics", "ErrorCorrection"],
      path: "Testbenches"),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
    .target(name: "CSampler"),
    .target(name: "EmbeddedModel", exclude: ["embedded.gguf"]),
    .target(
      name: "Transformer",
      dependencies: ["CKernels", "EmbeddedModel", "Hashing", .product(name: "HeapModule", package: "swift-collections")]),

    // The systems: mapping, schedule, cycle model.
    .target(
      name: "Accelerators",
      dependencies: [
        "Hosts", "Units", "Transformer", "Verilator", "CKernels", "Simulation", "Verilog", "ErrorCorrection", "Numerics",
        .product(name: "DequeModule", package: "swift-collections"), .product(name: "HeapModule", package: "swift-collections"),
      ]),

    // Random circuits in all simulators.
    .target(
      name: "Fuzzing",
      dependencies: ["Netlist", "Verilog", "Simulation", "Verilator", .product(name: "Subprocess", package: "swift-subprocess")]),

    // The command line with all units, the transformer and the systems.
    .target(
      name: "HwgenTool",
      dependencies: [
        "CommandLineTool", "HDL", "Netlist", "Simulation", "Verilog", "Verilator", "Units", "Hosts", "Testbenches", "Fuzzing",
        "Transformer", "Accelerators", "Exploration", "Tools", "Hashing", "CSampler", "TestbenchKit", "UnitProtocol", "Numerics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: ["RunPage.css", "Page.js", "Timeline.js", "Charts.js", "Tables.js"].map { .embedInCode("RunReport/Page/\($0)") }),
    .executableTarget(name: "hwgen", dependencies: ["HwgenTool", "CommandLineTool"]),

    // Netlists made by hand, for tests.
    .target(name: "CircuitBuilding", dependencies: ["Netlist"], path: "Tests/CircuitBuilding"),
    .testTarget(name: "NetlistTests", dependencies: ["Netlist", "HDL", "CircuitBuilding"]),
    .testTarget(name: "HDLTests", dependencies: ["HDL"]),
    .testTarget(
      name: "VerilogTests", dependencies: ["Verilog", "HDL", "Units", "Verilator", "Netlist", "Testbenches"], exclude: ["Golden"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "HDL", "Netlist", "CircuitBuilding"]),
    .testTarget(name: "VerilatorTests", dependencies: ["Verilator", "HDL", "Units", "Netlist", "Simulation", "Verilog"]),
    .testTarget(
      name: "UnitsTests", dependencies: ["Units", "Numerics", "Hosts", "Testbenches", "HDL", "Simulation", "ErrorCorrection"],
      exclude: ["Data"]),
    .testTarget(name: "NumericsTests", dependencies: ["Numerics"], resources: [.copy("Data")]),
    .testTarget(
      name: "ErrorCorrectionTests", dependencies: ["ErrorCorrection", "Simulation"], resources: [.copy("Data")]),
    .testTarget(name: "HashingTests", dependencies: ["Hashing"]),
    .testTarget(name: "TransformerTests", dependencies: ["Transformer", "CKernels"], resources: [.copy("Data")]),
    .testTarget(
      name: "ExplorationTests", dependencies: ["Exploration", "HDL", "Netlist", "Tools", "Units", "Verilog", "Testbenches"]),
    .testTarget(
      name: "AcceleratorsTests",
      dependencies: [
        "Accelerators", "CKernels", "CircuitBuilding", "Hashing", "Netlist", "Numerics", "Simulation", "Transformer", "Units",
        "Verilator", "Hosts",
      ],
      exclude: ["Data"]),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Accelerators", "Exploration", "HDL", "Hosts", "HwgenTool", "Netlist", "Simulation", "Transformer", "Verilog", "Units",
        "Testbenches",
      ]),
    .testTarget(
      name: "CommandLineToolTests",
      dependencies: [
        "Accelerators", "CircuitBuilding", "CommandLineTool", "HwgenTool", "Transformer", "hwgen", "HDL", "Simulation",
        "Testbenches", "Tools",
        "Units", "Verilator", "Verilog", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing", "HDL", "Tools", "Units", "Netlist", "Simulation"]),
    .testTarget(name: "MutationTests", dependencies: ["Mutation", "HDL", "Testbenches", "Units"]),
  ],
  swiftLanguageModes: [.v6]
)
