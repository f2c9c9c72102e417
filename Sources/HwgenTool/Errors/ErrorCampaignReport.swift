import Accelerators
import CommandLineTool
import Exploration
import Foundation

/// What came of an error campaign: for each protection and rate the perplexity's mean over the seeds, with its interval.
struct ErrorCampaignReport: Encodable {
  struct Row: Encodable {
    let ecc: PageProtection, ber: Double, seeds: Int
    /// Geometric mean over the seeds, and the ends of the 95 % interval by Student's t of the logarithms; the mean of one seed.
    let perplexity: Double, low: Double, high: Double
    /// Sums over the seeds.
    let counts: ErrorCounts
    let rtlPages: Int
  }

  let schemaVersion = 1
  let system: String, model: String, modelSha256: String, textSha256: String
  let tokens: Int, pages: Int
  let cleanPerplexity: Double
  let rows: [Row]
  let points: [ErrorCampaignRecord.Point]

  init(_ record: ErrorCampaignRecord, pages: Int) {
    (system, model, modelSha256, textSha256) = (record.system, record.model, record.modelSha256, record.textSha256)
    (tokens, self.pages, cleanPerplexity) = (record.tokens, pages, record.cleanPerplexity ?? .nan)
    points = record.points
    rows = PageProtection.allCases.flatMap { ecc in
      let own = record.points.filter { $0.ecc == ecc }
      return Set(own.map(\.ber)).sorted().map { ber in Self.row(ecc, ber, own.filter { $0.ber == ber }) }
    }
  }

  private static func row(_ ecc: PageProtection, _ ber: Double, _ points: [ErrorCampaignRecord.Point]) -> Row {
    let logarithms = points.map { log($0.perplexity) }, count = Double(points.count)
    let mean = logarithms.reduce(0, +) / count
    let variance = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, count - 1)
    let half = points.count > 1 ? StudentT.quantile975(freedom: points.count - 1) * (variance / count).squareRoot() : 0
    var counts = ErrorCounts()
    for point in points { counts.add(point.counts) }
    return Row(
      ecc: ecc, ber: ber, seeds: points.count, perplexity: exp(mean), low: exp(mean - half), high: exp(mean + half),
      counts: counts,
      rtlPages: points.reduce(0) { $0 + $1.rtlPages })
  }

  private static let head = [
    "protection", "bit error rate", "perplexity", "95 % interval", "damaged weights", "wrong behind the decoder", "corrected",
    "zeroed", "dropped", "miscorrected", "pages in RTL",
  ]
  /// Counts are means over the seeds.
  private var cells: [[String]] {
    rows.map { row in
      let mean = { (count: Int) in String(format: "%.1f", Double(count) / Double(row.seeds)) }
      return [
        row.ecc.rawValue, String(format: "%g", row.ber), String(format: "%.2f", row.perplexity),
        row.seeds > 1 ? String(format: "%.2f to %.2f", row.low, row.high) : "one seed", mean(row.counts.damagedWeights),
        mean(row.counts.wrongWeights), mean(row.counts.corrected), mean(row.counts.zeroed), mean(row.counts.dropped),
        mean(row.counts.miscorrected), "\(row.rtlPages)",
      ]
    }
  }

  /// A table for the terminal.
  var text: String {
    var table = Table(Self.head.enumerated().map { (header: $1, alignment: $0 == 0 ? Table.Alignment.left : .right) })
    for row in cells { table.add(row) }
    return String(format: "without errors %.2f; %d pages\n", cleanPerplexity, pages) + table.text()
  }

  /// Writes report.html and campaign.json.
  func writePage(to folder: String) throws {
    let page = CurvePage(
      title: "\(system): bit errors in the weights",
      summary: "\(model), \(tokens) tokens; means over the seeds with 95 % intervals",
      across: "bit error rate", up: "perplexity",
      curves: PageProtection.allCases.compactMap { ecc in
        let own = rows.filter { $0.ecc == ecc }
        return own.isEmpty
          ? nil
          : CurvePage.Curve(
            name: ecc.rawValue, points: own.map { (x: $0.ber, y: $0.perplexity, low: $0.low, high: $0.high) })
      }, level: ("without errors", cleanPerplexity), head: Self.head, rows: cells,
      note:
        "Counts are means over the seeds. Pages in RTL were decoded by the unit, too, bit for bit as here. Perplexity by the golden execution of the system."
    )
    try OutputFolder(folder).write([("report.html", page.html), ("campaign.json", try JSONOutput.text(self) + "\n")])
  }
}

/// Student's t distribution.
enum StudentT {
  /// The quantile at 0.975.
  static func quantile975(freedom: Int) -> Double {
    let table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131]
    if freedom <= table.count { return table[freedom - 1] }
    // Cornish and Fisher's expansion, within 0.001 here.
    let z = 1.959964, n = Double(freedom)
    return z + (z * z * z + z) / (4 * n) + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * n * n)
  }
}
