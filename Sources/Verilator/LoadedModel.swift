import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A model's library and its functions. Never unloaded: code and thread-local storage of a library must outlive its users.
public final class LoadedModel: Sendable {
  typealias Handle = UnsafeMutableRawPointer
  /// The library's path in the cache.
  public let path: String
  let source: VerilogSource
  let profile: BuildProfile

  let create: @convention(c) () -> Handle?
  let destroy: @convention(c) (Handle) -> Void
  let cycleAddress: @convention(c) (Handle) -> UnsafePointer<UInt64>
  let portAddresses: @convention(c) (Handle, UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Void
  let report: @convention(c) (Handle) -> UnsafeRawPointer?
  let forgive: @convention(c) (Handle) -> Void
  let evaluate: @convention(c) (Handle) -> Int32
  let step: @convention(c) (Handle, UInt32) -> Int32
  let run: @convention(c) (Handle, Int64) -> Int32
  let runRecords:
    @convention(c) (
      Handle, Int64, UnsafeRawPointer, UnsafePointer<UInt8>?, UnsafeRawPointer, UnsafeMutablePointer<UInt8>?, Int32
    ) -> Int64
  let plainLoop: @convention(c) (Handle, Int64, UnsafeRawPointer, UnsafePointer<UInt8>?) -> Int64
  let stepUntil: @convention(c) (Handle, UnsafeRawPointer, Int64, UInt64, Int64) -> Int64
  let collect: @convention(c) (Handle, UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer, Int64, Int64) -> Int64
  let transfer: @convention(c) (Handle, UnsafeMutableRawPointer, Int64, UnsafeMutableRawPointer, Int64, Int64, Int64) -> Int64
  let variable:
    @convention(c) (
      Handle, UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutablePointer<UnsafeMutableRawPointer?>,
      UnsafeMutablePointer<Int64>
    ) -> Int32
  let traceOpen: @convention(c) (Handle, UnsafePointer<CChar>) -> Int32
  let traceClose: @convention(c) (Handle) -> Int32
  let traceFlush: @convention(c) (Handle) -> Void

  /// Verilator's run time initializes global state while a model is made.
  static let creation = Mutex(())

  init(path: String, source: VerilogSource, profile: BuildProfile) throws {
    self.path = path
    self.source = source
    self.profile = profile
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw VerilatorError.load(dlerror().map { String(cString: $0) } ?? "unknown error")
    }
    func symbol<T>(_ name: String) throws -> T {
      guard let address = dlsym(library, name) else { throw VerilatorError.load("'\(path)' has no '\(name)'; remove the file") }
      return unsafeBitCast(address, to: T.self)
    }
    create = try symbol("hwgen_create")
    destroy = try symbol("hwgen_destroy")
    cycleAddress = try symbol("hwgen_cycle")
    portAddresses = try symbol("hwgen_ports")
    report = try symbol("hwgen_report")
    forgive = try symbol("hwgen_forgive")
    evaluate = try symbol("hwgen_evaluate")
    step = try symbol("hwgen_step")
    run = try symbol("hwgen_run")
    runRecords = try symbol("hwgen_run_records")
    plainLoop = try symbol("hwgen_plain_loop")
    stepUntil = try symbol("hwgen_step_until")
    collect = try symbol("hwgen_collect")
    transfer = try symbol("hwgen_transfer")
    variable = try symbol("hwgen_variable")
    traceOpen = try symbol("hwgen_trace_open")
    traceClose = try symbol("hwgen_trace_close")
    traceFlush = try symbol("hwgen_trace_flush")

    let version: @convention(c) () -> Int64 = try symbol("hwgen_version")
    let channelSize: @convention(c) () -> Int64 = try symbol("hwgen_channel_size")
    guard version() == ShimRuntime.interfaceVersion, channelSize() == MemoryLayout<ShimChannel>.size else {
      throw VerilatorError.load("'\(path)' has another interface; remove the file")
    }
  }

  /// A new instance of the model, settled with all inputs 0.
  public func makeSimulator() throws -> VerilatorSimulator { try VerilatorSimulator(self) }
}

// The C structures, member for member.

struct ShimPart {
  var address: UnsafeMutableRawPointer
  var bytes: Int64
}

struct ShimRecord {
  var parts: UnsafeMutablePointer<ShimPart>?
  var count: Int64
  var bytes: Int64
}

struct ShimChannel {
  var valid: UnsafeMutableRawPointer
  var ready: UnsafeMutableRawPointer
  var payload: ShimRecord
  var buffer: UnsafeMutableRawPointer?
  var count: Int64
  var position: Int64
  var waiting: Int64
  var random: UInt64
  var stall: UInt64
  var offered: Int64
}
