/// What a unit is mapped to, and how: together with the netlist, the library and the tools, all that the figures depend on.
public struct SynthesisOptions: Sendable, Hashable, Codable {
  /// How ABC maps logic to cells.
  public enum Mapping: String, Sendable, Hashable, Codable, CaseIterable {
    /// Yosys's own script: small.
    case area
    /// Maps for delay, then buffers and resizes: fast and larger.
    case speed
    /// The same with Kogge and Stone's adders, whose carries take the fewest levels of gates: the fastest and the largest.
    case fastest
    /// For units of tens of thousands of gates, in a tenth of the time: without the search for equal logic, on which ABC spends minutes
    /// in large multipliers. Some percent larger.
    case fast
  }

  /// The Liberty file; nil is the default library (osu018).
  public var library: String?
  /// The period that ABC aims at and that power is given for, in nanoseconds; more than 0.
  public var clockNs: Double
  /// Whether multiplications become Yosys's Booth multipliers rather than its default ones.
  public var booth: Bool
  public var mapping: Mapping
  /// Other than 0, it puts the gates into another order before ABC maps them: ABC's result moves a little with the order, so that the
  /// median of several is a firmer figure.
  public var seed: Int
  /// What memories are taken to cost.
  public var memory: MemoryModel

  public init(
    library: String? = nil, clockNs: Double = 5, booth: Bool = false, mapping: Mapping = .area,
    seed: Int = 0, memory: MemoryModel = MemoryModel()
  ) {
    self.library = library
    self.clockNs = clockNs
    self.booth = booth
    self.mapping = mapping
    self.seed = seed
    self.memory = memory
  }

  /// What is wrong with the values, with the remedy; nil when they can be used.
  public var problem: String? {
    // ABC takes whole picoseconds.
    if !(0.001...1_000_000).contains(clockNs) { return "the clock period is 0.001 to 1000000 ns, not \(clockNs)" }
    if seed < 0 || seed > 1_000_000 { return "the seed is from 0 to 1000000, not \(seed)" }
    if [memory.bitGateEquivalents, memory.constantBitGateEquivalents, memory.extraPort, memory.accessNs, memory.setupNs].contains(
      where: { !($0 >= 0 && $0.isFinite) })
    {
      return "the memory model's figures are 0 or more"
    }
    return nil
  }

  enum CodingKeys: String, CodingKey {
    case library, booth, mapping, seed, memory
    case clockNs = "clock_ns"
  }
}
