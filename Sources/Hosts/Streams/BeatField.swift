import Netlist
import Simulation
import Verilator

/// A field of the beats: where it lies in a record, and what it is.
struct BeatField {
  let name: String
  let offset: Int
  let byteCount: Int
  let width: Int
  let isSigned: Bool

  var mask: UInt64 { width >= 64 ? .max : 1 << UInt64(width) - 1 }

  /// Writes the field of the record at `record`.
  @inline(__always) func store(_ value: UInt64, _ record: UnsafeMutableRawPointer) {
    let place = record + offset, bits = value & mask
    switch byteCount {
    case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
    case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    default: place.storeBytes(of: bits, as: UInt64.self)
    }
  }

  /// The payload of a stream, which must have the fields that the caller knows.
  static func fields(of stream: StreamEndpoint, stream name: String, expected: [String], unit: String) throws
    -> [BeatField]
  {
    var offset = 0
    let fields = stream.payload.map { port in
      defer { offset += port.byteCount }
      return BeatField(
        name: String(port.name.dropFirst(name.count + 1)), offset: offset, byteCount: port.byteCount, width: port.width,
        isSigned: port.isSigned)
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
