/// What an operator of the model took of a unit in a program, over all layers, rows and heads.
public struct OperatorTime: Hashable, Codable, Sendable {
  /// The operation without its layer, such as `ffn_down`.
  public let name: String
  /// The lane of its steps.
  public let unit: String
  /// Seconds of its steps, one after the other: those of other units may run meanwhile.
  public internal(set) var seconds = 0.0
  /// Of the unit.
  public internal(set) var cycles = 0
  /// Over links and memories.
  public internal(set) var bytes = 0
  /// What bound most of the seconds: a resource, or `dependency`.
  public internal(set) var bound = ""
}

extension Timeline {
  /// By operator and unit, in the order in which the program comes to them.
  public func operators(of program: Program) -> [OperatorTime] {
    struct Key: Hashable { var name: String, unit: String }
    var numbers: [Key: Int] = [:], result: [OperatorTime] = [], bounds: [[Bound: Double]] = []
    var owners: [Int] = []
    for (step, span) in zip(program.steps, spans) {
      let key = Key(name: step.place.operationOfAnyLayer, unit: step.pass.lane)
      let number = numbers[key] ?? result.count
      if number == result.count {
        numbers[key] = number
        result.append(OperatorTime(name: key.name, unit: key.unit))
        bounds.append([:])
      }
      owners.append(number)
      result[number].seconds += span.end - span.start
      bounds[number][span.bound, default: 0] += span.end - span.start
    }
    let links = Set(demanded.keys.filter { $0.unit == "byte" }.map(\.id))
    var amounts = result.map { _ in (cycles: 0.0, bytes: 0.0) }
    for use in uses {
      let owner = owners[use.step]
      if use.resource.name == result[owner].unit {
        amounts[owner].cycles += use.amount
      } else if links.contains(use.resource) {
        amounts[owner].bytes += use.amount
      }
    }
    for index in result.indices {
      (result[index].cycles, result[index].bytes) = (Int(amounts[index].cycles.rounded()), Int(amounts[index].bytes.rounded()))
      let most = bounds[index].max { ($0.value, $1.key.description) < ($1.value, $0.key.description) }
      result[index].bound = most?.key.description ?? ""
    }
    return result
  }
}

extension Place {
  /// `ffn_down` of `blk.3.ffn_down`.
  public var operationOfAnyLayer: String {
    layer == nil ? operation : operation.split(separator: ".").dropFirst(2).joined(separator: ".")
  }
}
