import Netlist
import Simulation
import Verilator

/// A field of the beats: where it lies in a record, and what it is.
struct BeatField {
  let name: String
  let offset: Int
  let byteCount: Int
  /// Bits of an element.
  let width: Int
  /// Elements side by side; 1 of what is no vector.
  let count: Int
  let isSigned: Bool

  var mask: UInt64 { width >= 64 ? .max : 1 << UInt64(width) - 1 }

  /// The payload of a stream, which must have the fields that the caller knows.
  static func fields(
    of stream: StreamEndpoint, stream name: String, in module: Module, expected: [String], unit: String
  ) throws -> [BeatField] {
    var offset = 0
    let fields = stream.payload.map { port in
      defer { offset += port.byteCount }
      let type = module.ports.first { $0.name == port.name }.map { module[$0.value].type }
      let count = type?.count ?? 1
      return BeatField(
        name: String(port.name.dropFirst(name.count + 1)), offset: offset, byteCount: port.byteCount, width: port.width / count,
        count: count, isSigned: type?.isSigned ?? port.isSigned)
    }
    // `last` of results is known from their number.
    let known = fields.map(\.name), wanted = expected.map(NameStyle.snakeCase)
    guard known == wanted || known == wanted + ["last"] else {
      throw SimulationError.model(
        "\(unit) has the fields \(known.joined(separator: ", ")) where \(wanted.joined(separator: ", ")) are used")
    }
    return fields
  }
}
