import Foundation
import Testing

import Exploration
import Tools

@Suite struct DatabaseTests {
  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("hwgen-test-\(UUID().uuidString)/results/e.sqlite").path
  }
  private func remove(_ path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
    try? FileManager.default.removeItem(at: folder)
  }
  private func point(_ key: String, _ state: StoredPoint.State = .running) -> StoredPoint {
    StoredPoint(key: key, unit: "adder", label: "width=8", state: state)
  }

  @Test func aResultIsKept() throws {
    let path = temporaryPath()
    defer { remove(path) }
    do {
      let database = try ExplorationDatabase(path: path)
      guard case .granted = try database.claim(point("k")) else { throw SweepError("not granted") }
      var done = point("k", .done)
      done.report = Data("{}".utf8)
      try database.store(done)
    }
    let again = try ExplorationDatabase(path: path)
    guard case .finished(let stored) = try again.claim(point("k")) else { throw SweepError("not finished") }
    #expect(stored.state == .done && stored.report == Data("{}".utf8) && stored.attempts == 1)
  }

  @Test func aClaimKeepsOthersAwayUntilItIsReleased() throws {
    let path = temporaryPath()
    defer { remove(path) }
    let (first, second) = (try ExplorationDatabase(path: path), try ExplorationDatabase(path: path))
    guard case .granted = try first.claim(point("k")) else { throw SweepError("not granted") }
    guard case .busy = try second.claim(point("k")) else { throw SweepError("not busy") }
    guard case .granted = try second.claim(point("other")) else { throw SweepError("not granted") }
    try first.releaseClaims()
    guard case .granted = try second.claim(point("k")) else { throw SweepError("not granted after the release") }
  }

  /// Those who run at the same time take the failure over; those who come later try again.
  @Test func aFailureIsTriedAgainByTheNextRun() throws {
    let path = temporaryPath()
    defer { remove(path) }
    let (first, concurrent) = (try ExplorationDatabase(path: path), try ExplorationDatabase(path: path))
    _ = try first.claim(point("k"))
    var failed = point("k", .failed)
    failed.failure = "Yosys was killed"
    try first.store(failed)
    guard case .finished(let stored) = try concurrent.claim(point("k")) else { throw SweepError("not finished") }
    #expect(stored.failure == "Yosys was killed")
    let next = try ExplorationDatabase(path: path)
    guard case .granted = try next.claim(point("k")) else { throw SweepError("not granted") }
    #expect(try next.point(key: "k")?.attempts == 2)
  }

  /// Each of many points is granted exactly once among several connections that race for them.
  @Test func everyPointIsGrantedOnce() async throws {
    let path = temporaryPath()
    defer { remove(path) }
    let granted = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          let database = try ExplorationDatabase(path: path)
          var mine: [String] = []
          for number in 0..<50 {
            guard case .granted = try database.claim(StoredPoint(key: "\(number)", unit: "u", label: "")) else { continue }
            mine.append("\(number)")
            try database.store(StoredPoint(key: "\(number)", unit: "u", label: "", state: .done))
          }
          return mine
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(granted.sorted() == (0..<50).map { "\($0)" }.sorted())
  }

  @Test func aForeignFileIsOneClearLine() throws {
    let path = temporaryPath()
    defer { remove(path) }
    try FileManager.default.createDirectory(
      atPath: path.splitPath.folder, withIntermediateDirectories: true)
    try Data(String(repeating: "no database ", count: 1000).utf8).write(to: URL(fileURLWithPath: path))
    #expect { try ExplorationDatabase(path: path) } throws: {
      "\($0)" == "the database '\(path)': it is no database of results; move it away, or choose another one with --database"
    }
  }
}
