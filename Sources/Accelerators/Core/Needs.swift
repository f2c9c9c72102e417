/// For each lane the last of its steps that matters, plus one; 0 for none. A lane's steps end in order, so one is enough.
typealias Steps = SIMD64<Int32>

extension Steps {
  private typealias Part = SIMD8<Int32>

  /// In parts that stay in registers: nearly all the time of compiling is spent here.
  @inline(__always) mutating func formMaximum(_ other: Self) {
    withUnsafeMutableBytes(of: &self) { own in
      withUnsafeBytes(of: other) { other in
        for offset in stride(from: 0, to: MemoryLayout<Self>.size, by: MemoryLayout<Part>.size) {
          let part = pointwiseMax(
            own.load(fromByteOffset: offset, as: Part.self), other.load(fromByteOffset: offset, as: Part.self))
          own.storeBytes(of: part, toByteOffset: offset, as: Part.self)
        }
      }
    }
  }

  /// Without a copy of the other lanes.
  @inline(__always) mutating func set(_ lane: Int, _ step: Int) {
    withUnsafeMutableBytes(of: &self) {
      $0.storeBytes(of: Int32(step + 1), toByteOffset: lane * MemoryLayout<Int32>.size, as: Int32.self)
    }
  }
}

/// Which steps last wrote and read the bytes of one memory: disjoint segments, sorted, in buckets of equal size.
///
/// A write replaces the segments that it covers, a read makes one of them, and a part of a segment is split off by writes only.
/// So an access adds at most two segments to a bucket, and a segment is visited once more before it is gone: the work is
/// linear, however many steps wrote what a step reads. Where reads have joined segments, a later step may wait for more than it
/// must, but only for steps for which an earlier one has already waited.
struct AccessMap {
  fileprivate struct Segment {
    var start: Int, end: Int, writers = Steps(), readers = Steps()
    var range: Range<Int> { start..<end }
  }
  private var buckets: [[Segment]]
  private let bucketBytes: Int

  /// - Parameter capacity: bytes
  init(capacity: Int) {
    bucketBytes = max(4096, (capacity + 4095) / 4096)
    buckets = .init(repeating: [], count: capacity / bucketBytes + 1)
  }

  /// Notes a step's access and adds the steps that it needs: writers before a read, writers and readers before a write.
  mutating func access(_ range: Range<Int>, lane: Int, step: Int, isWrite: Bool, needs: inout Steps) {
    for bucket in range.lowerBound / bucketBytes...(range.upperBound - 1) / bucketBytes {
      let part = range.clamped(to: bucket * bucketBytes..<(bucket + 1) * bucketBytes)
      if isWrite {
        Self.write(&buckets[bucket], part, lane, step, &needs)
      } else {
        Self.read(&buckets[bucket], part, lane, step, &needs)
      }
    }
  }

  private static func write(_ segments: inout [Segment], _ range: Range<Int>, _ lane: Int, _ step: Int, _ needs: inout Steps) {
    let touched = segments.touched(by: range)
    // As nearly always: the bytes that a step wrote before.
    if touched.count == 1, segments[touched.lowerBound].range == range {
      needs.formMaximum(segments[touched.lowerBound].writers)
      needs.formMaximum(segments[touched.lowerBound].readers)
      (segments[touched.lowerBound].writers, segments[touched.lowerBound].readers) = (Steps(), Steps())
      segments[touched.lowerBound].writers.set(lane, step)
      return
    }
    for segment in segments[touched] {
      needs.formMaximum(segment.writers)
      needs.formMaximum(segment.readers)
    }
    var new = [Segment(start: range.lowerBound, end: range.upperBound)]
    new[0].writers.set(lane, step)
    if var before = segments[touched].first, before.start < range.lowerBound {
      before.end = range.lowerBound
      new.insert(before, at: 0)
    }
    if var after = segments[touched].last, after.end > range.upperBound {
      after.start = range.upperBound
      new.append(after)
    }
    segments.replaceSubrange(touched, with: new)
  }

  private static func read(_ segments: inout [Segment], _ range: Range<Int>, _ lane: Int, _ step: Int, _ needs: inout Steps) {
    var touched = segments.touched(by: range)
    // As nearly always: within the bytes that one step wrote.
    if touched.count == 1, segments[touched.lowerBound].start <= range.lowerBound,
      segments[touched.lowerBound].end >= range.upperBound
    {
      needs.formMaximum(segments[touched.lowerBound].writers)
      segments[touched.lowerBound].readers.set(lane, step)
      return
    }
    var joined = Segment(start: range.lowerBound, end: range.upperBound)
    for index in touched {
      needs.formMaximum(segments[index].writers)
      if segments[index].start < range.lowerBound || segments[index].end > range.upperBound {
        segments[index].readers.set(lane, step)
      } else {
        joined.writers.formMaximum(segments[index].writers)
        joined.readers.formMaximum(segments[index].readers)
      }
    }
    if let first = touched.first, segments[first].start < range.lowerBound {
      joined.start = segments[first].end
      touched = first + 1..<touched.upperBound
    }
    if let last = touched.last, segments[last].end > range.upperBound {
      joined.end = segments[last].start
      touched = touched.lowerBound..<last
    }
    guard joined.start < joined.end else { return }
    joined.readers.set(lane, step)
    if touched.count == 1 {
      segments[touched.lowerBound] = joined
    } else {
      segments.replaceSubrange(touched, with: CollectionOfOne(joined))
    }
  }
}

extension [AccessMap.Segment] {
  /// The segments that overlap a range.
  fileprivate func touched(by range: Range<Int>) -> Range<Int> {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end > range.lowerBound { high = middle } else { low = middle + 1 }
    }
    while high < count, self[high].start < range.upperBound { high += 1 }
    return low..<high
  }
}
