// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "SaturatingCounter",
  dependencies: [.package(name: "hwgen", path: "../..")],
  targets: [
    .executableTarget(
      name: "counter-tool",
      dependencies: [
        .product(name: "HDL", package: "hwgen"),
        .product(name: "Units", package: "hwgen"),
        .product(name: "CommandLineTool", package: "hwgen"),
      ],
      path: "Sources/SaturatingCounter")
  ],
  swiftLanguageModes: [.v6]
)
