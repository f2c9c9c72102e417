import HDL

/// Where registers stand inside a floating-point operation that rounds once.
struct FloatCuts {
  enum Place: Int, CaseIterable {
    /// Behind the multiplier and the comparison of exponents.
    case product
    /// Behind the sum.
    case sum
    /// Behind the normalization.
    case normal
    /// Behind the rounding.
    case result
  }

  let pipeline: Pipeline?
  let places: Set<Place>

  /// - Parameter latency: cycles of the operation; the result's register is the first one, then those of sum, product and normal
  init(pipeline: Pipeline?, latency: Int) {
    self.pipeline = pipeline
    places = Set([Place.result, .sum, .product, .normal].prefix(latency))
  }

  /// Registers that an operation can make use of.
  static let mostLatency = Place.allCases.count

  /// The signal behind the registers of some places, in their order.
  func callAsFunction<S: Signal>(_ signal: some Readable<S>, _ crossed: Place...) -> S {
    pipeline.later(signal, by: places.intersection(crossed).count)
  }
}
