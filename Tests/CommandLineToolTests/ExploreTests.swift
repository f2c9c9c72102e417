import Foundation
import Testing
import Tools

import CommandLineTool

/// The tools folder of the checkout, when all that `hwgen explore` needs is in it.
private let tools: String? = {
  guard let folder = ToolFolder.path(), (try? ExternalTool.openSTA()) != nil else { return nil }
  let files = ["verification/bin/python", "libraries/osu018_stdcells.lib", "exploration/plotly.min.js"]
  return files.allSatisfy { FileManager.default.fileExists(atPath: folder + "/" + $0) } ? folder : nil
}()
private let hasSlurm =
  ["sbatch", "squeue", "sinfo"].allSatisfy { ToolFolder.findOnPath($0) != nil }
  && ["slurmctld", "slurmd", "munged"].allSatisfy {
    ToolFolder.findOnPath($0, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin"]) != nil
  }
private let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A tools folder whose Yosys counts how often it is called, and a database and a report folder of its own.
private final class Workbench: Sendable {
  let folder: TemporaryFolder
  let executable = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("hwgen").path

  init() throws {
    folder = try TemporaryFolder()
    let tools = try #require(tools)
    let files = FileManager.default
    try files.createDirectory(atPath: path("tools/verification/bin"), withIntermediateDirectories: true)
    for name in ["libraries", "exploration", "verification/lib"] {
      try files.createSymbolicLink(atPath: path("tools/" + name), withDestinationPath: tools + "/" + name)
    }
    // One line for each call; killed by hand, or in no hurry with the width 3, where a file says so.
    let script = """
      #!/bin/sh
      echo run >> '\(path("runs"))'
      if [ -e '\(path("break"))' ]; then kill -9 $$; fi
      if [ -e '\(path("wait"))' ] && grep -q width3 design.sv; then exec sleep 100; fi
      exec '\(tools)/verification/bin/python' "$@"

      """
    try script.write(toFile: path("tools/verification/bin/python"), atomically: false, encoding: .utf8)
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path("tools/verification/bin/python"))
  }

  func path(_ name: String) -> String { folder.path + "/" + name }

  /// How often Yosys was started.
  var runs: Int { (try? folder.text("runs"))?.filter { $0 == "\n" }.count ?? 0 }

  /// How many processes of that name the tools folder is known to.
  func processes(named name: String) -> Int {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.count { entry in
      func text(_ file: String) -> String {
        (FileManager.default.contents(atPath: "/proc/\(entry)/\(file)")).map { String(decoding: $0, as: UTF8.self) } ?? ""
      }
      return Int(entry) != nil && text("comm").hasPrefix(name) && text("environ").contains(path("tools"))
    }
  }

  /// Starts `hwgen explore`; its output goes into files.
  func start(_ arguments: [String], name: String = "out", environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = ["explore", "--database", path("e.sqlite"), "-o", path("report")] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["HWGEN_TOOLS": path("tools")]) { $1 }.merging(environment)
    { $1 }
    for (kind, stream) in [("json", 1), ("err", 2)] {
      try Data().write(to: URL(fileURLWithPath: path("\(name).\(kind)")))
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path("\(name).\(kind)")))
      if stream == 1 { process.standardOutput = file } else { process.standardError = file }
    }
    try process.run()
    return process
  }

  /// Runs it to its end.
  func explore(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    let process = try start(arguments + ["--json"], environment: environment)
    process.waitUntilExit()
    return try outcome(process)
  }

  func outcome(_ process: Process, name: String = "out") throws -> Outcome {
    Outcome(status: process.terminationStatus, output: try folder.text(name + ".json"), error: try folder.text(name + ".err"))
  }
}

extension Outcome {
  fileprivate func points() throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return try #require(object?["points"] as? [[String: Any]])
  }
}

@Suite(.serialized) struct ExploreTests {
  private static let sweep = ["--unit", "mac-pe", "--set", "accumulatorWidth=8"]

  @Test(arguments: [
    (["--unit", "adder", "--sweep", "widht=1,2"], "adder has no parameter 'widht'; did you mean 'width'?"),
    (["--unit", "adder", "--sweep", "width=99"], "adder: width must be 2 to 64, not 99"),
    (
      ["--unit", "adder", "--sweep", "width"],
      "--sweep takes name=values, not 'width'; for example --sweep width=8,16 or --sweep width=2...8"
    ),
    (
      ["--unit", "adder", "--objective", "speed"],
      "there is no objective 'speed'; there is area, fmax, energy, power, throughput, flip-flops, memory"
    ),
    (["--unit", "adder", "--clock-ns", "0"], "the clock period is 0.001 to 1000000 ns, not 0.0"),
    (["--unit", "adder", "--set", "width=2", "--sweep", "width=3"], "'width' is both set and swept; keep one of the two"),
    (["--unit", "adder", "--library", "/nowhere.lib"], "cannot read the library '/nowhere.lib'; check the path"),
    ([], "give either --unit NAME or --all"),
  ])
  @MainActor func wrongUseIsOneLine(arguments: [String], line: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = await run(["explore", "-o", folder.path, "--database", folder.path + "/e.sqlite"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errorLine == "own-tool: error: " + line)
  }

  @Test(.enabled(if: tools != nil)) func nothingIsSynthesizedTwice() throws {
    let bench = try Workbench()
    let first = try bench.explore(Self.sweep + ["--sweep", "width=2,3"])
    #expect(first.status == 0 && first.error == "", "\(first.error)")
    #expect(bench.runs == 2)
    let again = try bench.explore(Self.sweep + ["--sweep", "width=2,3"])
    #expect(again.status == 0 && again.output == first.output && bench.runs == 2)
    let more = try bench.explore(Self.sweep + ["--sweep", "width=2...4"])
    #expect(try more.points().count == 3 && bench.runs == 3)
    let otherClock = try bench.explore(Self.sweep + ["--sweep", "width=2", "--clock-ns", "7"])
    #expect(try otherClock.points().count == 1 && bench.runs == 4)
    // A wider multiplier is larger.
    let areas = try more.points().compactMap { ($0["figures"] as? [String: Any])?["area"] as? Double }
    #expect(areas.count == 3 && areas == areas.sorted() && areas[0] < areas[2])
    let csv = try bench.folder.text("report/mac-pe.csv").split(separator: "\n")
    #expect(csv.count == 2 && csv[0].hasPrefix("unit,width,area_um2,") && csv[1].hasPrefix("mac-pe,2,"))
    let html = try bench.folder.text("report/report.html")
    #expect(html.contains("plotly.js v") && !html.contains("<script src"))
  }

  @Test(.enabled(if: tools != nil)) func aFailureIsOneLineAndTriedAgain() throws {
    let bench = try Workbench()
    _ = try bench.explore(Self.sweep + ["--sweep", "width=2"])
    try Data().write(to: URL(fileURLWithPath: bench.path("break")))
    let broken = try bench.explore(Self.sweep + ["--sweep", "width=2,3"])
    #expect(broken.status == 1)
    let lines = broken.error.split(separator: "\n").map(String.init)
    #expect(
      lines.count == 2
        && lines[0].hasPrefix("failed: mac-pe width=3: Yosys failed on mac_pe_width3_accumulator_width8: signal 9"),
      "\(broken.error)")
    #expect(lines.last == "hwgen: error: 1 of 2 points failed; the next run tries them again")
    let points = try broken.points()
    #expect(
      points.count == 2 && points[0]["figures"] != nil && points[1]["figures"] == nil
        && (points[1]["failure"] as? String)?.isEmpty == false)
    try FileManager.default.removeItem(atPath: bench.path("break"))
    let repaired = try bench.explore(Self.sweep + ["--sweep", "width=2,3"])
    #expect(repaired.status == 0 && bench.runs == 3)
    #expect(try repaired.points().allSatisfy { $0["figures"] != nil })
  }

  @Test(.enabled(if: tools != nil)) func aPointThatTakesTooLongIsStopped() throws {
    let bench = try Workbench()
    try Data().write(to: URL(fileURLWithPath: bench.path("wait")))
    let late = try bench.explore(Self.sweep + ["--sweep", "width=2...4", "--timeout", "10"])
    // After some seconds there is a line of progress, too.
    let lines = late.error.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("explore ") }
    #expect(
      lines == [
        "failed: mac-pe width=3: yosys did not end within 10 s and was stopped",
        "hwgen: error: 1 of 3 points failed; the next run tries them again, for longer with a greater --timeout, or faster with "
          + "--sweep mapping=fast",
      ])
    #expect(try late.status == 1 && late.points().map { $0["figures"] != nil } == [true, false, true])
  }

  /// Killed without warning, a sweep loses no more than the point that was in flight.
  @Test(.enabled(if: tools != nil)) func aKilledSweepGoesOn() throws {
    let bench = try Workbench()
    let arguments = Self.sweep + ["--sweep", "width=1,2,3,4", "--sweep", "clock-ns=5,6", "--jobs", "1", "--json"]
    let process = try bench.start(arguments)
    let deadline = Date().addingTimeInterval(60)
    while bench.runs < 4, Date() < deadline, process.isRunning { Thread.sleep(forTimeInterval: 0.005) }
    #expect(bench.runs == 4 && process.isRunning)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let resumed = try bench.explore(arguments)
    #expect(resumed.status == 0)
    #expect(try resumed.points().count == 8)
    // Eight points, and the one in flight a second time.
    #expect(bench.runs == 9)
  }

  /// Nor does it leave ABC behind, which would work on for most of a minute.
  @Test(.enabled(if: tools != nil)) func aKilledSweepLeavesNoToolRunning() throws {
    let bench = try Workbench()
    let process = try bench.start(["--unit", "flash-pe", "--set", "lanes=32", "--sweep", "vectorBeat=8"])
    func waits(seconds: Double, until isDone: (Int) -> Bool) -> Bool {
      let deadline = Date().addingTimeInterval(seconds)
      while !isDone(bench.processes(named: "yosys-abc")) {
        if Date() > deadline { return false }
        Thread.sleep(forTimeInterval: 0.05)
      }
      return true
    }
    #expect(waits(seconds: 60) { $0 > 0 })
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(waits(seconds: 5) { $0 == 0 })
  }

  @Test(.enabled(if: tools != nil)) func twoSweepsShareTheWork() throws {
    let bench = try Workbench()
    let arguments = Self.sweep + ["--sweep", "width=1,2,3,4", "--jobs", "2", "--json"]
    let (first, second) = (try bench.start(arguments, name: "first"), try bench.start(arguments, name: "second"))
    first.waitUntilExit()
    second.waitUntilExit()
    let outcomes = [try bench.outcome(first, name: "first"), try bench.outcome(second, name: "second")]
    #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.map(\.error))")
    #expect(outcomes[0].output == outcomes[1].output)
    #expect(bench.runs == 4)
  }

  /// In a real browser: no errors, all points there, and a point's parameters under the pointer.
  @Test(.enabled(if: tools != nil && Browser.isThere)) func theReportWorksInABrowser() throws {
    let bench = try Workbench()
    let outcome = try bench.explore([
      "--unit", "mac-pe", "--sweep", "width=2,3", "--sweep", "mapping=area,speed", "--set", "accumulatorWidth=8",
    ])
    #expect(outcome.status == 0)
    let seen = try look(at: bench.path("report/report.html"))
    #expect(seen.errors == [] && seen.requests == [])
    #expect(seen.points == 4 && seen.rows == 4)
    #expect(seen.hovers.count == 3)
    // Points of a width share a colour and come one after the other.
    for (hover, expected) in zip(seen.hovers, [("2", "area"), ("2", "speed"), ("3", "area")]) {
      #expect(hover.contains("width = \(expected.0)") && hover.contains("mapping = \(expected.1)"), "\(hover)")
      #expect(hover.contains { $0.hasPrefix("area (um2): ") } && hover.contains { $0.hasPrefix("fmax (MHz): ") })
    }
    #expect(seen.ascending == ["2", "2", "3", "3"] && seen.descending == ["3", "3", "2", "2"])
    #expect(seen.picked == "width=2 mapping=speed")
    #expect(seen.treemap > 1 && seen.path > 1 && seen.theme_changes)
    #expect(seen.path_lines.count >= 2 && seen.path_lines.allSatisfy { $0.hasPrefix("Units/MacPE.swift:") } && seen.lines > 3)
    // The test's own eyes: a report that is broken is seen to be.
    let broken = try bench.folder.text("report/report.html").replacing("function drawScatter()", with: "function drawScatters()")
    try broken.write(toFile: bench.path("report/broken.html"), atomically: false, encoding: .utf8)
    let nothing = try look(at: bench.path("report/broken.html"))
    #expect(nothing.points == nil && nothing.errors.contains { $0.contains("drawScatter is not defined") })
  }

  private struct Seen: Decodable {
    var errors, requests: [String]
    var points, rows: Int?
    var hovers: [[String]] = []
    var ascending: [String] = [], descending: [String] = []
    var picked = ""
    var treemap = 0, path = 0, lines = 0
    var path_lines: [String] = []
    var theme_changes = false

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      errors = try values.decode([String].self, forKey: .errors)
      requests = try values.decode([String].self, forKey: .requests)
      points = try values.decodeIfPresent(Int.self, forKey: .points)
      rows = try values.decodeIfPresent(Int.self, forKey: .rows)
      hovers = try values.decodeIfPresent([[String]].self, forKey: .hovers) ?? []
      ascending = try values.decodeIfPresent([String].self, forKey: .ascending) ?? []
      descending = try values.decodeIfPresent([String].self, forKey: .descending) ?? []
      picked = try values.decodeIfPresent(String.self, forKey: .picked) ?? ""
      treemap = try values.decodeIfPresent(Int.self, forKey: .treemap) ?? 0
      path = try values.decodeIfPresent(Int.self, forKey: .path) ?? 0
      lines = try values.decodeIfPresent(Int.self, forKey: .lines) ?? 0
      path_lines = try values.decodeIfPresent([String].self, forKey: .path_lines) ?? []
      theme_changes = try values.decodeIfPresent(Bool.self, forKey: .theme_changes) ?? false
    }
    private enum CodingKeys: CodingKey {
      case errors, requests, points, rows, hovers, ascending, descending, picked, treemap, path, lines, path_lines, theme_changes
    }
  }

  private func look(at report: String) throws -> Seen {
    try JSONDecoder().decode(Seen.self, from: Browser.run("open-report.py", on: report))
  }

  /// A one-node cluster on the loopback interface: the same points, the same figures, the same database.
  @Test(.enabled(if: tools != nil && hasSlurm)) func slurmGivesTheSamePoints() throws {
    let bench = try Workbench()
    let script = ExternalTool(name: "slurm-loopback", path: checkout + "/Scripts/slurm-loopback.sh")
    let started = try script.run(["start", bench.path("slurm")], in: "/", seconds: 60)
    try #require(started.status == 0, "\(started.error)")
    defer { _ = try? script.run(["stop", bench.path("slurm")], in: "/", seconds: 60) }
    let environment = ["SLURM_CONF": bench.path("slurm/slurm.conf")]
    let arguments = Self.sweep + ["--sweep", "width=2,3,4"]
    let onCluster = try bench.explore(arguments + ["--executor", "slurm"], environment: environment)
    #expect(onCluster.status == 0 && onCluster.error == "", "\(onCluster.error)")
    #expect(bench.runs == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.path("e.sqlite.slurm")) == [])
    // What the cluster found is in the database.
    let here = try bench.explore(arguments)
    #expect(here.output == onCluster.output && bench.runs == 3)

    // The submitter is killed; its jobs go on, and the next run takes their results.
    let more = Self.sweep + ["--sweep", "width=1...4", "--clock-ns", "7,8", "--executor", "slurm", "--json"]
    let process = try bench.start(more, environment: environment)
    let deadline = Date().addingTimeInterval(60)
    while bench.runs < 5, Date() < deadline, process.isRunning { Thread.sleep(forTimeInterval: 0.01) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let resumed = try bench.explore(more, environment: environment)
    #expect(resumed.status == 0 && bench.runs == 3 + 8, "\(resumed.error)")
    #expect(try resumed.points().count == 8)

    // A job that leaves nothing behind.
    try Data().write(to: URL(fileURLWithPath: bench.path("break")))
    let broken = try bench.explore(
      Self.sweep + ["--sweep", "width=2", "--clock-ns", "9", "--executor", "slurm"], environment: environment)
    #expect(
      broken.status == 1 && broken.error.contains("Yosys failed on mac_pe_width2_accumulator_width8: signal 9"), "\(broken.error)"
    )
  }
}
