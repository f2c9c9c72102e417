import ErrorCorrection
import Netlist
import Simulation
import Units
import Verilator

/// Sends whole pages through a running `OutlierCorrector`.
public final class OutlierCorrectorHost {
  /// What runs.
  public let unit: OutlierCorrector
  private let simulator: VerilatorSimulator
  private let pages, entries, weights, corrected: StreamEndpoint

  /// Builds the unit, or takes it from the pool.
  public init(_ unit: OutlierCorrector, _ pool: UnitPool) throws {
    self.unit = unit
    simulator = try pool.model(unit).makeSimulator()
    (pages, entries) = (try simulator.stream("pages"), try simulator.stream("entries"))
    weights = try simulator.stream("weights")
    corrected = try simulator.corrected(["lanes"])
    try simulator.reset()
  }

  /// Cycles in which a weight beat waited for an entry, since the reset, modulo 2^32.
  public var lateCycles: UInt64 { get throws { try simulator.port("lateCycles").read() } }

  /// The pages as the unit gives them.
  ///
  /// - Parameter work: pages of whole beats, each with its spare area
  public func corrected(_ work: [(weights: [Int8], spare: OutlierSpare)]) throws -> [[Int8]] {
    var headers: [UInt8] = [], entryBeats: [UInt8] = [], weightBeats: [UInt8] = []
    let lanes = unit.lanes, width = unit.code.entryBits
    for (page, spare) in work {
      precondition(page.count % lanes == 0, "a page has whole beats")
      let thresholds = BitVector.concatenated(spare.thresholds.map { BitVector(Int($0), width: 8) })
      let counts = [page.count / lanes, spare.entries.count]
      headers.append(thresholds, as: pages.payload[0])
      for (count, port) in zip(counts, pages.payload.dropFirst()) {
        headers.append(BitVector(count, width: port.width), as: port)
      }
      for first in stride(from: 0, to: spare.entries.count, by: lanes) {
        let beat = (first..<(first + lanes)).map { $0 < spare.entries.count ? spare.entries[$0] : 0 }
        entryBeats.append(.concatenated(beat.map { BitVector(words: [$0], width: width) }), as: entries.payload[0])
      }
      let bytes = weights.payload[0].byteCount
      for first in stride(from: 0, to: page.count, by: lanes) {
        for lane in 0..<bytes { weightBeats.append(lane < lanes ? UInt8(bitPattern: page[first + lane]) : 0) }
      }
    }
    var results = [UInt8](repeating: 0, count: weightBeats.count)
    let result = try headers.withUnsafeBytes { headers in
      try entryBeats.withUnsafeBytes { entryBeats in
        try weightBeats.withUnsafeBytes { weightBeats in
          try results.withUnsafeMutableBytes { results in
            try simulator.transfer(
              feeding: [StreamFeed(pages, headers), StreamFeed(entries, entryBeats), StreamFeed(weights, weightBeats)],
              collecting: [StreamCollection(corrected, results)])
          }
        }
      }
    }
    guard result.isComplete else { throw SimulationError.model("ecc-outlier stopped after \(result.collected[0]) weight beats") }
    let bytes = corrected.payload[0].byteCount
    var next = 0
    return work.map { page in
      let beats = page.weights.count / lanes
      defer { next += beats }
      return (0..<page.weights.count).map { Int8(bitPattern: results[(next + $0 / lanes) * bytes + $0 % lanes]) }
    }
  }
}

/// Sends words through the decoder of a running `SECDED`.
public final class SECDEDHost {
  /// What runs.
  public let unit: SECDED
  private let simulator: VerilatorSimulator
  private let read, corrected: StreamEndpoint

  /// Builds the unit, or takes it from the pool.
  public init(_ unit: SECDED, _ pool: UnitPool) throws {
    self.unit = unit
    simulator = try pool.model(unit).makeSimulator()
    read = try simulator.stream("read")
    corrected = try simulator.corrected(["data", "is_corrected", "is_lost"])
    try simulator.reset()
  }

  /// The words' data as the unit gives it, and whether it says that the word is lost.
  public func corrected(_ words: [(data: [UInt64], checks: UInt32)]) throws -> [(data: [UInt64], isLost: Bool)] {
    var beats: [UInt8] = []
    for word in words {
      beats.append(BitVector(words: word.data, width: unit.dataBits), as: read.payload[0])
      beats.append(BitVector(Int(word.checks), width: read.payload[1].width), as: read.payload[1])
    }
    var results = [UInt8](repeating: 0, count: words.count * corrected.recordBytes)
    let result = try beats.withUnsafeBytes { beats in
      try results.withUnsafeMutableBytes { results in
        try simulator.transfer(feeding: [StreamFeed(read, beats)], collecting: [StreamCollection(corrected, results)])
      }
    }
    guard result.isComplete else { throw SimulationError.model("ecc-secded stopped after \(result.collected[0]) words") }
    let size = corrected.recordBytes, dataBytes = corrected.payload[0].byteCount
    return words.indices.map { index in
      let record = results[(index * size)..<((index + 1) * size)]
      let data = stride(from: 0, to: dataBytes, by: 8).map { first in
        record.dropFirst(first).prefix(min(8, dataBytes - first)).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      }
      return (data, record.last == 1)
    }
  }
}

extension VerilatorSimulator {
  /// The stream `corrected` with these fields: a counter's name begins like it.
  fileprivate func corrected(_ fields: [String]) throws -> StreamEndpoint {
    let port = { (name: String) in try self.port("corrected_" + name) }
    return StreamEndpoint(valid: try port("valid"), ready: try port("ready"), payload: try fields.map(port))
  }
}

extension [UInt8] {
  /// The bits of a payload's port as they lie in a beat.
  fileprivate mutating func append(_ bits: BitVector, as port: SimulatorPort) {
    let bytes = bits.words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
    append(contentsOf: bytes.prefix(port.byteCount))
    for _ in bytes.count..<Swift.max(bytes.count, port.byteCount) { append(0) }
  }
}
