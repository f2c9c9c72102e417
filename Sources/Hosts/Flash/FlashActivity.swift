/// What a channel of a flash chip does in each cycle of a pass, as its ports show it: kept for pictures.
///
/// Bytes of commands and of sums look alike from outside. They are told apart as the bus's default policy sends them: a sum's bytes
/// stay together, and between sums a command that waits goes first.
public final class FlashActivity {
  /// What has the bus.
  public enum Bus: Sendable, CaseIterable { case idle, command, vector, sum, raw }

  /// Of each cycle.
  public private(set) var bus: [Bus] = []
  /// Of each plane, in the order of dies and planes: the cycles in which the array reads.
  public private(set) var reads: [[Range<Int>]]
  /// Of each die: the cycles in which the core multiplies.
  public private(set) var computing: [[Range<Int>]]

  private let readCycles: Int, cyclesPerByte: Int, sumBytes: Int
  private var command = 0, sumByte = 0, left = 0, last = Bus.idle
  private var beats: [UInt64]

  init(readCycles: Int, cyclesPerByte: Int, sumBytes: Int, beats: [UInt64]) {
    (self.readCycles, self.cyclesPerByte, self.sumBytes) = (readCycles, cyclesPerByte, sumBytes)
    reads = Array(repeating: [], count: 2 * beats.count)
    computing = Array(repeating: [], count: beats.count)
    self.beats = beats
  }

  /// What of a cycle the ports show before its edge.
  struct Cycle { var isRaw = false, isVector = false, commandBytes: Int?, readingPlanes: [Int] = [] }

  /// Notes a cycle.
  func note(_ cycle: Cycle, isBusy: Bool, beats new: [UInt64]) {
    let now = bus.count
    if !isBusy {
      last = .idle
    } else if left > 0 {
      left -= 1
    } else {
      left = cyclesPerByte - 1
      if cycle.isRaw {
        last = .raw
      } else if cycle.isVector {
        last = .vector
      } else if sumByte == 0, command > 0 {
        (last, command) = (.command, command - 1)
      } else {
        (last, sumByte) = (.sum, (sumByte + 1) % sumBytes)
      }
    }
    bus.append(last)
    command += cycle.commandBytes ?? 0
    for plane in cycle.readingPlanes { reads[plane].append(now..<now + readCycles) }
    for die in new.indices where new[die] != beats[die] {
      if let range = computing[die].last, range.upperBound == now {
        computing[die][computing[die].count - 1] = range.lowerBound..<now + 1
      } else {
        computing[die].append(now..<now + 1)
      }
    }
    beats = new
  }
}
