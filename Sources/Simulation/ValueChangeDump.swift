import Foundation
import Netlist

/// A waveform in the VCD format of IEEE 1800 (section 21.7), written as the simulation goes.
final class ValueChangeDump {
  private struct Variable {
    var identifier: String
    var node: NodeID?
    var memory: (index: Int, row: Int)?
    var width: Int
    var last: BitVector?
  }

  /// Memories of more words are left out.
  static let memoryLimit = 16
  /// Time units of a step: the clocks of its edges rise at its start and fall in its middle.
  static let period = 10

  private let path: String
  private let file: FileHandle
  private var buffer = ""
  private var variables: [Variable] = []
  private var clocks: [String] = []
  private var time = 0
  private var children: [Int: [Int]] = [:]
  private var memoriesOfScope: [Int: [Int]] = [:]
  private let clockNodes: Set<NodeID>

  init(_ path: String, _ compiled: CompiledDesign, _ names: NameTable) throws(SimulationError) {
    self.path = path
    clockNodes = Set(compiled.top.clockPorts.map { compiled.graph.nodeOfValue[Int($0.port.value.index)] })
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
      throw .waveform("cannot write '\(path)': check that its folder exists and may be written to")
    }
    self.file = file
    for (index, scope) in compiled.flat.scopes.enumerated() {
      if let parent = scope.parent { children[parent, default: []].append(index) }
    }
    for (index, memory) in compiled.flat.memories.enumerated() where memory.memory.depth <= Self.memoryLimit {
      memoriesOfScope[memory.scope, default: []].append(index)
    }
    buffer = "$timescale 1ns $end\n"
    writeScope(0, compiled, names)
    buffer += "$enddefinitions $end\n"
  }

  private func identifier() -> String {
    var number = variables.count + clocks.count
    var text = ""
    repeat {
      text.append(Character(UnicodeScalar(UInt8(33 + number % 94))))
      number /= 94
    } while number > 0
    return text
  }

  private func writeScope(_ scope: Int, _ compiled: CompiledDesign, _ names: NameTable) {
    let flat = compiled.flat
    buffer += "$scope module \(flat.scopes[scope].name) $end\n"
    for entry in names.scopes[scope] {
      // Clocks do not move in the model; those of the top are drawn.
      if clockNodes.contains(entry.node) { continue }
      let variable = Variable(identifier: identifier(), node: entry.node, width: entry.type.width)
      variables.append(variable)
      declare(variable.identifier, entry.name, entry.type.width)
    }
    if scope == 0 {
      for clock in compiled.top.clockPorts {
        clocks.append(identifier())
        declare(clocks[clocks.count - 1], clock.port.name, 1)
      }
    }
    for index in memoriesOfScope[scope] ?? [] {
      let memory = flat.memories[index]
      for row in 0..<memory.memory.depth {
        let variable = Variable(identifier: identifier(), memory: (index, row), width: memory.memory.word.width)
        variables.append(variable)
        declare(variable.identifier, "\(memory.memory.name)_\(row)", variable.width)
      }
    }
    for child in children[scope] ?? [] { writeScope(child, compiled, names) }
    buffer += "$upscope $end\n"
  }

  private func declare(_ identifier: String, _ name: String, _ width: Int) {
    buffer += "$var wire \(width) \(identifier) \(name)\(width > 1 ? " [\(width - 1):0]" : "") $end\n"
  }

  /// Writes what changed at the step that has just been made; `mask` tells its clocks. Before the first step, all values.
  ///
  /// - Parameter isHalf: whether the clocks have risen and not yet fallen; what changes as they fall is written by `sampleFall`
  func sample(_ simulator: BuiltinSimulator, domains mask: UInt32, isHalf: Bool = false) throws(SimulationError) {
    buffer += "#\(time)\n"
    let isFirst = time == 0 && mask == 0
    if isFirst { buffer += "$dumpvars\n" }
    for (index, clock) in clocks.enumerated() {
      if mask >> UInt32(index) & 1 == 1 { buffer += "1\(clock)\n" } else if isFirst { buffer += "0\(clock)\n" }
    }
    writeChanges(simulator)
    if isFirst { buffer += "$end\n" }
    if isHalf { return }
    if mask != 0 { fall(mask) }
    time += Self.period
    if buffer.utf8.count > 1 << 16 { try flush() }
  }

  /// Writes what changed as the clocks in `mask` fell.
  func sampleFall(_ simulator: BuiltinSimulator, domains mask: UInt32) throws(SimulationError) {
    fall(mask)
    writeChanges(simulator)
    time += Self.period
    if buffer.utf8.count > 1 << 16 { try flush() }
  }

  private func fall(_ mask: UInt32) {
    buffer += "#\(time + Self.period / 2)\n"
    for (index, clock) in clocks.enumerated() where mask >> UInt32(index) & 1 == 1 { buffer += "0\(clock)\n" }
  }

  private func writeChanges(_ simulator: BuiltinSimulator) {
    for index in variables.indices {
      let variable = variables[index]
      let value: BitVector
      if let node = variable.node {
        value = simulator.load(node, width: variable.width)
      } else if let memory = variable.memory {
        value = simulator.compiled.memories[memory.index].bits(memory.row)
      } else {
        continue
      }
      if value == variable.last { continue }
      variables[index].last = value
      buffer +=
        value.width == 1 ? "\(value[0] ? 1 : 0)\(variable.identifier)\n" : "b\(Self.binary(value)) \(variable.identifier)\n"
    }
  }

  private static func binary(_ value: BitVector) -> String {
    var text = ""
    for bit in stride(from: value.width - 1, through: 0, by: -1) where value[bit] || !text.isEmpty || bit == 0 {
      text.append(value[bit] ? "1" : "0")
    }
    return text
  }

  private func flush() throws(SimulationError) {
    do { try file.write(contentsOf: Data(buffer.utf8)) } catch {
      throw .waveform("cannot write '\(path)': \(error.localizedDescription)")
    }
    buffer = ""
  }

  func close() throws(SimulationError) {
    buffer += "#\(time)\n"
    try flush()
    do { try file.close() } catch { throw .waveform("cannot write '\(path)': \(error.localizedDescription)") }
  }
}

extension MemoryStorage {
  /// The contents of a row.
  func bits(_ row: Int) -> BitVector {
    var words = [UInt64](repeating: 0, count: Layout.words(width) + 1)
    words.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { read(row, into: start) }
    }
    return BitVector(words: words, width: width)
  }
}

extension BuiltinSimulator {
  public func openWaveform(_ path: String) throws(SimulationError) {
    guard path.hasSuffix(".vcd") else {
      throw .waveform(
        path.hasSuffix(".fst")
          ? "the built-in simulator writes VCD only: name the file '.vcd', or use the Verilator backend for '\(path)'"
          : "unknown waveform format of '\(path)': name the file '.vcd'")
    }
    if waveform != nil { try closeWaveform() }
    let dump = try ValueChangeDump(path, compiled, names)
    waveform = dump
    computeEverything()
    try dump.sample(self, domains: 0)
  }

  public func closeWaveform() throws(SimulationError) {
    guard let dump = waveform else { return }
    waveform = nil
    try dump.close()
  }

  func sampleWaveform(domains mask: UInt32, isHalf: Bool = false) throws(SimulationError) {
    computeEverything()
    try waveform?.sample(self, domains: mask, isHalf: isHalf)
  }
  func sampleWaveformFall(domains mask: UInt32) throws(SimulationError) {
    computeEverything()
    try waveform?.sampleFall(self, domains: mask)
  }
}
