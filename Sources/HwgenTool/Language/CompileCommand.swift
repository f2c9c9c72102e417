import Accelerators
import ArgumentParser
import CommandLineTool
import Foundation
import Netlist
import Transformer

/// `hwgen compile`: the program of a token on a system.
struct CompileCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let name = Catalog.current.name
    let system = SystemCatalog.all.first?.name ?? "NAME"
    return CommandConfiguration(
      commandName: "compile", abstract: "Prints the program of passes that a system runs for a token.",
      discussion: """
        A line for each step: its number, the unit and the pass, what it writes and reads, the steps that must have ended, \
        and the operation of the model that it belongs to. A buffer is memory[offset]:format and, for each dimension, \
        [count@stride in bytes]; the position chooses a part of some. The program is the same at every position.

        EXAMPLES:
          \(name) compile --system \(system) --position 5
          \(name) compile --system \(system) --model smollm2 --rows 64 --json
        """)
  }

  @Option(
    name: .long, help: ArgumentHelp("The system; 'list --systems' shows all.", valueName: "name"),
    completion: .list(SystemCatalog.all.map { $0.name })) var system: String

  @OptionGroup var values: SystemValueOptions
  @OptionGroup var model: ModelOptions

  @Option(name: .long, help: ArgumentHelp("The first token's position in the text.", valueName: "n")) var position = 0

  @Option(name: .long, help: ArgumentHelp("Tokens that are run together, of which the last one gets logits.", valueName: "n"))
  var rows = 1

  @Flag(name: .long, help: "Print one JSON object.") var json = false

  func validate() throws {
    if position < 0 { throw ValidationError("--position is 0 or more.") }
    if rows < 1 { throw ValidationError("--rows is at least 1.") }
  }

  func run() throws {
    guard let type = SystemCatalog.all.first(where: { $0.name == system }) else {
      throw CommandFailure.usage(
        "there is no system '\(system)'" + Suggestion.remedy(for: system, among: SystemCatalog.all.map { $0.name }))
    }
    let values = try values.values(of: type)
    let graph = try model.load().graph
    let context = graph.configuration.contextLength
    guard position < context, rows <= context - position else {
      throw CommandFailure.usage("the model's context is \(context) tokens; choose smaller --position and --rows")
    }
    let made = try type.made(values, graph: graph, positions: position + rows)
    let program: Program
    do { program = try made.compile(Slice(rows: rows, logits: .last), position: position) } catch let error as AcceleratorError {
      throw CommandFailure.usage(error.description)
    }
    if json { return try JSONOutput.print(ProgramReport(system, model.model, made, program)) }
    Console.current.print(program.listing)
  }
}

/// A program as tools read it.
private struct ProgramReport: Encodable {
  struct Memory: Encodable { let name, kind: String, bytes: Int }
  struct Step: Encodable {
    let unit, pass, operation: String
    let row, head: Int?
    let writes, reads: [String]
    /// Numbers of steps that must have ended.
    let needs: [Int32]
  }
  let schemaVersion = 1
  let system, model: String
  let memories: [Memory]
  let steps: [Step]

  init(_ name: String, _ model: String, _ system: any AcceleratorSystem, _ program: Program) {
    (self.system, self.model) = (name, model)
    memories = system.memories.map { Memory(name: $0.memory.name, kind: "\($0.kind)", bytes: $0.used) }
    steps = program.steps.enumerated().map { number, step in
      Step(
        unit: step.pass.lane, pass: type(of: step.pass).name, operation: step.place.operation, row: step.place.row,
        head: step.place.head, writes: step.pass.writes.map(\.description), reads: step.pass.reads.map(\.description),
        needs: Array(program.needs(of: number)))
    }
  }
}
