/// The reads that bring a layer's needed neurons: runs of places, merged across gaps (Ripple, arXiv 2410.19274, section 5.1, access
/// collapse). The golden model of `NeuronFetch`.
public struct ReadPlan: Hashable, Codable, Sendable {
  /// Places that are not needed and may lie between two neurons of a read.
  public let largestGap: Int
  /// Places of a read.
  public let longestRead: Int

  /// With both.
  public init(largestGap: Int, longestRead: Int = .max) {
    (self.largestGap, self.longestRead) = (largestGap, longestRead)
  }

  /// The reads for places in ascending order; each needed place lies in one of them.
  public func reads(_ needed: [Int]) -> [Range<Int>] {
    var reads: [Range<Int>] = []
    for place in needed {
      if let last = reads.last, place - last.upperBound <= largestGap, place + 1 - last.lowerBound <= longestRead {
        reads[reads.count - 1] = last.lowerBound..<place + 1
      } else {
        reads.append(place..<place + 1)
      }
    }
    return reads
  }
}
