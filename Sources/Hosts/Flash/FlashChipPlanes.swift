import HDL
import Units

/// Where the planes of a flash chip keep their pages in a simulator.
public enum FlashChipPlanes {
  /// Names of the planes' memories, in the order of channels, dies and planes.
  public static func memories(of unit: FlashMemoryChip) throws -> [String] {
    FlashChannelHost.memoryNames(in: try elaborate(unit))
  }
}
