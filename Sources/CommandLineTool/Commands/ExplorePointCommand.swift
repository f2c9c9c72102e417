import ArgumentParser
import Exploration
import Foundation
import Tools

/// `hwgen explore-point`: what each job of `explore --executor slurm` runs; not for people.
struct ExplorePointCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "explore-point", abstract: "One job of 'explore --executor slurm'.",
      discussion: """
        EXAMPLES:
          \(Catalog.current.name) explore-point --batch e.sqlite.slurm/1a2b   # as the job script calls it, with SLURM_ARRAY_TASK_ID set
        """, shouldDisplay: false)
  }

  @Option(name: .long, help: ArgumentHelp("The folder that 'explore' wrote.", valueName: "dir"))
  var batch: String

  func run() throws {
    let number = ProcessInfo.processInfo.environment["SLURM_ARRAY_TASK_ID"] ?? ""
    let batch = try SlurmBatch(folder: batch)
    guard let index = Int(number), batch.work.indices.contains(index) else {
      throw CommandFailure.usage(
        "SLURM_ARRAY_TASK_ID is a number below \(batch.work.count), not '\(number)'; 'explore --executor slurm' starts this command"
      )
    }
    let work = batch.work[index]
    // Elaboration recurses deeply, so it gets a thread with a large stack.
    let row = parallelMap([work], jobs: 1) { work -> Result<StoredPoint, CommandFailure> in
      do { return .success(try Self.run(work)) } catch {
        return .failure(CommandFailure(describing: error) ?? CommandFailure("\(error)"))
      }
    }
    for result in row { try batch.write(result.get(), at: index) }
  }

  private static func run(_ work: SlurmBatch.Work) throws -> StoredPoint {
    let candidate = try work.candidate(Catalog.current.unit(named: work.unit))
    let library = try CellLibrary(path: candidate.options.library ?? SynthesisTools.defaultLibrary())
    var tools = try SynthesisTools.find()
    tools.secondsLimit = work.secondsLimit
    let synthesis = try Explorer.synthesis(of: candidate, library: library, tools: tools)
    guard synthesis.key.digest == work.key else {
      throw CommandFailure(
        "this node has other tools, or another library, than the machine that submitted the job; install the same versions")
    }
    return Explorer.run(synthesis, of: candidate)
  }
}
