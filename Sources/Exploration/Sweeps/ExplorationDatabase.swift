import Foundation
import GRDB
import Tools

/// The results of all sweeps in one SQLite file, each under the key of what it depends on.
///
/// Several processes may use one file at the same time. A point that one of them is working on is claimed: the others wait for
/// its result, or take it over when that process has ended or gives no sign of life.
public final class ExplorationDatabase: Sendable {
  /// What is known of a point when somebody wants to work on it.
  public enum Claim: Sendable {
    /// The caller works on it and calls `store`.
    case granted
    /// Another one is at it.
    case busy
    case finished(StoredPoint)
  }

  /// Seconds without a sign of life after which a claim of a process that cannot be looked up has lapsed.
  public static let lapse = 60.0
  /// Seconds between two signs of life.
  public static let heartbeat = 5.0

  public let path: String
  private let pool: DatabasePool
  /// Failures before this moment are tried again; those after it are this run's or a concurrent one's.
  private let start = Date().timeIntervalSince1970
  private let owner: String
  private let pulse: Task<Void, Never>

  /// Opens the file, or makes it with its folder; throws one line with the remedy.
  public init(path: String) throws(SweepError) {
    self.path = path
    owner = ProcessIdentity.current.text + " " + UUID().uuidString
    do {
      let folder = path.splitPath.folder
      if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
      pool = try Self.open(path)
    } catch {
      throw Self.failure(error, path: path)
    }
    let (pool, owner) = (pool, owner)
    pulse = Task.detached {
      while (try? await Task.sleep(for: .seconds(Self.heartbeat))) != nil {
        // A sign of life that is not written is made up for by the next one.
        try? await pool.write { database in
          try database.execute(
            sql: "UPDATE point SET heartbeat = ? WHERE owner = ? AND state = 'running'",
            arguments: [Date().timeIntervalSince1970, owner])
        }
      }
    }
  }

  deinit { pulse.cancel() }

  private static func open(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.label = "hwgen.exploration"
    // Going over to write-ahead logging does not wait for others by itself.
    let deadline = Date().addingTimeInterval(60)
    while true {
      do {
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.write { try StoredPoint.createTable($0) }
        return pool
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && Date() < deadline {
        Thread.sleep(forTimeInterval: 0.05)
      }
    }
  }

  /// Asks to work on `point`; its figures, if there are any, are not looked at.
  public func claim(_ point: StoredPoint) throws(SweepError) -> Claim {
    let (start, owner) = (start, owner)
    return try attempt {
      try self.pool.write { database in
        let now = Date().timeIntervalSince1970
        var attempts = 0
        if let stored = try StoredPoint.fetchOne(database, key: point.key) {
          switch stored.state {
          case .done: return .finished(stored)
          case .failed where stored.heartbeat >= start: return .finished(stored)
          case .running where stored.isClaimed(at: now): return .busy
          case .failed, .running: attempts = stored.attempts
          }
        }
        var claimed = point
        (claimed.state, claimed.owner, claimed.heartbeat, claimed.attempts) = (.running, owner, now, attempts + 1)
        (claimed.report, claimed.failure, claimed.seconds) = (nil, nil, nil)
        try claimed.save(database)
        return .granted
      }
    }
  }

  /// Writes the result of a point; it is safe once this returns.
  public func store(_ point: StoredPoint) throws(SweepError) {
    var finished = point
    (finished.owner, finished.heartbeat) = (owner, Date().timeIntervalSince1970)
    let record = finished
    try attempt {
      try self.pool.write { database in
        var record = record
        record.attempts = try StoredPoint.fetchOne(database, key: record.key)?.attempts ?? 1
        try record.save(database)
      }
    }
  }

  /// Gives up what this database object has claimed and not stored.
  public func releaseClaims() throws(SweepError) {
    try attempt {
      try self.pool.write {
        try $0.execute(sql: "DELETE FROM point WHERE owner = ? AND state = 'running'", arguments: [self.owner])
      }
    }
  }

  /// Forgets a point.
  public func discard(key: String) throws(SweepError) {
    try attempt { _ = try self.pool.write { try StoredPoint.deleteOne($0, key: key) } }
  }

  /// The stored point with this key.
  public func point(key: String) throws(SweepError) -> StoredPoint? {
    try attempt { try self.pool.read { try StoredPoint.fetchOne($0, key: key) } }
  }

  private func attempt<Value>(_ body: () throws -> Value) throws(SweepError) -> Value {
    do { return try body() } catch { throw Self.failure(error, path: path) }
  }

  private static func failure(_ error: any Error, path: String) -> SweepError {
    let remedy =
      switch (error as? DatabaseError)?.resultCode {
      case .some(.SQLITE_NOTADB), .some(.SQLITE_CORRUPT):
        "it is no database of results; move it away, or choose another one with --database"
      case .some(.SQLITE_FULL): "the disk is full; what was stored before is safe"
      case .some(.SQLITE_BUSY): "another process keeps it locked; try again when that has ended"
      case .some(.SQLITE_READONLY), .some(.SQLITE_CANTOPEN): "it cannot be opened for writing; choose another one with --database"
      case .some: "\((error as? DatabaseError)?.message ?? "unknown error"); choose another one with --database"
      case nil: "\(error.localizedDescription); choose another one with --database"
      }
    return SweepError("the database '\(path)': \(remedy.split(whereSeparator: \.isNewline).joined(separator: " "))")
  }
}
