/// The clocks of units between registers, as `hwgen qor` has measured and committed them in `Documentation/Figures/units.json`: a test
/// holds the two together. They are of one configuration each, by default the unit's own; wires and memories take no time.
public enum SynthesizedClocks {
  /// The library of cells, and its node in nanometres.
  public static let library = "osu018_stdcells", node = 180

  /// By the name of the unit.
  public static let megahertz: [String: Double] = [
    "adder-tree": 200.4, "argmax": 249.9, "block-quantizer": 142.9, "flash-channel": 89, "gated-activation": 107.9,
    "layer-norm": 97.4, "npu-systolic": 103.7, "residual-add": 124.8, "rms-norm": 96, "rotary-embedding": 112.7,
    "row-scaler": 81.7, "softmax": 98.4,
  ]
}
