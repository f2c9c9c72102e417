import Dispatch
import Simulation
import Testbenches
import Units
import Verilator

/// Everything that multiplies: the flash channels and the NPU, which run at the same time.
final class MatrixEngine {
  private let system: CambriconConfiguration
  private let channels: [FlashPart]
  private let npu: NPUPart
  /// Wall time of the products: flash and NPU run side by side.
  private(set) var modelTime = Duration.zero
  /// The last product, to be replayed.
  private var last: Product?

  private enum Product {
    case weights(BlockMatrix, [BlockQuantizedVector])
    case codes(CodeMatrix, [BlockQuantizedVector])
  }

  init(_ system: CambriconConfiguration, build: VerilatorBuild, profile: BuildProfile, progress: ((_ unit: String) -> Void)?) throws {
    self.system = system
    progress?(FlashChannel.unitName)
    channels = try (0..<system.channels).map { _ in try FlashPart(system, build: build, profile: profile) }
    progress?(NPUSystolic.unitName)
    npu = try NPUPart(system, build: build, profile: profile)
  }

  /// The Verilog of the channels and the NPU.
  var sources: [VerilogSource] { channels.map(\.source) + [npu.source] }
  /// Cycles of all channels, and of the NPU.
  var flashCycles: UInt64 { channels.reduce(0) { $0 + $1.cycles } }
  var npuCycles: UInt64 { npu.cycles }
  /// Multiply-accumulate operations counted in RTL.
  var macs: (flash: UInt64, npu: UInt64) { (channels.reduce(0) { $0 + $1.macs }, npu.macs) }

  /// A weight matrix: one vector is shared out between flash and NPU, several (a prompt) go to the NPU.
  func multiply(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector], time: inout ComposedTime) throws -> [[Int64]] {
    last = .weights(matrix, vectors)
    guard vectors.count == 1, let vector = vectors.first else { return try prefill(matrix, by: vectors, time: &time) }
    let flashRows = system.flashRows(of: matrix.rows)
    let start = (flash: flashCycles, npu: npuCycles)
    var sums = [Int64](repeating: 0, count: matrix.rows)
    let codes = vector.codes + [Int8](repeating: 0, count: matrix.groups * BlockQuantizer.group - vector.codes.count)
    try sums.withUnsafeMutableBufferPointer { sums in
      try codes.withUnsafeBufferPointer { codes in
        guard let target = sums.baseAddress, let codes = codes.baseAddress else { return }
        let work = Work(codes: codes, sums: target)
        let begin = ContinuousClock.now
        defer { modelTime += ContinuousClock.now - begin }
        try inParallel(channels.count + 1) { [channels, npu] index in
          if index == channels.count {
            for (row, sum) in try npu.multiply(matrix, from: flashRows, by: [vector]).enumerated() { work.sums[flashRows + row] = sum }
          } else {
            let rows = flashRows * index / channels.count..<flashRows * (index + 1) / channels.count
            try channels[index].multiply(matrix, rows: rows, codes: work.codes, shifts: vector.shifts, into: work.sums)
          }
        }
      }
    }
    time.addFlash(
      system, matrix, flashRows: flashRows, npuBytes: (matrix.rows - flashRows) * matrix.columns, npuCycles: npuCycles - start.npu)
    return [sums]
  }

  /// A weight matrix by the vectors of a prompt: raw weights pass the channels once, and the NPU multiplies.
  private func prefill(_ matrix: BlockMatrix, by vectors: [BlockQuantizedVector], time: inout ComposedTime) throws -> [[Int64]] {
    let start = npuCycles
    let begin = ContinuousClock.now
    let sums = try npu.multiply(matrix, from: 0, by: vectors)
    modelTime += ContinuousClock.now - begin
    time.addMatrix(
      system, pages: 0, pageCycles: 0, flashRows: 0, groups: matrix.groups, npuBytes: matrix.rows * matrix.columns, npuCycles: npuCycles - start)
    return Self.split(sums, vectors.count)
  }

  /// Runs the last product once more on builds that record: the NPU's waveform is `path`, those of the channels have their
  /// number before the extension.
  func replay(build: VerilatorBuild, waveform path: String) throws {
    guard let last else { return }
    let traced = try MatrixEngine(system, build: build, profile: .traced, progress: nil)
    try traced.npu.openWaveform(path)
    let stem = path.hasSuffix(".fst") ? String(path.dropLast(4)) : path
    for (index, channel) in traced.channels.enumerated() { try channel.openWaveform("\(stem).channel\(index).fst") }
    var time = ComposedTime()
    switch last {
    case .weights(let matrix, let vectors): _ = try traced.multiply(matrix, by: vectors, time: &time)
    case .codes(let codes, let vectors): _ = try traced.multiply(codes, by: vectors, time: &time)
    }
    try traced.npu.closeWaveform()
    for channel in traced.channels { try channel.closeWaveform() }
  }

  /// Keys or values of one head: on the NPU, from DRAM.
  func multiply(_ codes: CodeMatrix, by vectors: [BlockQuantizedVector], time: inout ComposedTime) throws -> [[Int64]] {
    last = .codes(codes, vectors)
    let start = npuCycles
    let begin = ContinuousClock.now
    defer { modelTime += ContinuousClock.now - begin }
    let sums: [Int64]
    if codes.isTransposed {
      // Values lie position after position; the NPU reads the positions of one element after the other.
      var bytes = [Int8](repeating: 0, count: codes.rows * codes.columns)
      for row in 0..<codes.rows {
        for column in 0..<codes.columns { bytes[column * codes.rows + row] = codes.codes[codes.offset + row * codes.stride + column] }
      }
      sums = try bytes.withUnsafeBufferPointer {
        try npu.multiply($0.baseAddress!, stride: codes.rows, outputs: codes.columns, inputs: codes.rows, by: vectors)
      }
    } else {
      sums = try codes.codes.withUnsafeBufferPointer {
        try npu.multiply($0.baseAddress! + codes.offset, stride: codes.stride, outputs: codes.rows, inputs: codes.columns, by: vectors)
      }
    }
    time.addOther(system, cycles: npuCycles - start, dramBytes: codes.rows * codes.columns)
    return Self.split(sums, vectors.count)
  }

  /// The sums of each vector.
  private static func split(_ sums: [Int64], _ vectors: Int) -> [[Int64]] {
    let count = sums.count / max(1, vectors)
    return (0..<vectors).map { Array(sums[$0 * count..<($0 + 1) * count]) }
  }

  /// What the threads of one product share; each writes its own rows.
  private struct Work: @unchecked Sendable {
    let codes: UnsafePointer<Int8>
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
