import Netlist

/// Where everything lies in the storage of 64-bit words.
struct Layout {
  /// Registers of at most this many words are copied at every edge of their clock, larger ones when they were assigned.
  static let smallRegister = 8
  static let zero = 0

  /// Index of each node's lowest word.
  private(set) var slots: [Int]
  /// Where the next state of each register is collected.
  private(set) var next: [Int]
  /// All inputs of the top.
  private(set) var inputs: Range<Int>
  /// The small registers of each domain; their next states lie `nextOffset` further.
  private(set) var registers: [Range<Int>] = []
  private(set) var nextOffset = 0
  /// The running index of each loop.
  private(set) var indexSlots: [Int]
  /// The accumulator of each loop whose body reads one.
  private(set) var accumulatorSlots: [Int?]
  private(set) var wordCount: Int

  static func words(_ width: Int) -> Int { (width + 63) / 64 }

  init(_ graph: Graph, _ flat: FlatDesign, top: Module) {
    slots = [Int](repeating: -1, count: graph.nodes.count)
    next = [Int](repeating: 0, count: flat.registers.count)
    var end = 1
    for port in top.ports where port.direction == .input {
      let node = graph.nodeOfValue[Int(port.value.index)]
      slots[node] = end
      end += Self.words(top[port.value].type.width)
    }
    inputs = 1..<end

    var byDomain = [[Int]](repeating: [], count: flat.domains.count)
    for (index, register) in flat.registers.enumerated() { byDomain[register.domain].append(index) }
    let start = end
    for registers in byDomain {
      let first = end
      for register in registers {
        let node = graph.nodeOfValue[Int(flat.registers[register].value.index)]
        let words = Self.words(flat[flat.registers[register].value].type.width)
        guard words <= Self.smallRegister else { continue }
        slots[node] = end
        end += words
      }
      self.registers.append(first..<end)
    }
    nextOffset = end - start
    end += nextOffset
    for (index, register) in flat.registers.enumerated() {
      let node = graph.nodeOfValue[Int(register.value.index)]
      let words = Self.words(flat[register.value].type.width)
      if words <= Self.smallRegister {
        next[index] = slots[node] + nextOffset
      } else {
        slots[node] = end
        next[index] = end + words
        end += 2 * words
      }
    }
    for (node, value) in graph.nodes.enumerated() where slots[node] < 0 {
      slots[node] = end
      end += Self.words(value.width)
    }
    indexSlots = Array(end..<(end + graph.loops.count))
    accumulatorSlots = [Int?](repeating: nil, count: graph.loops.count)
    end += graph.loops.count
    if !graph.loops.isEmpty {
      for (node, value) in graph.nodes.enumerated() {
        if case .loopIndex(let loop) = value.operation { slots[node] = indexSlots[loop] }
        if case .loopAccumulator(let loop) = value.operation { accumulatorSlots[loop] = slots[node] }
      }
    }
    // One more, for instructions that look at the word after the last one they need.
    wordCount = end + 1
  }
}
