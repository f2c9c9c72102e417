import Simulation

/// A phone's flash storage as a clocked component beside a `NeuronFetch`: it takes reads in order, ends each when its bytes have
/// come, and says when its link is busy.
///
/// Every command costs so many cycles before its bytes, and every place so many on the link. Commands are prepared while earlier bytes
/// still come, as a queue of several allows: a link that is busy all the time is the bound, and else commands are.
public final class ClockedStorage: Transactor {
  private let completed, linkBusy: SimulatorPort
  private let cyclesOfRead: UInt64, cyclesOfPlace: UInt64
  /// The cycles in which reads' bytes begin and end to come, the oldest first.
  private var onTheirWay: [(begins: UInt64, ends: UInt64)] = []
  private var cycle: UInt64 = 0, isPrepared: UInt64 = 0, isFree: UInt64 = 0
  /// Reads that have ended, cycles in which the link was busy, and the most reads that were on their way.
  public private(set) var ended = 0, busyCycles: UInt64 = 0, mostOnTheirWay = 0

  /// - Parameters:
  ///   - cyclesOfRead: before the first byte of a read
  ///   - cyclesOfPlace: of a place's bytes on the link
  public init(_ simulator: any Simulator, cyclesOfRead: Int, cyclesOfPlace: Int) throws {
    (completed, linkBusy) = (try simulator.port("completed"), try simulator.port("linkBusy"))
    (self.cyclesOfRead, self.cyclesOfPlace) = (UInt64(cyclesOfRead), UInt64(cyclesOfPlace))
    cycle = simulator.cycle
  }

  /// A read of so many places has been taken, in the cycle that runs.
  public func take(places: Int) {
    isPrepared = max(isPrepared, cycle) + cyclesOfRead
    let begins = max(isPrepared, isFree)
    isFree = begins + UInt64(places) * cyclesOfPlace
    onTheirWay.append((begins, isFree))
    mostOnTheirWay = max(mostOnTheirWay, onTheirWay.count)
  }

  /// Whether all that was taken has ended.
  public var isIdle: Bool { onTheirWay.isEmpty }

  public func drive() {
    let isBusy = onTheirWay.contains { $0.begins <= cycle && cycle < $0.ends }
    completed.write(onTheirWay.first.map { $0.ends <= cycle } ?? false ? 1 : 0)
    linkBusy.write(isBusy ? 1 : 0)
    busyCycles += isBusy ? 1 : 0
  }

  public func sample(cycle: UInt64) {}

  public func finishCycle() {
    if let first = onTheirWay.first, first.ends <= cycle {
      onTheirWay.removeFirst()
      ended += 1
    }
    cycle += 1
  }
}
