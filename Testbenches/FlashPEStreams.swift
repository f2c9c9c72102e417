import Simulation
import Units

/// Transactors for the ports of `FlashPE`, which `FlashCore` has, too.
enum FlashPEStreams {
  static func commands(_ simulator: any Simulator, stalls: Stalls, seed: UInt64) throws -> StreamDriver<FlashTile> {
    let rows = try simulator.port("command_rows"), columns = try simulator.port("command_columns")
    let newVector = try simulator.port("command_newVector"), tag = try simulator.port("command_tag")
    return try StreamDriver(simulator, "command", stalls: stalls, seed: seed) { tile in
      rows.write(UInt64(tile.rows))
      columns.write(UInt64(tile.columns))
      newVector.write(tile.vector == nil ? 0 : 1)
      tag.write(UInt64(tile.tag))
    }
  }

  /// One beat of a vector at a time.
  static func vectors(_ simulator: any Simulator, stalls: Stalls, seed: UInt64) throws -> StreamDriver<[Int8]> {
    let bytes = try simulator.port("vector_bytes")
    return try StreamDriver(simulator, "vector", stalls: stalls, seed: seed) {
      $0.withUnsafeBytes { bytes.write(bytes: $0) }
    }
  }

  /// - Parameter receive: takes a sum and the cycle in which it came
  static func results(
    _ simulator: any Simulator, stalls: Stalls, seed: UInt64, receive: @escaping (FlashSum, UInt64) -> Void
  ) throws -> StreamMonitor<FlashSum> {
    let sum = try simulator.port("results_sum"), row = try simulator.port("results_row")
    let last = try simulator.port("results_last"), tag = try simulator.port("results_tag")
    return try StreamMonitor(simulator, "results", stalls: stalls, seed: seed) {
      FlashSum(
        sum: Int32(truncatingIfNeeded: sum.readSigned()), row: Int(row.read()), last: last.read() == 1, tag: Int(tag.read()))
    } receive: {
      receive($0, $1)
    }
  }
}
