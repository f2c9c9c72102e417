/// What an operator of the model took of a unit, over all layers, rows, heads and tokens of a report.
public struct OperatorUse: Hashable, Encodable, Sendable {
  /// The operation without its layer, such as `ffn_down`.
  public let name: String
  /// Units of a kind are one.
  public let unit: String
  /// Of all its layers, rows, heads and tokens.
  public internal(set) var steps = 0
  /// Of its steps, one after the other, and of those on the path that the tokens' ends waited for.
  public internal(set) var seconds = 0.0, criticalSeconds = 0.0
  /// From the first of its steps to the last one's end in each layer, added: less than `seconds` where units work side by side, more
  /// where steps wait for others.
  public internal(set) var elapsed = 0.0
  /// Over links.
  public internal(set) var linkBytes = 0.0
  /// Read from or written to memories that have a roof: weights, keys and values.
  public internal(set) var memoryBytes = 0.0
  /// Products, each with its addition; values, of a unit that multiplies nothing.
  public internal(set) var operations = 0.0
  /// What took most of its steps' time.
  public internal(set) var bound = ""

  /// In the order in which programs come to them.
  ///
  /// - Parameter memories: names of those whose bytes are counted
  static func all(_ programs: [Trace.Entry], memories: Set<String>) throws -> [OperatorUse] {
    struct Key: Hashable { let name: String, unit: String }
    var numbers: [Key: Int] = [:], result: [OperatorUse] = [], bounds: [[String: Double]] = []
    for entry in programs {
      let program = entry.program, spans = entry.timeline.spans
      let kinds = program.lanes.map { Bound.kind(of: $0) }
      var owners: [Int] = [], elapsed: [Int: (operation: String, start: Double, end: Double)] = [:]
      func close(_ number: Int) { if let last = elapsed[number] { result[number].elapsed += last.end - last.start } }
      for (step, span) in zip(program.steps, spans) {
        let key = Key(name: step.place.operationOfAnyLayer, unit: kinds[step.lane])
        let number = numbers[key] ?? result.count
        if number == result.count {
          numbers[key] = number
          result.append(OperatorUse(name: key.name, unit: key.unit))
          bounds.append([:])
        }
        owners.append(number)
        result[number].steps += 1
        result[number].seconds += span.end - span.start
        bounds[number][span.resource.map { Bound.kind(of: $0.name) } ?? "", default: 0] += span.end - span.start
        let operands = step.pass.allReads + step.pass.writes
        for operand in operands where memories.contains(operand.buffer.memory.name) {
          result[number].memoryBytes += Double(try operand.extent(at: entry.position).byteCount)
        }
        result[number].operations += Double(try step.pass.operations(at: entry.position))
        if let last = elapsed[number], last.operation == step.place.operation {
          elapsed[number] = (last.operation, min(last.start, span.start), max(last.end, span.end))
        } else {
          close(number)
          elapsed[number] = (step.place.operation, span.start, span.end)
        }
      }
      for number in elapsed.keys.sorted() { close(number) }
      let links = Set(entry.timeline.demanded.keys.filter { $0.unit == "byte" }.map(\.id))
      for use in entry.timeline.uses where links.contains(use.resource) { result[owners[use.step]].linkBytes += use.amount }
      for part in CriticalPath(program, entry.timeline).parts { result[owners[part.step]].criticalSeconds += part.seconds }
    }
    for index in result.indices {
      result[index].bound = bounds[index].max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }
    return result
  }
}
