import Foundation
import HwgenTool
import Testing

/// `hwgen place`: orders, the weights in them, and one line for wrong input.
@Suite(.serialized) struct PlaceCommandTests {
  private static let text = String(
    repeating: "And God said, Let there be light: and there was light. And the evening and the morning were the first day. ",
    count: 6)

  @Test func ordersAndWeightsAreWritten() async throws {
    let folder = try TemporaryFolder()
    try Self.text.write(toFile: folder.path + "/text.txt", atomically: true, encoding: .utf8)
    let outcome = await run(
      ["place", "--text", folder.path + "/text.txt", "-o", folder.path + "/placed", "--json"], catalog: .hwgen)
    #expect(outcome.status == 0, "\(outcome.error)")
    let report = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let layers = try #require(report["layers"] as? [[String: Any]])
    #expect(layers.count == 4 && layers.allSatisfy { $0["neurons"] as? Int == 512 })
    let file = try #require(JSONSerialization.jsonObject(with: Data(folder.text("placed/placement.json").utf8)) as? [String: Any])
    let orders = try #require(file["layers"] as? [[Int]])
    #expect(orders.count == 4 && orders.allSatisfy { $0.sorted() == Array(0..<512) })
    // A gate row, an up row and a down column of 192 bytes each.
    let image = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/placed/layer-0.bin"))
    #expect(image.count == 512 * 576)
  }

  @Test(arguments: [
    ["--top", "0"], ["--top", "1.5"], ["--tokens", "3"], ["--method", "nosuch"], ["--held-out", "/nosuch"],
    ["--model", "glassllm"],
  ])
  func wrongInputIsOneLine(_ arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    try Self.text.write(toFile: folder.path + "/text.txt", atomically: true, encoding: .utf8)
    let outcome = await run(["place", "--text", folder.path + "/text.txt"] + arguments, catalog: .hwgen)
    #expect(
      [1, 64].contains(outcome.status) && outcome.errorLine != nil && outcome.output.isEmpty, "\(arguments): \(outcome.error)")
  }
}
