import Testing
import Transformer

/// A gain with which fp32 overflows: each use of the model ends at the operator, and the session stays where it was.
@Suite struct NonFiniteTests {
  private static func overflowing() throws -> LanguageModel {
    var writer = GGUFWriter.tinyLlama()
    writer.tensors.removeAll { ["token_embd.weight", "blk.0.ffn_norm.weight"].contains($0.name) }
    // Not all alike, so that some element of a normalized vector is above 1.
    writer.add("token_embd.weight", [32, 8], values: (0..<256).map { Float($0 % 5) - 1.75 })
    writer.add("blk.0.ffn_norm.weight", [32], values: [Float](repeating: .greatestFiniteMagnitude, count: 32))
    return try withFile(writer.bytes) { try LanguageModel(path: $0) }
  }

  private func operation(_ body: () throws -> Void) throws -> String? {
    do {
      try body()
      return nil
    } catch SessionError.nonFinite(let operation, let position, let element, let value) {
      #expect(position == 0 && (0..<32).contains(element) && !value.isFinite)
      return operation
    }
  }

  @Test func anOverflowEndsTheRunWhereItArises() throws {
    let model = try Self.overflowing()
    var session = model.session(capacity: 8)
    #expect(try operation { _ = try session.run([1, 2, 3]) } == "blk.0.ffn_norm")
    #expect(session.position == 0)
    #expect(try operation { _ = try session.perplexity(of: [1, 2, 3]) } == "blk.0.ffn_norm")
    var calibration = Calibration()
    #expect(try operation { try calibration.add([1, 2, 3], model: model) } == "blk.0.ffn_norm")
    let error = SessionError.nonFinite(operation: "blk.0.ffn_norm", position: 4, element: 7, value: -.infinity)
    #expect("\(error)".hasPrefix("blk.0.ffn_norm is -inf at position 4, element 7; look for"))
  }

  @Test func theFirstOneIsNamed() {
    var matrix = Matrix(rows: 3, columns: 5)
    #expect(matrix.firstNonFinite == nil)
    for value in [Float.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0] {
      matrix.values[7] = value
      #expect(matrix.firstNonFinite == nil)
    }
    for value in [Float.nan, .infinity, -.infinity, .signalingNaN] {
      matrix.values[7] = value
      #expect(matrix.firstNonFinite?.row == 1 && matrix.firstNonFinite?.column == 2)
    }
    #expect(Matrix(rows: 0, columns: 0).firstNonFinite == nil)
  }
}
