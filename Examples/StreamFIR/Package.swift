// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "StreamFIR",
  products: [.library(name: "StreamFIR", targets: ["StreamFIR"])],
  dependencies: [.package(name: "hwgen", path: "../..")],
  targets: [
    .target(name: "StreamFIR", dependencies: [.product(name: "HDL", package: "hwgen")]),
    .testTarget(
      name: "StreamFIRTests",
      dependencies: [
        "StreamFIR", .product(name: "Verilog", package: "hwgen"), .product(name: "Simulation", package: "hwgen"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
