import Units

extension ReadPlan {
  /// The gap that costs less than a further command.
  package init(_ storage: FlashStorage, bundleBytes: Int) {
    self.init(largestGap: Int(storage.breakEvenBytes / Double(bundleBytes)))
  }
}
