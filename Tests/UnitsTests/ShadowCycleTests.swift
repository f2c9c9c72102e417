import Testing
import Units

/// Closed forms of the shadow units against the models that go cycle by cycle, which testbenches hold against the RTL.
@Suite struct ShadowCycleTests {
  @Test(arguments: [OutlierExtractor(), OutlierExtractor(maximumLength: 100, entries: 1)])
  func outlierExtractor(_ unit: OutlierExtractor) {
    for length in Array(1...70) + [512, 2048] {
      for share in [1, 3, length + 1] {
        var model = OutlierExtractorCycles(unit), fed = 0, codes = 0, outliers = 0, cycle = 0
        let expected = (0..<length).count { $0 % share == 0 || $0 == length - 1 }
        while codes < length || outliers < expected {
          let signals = model.step(
            OutlierExtractorSides(
              offers: fed < length, isLast: fed == length - 1, isOutlier: fed % share == 0, takesCodes: true, takesOutliers: true)
          )
          #expect(signals.ready, "an element waits though nobody pauses")
          if fed < length { fed += 1 }
          if signals.code { codes += 1 }
          if signals.outlier { outliers += 1 }
          cycle += 1
        }
        #expect(cycle == OutlierExtractorCycles.cycles(of: length, on: unit), "\(length) elements, every \(share)th an outlier")
      }
    }
  }

  @Test(arguments: [ShadowMAC(), ShadowMAC(channels: 2, rows: 1, lanes: 1), ShadowMAC(channels: 100, rows: 12, lanes: 4)])
  func shadowMAC(_ unit: ShadowMAC) {
    let beats = unit.rows / unit.lanes
    for count in 0...40 {
      var model = ShadowMACCycles(unit), sent = 0, asked = 0, columns = 0, results = 0, cycle = 0
      while results < beats {
        let isOffered = sent < max(1, count), hasColumn = columns < asked * beats
        let signals = model.step(
          ShadowMACSides(
            outlier: isOffered, isOutlier: isOffered && count > 0, isLast: sent == max(1, count) - 1, weights: hasColumn,
            sums: true,
            takesRequests: true, takesResults: true))
        if isOffered, signals.outliers { sent += 1 }
        if signals.request { asked += 1 }
        if hasColumn, signals.weights { columns += 1 }
        if signals.result { results += 1 }
        cycle += 1
      }
      #expect(asked == count && columns == count * beats)
      #expect(cycle == ShadowMACCycles.cycles(of: count, on: unit), "\(count) outliers")
    }
  }
}
