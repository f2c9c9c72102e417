import Dispatch
import Hosts
import Units
import Verilator

/// Everything that multiplies: the flash channels and the NPU, which run at the same time, and the adder of their partial
/// sums where a row's columns are dealt to several of them.
final class MatrixEngine {
  private let system: CambriconConfiguration
  private let sumWidth: Int
  private let build: VerilatorBuild
  private let channels: [FlashPart]
  private let npu: NPUPart
  private let adder: PartialSumAdder?
  /// The last product, to be replayed.
  private var last: Product?

  private enum Product {
    case weights(BlockMatrix, [BlockQuantizedVector])
    case codes(CodeMatrix, [BlockQuantizedVector])
  }

  /// - Parameter sumWidth: bits of a row's sum, at least those of a flash channel's accumulators
  init(
    _ system: CambriconConfiguration, sumWidth: Int, build: VerilatorBuild, profile: BuildProfile,
    progress: ((_ unit: String) -> Void)? = nil
  ) throws {
    self.system = system
    self.sumWidth = sumWidth
    self.build = build
    progress?(FlashChannel.unitName)
    channels = try (0..<system.channels).map { _ in try FlashPart(system, build: build, profile: profile) }
    progress?(NPUSystolic.unitName)
    npu = try NPUPart(system, sumWidth: sumWidth, build: build, profile: profile)
    if system.division == .columns {
      progress?(SignedAdderTree.unitName)
      adder = try PartialSumAdder(parts: system.channels + 1, build: build, profile: profile)
    } else {
      adder = nil
    }
  }

  /// Bits that hold any sum of products with `positions` codes: each is at most 127 x 127 x 2^20. Weights need 48, which
  /// `QuantizedWeights` sees to.
  static func sumWidth(positions: Int) -> Int {
    positions <= BlockMatrix.safeColumns ? FlashAccumulatorLane.sumWidth : 52
  }

  /// The Verilog of all parts.
  var sources: [VerilogSource] { channels.map(\.source) + [npu.source] + (adder.map { [$0.source] } ?? []) }
  /// Cycles of all channels, and of the NPU.
  var flashCycles: UInt64 { channels.reduce(0) { $0 + $1.cycles } }
  var npuCycles: UInt64 { npu.cycles }
  /// Cycles of each unit.
  var cyclesByUnit: [String: UInt64] {
    var result = [FlashChannel.unitName: flashCycles, NPUSystolic.unitName: npuCycles]
    if let adder { result[SignedAdderTree.unitName] = adder.cycles }
    return result
  }
  /// The library of each model and its unit.
  var libraries: [String: String] {
    var result = [npu.library: NPUSystolic.unitName]
    for channel in channels { result[channel.library] = FlashChannel.unitName }
    if let adder { result[adder.library] = SignedAdderTree.unitName }
    return result
  }
  /// Multiply-accumulate operations counted in RTL.
  var macs: (flash: UInt64, npu: UInt64) { (channels.reduce(0) { $0 + $1.macs }, npu.macs) }

  /// A weight matrix: one vector is shared out between flash and NPU; for several (a prompt), raw weights pass the channels
  /// once, and the NPU multiplies.
  func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector], time: inout ComposedTime) throws -> [[Int64]] {
    last = .weights(matrix, vectors)
    let start = (npu: npuCycles, adder: adder?.cycles ?? 0)
    let shares: MatrixShares
    let sums: [[Int64]]
    if vectors.count == 1, let vector = vectors.first {
      shares = MatrixShares(system, matrix)
      sums = [try share(matrix, shares, vector)]
    } else {
      shares = MatrixShares(npuOnly: matrix)
      sums = try npu.multiply(matrix, by: vectors)
    }
    time.addMatrix(system, matrix, shares, npuCycles: npuCycles - start.npu, adderCycles: (adder?.cycles ?? 0) - start.adder)
    return sums
  }

  /// Keys or values of one head: on the NPU, from DRAM.
  func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector], time: inout ComposedTime) throws -> [[Int64]] {
    last = .codes(codes, vectors)
    let start = npuCycles
    let sums = try npu.multiply(codes, by: vectors)
    time.addOther(system, cycles: npuCycles - start, dramBytes: codes.rows * codes.columns)
    return sums
  }

  /// One vector by all parts at the same time.
  private func share(_ matrix: BlockMatrix, _ shares: MatrixShares, _ vector: BlockQuantizedVector) throws -> [Int64] {
    let rows = matrix.rows
    // Parts with rows of their own write them into one vector of sums, parts with columns of their own into one each.
    let parts = adder == nil ? 1 : channels.count + 1
    var sums = [Int64](repeating: 0, count: parts * rows)
    let codes = vector.codes + [Int8](repeating: 0, count: matrix.groups * BlockQuantizer.group - vector.codes.count)
    return try sums.withUnsafeMutableBufferPointer { sums in
      try codes.withUnsafeBufferPointer { codes in
        try vector.shifts.withUnsafeBufferPointer { shifts in
          guard let target = sums.baseAddress, let codes = codes.baseAddress, let shifts = shifts.baseAddress else { return [] }
          let work = Work(codes: codes, shifts: shifts, sums: target)
          try inParallel(channels.count + 1) { [channels, npu, hasAdder = adder != nil] index in
            let block = index < channels.count ? shares.channels[index] : shares.npu
            let own = work.sums + (hasAdder ? index * rows : block.rows.lowerBound)
            if index < channels.count {
              try channels[index].multiply(matrix, block, codes: work.codes, shifts: work.shifts, into: own)
            } else {
              try npu.multiply(matrix, block, codes: work.codes, shifts: work.shifts, into: own)
            }
          }
          return try adder?.add(target, rows: rows) ?? Array(sums)
        }
      }
    }
  }

  /// Runs the last product once more on builds that record the parts that made a row, and returns the waveforms' paths:
  /// `path` where it is one part, else one beside it for each.
  func replay(row: Int, waveform path: String) throws -> [String] {
    guard let last else { return [] }
    let traced = try MatrixEngine(system, sumWidth: sumWidth, build: build, profile: .traced(for: path))
    var time = ComposedTime()
    switch last {
    case .codes(let codes, let vectors):
      try traced.npu.recording(path) { _ = try traced.multiply(codes, by: vectors, time: &time) }
      return [path]
    case .weights(let matrix, let vectors):
      let shares = vectors.count == 1 ? MatrixShares(system, matrix) : MatrixShares(npuOnly: matrix)
      var recorders: [(part: String, record: (String, () throws -> Void) throws -> Void)] = []
      for (index, block) in shares.channels.enumerated() where block.rows.contains(row) && !block.isEmpty {
        recorders.append(("channel\(index)", traced.channels[index].recording))
      }
      if shares.npu.rows.contains(row), !shares.npu.isEmpty { recorders.append(("npu", traced.npu.recording)) }
      if recorders.count > 1, let adder = traced.adder { recorders.append(("adder", adder.recording)) }
      let stem = path.dropLast(4), suffix = path.suffix(4)
      let paths = recorders.count == 1 ? [path] : recorders.map { "\(stem).\($0.part)\(suffix)" }
      var run = { _ = try traced.multiply(matrix, by: vectors, time: &time) }
      for (recorder, path) in zip(recorders, paths) {
        run = { [run] in try recorder.record(path, run) }
      }
      try run()
      return paths
    }
  }

  /// What the threads of one product share; each writes its own rows.
  private struct Work: @unchecked Sendable {
    let codes: UnsafePointer<Int8>
    let shifts: UnsafePointer<UInt8>
    let sums: UnsafeMutablePointer<Int64>
  }

  /// Runs `count` pieces of work on all cores and throws the first error.
  private func inParallel(_ count: Int, _ body: (Int) throws -> Void) throws {
    nonisolated(unsafe) let body = body
    nonisolated(unsafe) let errors = UnsafeMutablePointer<(any Error)?>.allocate(capacity: count)
    errors.initialize(repeating: nil, count: count)
    defer {
      errors.deinitialize(count: count)
      errors.deallocate()
    }
    DispatchQueue.concurrentPerform(iterations: count) { index in
      do { try body(index) } catch { errors[index] = error }
    }
    for index in 0..<count { if let error = errors[index] { throw error } }
  }
}
