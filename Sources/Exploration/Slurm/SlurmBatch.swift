import Foundation
import UnitProtocol

/// Points that a job array works on: a folder with what to do, and a file for each result.
///
/// The jobs write files and the process that submitted them puts these into the database: SQLite's write-ahead log needs memory
/// that all its users share, which nodes of a cluster do not. Results of an array whose submitter has ended are taken up by the
/// next run.
public struct SlurmBatch: Sendable {
  /// One design, so that another machine can elaborate it.
  public struct Work: Codable, Sendable {
    struct Setting: Codable, Sendable {
      var name, value: String
    }
    /// Of the synthesis as the submitter sees it; a node with other tools would come to another one.
    public let key: String
    public let unit: String
    let settings: [Setting]
    let options: SynthesisOptions
    /// A tool that runs longer is stopped; nil lets it run.
    public let secondsLimit: Double?

    public init(_ candidate: UnitSweep.Candidate, key: String, secondsLimit: Double? = nil) {
      self.key = key
      self.secondsLimit = secondsLimit
      unit = type(of: candidate.unit).unitName
      settings = candidate.unit.settings.map { Setting(name: $0.name, value: $0.value) }
      options = candidate.options
    }

    /// - Parameter unit: the type called `self.unit`
    public func candidate(_ unit: any UnitProtocol.Unit.Type) throws -> UnitSweep.Candidate {
      UnitSweep.Candidate(parameters: [], unit: try unit.init(settings: settings.map { ($0.name, $0.value) }), options: options)
    }
  }

  public let folder: String
  public let work: [Work]

  private var jobFile: String { folder + "/job" }
  private func resultFile(_ index: Int) -> String { "\(folder)/result-\(index).json" }
  /// Where the array's jobs write what they print.
  public var logPattern: String { folder + "/%a.log" }

  /// Beside the database.
  private static func spool(of database: String) -> String { database + ".slurm" }

  /// Writes what is to be done; the jobs are submitted afterwards.
  public init(_ work: [Work], database: String) throws {
    folder = URL(fileURLWithPath: Self.spool(of: database)).standardizedFileURL.path + "/" + UUID().uuidString
    self.work = work
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(ProcessIdentity.current.text.utf8).write(to: URL(fileURLWithPath: folder + "/owner"), options: .atomic)
    try JSONEncoder().encode(work).write(to: URL(fileURLWithPath: folder + "/work.json"), options: .atomic)
  }

  /// As the jobs find it.
  public init(folder: String) throws(SweepError) {
    self.folder = folder
    guard let data = FileManager.default.contents(atPath: folder + "/work.json"),
      let work = try? JSONDecoder().decode([Work].self, from: data)
    else { throw SweepError("'\(folder)' holds no points to work on; is the folder shared by all nodes?") }
    self.work = work
  }

  /// Batches whose submitter has ended without collecting all results.
  public static func abandoned(database: String) -> [SlurmBatch] {
    let spool = spool(of: database)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: spool)) ?? []
    return names.sorted().compactMap { name in
      let folder = spool + "/" + name
      guard let owner = try? String(contentsOfFile: folder + "/owner", encoding: .utf8),
        let process = ProcessIdentity(owner[...]),
        process.hasEnded
      else { return nil }
      return try? SlurmBatch(folder: folder)
    }
  }

  /// The array's number, once it is submitted.
  public var job: String? { try? String(contentsOfFile: jobFile, encoding: .utf8) }
  public func setJob(_ job: String) throws { try Data(job.utf8).write(to: URL(fileURLWithPath: jobFile), options: .atomic) }

  /// Writes one result, whole or not at all.
  public func write(_ row: StoredPoint, at index: Int) throws {
    try JSONEncoder().encode(row).write(to: URL(fileURLWithPath: resultFile(index)), options: .atomic)
  }

  /// The result of a job, when it is there.
  public func result(at index: Int) -> StoredPoint? {
    FileManager.default.contents(atPath: resultFile(index)).flatMap { try? JSONDecoder().decode(StoredPoint.self, from: $0) }
  }

  /// The last line that a job printed.
  public func lastLine(at index: Int) -> String? {
    let text = try? String(contentsOfFile: "\(folder)/\(index).log", encoding: .utf8)
    return text?.split(whereSeparator: \.isNewline).last.map(String.init)
  }

  public func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
