/// What the far sides of an `OutlierExtractor` do in a cycle.
public struct OutlierExtractorSides: Hashable, Sendable {
  /// Whether an element is offered, whether it ends its vector, and whether it has a residual.
  public var offers: Bool, isLast: Bool, isOutlier: Bool
  /// Whether a code is taken, and whether an outlier is.
  public var takesCodes: Bool, takesOutliers: Bool

  /// With all of these.
  public init(offers: Bool, isLast: Bool, isOutlier: Bool, takesCodes: Bool, takesOutliers: Bool) {
    (self.offers, self.isLast, self.isOutlier) = (offers, isLast, isOutlier)
    (self.takesCodes, self.takesOutliers) = (takesCodes, takesOutliers)
  }
}

/// What an `OutlierExtractor` shows in a cycle.
public struct OutlierExtractorSignals: Hashable, Sendable {
  /// Whether an element would be taken.
  public var ready: Bool
  /// Whether a code is offered, and whether an outlier or a vector's end is.
  public var code: Bool, outlier: Bool

  /// With all of these.
  public init(ready: Bool, code: Bool, outlier: Bool) { (self.ready, self.code, self.outlier) = (ready, code, outlier) }
}

/// When `OutlierExtractor` takes elements and gives codes and outliers. A pass is a vector's number of elements.
///
/// Latency: a code 3 cycles after its element, an outlier 4.
public struct OutlierExtractorCycles: CycleModel {
  /// An element on its way: whether it goes to `outliers`.
  private struct Element { var isKept: Bool }
  private let entries: Int
  /// The stages of the product, the first one first, and the register of what was rounded.
  private var product = [Element?](repeating: nil, count: PipelinedMultiplier.latency), rounded: Element?
  /// Outliers that wait.
  private var level = 0

  /// The unit after a reset.
  public init(_ unit: OutlierExtractor) { entries = unit.entries }

  /// One cycle.
  public mutating func step(_ outside: OutlierExtractorSides) -> OutlierExtractorSignals {
    let last = product.count - 1
    // A buffer of one takes an outlier in the cycle in which it gives one.
    let hasRoom = level < entries || entries == 1 && outside.takesOutliers
    let splits = rounded.map { hasRoom || !$0.isKept } ?? true
    let leaves = rounded != nil && splits && outside.takesCodes
    let takesProduct = rounded == nil || leaves
    let moves = product[last] == nil || takesProduct
    let signals = OutlierExtractorSignals(ready: moves, code: rounded != nil && splits, outlier: level > 0)

    let enters = leaves && rounded?.isKept == true
    if outside.takesOutliers, level > 0 { level -= 1 }
    if enters { level += 1 }
    if takesProduct { rounded = product[last] }
    if moves {
      product.removeLast()
      product.insert(outside.offers ? Element(isKept: outside.isOutlier || outside.isLast) : nil, at: 0)
    }
    return signals
  }

  /// The elements, and the way of the last one, which is among the outliers in any case.
  public static func cycles(of pass: Int, on unit: OutlierExtractor) -> Int { pass + PipelinedMultiplier.latency + 2 }
}
