import Transformer

/// What another value of one parameter would make of a token's time, by estimate.
public struct ParameterChange: Hashable, Encodable, Sendable {
  /// The one whose value is another.
  public let parameter: String
  /// As they are written.
  public let from: String, to: String
  /// Of both values, estimated alike.
  public let tokensPerSecondFrom: Double, tokensPerSecondTo: Double
  /// 0.25 for a rate a quarter higher.
  public var gain: Double { tokensPerSecondFrom > 0 ? tokensPerSecondTo / tokensPerSecondFrom - 1 : 0 }

  /// Tries each number twice as large, or half as large where that does not help, and each other word; returns what helps by at least
  /// one part in a thousand, the best first. Values that a parameter's range, or the system, does not allow are left out.
  ///
  /// - Parameters:
  ///   - system: whose parameters
  ///   - values: those of the run
  ///   - graph: of the model
  ///   - context: positions before the token
  ///   - batch: sequences that take a token each
  ///   - progress: called before each parameter with its number, from 0, and how many there are
  public static func helpful(
    _ system: any AcceleratorSystem.Type, _ values: ParameterValues, graph: ModelGraph, context: Int, batch: Int = 1,
    progress: ((_ done: Int, _ all: Int) -> Void)? = nil
  ) throws -> [ParameterChange] {
    func rate(_ values: ParameterValues) throws -> Double {
      let made = try system.init(values, graph: graph, positions: context + batch, rows: .max)
      let token = SystemEstimate(made, position: context)
      try token.run(rows: batch, logits: batch > 1 ? .all : .last)
      return token.time.seconds > 0 ? Double(batch) / token.time.seconds : 0
    }
    let now = try rate(values)
    var found: [ParameterChange] = []
    for (number, parameter) in system.parameters.enumerated() where parameter.isDesign {
      progress?(number, system.parameters.count)
      let old = parameter.text(values.optional(parameter))
      for new in candidates(parameter, values) where new != old {
        var changed = values
        do { try changed.set(parameter.name, new) } catch is AcceleratorError { continue }
        // What is wrong together with the other values helps nobody.
        guard let rate = try? rate(changed), rate > 1.001 * now else { continue }
        found.append(
          ParameterChange(parameter: parameter.name, from: old, to: new, tokensPerSecondFrom: now, tokensPerSecondTo: rate))
        break
      }
    }
    return found.sorted { ($0.gain, $1.parameter) > ($1.gain, $0.parameter) }
  }

  /// Other values to try, the likeliest to help first.
  private static func candidates(_ parameter: Parameter, _ values: ParameterValues) -> [String] {
    if !parameter.choices.isEmpty { return parameter.choices }
    guard let value = values.optional(parameter) else { return [] }
    let numbers = [2 * value, value / 2].filter { parameter.range.contains($0) && (!parameter.isCount || $0 == $0.rounded()) }
    return [parameter.automatic].compactMap(\.self) + numbers.map { parameter.text($0) }
  }
}
