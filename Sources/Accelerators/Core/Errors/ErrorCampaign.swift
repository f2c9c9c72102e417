import ErrorCorrection
import Hosts
import Simulation
import Transformer
import Units

/// A model on a system whose weights can be given bit errors, again and again from intact ones.
public final class ErrorCampaign {
  /// The pages that can have errors.
  public let pages: [WeightPage]
  private let session: SystemSession
  private let pageBytes: Int
  /// The intact weights of each page.
  private let intact: [[Int8]]
  /// Runs the decoders, where pages are decoded in RTL too.
  private let pool: UnitPool?
  private var outlierHosts: [PageProtection: OutlierCorrectorHost] = [:]
  private var wordHost: SECDEDHost?

  /// - Parameters:
  ///   - session: the golden execution of the system, with its weights placed
  ///   - pool: builds the decoders; nil where none of their RTL is run
  public init(_ system: any PagedSystem, _ session: SystemSession, pool: UnitPool?) {
    (self.session, self.pool) = (session, pool)
    pages = system.weightPages
    pageBytes = system.pageBytes
    intact = pages.map { page in session.space[page.memory][page.bytes].map { Int8(bitPattern: $0) } }
  }

  /// All weights as they were.
  public func restore() { for (page, weights) in zip(pages, intact) { write(weights, to: page) } }

  /// Flips bits of all pages and their codes, decodes them, and gives the system's weights what comes of it.
  ///
  /// - Parameters:
  ///   - seed: every flip follows from it; the same seed flips the same bits of weights whatever the protection is only for the
  ///     first page, since codes have bits of their own
  ///   - rtlPages: so many of the damaged pages are decoded in RTL too; what differs is an error
  /// - Returns: what came of it, and the pages that the RTL decoded
  public func damage(rate: Double, protection: PageProtection, seed: UInt64, rtlPages: Int) throws -> (
    counts: ErrorCounts, rtlPages: Int
  ) {
    var errors = BitErrors(rate: rate, generator: SplitMix64(seed: seed)), counts = ErrorCounts(),
      checked: [Int: DamagedPage] = [:]
    for (index, page) in pages.enumerated() {
      guard let damaged = protection.damaged(intact[index], pageBytes: pageBytes, &errors) else {
        write(intact[index], to: page)
        continue
      }
      write(damaged.decoded, to: page)
      counts.add(damaged.counts)
      if pool != nil, protection.hasRTL, checked.count < rtlPages { checked[index] = damaged }
    }
    try compare(checked.sorted { $0.key < $1.key }, protection)
    return (counts, checked.count)
  }

  private func write(_ weights: [Int8], to page: WeightPage) {
    weights.withUnsafeBytes { session.space[page.memory][page.bytes].copyBytes(from: $0) }
  }

  /// Decodes pages in RTL; throws at the first one that differs from the software's.
  private func compare(_ damaged: [(key: Int, value: DamagedPage)], _ protection: PageProtection) throws {
    guard let pool, !damaged.isEmpty else { return }
    let decoded: [[Int8]]
    if let code = protection.outlierCode(pageBytes: pageBytes) {
      let unit = OutlierCorrector(lanes: 2, pageBytes: pageBytes, detectsDoubleErrors: code.addressCode.detectsDoubleErrors)
      let host = try outlierHosts[protection] ?? OutlierCorrectorHost(unit, pool)
      outlierHosts[protection] = host
      decoded = try host.corrected(
        damaged.map { page in
          guard let spare = page.value.spare else { throw AcceleratorError("a page of an outlier code has no spare area") }
          return (page.value.stored, spare)
        })
    } else {
      let host = try wordHost ?? SECDEDHost(SECDED(dataBits: 8 * PageProtection.wordBytes, code: .hsiao, stages: 1), pool)
      wordHost = host
      decoded = try damaged.map { page in
        let words = page.value.words(intact: intact[page.key])
        return PageProtection.bytes(try host.corrected(words).map(\.data))
      }
    }
    for (page, bytes) in zip(damaged, decoded) where bytes != page.value.decoded {
      let place = zip(bytes, page.value.decoded).enumerated().first { $0.element.0 != $0.element.1 }
      throw AcceleratorError(
        "page \(page.key): the RTL of the \(protection.rawValue) decoder gives \(place?.element.0 ?? 0) at byte \(place?.offset ?? 0), the golden model \(place?.element.1 ?? 0)"
      )
    }
  }
}
