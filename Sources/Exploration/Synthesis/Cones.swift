/// The cones of gates of a netlist: for each gate, the nearest register, port or memory that it feeds.
struct Cones {
  let isSequential: [Bool]
  /// Nets that each cell reads and drives.
  let inputs: [[Int]], outputs: [[Int]]
  /// For each net, the gate that drives it; -1 for registers, ports and constants.
  let driver: [Int]
  /// For each cell, the index in `names` of the cone that it belongs to; 0 for a gate that feeds nothing.
  let endpoint: [Int]
  /// Names of words at the cones' ends; the first is empty.
  let names: [String]

  init(_ netlist: GateNetlist, library: CellLibrary, name: (Int) -> Substring) {
    let count = netlist.cells.count
    var isSequential = [Bool](repeating: false, count: count)
    var inputs = [[Int]](repeating: [], count: count), outputs = inputs
    var driver = [Int](repeating: -1, count: netlist.names.count)
    for (index, cell) in netlist.cells.enumerated() {
      isSequential[index] = library.flipFlops.contains(cell.kind) || cell.kind.hasPrefix("$_DFF") || cell.kind.hasPrefix("$_SDFF")
      let pins = library.outputs[cell.kind] ?? (isSequential[index] ? ["Q"] : ["Y"])
      for pin in cell.pins {
        if pins.contains(String(pin.name)) { outputs[index].append(pin.net) } else { inputs[index].append(pin.net) }
      }
      if !isSequential[index] { for net in outputs[index] { driver[net] = index } }
    }
    var names = [""], numbers: [String: Int] = ["": 0]
    func number(_ name: Substring) -> Int {
      // Pins of a memory make one end.
      let name = String(name.prefix { $0 != "." })
      if let known = numbers[name] { return known }
      names.append(name)
      numbers[name] = names.count - 1
      return names.count - 1
    }
    var endpoint = [Int](repeating: 0, count: count)
    var queue: [Int] = []
    func reach(_ net: Int, _ end: Int) {
      let gate = driver[net]
      if gate >= 0, endpoint[gate] == 0 {
        endpoint[gate] = end
        queue.append(gate)
      }
    }
    for (port, net) in netlist.outputs { reach(net, number(GateNetlist.word(port))) }
    for index in netlist.cells.indices where isSequential[index] {
      guard let net = outputs[index].first else { continue }
      let end = number(name(net))
      for input in inputs[index] { reach(input, end) }
    }
    var position = 0
    while position < queue.count {
      let gate = queue[position]
      position += 1
      for net in inputs[gate] { reach(net, endpoint[gate]) }
    }
    self.isSequential = isSequential
    self.inputs = inputs
    self.outputs = outputs
    self.driver = driver
    self.endpoint = endpoint
    self.names = names
  }

  /// Gates on the longest way from one of the nets `starts` to one of `ends`, in its direction; empty when there is none.
  func longestPath(from starts: Set<Int>, to ends: [Int]) -> [Int] {
    var depth: [Int: Int] = [:], chosen: [Int: Int] = [:]
    var open: Set<Int> = []
    for end in ends {
      var stack: [(net: Int, isExpanded: Bool)] = [(end, false)]
      while let (net, isExpanded) = stack.popLast() {
        if depth[net] != nil { continue }
        if starts.contains(net) {
          depth[net] = 0
          continue
        }
        let gate = driver[net]
        if gate < 0 {
          depth[net] = -1
          continue
        }
        if isExpanded {
          var best = -1
          for input in inputs[gate] where (depth[input] ?? -1) > best {
            best = depth[input] ?? -1
            chosen[net] = input
          }
          depth[net] = best < 0 ? -1 : best + 1
          open.remove(net)
        } else if open.insert(net).inserted {
          stack.append((net, true))
          for input in inputs[gate] where depth[input] == nil { stack.append((input, false)) }
        }
      }
    }
    guard var net = ends.max(by: { (depth[$0] ?? -1) < (depth[$1] ?? -1) }), (depth[net] ?? -1) > 0 else { return [] }
    var path: [Int] = []
    while driver[net] >= 0, !starts.contains(net), let next = chosen[net] {
      path.append(driver[net])
      net = next
    }
    return path.reversed()
  }
}
