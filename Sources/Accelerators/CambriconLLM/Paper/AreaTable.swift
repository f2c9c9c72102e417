/// The area of a compute core's parts: the paper's table IV, and the committed figures of `flash-pe` and `ecc-outlier`.
package enum CoreAreas {
  /// Square micrometres in 0.18 um, as `hwgen qor` has committed them in `Documentation/Figures/units.json`: a test holds the two together.
  /// Memories count by their bits.
  package static let pe = 130_861.0, peMemory = 196_608.0, vectorBuffer = 7578.9, results = 6288.8
  package static let correction = 174_863.0, correctionMemory = 2016.0

  /// Input and output buffers, multipliers with their control, and error correction.
  static let ours = (
    buffers: vectorBuffer + results + peMemory, core: pe - vectorBuffer - results, correction: correction + correctionMemory
  )
  /// Square micrometres in 65 nm; the printed total, 39,813.5, is not their sum.
  static let printed = (buffers: 58755.1, core: 562.0, correction: 496.4)
}

extension CambriconLLM {
  static let areas = PaperTable(
    "area", "Shares of a compute core's area (table IV)",
    explanation: """
      Ours is from the mapped netlists of flash-pe (2 lanes, buffers of 1 KB each) and ecc-outlier in 0.18 um, memories by their \
      bits; no share depends on the node. The paper's multipliers and correction have the area of some 400 gates each, less than \
      two INT8 multipliers alone take; ours have control, counters and streams besides. What the paper says holds: the buffers are \
      the largest part.
      """
  ) {
    let ours = CoreAreas.ours, printed = CoreAreas.printed
    let all = ours.buffers + ours.core + ours.correction, whole = printed.buffers + printed.core + printed.correction
    func text(_ value: Double, _ decimals: Int) -> String { PublishedFigure.text(value, decimals: decimals) }
    return [
      ("input and output buffers", printed.buffers, ours.buffers), ("multipliers and control", printed.core, ours.core),
      ("error correction", printed.correction, ours.correction),
    ].map { name, paper, area in
      ReproducedFigure(
        name, unit: "% of the core", ours: 100 * area / all,
        note: "\(text(100 * paper / whole, 1)) % in print; \(text(area, 0)) um2 in 0.18 um, \(text(paper, 1)) in 65 nm in print")
    }
  }
}
