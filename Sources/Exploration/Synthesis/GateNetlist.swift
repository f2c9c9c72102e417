import Foundation

/// A flat netlist of cells over single-bit nets, as Yosys writes it (BLIF with its extensions `.gate`, `.conn`, `.attr`).
struct GateNetlist {
  struct Cell {
    var kind: String
    var pins: [(name: Substring, net: Int)]
    /// Where the cell comes from in the Verilog, `design.sv:12.3-12.9|…`, if Yosys still knows.
    var source: Substring?
  }

  static let zero = 0, one = 1, undefined = 2

  /// Each net's name: a bit of a named signal (`sum[3]`) where it has one. Joined nets are one.
  private(set) var names: [Substring] = ["$false", "$true", "$undef"]
  private(set) var cells: [Cell] = []
  private(set) var inputs: [(name: Substring, net: Int)] = []
  private(set) var outputs: [(name: Substring, net: Int)] = []
  private var index: [Substring: Int] = ["$false": zero, "$true": one, "$undef": undefined]

  /// Reads the first model of the text; of the names of one net, the one with the lowest `rank` is kept.
  init(blif text: String, rank: (Substring) -> Int = { $0.first == "$" ? 1 : 0 }) throws {
    var isWhole = false
    var joined: [(from: Int, to: Int)] = []
    // Lines that end in a backslash go on; Yosys writes none with more than the ports.
    for line in text.split(separator: "\n") {
      if line.hasPrefix(".gate ") || line.hasPrefix(".subckt ") {
        let words = line.split(separator: " ").dropFirst()
        guard let kind = words.first else { continue }
        var cell = Cell(kind: String(kind), pins: [])
        for word in words.dropFirst() {
          guard let sign = word.firstIndex(of: "=") else { continue }
          cell.pins.append((word[..<sign], net(word[word.index(after: sign)...])))
        }
        cells.append(cell)
      } else if line.hasPrefix(".attr src "), !cells.isEmpty {
        cells[cells.count - 1].source = line.dropFirst(".attr src ".count).drop { $0 == "\"" }
      } else if line.hasPrefix(".conn ") {
        let words = line.split(separator: " ")
        if words.count == 3 { joined.append((net(words[1]), net(words[2]))) }
      } else if line.hasPrefix(".inputs") {
        inputs = line.split(separator: " ").dropFirst().map { ($0, net($0)) }
      } else if line.hasPrefix(".outputs") {
        outputs = line.split(separator: " ").dropFirst().map { ($0, net($0)) }
      } else if line.hasPrefix(".end") {
        isWhole = true
        break
      }
    }
    guard isWhole else { throw Synthesis.Failure("the netlist that Yosys wrote is cut off; is the disk full?") }
    join(joined, rank)
  }

  /// The net that has, or had, this name.
  func net(named name: Substring) -> Int? { index[name] }

  private mutating func net(_ name: Substring) -> Int {
    if let known = index[name] { return known }
    index[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// Makes each pair of nets one, under the constant's or the designer's name.
  private mutating func join(_ pairs: [(from: Int, to: Int)], _ rank: (Substring) -> Int) {
    var parent = Array(names.indices), preferred: [Int: Substring] = [:]
    func root(_ net: Int) -> Int {
      var net = net
      while parent[net] != net {
        parent[net] = parent[parent[net]]
        net = parent[net]
      }
      return net
    }
    for (from, to) in pairs {
      let (a, b) = (root(from), root(to))
      if a == b { continue }
      // Constants stay themselves.
      if b <= Self.undefined { parent[a] = b } else { parent[b] = a }
    }
    if !pairs.isEmpty {
      var ranks: [Int: Int] = [:]
      for net in names.indices.dropFirst(Self.undefined + 1) {
        let kept = root(net)
        if kept == net || kept <= Self.undefined { continue }
        let best = ranks[kept] ?? rank(names[kept])
        let own = rank(names[net])
        if own < best { preferred[kept] = names[net] }
        ranks[kept] = min(best, own)
      }
      for (net, name) in preferred { names[net] = name }
      for (name, net) in index { index[name] = root(net) }
    }
    for cell in cells.indices {
      for pin in cells[cell].pins.indices { cells[cell].pins[pin].net = root(cells[cell].pins[pin].net) }
    }
    inputs = inputs.map { ($0.name, root($0.net)) }
    outputs = outputs.map { ($0.name, root($0.net)) }
  }

  /// `sum[3]` without its index; the memory of a memory's pin.
  static func word(_ name: Substring) -> Substring { name.first == "$" ? name : name.prefix { $0 != "[" } }
}
