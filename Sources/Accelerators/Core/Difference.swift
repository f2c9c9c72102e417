/// The first value that the units wrote and the golden functions did not.
public struct Difference: Error, Sendable, CustomStringConvertible {
  /// The model's operation, such as `blk.3.ffn_down`; row and head where the step has one.
  public let place: Place
  /// The step's pass and unit.
  public let pass: String, unit: String
  /// The token's position in the text.
  public let position: Int
  /// The first element that differs, as an index of the buffer's shape.
  public private(set) var element: [Int] = []
  /// The step's number in its program, and in the order in which the steps ran.
  let step: Int, turn: Int
  private let detail: String
  /// Whose fault it seems to be, and where the waveform is.
  public var remarks: [String] = []

  init(_ done: GoldenHalf.Done, _ detail: String) {
    (place, step, turn, self.detail) = (done.place, done.step, done.turn, detail)
    (pass, unit, position) = (type(of: done.pass).name, done.pass.lane, done.position + (done.place.row ?? 0))
  }

  init(_ done: GoldenHalf.Done, _ buffer: Buffer, tested: [UInt8], golden: [UInt8]) {
    let (element, text) = buffer.difference(tested, golden)
    self.init(done, text)
    self.element = element
  }

  public var description: String {
    let where_ = [place.operation, place.head.map { "head \($0)" }].compactMap(\.self).joined(separator: ", ")
    return (["\(where_): \(pass) on \(unit) at position \(position), \(detail)"] + remarks).joined(separator: "; ")
  }
}

extension Buffer {
  /// The first byte of a buffer's copies that differs, as an index of its shape, with both values of its container.
  func difference(_ tested: [UInt8], _ golden: [UInt8]) -> (element: [Int], text: String) {
    guard tested.count == golden.count else { return ([], "\(tested.count) bytes instead of \(golden.count)") }
    guard let first = zip(tested, golden).enumerated().first(where: { $1.0 != $1.1 })?.offset else { return ([], "is equal") }
    let start = first / format.container * format.container
    func hex(_ bytes: [UInt8]) -> String {
      let container = bytes[start..<min(bytes.count, start + format.container)].reversed()
      return "0x" + container.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    let values = "expected \(hex(golden)), the RTL gave \(hex(tested))"
    var byte = first, element: [Int] = []
    forEachRange { range in
      if byte >= 0 && byte < range.count { element = index(ofByte: range.lowerBound + byte) }
      byte -= range.count
    }
    return (element, element.isEmpty ? "a companion: \(values)" : "element \(element) of \(format.name): \(values)")
  }
}
