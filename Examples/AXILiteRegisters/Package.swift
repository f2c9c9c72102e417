// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "AXILiteRegisters",
  products: [.library(name: "AXILiteRegisters", targets: ["AXILiteRegisters"])],
  dependencies: [.package(name: "hwgen", path: "../..")],
  targets: [
    .target(name: "AXILiteRegisters", dependencies: [.product(name: "HDL", package: "hwgen")]),
    .executableTarget(
      name: "emit-timer", dependencies: ["AXILiteRegisters", .product(name: "Verilog", package: "hwgen")]),
    .testTarget(
      name: "AXILiteRegistersTests",
      dependencies: [
        "AXILiteRegisters", .product(name: "Verilog", package: "hwgen"), .product(name: "Simulation", package: "hwgen"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
