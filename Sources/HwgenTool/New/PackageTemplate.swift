/// A package with one unit, its testbench, its tool and its tests, as `hwgen new` writes it: a beginning that works.
package struct PackageTemplate: Sendable {
  /// Where the package finds hwgen.
  package enum Source: Sendable {
    /// A checkout, by its path from the package or from the root.
    case path(String)
    /// A repository, from a version on.
    case url(String, from: String)
  }

  /// kebab-case: `moving-sum`.
  package let name: String
  package let source: Source

  package init(name: String, source: Source) {
    self.name = name
    self.source = source
  }

  /// `MovingSum`.
  package var typeName: String { name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() }
  package var toolName: String { name + "-tool" }

  /// Paths and texts.
  package var files: [(name: String, text: String)] {
    [
      ("Package.swift", manifest), (".gitignore", ".build/\nreports/\n"), ("README.md", readme),
      ("Sources/\(typeName)/\(typeName).swift", unit), ("Sources/\(typeName)/\(typeName)Testbench.swift", testbench),
      ("Sources/\(typeName)/Catalog.swift", catalog), ("Sources/\(toolName)/main.swift", main),
      ("Tests/\(typeName)Tests/\(typeName)Tests.swift", tests),
    ]
  }

  private var dependency: String {
    switch source {
    case .path(let path): ".package(name: \"hwgen\", path: \"\(path)\")"
    case .url(let url, let version): ".package(url: \"\(url)\", from: \"\(version)\")"
    }
  }

  private var manifest: String {
    """
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "\(name)",
      dependencies: [\(dependency)],
      targets: [
        .target(
          name: "\(typeName)",
          dependencies: [.product(name: "HDL", package: "hwgen"), .product(name: "CommandLineTool", package: "hwgen")]),
        .executableTarget(name: "\(toolName)", dependencies: ["\(typeName)"]),
        .testTarget(name: "\(typeName)Tests", dependencies: ["\(typeName)"]),
      ],
      swiftLanguageModes: [.v6]
    )

    """
  }

  private var unit: String {
    """
    import HDL
    import UnitProtocol

    @Bundle struct Number {
      let data: Signed
    }

    /// Adds each number of a stream to the one before it; before the first there is a 0.
    struct \(typeName): ExploredUnit {
      static let unitName = "\(name)"
      static let summary = "Adds each number of a stream to the one before it."
      static let parameters: [UnitParameter<Self>] = [.integer("width", \\.width, "bits of a number", 2...32)]
      static let samples = [\(typeName)(width: 3)]
      static let defaultSweep = ["width=4,8,16"]

      var width = 8
      var operationsPerCycle: Double? { 1 }

      struct IO: Bundle {
        let numbers: In<Stream<Number>>
        let sums: Out<Stream<Number>>
      }
      var io: IO { IO(numbers: In(Stream(Number(data: width))), sums: Out(Stream(Number(data: width + 1)))) }

      @Hardware func build(_ io: IO) {
        let previous = Reg(Signed(width), reset: 0)
        let sum = Reg(Signed(width + 1))
        let isFull = Reg(Bit(), reset: 0)

        io.numbers.ready <== !isFull | io.sums.ready
        io.sums.valid <== isFull
        io.sums.data <== sum

        when(io.numbers.fire) {
          previous <== io.numbers.data
          sum <== previous +^ io.numbers.data
          isFull <== 1
        }.elsewhen(io.sums.fire) { isFull <== 0 }
      }
    }

    /// What the unit is to compute, in plain Swift.
    struct \(typeName)Model {
      private var previous = 0

      mutating func sum(_ number: Int) -> Int {
        defer { previous = number }
        return previous + number
      }
    }

    """
  }

  private var testbench: String {
    """
    import TestbenchKit

    /// Random numbers under random stalls against `\(typeName)Model`. A transaction is a number.
    enum \(typeName)Testbench: Testbench {
      static func run(_ unit: \(typeName), on simulator: any Simulator, options: TestbenchOptions) throws -> TestbenchReport {
        var report = TestbenchReport()
        report.claim("stalls", "no stalls", "largest sum", "smallest sum", "numbers held up")
        var random = SplitMix64(seed: options.seed)
        try simulator.reset()
        let data = try simulator.port("numbers_data"), result = try simulator.port("sums_data")
        let largest = (1 << unit.width) - 2, smallest = -(1 << unit.width)
        var model = \(typeName)Model()

        var round = 0
        while report.transactions < options.count || report.isIncomplete, round < 1000 {
          let hasStalls = round % 3 != 2
          report.cover(hasStalls ? "stalls" : "no stalls")
          let driver = try StreamDriver<Int>(
            simulator, "numbers", stalls: hasStalls ? random.stalls() : .none, seed: random.next()
          ) { data.write(signed: $0) }
          var sums: [Int] = []
          let monitor = try StreamMonitor<Int>(
            simulator, "sums", stalls: hasStalls ? random.stalls() : .none, seed: random.next(), read: { result.readSigned() }
          ) { sum, _ in sums.append(sum) }

          let numbers = random.numbers(20, width: unit.width, style: random.next(below: 4))
          for number in numbers { driver.send(number) }
          let start = simulator.cycle
          while sums.count < numbers.count {
            try simulator.step([driver, monitor])
            if simulator.cycle > start + 10_000 {
              throw SimulationError.model("\\(sums.count) of \\(numbers.count) sums arrived in round \\(round)")
            }
          }
          // One number a cycle, and one cycle until the last sum.
          let cycles = simulator.cycle - start
          if !hasStalls, cycles != UInt64(numbers.count + 1) { report.mismatch("round \\(round): \\(cycles) cycles without stalls") }

          for (index, number) in numbers.enumerated() {
            let expected = model.sum(number)
            if sums[index] != expected { report.mismatch("round \\(round), sum \\(index): expected \\(expected), came \\(sums[index])") }
            report.cover("largest sum", if: expected == largest)
            report.cover("smallest sum", if: expected == smallest)
          }
          report.cover("numbers held up", if: driver.backPressuredCycles > 0)
          report.transactions += numbers.count
          round += 1
        }
        report.cycles = simulator.cycle
        return report
      }
    }

    """
  }

  private var catalog: String {
    """
    import CommandLineTool

    /// What the tool and the tests know.
    public let catalog = Catalog(name: "\(toolName)", units: [\(typeName).self], testbenches: [\(typeName)Testbench.self])

    """
  }

  private var main: String {
    """
    import CommandLineTool
    import \(typeName)

    await HwgenCommand.main(catalog)

    """
  }

  private var tests: String {
    """
    import CommandLineTool
    import \(typeName)
    import Testing

    /// Each test is a command of the tool; they need nothing but Swift.
    @Suite struct \(typeName)Tests {
      /// The default configuration and the samples against the model.
      @Test @MainActor func testbenchPasses() async {
        #expect(await HwgenCommand.run(["regress", "--backend", "builtin"], catalog: catalog) == 0)
      }

      /// Deliberate mistakes: none that shows is missed.
      @Test @MainActor func testbenchSeesMistakes() async {
        #expect(await HwgenCommand.run(["mutate", "--unit", "\(name)", "--count", "50"], catalog: catalog) == 0)
      }
    }

    """
  }

  private var readme: String {
    """
    # \(name)

    | | |
    | --- | --- |
    | `swift build -c release` | the tool, `.build/release/\(toolName)` |
    | `swift test -c release --disable-testable-imports` | the testbench and mutants of the unit |
    | `.build/release/\(toolName) --help` | simulate, emit Verilog, synthesize, prove, explore |

    """
  }
}
