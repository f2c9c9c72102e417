import Hosts
import Units

/// When the planes and cores of a flash channel have multiplied a block, given the cycles that its cores took in RTL.
///
/// The planes read the first page; for each further round, in which every core has one page, they take the page's read time or the
/// time to compute one, whichever is longer (the next page is read while one is computed); then the last page is computed. To
/// compute a page takes its vectors' way in and then the cores' cycles or the results' way out, whichever is longer. The totals
/// are read out behind them. Reading pages and moving bytes are not in RTL: their rates are the configuration's.
public struct FlashTiming: Hashable, Codable, Sendable {
  let pageReadSeconds: Double
  /// Bytes a second of the channel; cycles a second of its cores.
  let channelRate: Double, clockRate: Double
  /// Cores of the channel, and rows of 64 weights in a page.
  let cores: Int, pageRows: Int

  /// - Parameters:
  ///   - system: sizes and rates
  ///   - clockRate: cycles a second of the cores
  public init(_ system: CambriconConfiguration, clockRate: Double) {
    (pageReadSeconds, channelRate) = (system.pageReadSeconds, system.channelRate)
    self.clockRate = clockRate
    (cores, pageRows) = (system.coresPerChannel, system.pageRows)
  }

  /// Rounds in which every core has at most one page.
  func rounds(rows: Int, groups: Int) -> Int {
    let pages = groups * ((rows + pageRows - 1) / pageRows)
    return (pages + cores - 1) / cores
  }

  /// Bytes over the channel: each core takes the 64 codes of its page in a round, and sends an INT32 for each row of its pages.
  func bytes(rows: Int, groups: Int) -> Int {
    rows * groups * 4 + rounds(rows: rows, groups: groups) * cores * BlockQuantizer.group
  }

  /// Nanoseconds in which planes and cores are at work on a block of rows and groups of 64 columns.
  public func nanoseconds(rows: Int, groups: Int, _ cycles: FlashChannelUnit.Cycles) -> Int {
    let rounds = rounds(rows: rows, groups: groups)
    let computing = Double(cycles.computing) / clockRate / Double(rounds)
    let results = Double(rows * groups * 4) / channelRate / Double(rounds)
    let page = Double(cores * BlockQuantizer.group) / channelRate + max(computing, results)
    let seconds = pageReadSeconds + Double(rounds - 1) * max(pageReadSeconds, page) + page + Double(cycles.draining) / clockRate
    return Int((seconds * 1e9).rounded())
  }
}
