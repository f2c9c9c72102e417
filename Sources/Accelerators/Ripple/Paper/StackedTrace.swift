import Transformer

/// A layer with as many neurons as a published model's, out of layers of the embedded model.
///
/// Each of its parts is a layer of the embedded model over a text that the model itself wrote, one text for its four layers. Of each
/// part the largest activations count, so many that the published share is active. So neurons of one text are active together as in
/// the real model, and those of different texts by chance. A text has a profile and what follows it.
package enum StackedTrace {
  /// Positions of a text that are profiled, and those that are measured.
  static let profiled = 768, measured = 256

  /// - Parameters:
  ///   - neurons: a multiple of the 2,048 of the embedded model's four layers
  ///   - share: of neurons that are active
  package static func traces(neurons: Int, share: Double) throws(AcceleratorError) -> (
    profile: ActivationTrace, text: ActivationTrace
  ) {
    do {
      let model = try LanguageModel.embedded()
      let width = model.configuration.feedForwardWidth, layers = model.configuration.layers
      guard neurons % (width * layers) == 0 else {
        throw AcceleratorError("a stacked layer has a multiple of \(width * layers) neurons, not \(neurons)")
      }
      var active = [[Int]](repeating: [], count: profiled + measured)
      for text in 0..<neurons / (width * layers) {
        let trace = try ActivationTrace([try written(by: model, seed: UInt64(text + 1))], model: model, top: share)
        for (layer, positions) in trace.active.enumerated() {
          let base = (text * layers + layer) * width
          for (position, neurons) in positions.enumerated() { active[position] += neurons.map { base + $0 } }
        }
      }
      func part(_ positions: ArraySlice<[Int]>) -> ActivationTrace {
        ActivationTrace(neurons: [neurons], active: [Array(positions)])
      }
      return (part(active[..<profiled]), part(active[profiled...]))
    } catch let error as AcceleratorError { throw error } catch {
      throw AcceleratorError("the embedded model does not run: \(error)")
    }
  }

  /// A text that the model writes, chapter after chapter.
  private static func written(by model: LanguageModel, seed: UInt64) throws -> [Int] {
    let count = profiled + measured
    guard let start = model.tokenizer?.encode("And").first else { throw AcceleratorError("the embedded model has no tokenizer") }
    var generator = Generator(
      session: model.session(capacity: count), prompt: [start], tokens: count - 1, sampler: Sampler(temperature: 1, seed: seed))
    var text = [start]
    while text.count < count, let token = try generator.next() { text.append(token.id) }
    return text
  }
}
