/// The reads that bring a layer's needed neurons: runs of places, merged across gaps (Ripple, section 5.1, access collapse).
package struct ReadPlan: Hashable, Sendable {
  /// Places that are not needed and may lie between two neurons of a read.
  package let largestGap: Int
  /// Places of a read.
  package let longestRead: Int

  package init(largestGap: Int, longestRead: Int = .max) {
    (self.largestGap, self.longestRead) = (largestGap, longestRead)
  }

  /// The gap that costs less than a further command.
  package init(_ storage: FlashStorage, bundleBytes: Int) {
    self.init(largestGap: Int(storage.breakEvenBytes / Double(bundleBytes)))
  }

  /// The reads for places in ascending order; each needed place lies in one of them.
  package func reads(_ needed: [Int]) -> [Range<Int>] {
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
