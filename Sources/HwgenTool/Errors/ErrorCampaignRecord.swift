import Accelerators
import CommandLineTool
import Foundation
import Hashing

/// The points of an error campaign so far: what `--output` keeps, so that a campaign goes on.
struct ErrorCampaignRecord: Codable {
  struct Point: Codable {
    var ber: Double
    var ecc: PageProtection
    var seed: Int
    var perplexity: Double
    var counts: ErrorCounts
    /// Pages that the RTL decoded, with the same result.
    var rtlPages: Int
    var seconds: Double
  }

  private static let file = SealedFile(kind: "hwgen-campaign", version: 1)
  private static let name = "campaign.state"

  let system: String, model: String, modelSha256: String
  /// Tokens of the text, and the digest of their ids.
  let tokens: Int, textSha256: String
  /// Without errors.
  var cleanPerplexity: Double?
  var points: [Point] = []

  init(system: String, model: String, modelSha256: String, ids: [Int]) {
    (self.system, self.model, self.modelSha256, tokens) = (system, model, modelSha256, ids.count)
    textSha256 = SHA256.hexadecimal(of: Data(ids.map(String.init).joined(separator: " ").utf8))
  }

  func holds(_ ber: Double, _ ecc: PageProtection, _ seed: Int) -> Bool {
    points.contains { $0.ber == ber && $0.ecc == ecc && $0.seed == seed }
  }

  /// The points that a folder holds of the same campaign; itself where there are none.
  func resumed(from folder: String) throws -> ErrorCampaignRecord {
    let path = folder + "/" + Self.name
    let other = CommandFailure.usage("'\(path)' is no campaign of this model and text; choose another folder with -o")
    let contents: Data
    do { contents = try Self.file.read(path) } catch {
      if error == .missing { return self }
      throw other
    }
    guard let record = try? JSONDecoder().decode(ErrorCampaignRecord.self, from: contents), record.system == system,
      record.modelSha256 == modelSha256, record.textSha256 == textSha256
    else { throw other }
    return record
  }

  func write(to folder: String) throws {
    try OutputFolder.write(Self.file.sealed(JSONEncoder().encode(self)), to: folder + "/" + Self.name, option: "-o")
  }
}
