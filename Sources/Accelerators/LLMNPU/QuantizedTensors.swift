import Foundation
import Transformer

/// How the inputs of a model's linear layers become INT8: one scale for each tensor, and which tensors have a shadow.
///
/// A tensor with a shadow takes the magnitude that 99.9 % of its elements do not exceed as its range, one without the largest
/// magnitude that was seen (llm.npu, section 3.3, with the split of the authors' code: scale = range / 127).
struct QuantizedTensors: Sendable {
  struct Tensor: Sendable {
    /// Of the graph's value, such as `blk.3.ffn_norm`.
    let name: String
    let width: Int
    /// Nil where nothing was calibrated.
    let scale: Float?
    let hasShadow: Bool
    /// Largest magnitude over scale, with the range of a shadow; nil where nothing was calibrated.
    let importance: Float?
    /// Those with the largest magnitudes, the largest first, where a shadow in float keeps their columns.
    let hotChannels: [Int]
  }
  /// By the number of the graph's value.
  private(set) var byValue: [Int: Tensor] = [:]
  /// In the order of the graph.
  private(set) var values: [Int] = []

  /// - Throws: one line where the calibration is of another model
  init(_ graph: ModelGraph, _ configuration: LLMNPUConfiguration, _ calibration: Calibration.Report?) throws {
    for operation in graph.operations where operation.isOnNPU(of: graph) && byValue[operation.inputs[0]] == nil {
      let value = operation.inputs[0]
      byValue[value] = Tensor(
        name: graph.values[value].name, width: graph.values[value].width, scale: nil, hasShadow: false, importance: nil,
        hotChannels: [])
      values.append(value)
    }
    var layers: [Int: Int] = [:]
    for operation in graph.operations where operation.isOnNPU(of: graph) { layers[operation.inputs[0], default: 0] += 1 }
    let all = layers.values.reduce(0, +), most = Int((Double(all) * (1 - configuration.prune / 100)).rounded())
    /// Of the tensors in this order as many as have no more linear layers behind them than may keep a shadow.
    func kept(_ order: [Int]) -> Set<Int> {
      var left = most
      return Set(
        order.filter { value in
          guard let count = layers[value], count <= left else { return false }
          left -= count
          return true
        })
    }
    guard let calibration else {
      // The paper's survivors are near the input and near the output.
      let ends = values.indices.sorted { min($0, values.count - 1 - $0) < min($1, values.count - 1 - $1) }.map { values[$0] }
      for value in kept(ends) { set(value, scale: nil, hasShadow: true, importance: nil) }
      return
    }
    var ranges: [(value: Int, largest: Float, common: Float)] = []
    for value in values {
      let name = graph.values[value].name
      guard let seen = calibration.values[name], seen.width == graph.values[value].width else {
        throw AcceleratorError("the calibration has no ranges of '\(name)': it is of another model; run 'calibrate' again")
      }
      let largest = max(abs(seen.minimum), abs(seen.maximum))
      ranges.append((value, largest, seen.quantile999 > 0 ? seen.quantile999 : largest))
    }
    func importance(_ range: (value: Int, largest: Float, common: Float)) -> Float {
      range.common > 0 ? range.largest / range.common * 127 : 0
    }
    let order = ranges.indices.sorted { (importance(ranges[$0]), $1) > (importance(ranges[$1]), $0) }
    let shadowed = kept(order.map { ranges[$0].value })
    for range in ranges {
      let limit = shadowed.contains(range.value) ? range.common : range.largest
      set(
        range.value, scale: limit > 0 ? limit / 127 : 1, hasShadow: shadowed.contains(range.value), importance: importance(range))
      guard configuration.shadow == .float, shadowed.contains(range.value) else { continue }
      let maxima = calibration.values[graph.values[range.value].name]?.channelMaxima ?? []
      let channels = maxima.indices.sorted { (maxima[$0], $1) > (maxima[$1], $0) }
      let most = Int((Double(graph.values[range.value].width) * configuration.hot / 100).rounded(.up))
      set(
        range.value, scale: limit > 0 ? limit / 127 : 1, hasShadow: true, importance: importance(range),
        hot: Array(channels.prefix(most)))
    }
  }

  private mutating func set(_ value: Int, scale: Float?, hasShadow: Bool, importance: Float?, hot: [Int] = []) {
    guard let known = byValue[value] else { return }
    byValue[value] = Tensor(
      name: known.name, width: known.width, scale: scale, hasShadow: hasShadow, importance: importance, hotChannels: hot)
  }

  var hasShadow: Bool { byValue.values.contains(where: \.hasShadow) }

  func tensor(_ value: Int) throws -> Tensor {
    guard let tensor = byValue[value] else { throw AcceleratorError("no linear layer of the NPU reads value \(value)") }
    return tensor
  }

  /// For people to read.
  var table: (columns: [String], rows: [[String]]) {
    func text(_ number: Float?) -> String { number.map { String(format: "%.4g", Double($0)) } ?? "" }
    return (
      ["tensor", "scale", "importance", "hot channels", "shadow"],
      values.compactMap { byValue[$0] }.map {
        [$0.name, text($0.scale), text($0.importance), "\($0.hotChannels.count)", $0.hasShadow ? "yes" : "pruned"]
      }
    )
  }
}

extension ModelGraph.Operation {
  /// Whether the NPU multiplies: every linear layer but the head, which the paper leaves to the processor.
  func isOnNPU(of graph: ModelGraph) -> Bool {
    if case .linear = kind { output != graph.logits } else { false }
  }
}
