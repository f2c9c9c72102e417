import Accelerators
import Transformer
import Units

/// One vector through each golden model, for the units' pages.
enum NumberExamples {
  static func text(_ name: String) throws -> String {
    switch name {
    case "rms-norm":
      return results(RMSNorm.golden(vector, gains: gains, epsilon: 0x1p-16))
    case "layer-norm":
      return results(LayerNorm.golden(vector, gains: gains, biases: vector, epsilon: 0x1p-16))
    case "softmax":
      return results(Softmax.golden(vector))
    case "gated-activation":
      return Generators.table(
        ["function", "results"], ActivationKind.allCases.map { ["`\($0.rawValue)`", results(gated($0))] })
    case "rotary-embedding": return angles()
    case "block-quantizer": return quantized()
    case "row-scaler": return scaled()
    default: throw DocumentationError("there is no example '\(name)'")
    }
  }

  /// x[i] = ((37 i) mod 101 - 50) / 7: numbers of both signs, none of which repeats.
  private static let vector = (0..<100).map { Float(37 * $0 % 101 - 50) / 7 }
  /// 1 + i / 128
  private static let gains = (0..<100).map { 1 + Float($0) / 128 }

  private static func results(_ values: [Float]) -> String {
    let first = values.prefix(3).map { "`\(NumberPages.hex($0))`" }.joined(separator: ", ")
    return "\(first), …, CRC-32 `\(NumberPages.crc32(NumberPages.words(values)))`"
  }

  private static func gated(_ kind: ActivationKind) -> [Float] {
    zip(vector, gains).map { GatedActivation.golden(gate: $0, up: $1, kind: kind) }
  }

  /// The angles of SmolLM2-135M.
  private static func angles() -> String {
    let count = 512
    let table = RotationTable(RotaryEmbedding(base: 100_000, width: 64, layout: .adjacent), positions: count)
    func row(_ name: String, _ part: (Int) -> ArraySlice<Float>) -> [String] {
      let all = (0..<count).flatMap { part($0) }
      return [name]
        + [(1, 0), (1, 1), (300, 5), (511, 31)].map { position, pair in
          "`\(NumberPages.hex(part(position)[part(position).startIndex + pair]))`"
        } + ["`\(NumberPages.crc32(NumberPages.words(all)))`"]
    }
    return Generators.table(
      ["", "p 1, i 0", "p 1, i 1", "p 300, i 5", "p 511, i 31", "CRC-32 of p = 0…511, i = 0…31"],
      [row("cosine") { table.angles(at: $0).cosines }, row("sine") { table.angles(at: $0).sines }])
  }

  /// 200 values in four groups: the second one 10 places lower, the third one beyond the lowest exponent, the last one short.
  private static func quantized() -> String {
    let values = (0..<200).map { index -> Float in
      Float(37 * index % 101 - 50) * [1, 0x1p-10, 0x1p-24, 0x1p-3][index / 64]
    }
    let result = BlockQuantizerModel.quantize(values)
    let rows = result.shifts.indices.map { group -> [String] in
      let codes = result.codes[group * 64..<min(200, group * 64 + 64)]
      return [
        "\(group)", "\(result.shifts[group])", "\(result.exponent + Int(result.shifts[group]))",
        codes.prefix(6).map { "\($0)" }.joined(separator: ", "),
        "`\(NumberPages.crc32(codes.map { UInt8(bitPattern: $0) }))`",
      ]
    }
    let zero = BlockQuantizerModel.quantize([0])
    return
      "The vector's exponent is \(result.exponent); that of a vector of zeros is \(zero.exponent), with shifts of \(zero.shifts[0]).\n\n"
      + Generators.table(["group", "shift", "the group's exponent", "codes", "CRC-32 of its codes"], rows)
  }

  private static func scaled() -> String {
    let cases: [(Int64, Int, Float)] = [
      (1, 0, 0.1), (-123_456_789_012, -20, 0.3), (16_777_217, 0, 1), (16_777_219, 0, 1), (3, -150, 1), (1, 130, 1), (0, -600, 7),
      ((1 << 47) - 1, -47, 1e-3),
    ]
    return Generators.table(
      ["sum", "exponent + rowExponent", "scale", "result"],
      cases.map { sum, exponent, scale in
        [
          "\(sum)", "\(exponent)", "`\(NumberPages.hex(scale))`",
          "`\(NumberPages.hex(RowScalerModel.scale(sum, exponent: exponent, by: scale)))`",
        ]
      })
  }
}
