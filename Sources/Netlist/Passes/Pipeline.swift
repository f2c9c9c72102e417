/// What happens to a design between the language and a back end, in order. A pass reports what it finds, may rewrite
/// modules, and runs on all modules, children before parents.
public struct Pipeline: Sendable {
  public struct Pass: Sendable {
    public var name: String
    public var run: @Sendable (inout Design) throws(InvalidNetlist) -> [Diagnostic]
    public init(name: String, run: @escaping @Sendable (inout Design) throws(InvalidNetlist) -> [Diagnostic]) {
      self.name = name
      self.run = run
    }
  }
  public var passes: [Pass]
  public init(_ passes: [Pass]) { self.passes = passes }

  /// Checks first, so that messages speak of the design as it was written; then what makes it small.
  public static let standard = Pipeline([
    Pass(name: "drivers") { DriverCheck.run($0) },
    Pass(name: "loop scopes") { LoopScopeCheck.run($0) },
    Pass(name: "combinational loops") { design throws(InvalidNetlist) in try CombinationalLoopCheck.run(design) },
    Pass(name: "clock crossings") { design throws(InvalidNetlist) in try ClockCrossingCheck.run(design) },
    Pass(name: "clock nets") { design throws(InvalidNetlist) in try ClockNetCheck.run(design) },
    Pass(name: "initial state") { InitialStateCheck.run($0) },
    Pass(name: "unused") { UnusedCheck.run($0) },
    Pass(name: "single-element loops") { SingleElementLoops.run(&$0) },
    Pass(name: "single-element vectors") { SingleElementVectors.run(&$0) },
    Pass(name: "fold constants") { ConstantFolding.run(&$0) },
    Pass(name: "aliases") { Aliases.run(&$0) },
    Pass(name: "dead code") { design throws(InvalidNetlist) in try DeadCode.run(&design) },
    Pass(name: "names") { NamePass.run(&$0) },
  ])

  /// Runs the passes; stops after the checks when one of them found an error. A netlist that breaks an invariant is an error too.
  public func run(_ design: inout Design) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for pass in passes {
      // Later passes rely on what the drivers' check ensures.
      if !["clock crossings", "clock nets", "initial state"].contains(pass.name), found.contains(where: { $0.severity == .error })
      {
        continue
      }
      do {
        found += try pass.run(&design)
      } catch {
        found.append(Diagnostic(.error, error.description, at: .unknown, in: design.top))
        return found
      }
    }
    return found
  }
}
