import Foundation
import GRDB

/// A row of the database: what was synthesized, and what came of it.
public struct StoredPoint: Codable, Sendable, Hashable {
  public enum State: String, Codable, Sendable { case running, done, failed }

  /// Of all that the figures depend on.
  public var key: String
  public var unit: String
  /// The unit's parameters and the options of synthesis, for people who look into the file: `rows=8 columns=8 clock-ns=5`.
  public var label: String
  public var state: State
  /// Who works on it or did: a process, and a run of it.
  var owner = ""
  /// When the owner last gave a sign of life, in seconds since 1970; when it was stored, after that.
  var heartbeat = 0.0
  /// How often synthesis was begun.
  public var attempts = 0
  /// The synthesis report as JSON.
  public var report: Data?
  /// One line.
  public var failure: String?
  /// How long synthesis took.
  public var seconds: Double?

  public init(key: String, unit: String, label: String, state: State = .running) {
    self.key = key
    self.unit = unit
    self.label = label
    self.state = state
  }

  /// Whether its owner is still to be reckoned with.
  func isClaimed(at now: Double) -> Bool {
    guard now - heartbeat < ExplorationDatabase.lapse else { return false }
    guard let process = owner.split(separator: " ").first.flatMap({ ProcessIdentity($0) }) else { return false }
    return !process.hasEnded
  }
}

extension StoredPoint: FetchableRecord, PersistableRecord {
  public static let databaseTableName = "point"

  /// The table as it is now; a later version adds columns here, guarded by `user_version`.
  static func createTable(_ database: Database) throws {
    try database.create(table: databaseTableName, options: .ifNotExists) { table in
      table.primaryKey("key", .text)
      table.column("unit", .text).notNull()
      table.column("label", .text).notNull()
      table.column("state", .text).notNull()
      table.column("owner", .text).notNull()
      table.column("heartbeat", .double).notNull()
      table.column("attempts", .integer).notNull()
      table.column("report", .jsonText)
      table.column("failure", .text)
      table.column("seconds", .double)
    }
  }
}
