import ArgumentParser
import Foundation
import TestbenchKit
import UnitProtocol
import Netlist

/// The root of the command line, for `hwgen` itself and for a package with units of its own:
///
/// ```swift
/// import CommandLineTool
///
/// await HwgenCommand.main(name: "my-tool", units: [MyUnit.self], testbenches: [MyTestbench.self])
/// ```
public struct HwgenCommand: ParsableCommand {
  /// The version of the tool, as `--version` and FuseSoC core files name it.
  public static let version = "0.1.0"

  /// The commands of every tool, then those that the catalog adds.
  package static var subcommands: [any ParsableCommand.Type] {
    [
      ListCommand.self,
      EmitCommand.self,
      SimCommand.self,
      CompareCommand.self,
      LintCommand.self,
      SynthCommand.self,
      ExploreCommand.self,
      ExplorePointCommand.self,
      ProveCommand.self,
      MutateCommand.self,
      RegressCommand.self,
      RTLCommand.self,
    ] + Catalog.current.commands
  }

  public static var configuration: CommandConfiguration {
    let name = Catalog.current.name, unit = Catalog.current.example.unit
    return CommandConfiguration(
      commandName: name,
      abstract: "Generates hardware from Swift, simulates it against its golden model, and checks it.",
      discussion: """
        EXAMPLES:
          \(name) list
          \(name) list --unit \(unit)
          \(name) emit --unit \(unit) -o rtl
          \(name) sim --unit \(unit) --backend builtin --waves run.vcd

        With --json, one JSON object is all that is printed on standard output. \
        The exit status is 0 on success, 64 for a wrong argument or parameter, \
        69 when a tool is missing, and 1 for any other failure. \
        --generate-completion-script bash (or zsh, fish) prints shell completion.
        """,
      version: version,
      subcommands: subcommands)
  }

  public init() {}

  /// Runs the process's arguments with a package's own units and testbenches, and exits.
  ///
  /// - Parameters:
  ///   - name: What the executable is called, for help texts and messages.
  ///   - units: The units in the order of `list`.
  ///   - testbenches: For each unit that has one, its testbench.
  @MainActor
  public static func main(name: String = "hwgen", units: [any UnitProtocol.Unit.Type], testbenches: [any Testbench.Type] = [])
    async
    -> Never
  {
    await main(Catalog(name: name, units: units, testbenches: testbenches))
  }

  /// Runs the process's arguments with the units and testbenches of `catalog`, and exits.
  @MainActor
  public static func main(_ catalog: Catalog) async -> Never {
    Foundation.exit(await run(Array(CommandLine.arguments.dropFirst()), catalog: catalog))
  }

  /// Runs one command line inside this process and returns its exit status.
  ///
  /// Runs on the main thread, whose stack is large enough for deep elaborations.
  @MainActor
  public static func run(_ arguments: [String], catalog: Catalog, console: Console = .standard) async -> Int32 {
    let arguments = ArgumentValues.joined(arguments)
    return await Catalog.$current.withValue(catalog) {
      await Console.$current.withValue(console) {
        do {
          try checkCommandName(arguments)
          var command = try parseAsRoot(arguments)
          if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
          try console.flush()
          return 0
        } catch {
          return report(error, arguments: arguments)
        }
      }
    }
  }

  /// A misspelt subcommand would otherwise be an "unexpected argument".
  private static func checkCommandName(_ arguments: [String]) throws {
    guard let first = arguments.first, !first.hasPrefix("-") else { return }
    // Hidden commands run, but are suggested to nobody.
    let shown = subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    let known = subcommands.map { $0._commandName }
    if first == "help", let name = arguments.dropFirst().first, !name.hasPrefix("-"), !(known + ["help"]).contains(name) {
      throw CommandFailure.usage("there is no command '\(name)'" + Suggestion.remedy(for: name, among: shown))
    }
    guard first != "help", !known.contains(first) else { return }
    throw CommandFailure.usage("there is no command '\(first)'" + Suggestion.remedy(for: first, among: shown + ["help"]))
  }

  /// Prints what the error says, and returns the exit status for it.
  private static func report(_ error: any Error, arguments: [String]) -> Int32 {
    let console = Console.current
    let name = Catalog.current.name
    if let code = error as? ExitCode { return code.rawValue }
    if let failure = CommandFailure(describing: error) {
      console.error("\(name): error: \(failure.message)")
      return failure.status
    }
    let code = exitCode(for: error)
    if code == .success {  // help, version, completion scripts
      console.print(fullMessage(for: error))
      do { try console.flush() } catch { return report(error, arguments: arguments) }
      return 0
    }
    let command = arguments.first.flatMap { first in subcommands.first { $0._commandName == first } }
    let help = "see '\(name)\(command.map { " " + $0._commandName } ?? "") --help'"
    let text = CommandFailure.oneLine(message(for: error))
    // The value is there, but reads like an option.
    let remedy = text.hasPrefix("Missing value for") ? "; write --name=value for a value that begins with a dash" : ""
    console.error("\(name): error: \(text)\(remedy) (\(help))")
    return code == .validationFailure ? CommandFailure.usageStatus : CommandFailure.failureStatus
  }
}
