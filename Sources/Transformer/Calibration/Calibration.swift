import Foundation

/// Ranges, outlier channels and sparsity of a model's activations over a text: what quantized and sparse systems are set by.
public struct Calibration: Sendable {
  /// Statistics by the name of the graph's value.
  public private(set) var values: [String: ValueStatistics] = [:]
  /// Tokens run.
  public private(set) var tokens = 0

  public init() {}

  /// Runs `tokens` in one window in fp32 and adds what it sees: the inputs of the linear layers and of attention.
  ///
  /// - Parameter progress: called with the number of tokens done.
  public mutating func add(_ tokens: [Int], model: LanguageModel, batch: Int = 128, progress: ((Int) -> Void)? = nil) throws {
    var session = model.session(capacity: tokens.count)
    let wanted = Self.observedValues(of: model.graph)
    var start = 0
    while start < tokens.count {
      let end = min(start + max(1, batch), tokens.count)
      var collected = values
      values = [:]
      defer { values = collected }
      _ = try session.run(Array(tokens[start..<end]), logits: .all) { operation, _, output in
        guard wanted.contains(operation.output) else { return }
        var statistics = collected.removeValue(forKey: operation.name) ?? ValueStatistics(width: output.columns)
        output.values.withUnsafeBufferPointer { elements in
          for row in 0..<output.rows {
            statistics.add(UnsafeBufferPointer(rebasing: elements[row * output.columns..<(row + 1) * output.columns]))
          }
        }
        collected[operation.name] = statistics
      }
      start = end
      progress?(start)
    }
    self.tokens += tokens.count
  }

  /// Values that a linear layer or attention reads.
  private static func observedValues(of graph: ModelGraph) -> Set<Int> {
    var result: Set<Int> = []
    for operation in graph.operations {
      switch operation.kind {
      case .linear, .attend: result.formUnion(operation.inputs)
      default: continue
      }
    }
    return result
  }

  /// The statistics as JSON, keys sorted: the same text gives the same bytes.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(Report(self))
  }

  /// What `json` holds.
  public struct Report: Hashable, Codable, Sendable {
    public struct Value: Hashable, Codable, Sendable {
      public let width: Int
      public let rows: Int
      public let minimum: Float
      public let maximum: Float
      public let meanMagnitude: Double
      public let rootMeanSquare: Double
      /// Magnitudes that 99 %, 99.9 % and 99.99 % of the elements do not exceed.
      public let quantile99: Float
      public let quantile999: Float
      public let quantile9999: Float
      /// Fraction of elements that are exactly zero.
      public let sparsity: Double
      /// Fractions of elements below 0.1 %, 1 % and 5 % of their row's largest magnitude.
      public let small: [Double]
      /// Channels with a magnitude above `quantile999`, the largest first.
      public let outlierChannels: [Int]
      /// Largest magnitude of each channel.
      public let channelMaxima: [Float]

      init(_ statistics: ValueStatistics) {
        width = statistics.width
        rows = statistics.rows
        minimum = statistics.minimum
        maximum = statistics.maximum
        meanMagnitude = statistics.meanMagnitude
        rootMeanSquare = statistics.rootMeanSquare
        quantile99 = statistics.quantile(0.99)
        quantile999 = statistics.quantile(0.999)
        quantile9999 = statistics.quantile(0.9999)
        sparsity = statistics.sparsity
        small = statistics.small.map { Double($0) / Double(max(1, statistics.count)) }
        outlierChannels = statistics.outlierChannels
        channelMaxima = statistics.channelMaxima
      }
    }

    public let tokens: Int
    public let values: [String: Value]

    /// What a calibration has seen.
    public init(_ calibration: Calibration) {
      (tokens, values) = (calibration.tokens, calibration.values.mapValues(Value.init))
    }
  }
}
