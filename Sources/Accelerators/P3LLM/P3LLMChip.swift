import Hosts
import Transformer
import Units

/// The system's units, and what its passes take.
struct P3LLMChip: Sendable {
  /// One for each pseudo-channel.
  let lanes: [Lane]
  let channels: [Channel]
  /// The NPU, of which no RTL is here: its passes are declared, and its time is a model.
  let processor: ProcessorModel

  /// The units of a pseudo-channel, and the columns that its banks give them.
  struct Channel: Hashable, Codable, Sendable {
    let unit: Resource, columns: Resource
    let isSharing: Bool
  }

  init(_ system: P3LLMConfiguration) throws {
    let unit = PIMMac(elements: system.elements, lanes: PIMMatrix.lanes)
    if let problem = unit.parameterError { throw AcceleratorError("\(PIMMac.unitName): \(problem)") }
    channels = (0..<system.channels).map { index in
      let number = system.channels == 1 ? "" : " \(index)"
      return Channel(
        unit: Resource(PIMMac.unitName + number, perSecond: system.clockRate),
        columns: Resource("columns" + number, perSecond: system.columnRate, unit: "column"), isSharing: system.isShared)
    }
    lanes = channels.map { Lane($0.unit.name, unit) { try PIMMacUnit($0, $1) } }
    processor = ProcessorModel(
      "npu", nanosecondsPerElement: 1e9 / system.vectorRate, nanosecondsPerProduct: 1e9 / system.productRate)
  }
}
