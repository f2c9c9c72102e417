/// How long a processor takes: so many nanoseconds for each element that an operation writes, and for each product of a matrix or of
/// attention. A named model, whose constants a system's parameters say with their sources.
public struct ProcessorModel: Hashable, Codable, Sendable {
  /// Counted in nanoseconds.
  public let resource: Resource
  /// Of an element that is written, and of a multiplication with its addition.
  public let nanosecondsPerElement: Double, nanosecondsPerProduct: Double

  /// With the default, one operation a nanosecond.
  public init(_ name: String, nanosecondsPerElement: Double = 1, nanosecondsPerProduct: Double = 1) {
    resource = Resource(name, perSecond: 1e9, unit: "ns")
    (self.nanosecondsPerElement, self.nanosecondsPerProduct) = (nanosecondsPerElement, nanosecondsPerProduct)
  }

  /// Of an operation that writes so many elements and multiplies so often.
  public func demand(elements: Int, products: Int = 0) -> Demand {
    Demand(
      resource, Int((Double(elements) * nanosecondsPerElement + Double(products) * nanosecondsPerProduct).rounded(.up)))
  }
}
