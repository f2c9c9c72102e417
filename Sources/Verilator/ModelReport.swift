import Simulation

/// What a model said when an assertion failed or it ended itself.
struct ModelReport {
  var kind: Int32
  /// Of the Verilog.
  var file: String
  var line: Int
  /// Rising edges of the first clock, with the one that failed.
  var cycle: UInt64
  /// The line that was printed, as `[time] %Error: file:line: Assertion failed in scope: message`.
  var text: String

  func error(_ source: VerilogSource) -> SimulationError {
    let place = "\(file):\(line)"
    switch kind {
    case 1: return assertion(source)
    case 2: return .model("$finish at \(place) in cycle \(cycle)")
    case 3: return .model("$stop at \(place) in cycle \(cycle)")
    case 4: return .model("$fatal at \(place) in cycle \(cycle): \(message)")
    case 6: return .waveform("the waveform cannot be written: \(text.lowercased())")
    default: return .model("\(text) (at \(place) in cycle \(cycle))")
    }
  }

  private func assertion(_ source: VerilogSource) -> SimulationError {
    // The map knows the message as it was written, and where.
    if let check = source.sourceMap?.check(file: file, line: line) {
      let place = check.position.flatMap { source.sourceMap?.place($0) }
      let module = source.sourceMap?.files.first { $0.name == file }?.module ?? ""
      return .assertionFailed(message: check.message, module: module, location: place.map { "\($0)" } ?? "", cycle: cycle)
    }
    let module = source.files.first { $0.name == file }?.name.split(separator: ".").first.map(String.init) ?? source.top
    return .assertionFailed(message: message, module: module, location: "\(file):\(line)", cycle: cycle)
  }

  /// What follows the scope.
  private var message: String {
    var rest = text[...]
    if let found = rest.firstRange(of: "Assertion failed in ") { rest = rest[found.upperBound...] }
    if let found = rest.firstRange(of: ": ") { rest = rest[found.upperBound...] }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
