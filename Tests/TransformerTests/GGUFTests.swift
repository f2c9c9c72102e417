import Foundation
import Testing

import Transformer

@Suite struct GGUFTests {
  private struct Blocks: Decodable {
    struct Format: Decodable {
      let type: String
      let blocks: Data
      let values: Data
    }
    let formats: [Format]
  }

  @Test func everyBlockFormatDecodesToTheBitsOfTheReference() throws {
    let reference = try TestData.decode(Blocks.self, from: "gguf-blocks.json")
    #expect(Set(reference.formats.map(\.type)) == Set(TensorType.allCases.map(\.name)))
    for format in reference.formats {
      let type = try #require(TensorType.allCases.first { $0.name == format.type })
      let columns = format.blocks.count / type.blockBytes * type.blockElements
      var writer = GGUFWriter()
      writer.tensors.append(
        .init(name: "w", dimensions: [UInt64(columns)], type: type.rawValue, bytes: Array(format.blocks)))
      try withFile(writer.bytes) { path in
        let file = try GGUFFile(path: path)
        let tensor = try file.requiredTensor(named: "w")
        let bits = file.decode(tensor).map(\.bitPattern)
        let expected = format.values.withUnsafeBytes { raw in
          (0..<columns).map { UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
        }
        #expect(bits == expected, "\(format.type)")
      }
    }
  }

  @Test func metadataAndTensorsRoundTrip() throws {
    var writer = GGUFWriter()
    writer.add("general.architecture", "llama")
    writer.add("count", UInt32(7))
    writer.add("epsilon", Float(1e-5))
    writer.add("flag", true)
    writer.add("tokens", [[0xff, 0x00], [], [0x61]])
    writer.add("types", [Int32(1), -3])
    writer.add("a", [3, 2], values: [1, 2, 3, 4, 5, 6])
    writer.add("b", [1], values: [-0.5])
    try withFile(writer.bytes) { path in
      let file = try GGUFFile(path: path)
      #expect(file.tensors.map(\.name) == ["a", "b"])
      let a = try file.requiredTensor(named: "a")
      #expect((a.rows, a.columns, a.count, a.rowBytes) == (2, 3, 6, 12))
      #expect(file.decode(a) == [1, 2, 3, 4, 5, 6])
      #expect(a.decode(rows: 1..<2) == [4, 5, 6])
      #expect(file.tensor(named: "c") == nil)
      guard case .array(let tokens)? = file.metadata["tokens"], case .array(let types)? = file.metadata["types"] else {
        Issue.record("arrays are missing")
        return
      }
      #expect(tokens.strings?.map { Array($0) } == [[0xff, 0x00], [], [0x61]])
      #expect(types.integers == [1, -3])
      #expect(tokens.integers == nil && types.strings == nil)
      guard case .float(let epsilon)? = file.metadata["epsilon"], case .bool(true)? = file.metadata["flag"] else {
        Issue.record("scalars are missing")
        return
      }
      #expect(Float(epsilon) == 1e-5)
    }
  }

  /// One broken field each, and what the message must say.
  @Test func brokenFilesGiveOneClearLine() throws {
    func expect(_ text: String, _ change: (inout GGUFWriter) -> Void) throws {
      var writer = GGUFWriter()
      writer.add("key", UInt32(1))
      writer.add("w", [32, 2], values: [Float](repeating: 1, count: 64))
      change(&writer)
      try expect(text, bytes: writer.bytes)
    }
    func expect(_ text: String, bytes: [UInt8]) throws {
      try withFile(bytes) { path in
        let error = #expect(throws: ModelFileError.self) { try GGUFFile(path: path) }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(text), "'\(message)' should say '\(text)'")
        #expect(!message.contains("\n"))
      }
    }
    try expect("is not a GGUF file") { $0.magic = 1 }
    try expect("has GGUF version 2") { $0.version = 2 }
    try expect("is big-endian") { $0.version = UInt32(3).byteSwapped }
    try expect("twice") { $0.add("key", UInt32(1)) }
    try expect("has 5 dimensions") { $0.tensors[0].dimensions = [32, 1, 1, 1, 1] }
    try expect("has a dimension of 0") { $0.tensors[0].dimensions = [0] }
    try expect("the file cannot hold") { $0.tensors[0].dimensions = [1 << 33, 1 << 33] }
    try expect("has the type code 4") { $0.tensors[0].type = 4 }
    try expect("not a multiple of Q4_1's block of 32") { writer in
      writer.tensors[0].type = 3
      writer.tensors[0].dimensions = [31]
    }
    try expect("not a multiple of 32") { $0.tensors[0].offset = 4 }
    try expect("needs 256 bytes from offset 32") { $0.tensors[0].offset = 32 }
    try expect("overlap") { writer in
      writer.tensors.append(writer.tensors[0])
      writer.tensors[1].name = "v"
      writer.tensors[1].offset = 32
    }
    try expect("the tensor 'w' twice") { $0.tensors.append($0.tensors[0]) }
    try expect("'general.alignment'") { $0.add("general.alignment", UInt32(24)) }
    try expect("which GGUF does not define") { $0.keys[0].type = 13 }
    try expect("which is no Boolean") { $0.keys[0] = ("key", 7, [2]) }
    try expect("nested") { $0.keys[0] = ("key", 9, littleEndian(UInt32(9)) + littleEndian(UInt64(0))) }
    try expect("more than the file holds") { $0.keys[0] = ("key", 8, littleEndian(UInt64.max)) }
    try expect("ends at byte 0", bytes: [])
    try expect("ends at byte 3", bytes: [0x47, 0x47, 0x55])
    #expect(throws: ModelFileError.self) { try GGUFFile(path: "/nonexistent/model.gguf") }
    #expect(throws: ModelFileError.self) { try GGUFFile(path: "/") }
  }

  @Test(.needsSmolLM2) func smolLM2HasTheTensorsOfItsDescription() throws {
    let file = try GGUFFile(path: TestData.smolLM2)
    #expect(file.tensors.count == 272)
    #expect(file.metadata.count == 33)
    let byType = Dictionary(grouping: file.tensors, by: \.type).mapValues(\.count)
    #expect(byType == [.q4_1: 210, .f32: 61, .q8_0: 1])
    let linear = file.linearTensors
    #expect(linear.count == 211)
    #expect(linear.map(\.count).reduce(0, +) == 134_479_872)
    #expect(linear.last?.name == "token_embd.weight")
    #expect(linear.first?.name.hasPrefix("blk.0.") == true)
  }
}
