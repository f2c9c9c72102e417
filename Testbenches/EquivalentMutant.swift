/// A deliberate mistake that no test of a unit can see, and why: it changes nothing under the unit's contract.
public struct EquivalentMutant: Sendable {
  /// How the Verilog module's name begins.
  public var module: String
  /// The register or wire that the mistake changes, or the nearest named one behind it; empty for any.
  public var target: String
  /// How the mistake's description begins.
  public var change: String
  public var reason: String
  /// The Swift file in which the changed operation stands; empty for any.
  public var source: String

  public init(_ module: String, _ target: String, _ change: String, source: String = "", _ reason: String) {
    self.module = module
    self.target = target
    self.change = change
    self.reason = reason
    self.source = source
  }

  /// - Parameter location: the Swift source's path and line
  public func matches(module: String, target: String, change: String, location: String) -> Bool {
    module.hasPrefix(self.module) && (self.target.isEmpty || target == self.target) && change.hasPrefix(self.change)
      && (source.isEmpty || location.contains("/" + source + ":"))
  }
}

extension FlashPETestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    let atStart = "equivalent: every tile's start sets it, and it is read only while a tile runs"
    let afterBeat = "equivalent: it is read only in the cycle after a beat, which sets it"
    let wraps = "equivalent: the default's 256 entries fill the address, which wraps by itself"
    let invariant = "equivalent: an invariant of the unit, which counts places so that it cannot be broken from outside"
    return [
      EquivalentMutant("flash_pe", "columnsLeft", "reset value", atStart),
      EquivalentMutant("flash_pe", "first", "reset value", atStart),
      EquivalentMutant("flash_pe", "row", "reset value", atStart),
      EquivalentMutant("flash_pe", "word", "reset value", atStart),
      EquivalentMutant("flash_pe", "bank", "reset value", "equivalent: the two banks of the vector buffer exchange their roles"),
      EquivalentMutant(
        "flash_pe", "loaded", "reset value", "equivalent: taking a command clears it, and it is read only while one waits"),
      EquivalentMutant(
        "flash_pe", "partialValid", "reset value",
        "equivalent: what is added after reset comes before a tile's first beat, which starts a new sum"),
      EquivalentMutant("flash_pe", "partialFirst", "condition dropped: always", afterBeat),
      EquivalentMutant("flash_pe", "partial", "condition dropped: always", afterBeat),
      EquivalentMutant(
        "flash_tile_queue", "lastRows", "reset value", "equivalent: a tile's start sets its entry before a sum of it comes"),
      EquivalentMutant(
        "flash_tile_queue", "tags", "reset value", "equivalent: a tile's start sets its entry before a sum of it comes"),
      EquivalentMutant(
        "flash_vector_buffer", "left", "reset value",
        "equivalent: it is read only while a vector is under way, whose first group sets it"),
      EquivalentMutant(
        "flash_vector_buffer", "", "zero extension became sign extension",
        "equivalent: the bytes left are compared with places in a group of 2; 512 of them are more than that under either sign"),
      EquivalentMutant("flash_result_buffer", "", "always the second choice", wraps),
      EquivalentMutant("flash_result_buffer", "", "constant 0x100 became", invariant),
    ]
  }
}
