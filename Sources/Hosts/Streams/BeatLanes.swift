/// Copies elements to a field of the beats and from it: element i of a vector in beat i / count, lane i mod count.
extension BeatField {
  /// Writes one lane; up to 8 bytes behind the field are read and written back as they are.
  @inline(__always) func store(_ value: UInt64, lane: Int, _ record: UnsafeMutableRawPointer) {
    let bit = lane * width, place = record + offset + bit / 8, shift = UInt64(bit % 8)
    let others = place.loadUnaligned(as: UInt64.self) & ~(mask << shift)
    place.storeBytes(of: others | (value & mask) << shift, as: UInt64.self)
  }

  /// The bits of one lane, with the sign of a signed field; up to 8 bytes behind the field are read.
  @inline(__always) func load(lane: Int, _ record: UnsafeRawPointer) -> Int64 {
    let bit = lane * width, spare = Int64(64 - width)
    let bits = (record + offset + bit / 8).loadUnaligned(as: UInt64.self) >> UInt64(bit % 8)
    let raised = Int64(bitPattern: bits << UInt64(spare))
    return isSigned ? raised >> spare : Int64(bitPattern: UInt64(bitPattern: raised) >> UInt64(spare))
  }

  /// Whether elements of such a container lie in the field as they do in memory, and all of them fit it: words of 32 bits without a sign
  /// are IEEE numbers.
  private func isPlain(_ container: Int) -> Bool { width == 8 * container && (isSigned || width == 32) }

  /// Clears the field of a beat: a port's storage has no other bits than its own.
  private func clear(_ record: UnsafeMutableRawPointer) {
    (record + offset).initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
  }

  /// Writes all lanes of all beats with one value.
  func fill(_ value: UInt64, _ beats: UnsafeMutableRawPointer, stride: Int, count beatCount: Int) {
    clear(beats)
    for lane in 0..<count { store(value, lane: lane, beats) }
    for beat in 1..<max(1, beatCount) { (beats + beat * stride + offset).copyMemory(from: beats + offset, byteCount: byteCount) }
  }

  /// Writes elements, in row-major order, and 0 to the lanes behind the last one; returns the bits that do not fit the field.
  func scatter(_ view: ElementView, to beats: UnsafeMutableRawPointer, stride: Int) -> UInt64 {
    let total = view.count, isPlain = isPlain(view.container)
    // Spare bits of all beats, or the lanes behind the last element.
    let first = isPlain ? total / count : 0
    for beat in first..<max(first, (total + count - 1) / count) { clear(beats + beat * stride) }
    if isPlain, view.step == view.container {
      forEachRun(of: view) { row, beat, lane, run in
        (beats + beat * stride + offset + lane * view.container).copyMemory(from: row, byteCount: run * view.container)
      }
      return 0
    }
    if width % 8 == 0, view.container == 8, view.step == 8 { return scatterWords(view, to: beats, stride: stride) }
    // A number fits where adding half the range, if it is signed, leaves no bit above the width.
    let half: UInt64 = isSigned ? 1 << UInt64(width - 1) : 0, beyond = isPlain ? 0 : ~mask
    var record = beats, lane = 0, excess: UInt64 = 0
    view.forEachRow { row in
      var source = UnsafeRawPointer(row)
      for _ in 0..<view.columns {
        let value = UInt64(bitPattern: view.integer(at: source))
        excess |= (value &+ half) & beyond
        store(value, lane: lane, record)
        source += view.step
        lane += 1
        if lane == count { (lane, record) = (0, record + stride) }
      }
    }
    return excess
  }

  /// The same for numbers of 8 bytes in lanes of whole bytes: each lane but the last one of a run may be written with the bytes behind
  /// it, which the next lane writes again.
  private func scatterWords(_ view: ElementView, to beats: UnsafeMutableRawPointer, stride: Int) -> UInt64 {
    let half: UInt64 = isSigned ? 1 << UInt64(width - 1) : 0, beyond = ~mask, bytes = width / 8
    var excess: UInt64 = 0
    forEachRun(of: view) { row, beat, lane, run in
      let record = beats + beat * stride
      var place = record + offset + lane * bytes
      for index in 0..<run - 1 {
        let value = row.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
        excess |= (value &+ half) & beyond
        place.storeBytes(of: value, as: UInt64.self)
        place += bytes
      }
      let value = row.loadUnaligned(fromByteOffset: 8 * (run - 1), as: UInt64.self)
      excess |= (value &+ half) & beyond
      store(value, lane: lane + run - 1, record)
    }
    return excess
  }

  /// Writes every `step`-th lane of the beats to elements, in row-major order.
  func gather(_ beats: UnsafeRawPointer, stride: Int, every step: Int, to view: ElementView) {
    if step == 1, isPlain(view.container), view.step == view.container {
      return forEachRun(of: view) { row, beat, lane, run in
        row.copyMemory(from: beats + beat * stride + offset + lane * view.container, byteCount: run * view.container)
      }
    }
    var position = 0
    view.forEachRow { row in
      for column in 0..<view.columns {
        let value = load(lane: position % count, beats + position / count * stride), target = row + column * view.step
        switch view.container {
        case 1: target.storeBytes(of: Int8(truncatingIfNeeded: value), as: Int8.self)
        case 4: target.storeBytes(of: Int32(truncatingIfNeeded: value), as: Int32.self)
        default: target.storeBytes(of: value, as: Int64.self)
        }
        position += step
      }
    }
  }

  /// The elements of each row that are neighbours in one beat: where they lie in memory, their beat, its first lane, how many.
  @inline(__always)
  private func forEachRun(of view: ElementView, _ body: (UnsafeMutableRawPointer, Int, Int, Int) -> Void) {
    var beat = 0, lane = 0
    view.forEachRow { row in
      var column = 0
      while column < view.columns {
        let run = min(count - lane, view.columns - column)
        body(row + column * view.container, beat, lane, run)
        column += run
        lane += run
        if lane == count { (beat, lane) = (beat + 1, 0) }
      }
    }
  }
}

extension ElementView {
  /// An element with its sign.
  @inline(__always) func integer(at place: UnsafeRawPointer) -> Int64 {
    switch container {
    case 1: Int64(place.loadUnaligned(as: Int8.self))
    case 4: Int64(place.loadUnaligned(as: Int32.self))
    default: place.loadUnaligned(as: Int64.self)
    }
  }
}
