/// The programmable devices that a unit can be mapped to.
public enum FPGATarget: String, Sendable, Hashable, Codable, CaseIterable {
  /// Lattice ECP5, placed and routed by nextpnr.
  case ecp5
  /// AMD UltraScale+, mapped by Yosys without place and route: no clock frequency.
  case xilinx
}

/// What a unit takes of an FPGA.
public struct FPGAReport: Codable, Hashable, Sendable {
  public let target: FPGATarget
  /// Look-up tables of logic and of adders' carry chains.
  public let luts: Int
  /// Cells of look-up tables used as small memories: 16 x 4 bits each on ECP5, one LUT6's or more on UltraScale+.
  public let memoryLUTs: Int
  public let flipFlops: Int
  /// Multipliers: MULT18X18D or DSP48E2.
  public let dsps: Int
  /// Block memories: DP16KD (18 Kbit); on UltraScale+ halves of 18 Kbit.
  public let blockRAMs: Int
  /// Memories of the design that no memory of the part can hold, for example with two writes at once: they are among the flip-flops.
  public let memoriesAsFlipFlops: [String]
  public let cellsByKind: [String: Int]
  /// The part that it was placed and routed in, and the clock that routed wires allow; nil without place and route.
  public let device: String?
  public let fmaxMhz: Double?
  public let toolVersions: [String: String]

  enum CodingKeys: String, CodingKey {
    case target, luts, dsps, device
    case memoryLUTs = "memory_luts"
    case flipFlops = "flip_flops"
    case blockRAMs = "block_rams"
    case memoriesAsFlipFlops = "memories_as_flip_flops"
    case cellsByKind = "cells_by_kind"
    case fmaxMhz = "fmax_mhz"
    case toolVersions = "tool_versions"
  }

  init(
    target: FPGATarget, cells: [String: Int], memoriesAsFlipFlops: [String], device: String?, fmaxMhz: Double?,
    versions: [String: String]
  ) {
    func count(_ prefixes: String..., times factor: Int = 1) -> Int {
      cells.filter { cell in prefixes.contains { cell.key.hasPrefix($0) } }.reduce(0) { $0 + $1.value * factor }
    }
    self.target = target
    self.device = device
    self.fmaxMhz = fmaxMhz
    self.memoriesAsFlipFlops = memoriesAsFlipFlops
    cellsByKind = cells
    toolVersions = versions
    switch target {
    case .ecp5:
      // A carry cell takes two look-up tables.
      luts = count("LUT4") + count("CCU2C", times: 2)
      memoryLUTs = count("TRELLIS_DPR16X4")
      flipFlops = count("TRELLIS_FF")
      dsps = count("MULT18X18D")
      blockRAMs = count("DP16KD", "PDPW16KD")
    case .xilinx:
      luts = count("LUT", "SRL")
      memoryLUTs = count("RAM32", "RAM64", "RAM128", "RAM256", "RAM512")
      flipFlops = count("FDRE", "FDSE", "FDCE", "FDPE")
      dsps = count("DSP48")
      blockRAMs = count("RAMB18") + count("RAMB36", times: 2)
    }
  }
}
