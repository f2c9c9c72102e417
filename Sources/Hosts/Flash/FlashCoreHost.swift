import Simulation
import Units

/// The host's side of a `FlashCore`: fills the page register as the cell array would, gives commands, collects sums.
///
/// Made for long runs: nothing is allocated and no name is looked up while a page runs.
public final class FlashCoreHost {
  public let unit: FlashCore
  public let simulator: any Simulator
  private let page: SimulatorMemory
  private let model: FlashPEModel
  private let readValid, readReady, readBeats: SimulatorPort
  private let commandValid, commandReady, rows, columns, newVector, tag: SimulatorPort
  private let vectorValid, vectorReady, vectorBytes: SimulatorPort
  private let resultsValid, resultsReady, sum, row, last, resultTag: SimulatorPort
  private let busy, starved, backPressured: SimulatorPort
  /// Room for the results of a page as they come: sum, row, last and tag, each in its port's storage.
  private let records: UnsafeMutableRawBufferPointer
  private var pages = 0

  /// `memory` is the page register's name in the simulator; the one of the hierarchical design by default.
  public init(_ unit: FlashCore, _ simulator: any Simulator, memory: String = "pageRegister.page") throws {
    self.unit = unit
    self.simulator = simulator
    page = try simulator.memory(memory)
    model = FlashPEModel(unit.unit)
    let port = { (name: String) in try simulator.port(name) }
    (readValid, readReady, readBeats) = (try port("read_valid"), try port("read_ready"), try port("read_beats"))
    (commandValid, commandReady) = (try port("command_valid"), try port("command_ready"))
    (rows, columns, newVector, tag) = (
      try port("command_rows"), try port("command_columns"), try port("command_newVector"), try port("command_tag")
    )
    (vectorValid, vectorReady, vectorBytes) = (try port("vector_valid"), try port("vector_ready"), try port("vector_bytes"))
    (resultsValid, resultsReady) = (try port("results_valid"), try port("results_ready"))
    (sum, row, last, resultTag) = (
      try port("results_sum"), try port("results_row"), try port("results_last"), try port("results_tag")
    )
    (busy, starved, backPressured) = (try port("busyCycles"), try port("starvedCycles"), try port("backPressuredCycles"))
    let bytes = [sum, row, last, resultTag].reduce(0) { $0 + $1.byteCount }
    records = .allocate(byteCount: (unit.pageBytes / unit.lanes + 1) * bytes, alignment: 8)
    guard page.isByteArray else {
      throw SimulationError.model("the page register is not stored as an array of bytes in this model")
    }
    try simulator.reset()
    resultsReady.write(1)
  }

  deinit { records.deallocate() }

  /// Cycles with a weight beat, without one although one was wanted, and held up by results, modulo 2^32.
  public var counters: (busy: UInt64, starved: UInt64, backPressured: UInt64) {
    (busy.read(), starved.read(), backPressured.read())
  }

  /// Runs one tile: `bytes` is its page, `vector` the new vector or nil, and `results` takes `tileRows` sums.
  ///
  /// Throws when the tile exceeds the unit's limits, an assertion fails, results come out of order or none come.
  public func run(
    page bytes: UnsafeRawBufferPointer, rows tileRows: Int, columns tileColumns: Int, vector: [Int8]?,
    results: UnsafeMutableBufferPointer<Int32>
  ) throws {
    try model.validate(rows: tileRows, columns: tileColumns)
    page.address.copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
    let beats = tileRows * model.beats(columns: tileColumns)
    readBeats.write(UInt64(beats))
    readValid.write(1)
    rows.write(UInt64(tileRows))
    columns.write(UInt64(tileColumns))
    newVector.write(vector == nil ? 0 : 1)
    tag.write(UInt64(pageTag))
    commandValid.write(1)
    simulator.evaluate()
    guard readReady.read() == 1, commandReady.read() == 1 else {
      throw SimulationError.model("the unit is busy when a new page begins")
    }
    try simulator.step()
    readValid.write(0)
    commandValid.write(0)
    if let vector { try load(vector) }

    let limit = 2 * model.beats(columns: tileColumns) + 100
    let received = try simulator.collect(
      tileRows, valid: resultsValid, payload: [sum, row, last, resultTag], into: records, idleLimit: limit)
    if received < tileRows {
      throw SimulationError.model("no result for \(limit) cycles after row \(received) of a tile of \(tileRows)")
    }
    try read(tileRows, into: results)
    pages += 1
  }

  /// The tag of the page under way: their number, as far as a tag goes.
  private var pageTag: Int { pages & ((1 << model.unit.tagWidth) - 1) }

  /// Takes the records that came; throws when they are out of order.
  private func read(_ rows: Int, into results: UnsafeMutableBufferPointer<Int32>) throws {
    guard var address = UnsafeRawPointer(records.baseAddress) else { return }
    let expectedTag = pageTag
    let rowBytes = row.byteCount, tagBytes = resultTag.byteCount
    for index in 0..<rows {
      let row = Self.number(address + 4, rowBytes), last = Self.number(address + 4 + rowBytes, 1)
      let tag = Self.number(address + 5 + rowBytes, tagBytes)
      guard row == index, tag == expectedTag, (last == 1) == (index == rows - 1) else {
        throw SimulationError.model("results out of order: row \(row) of tag \(tag) instead of row \(index) of \(expectedTag)")
      }
      results[index] = address.loadUnaligned(as: Int32.self)
      address += 5 + rowBytes + tagBytes
    }
  }

  @inline(__always) private static func number(_ address: UnsafeRawPointer, _ bytes: Int) -> Int {
    switch bytes {
    case 1: Int(address.load(as: UInt8.self))
    case 2: Int(address.loadUnaligned(as: UInt16.self))
    default: Int(address.loadUnaligned(as: UInt32.self))
    }
  }

  private func load(_ vector: [Int8]) throws {
    let beat = model.unit.vectorBeat
    vectorValid.write(1)
    var position = 0
    var padded = [Int8](repeating: 0, count: beat)
    while position < vector.count {
      for index in 0..<beat { padded[index] = position + index < vector.count ? vector[position + index] : 0 }
      padded.withUnsafeBytes { vectorBytes.write(bytes: $0) }
      simulator.evaluate()
      if vectorReady.read() == 1 { position += beat }
      try simulator.step()
    }
    vectorValid.write(0)
  }
}
