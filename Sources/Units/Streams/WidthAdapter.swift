import HDL

/// Carries packets of elements from beats of `inputLanes` elements to beats of `outputLanes`; one number divides the other.
///
/// - Ports: `input` and `output`, streams of `ElementBeat`: `elements` (element 0 first), `count` of them valid, `last` at
///   a packet's end. Only the last beat of a packet may hold fewer elements than it has lanes.
/// - Remainders: towards wider beats the last one of a packet may be partly filled, `count` tells how far (lanes beyond it
///   hold 0, or what the sender put beyond the `count` of its last beat). Towards narrower beats only those that hold data
///   are sent. Widening and then narrowing gives the packet back, beat by beat.
/// - Latency: 1 cycle after the last beat that fills a wide one; 0 cycles towards narrower beats. Throughput: the narrow
///   side moves one beat a cycle.
/// - Stalls: towards wider beats `input.ready` is 0 while a filled beat waits and is not taken. `input.ready` depends on
///   `output.ready` combinationally.
public struct WidthAdapter: Unit {
  public static let unitName = "width-adapter"
  public static let summary = "Carries packets of elements between beats of different widths."
  public static let parameters: [UnitParameter<Self>] = [
    .integer("elementWidth", \.elementWidth, "bits of an element", 1...1024),
    .integer("inputLanes", \.inputLanes, "elements of an input beat", 1...256),
    .integer("outputLanes", \.outputLanes, "elements of an output beat, a multiple or a divisor of inputLanes", 1...256),
  ]
  public static let samples = [
    WidthAdapter(elementWidth: 8, inputLanes: 4, outputLanes: 1), WidthAdapter(elementWidth: 8, inputLanes: 2, outputLanes: 6),
    WidthAdapter(elementWidth: 5, inputLanes: 12, outputLanes: 4), WidthAdapter(elementWidth: 1, inputLanes: 1, outputLanes: 1),
    WidthAdapter(elementWidth: 16, inputLanes: 1, outputLanes: 3),
  ]

  /// Bits of an element.
  public var elementWidth = 8
  /// Elements of an input beat.
  public var inputLanes = 1
  /// Elements of an output beat.
  public var outputLanes = 8

  public init() {}
  public init(elementWidth: Int, inputLanes: Int, outputLanes: Int) {
    self.elementWidth = elementWidth
    self.inputLanes = inputLanes
    self.outputLanes = outputLanes
  }

  public var parameterError: String? {
    if let rangeError { return rangeError }
    if max(inputLanes, outputLanes) % min(inputLanes, outputLanes) != 0 {
      return "one of inputLanes and outputLanes must divide the other, not \(inputLanes) and \(outputLanes)"
    }
    return nil
  }

  public struct IO: Bundle {
    public let input: In<Stream<ElementBeat>>
    public let output: Out<Stream<ElementBeat>>
  }
  public var io: IO {
    IO(
      input: In(Stream(ElementBeat(lanes: inputLanes, width: elementWidth))),
      output: Out(Stream(ElementBeat(lanes: outputLanes, width: elementWidth))))
  }

  @Hardware
  public func build(_ io: IO) {
    if inputLanes == outputLanes {
      io.output <== io.input
    } else if inputLanes < outputLanes {
      widen(io)
    } else {
      narrow(io)
    }
    when(io.input.valid) {
      assume(io.input.count != 0, "a beat holds at least one element")
      // The count reaches numbers beyond the lanes unless these fill its bits.
      if inputLanes & (inputLanes + 1) != 0 {
        assume(io.input.count <= inputLanes, "a beat holds no more elements than it has lanes")
      }
      assume(io.input.last | (io.input.count == inputLanes), "only the last beat of a packet is partly filled")
    }
  }

  @Hardware
  private func widen(_ io: IO) {
    let groups = outputLanes / inputLanes
    let countWidth = Unsigned.width(upTo: outputLanes)
    let gathered = Reg(Vec(groups, Bits(inputLanes * elementWidth)))
    let position = Reg(Unsigned(upTo: groups - 1), reset: 0)
    let count = Reg(Unsigned(countWidth), reset: 0)
    let last = Reg(Bit())
    let full = Reg(Bit(), reset: 0)

    io.input.ready <== !full | io.output.ready
    io.output.valid <== full
    io.output.elements <== gathered.asBits.split(into: Bits(elementWidth))
    io.output.count <== count
    io.output.last <== last

    when(full & io.output.ready) { full <== 0 }
    when(io.input.fire) {
      let isFirst = position == 0
      // Places that no group comes for are 0.
      gathered <== mux(isFirst, Vec(groups) { _ in Bits.constant(0, width: inputLanes * elementWidth) }, gathered)
      gathered[position] <== io.input.elements.asBits
      count <== mux(isFirst, 0, count) + io.input.count.extended(to: countWidth)
      last <== io.input.last
      let isFilled = io.input.last | (position == groups - 1)
      full <== isFilled
      position <== mux(isFilled, 0, position + 1)
    }
    cover(full & (count != outputLanes), "partly filled beat")
    cover(full & !io.output.ready, "stalled")
    proof {
      // One arbitrary place of an output beat, and what came for it.
      let group = arbitrary(Unsigned(upTo: groups - 1))
      let lane = arbitrary(Unsigned(upTo: inputLanes - 1))
      let number = Reg(Unsigned(upTo: groups - 1), reset: 0)
      let total = Reg(Unsigned(countWidth), reset: 0)
      let expected = Reg(Bits(elementWidth), reset: .guarded)
      let isExpected = Reg(Bit(), reset: 0)
      when(full & io.output.ready) { isExpected <== 0 }
      when(io.input.fire) {
        number <== mux(io.input.last | (number == groups - 1), 0, number + 1)
        total <== mux(number == 0, 0, total) + io.input.count.extended(to: countWidth)
        when((number == group) & (lane.extended(to: countWidth) < io.input.count.extended(to: countWidth))) {
          expected <== io.input.elements[lane]
          isExpected <== 1
        }
      }
      assert(number == position, "the place of the next input beat follows from the packets")
      assert((!full & (position == 0)) | (count == total), "the count is that of the elements that came")
      let width = 2 * countWidth + 2
      let place =
        (group.extended(to: countWidth + 1) * Unsigned.constant(inputLanes, width: countWidth + 1)) + lane.extended(to: width)
      let isElement = lane.extended(to: width) < inputLanes
      let holds = gathered[group].split(into: Bits(elementWidth))[lane] == expected
      assert(!isExpected | holds, "an element keeps its place and its value")
      assert(
        !full | !isElement | (isExpected == (place < count.extended(to: width))),
        "an output beat holds the elements that came, and no others")
      // For the induction: how far the beat is filled.
      let filled = position.extended(to: countWidth + 1) * Unsigned.constant(inputLanes, width: countWidth + 1)
      assert(full | (position == 0) | (filled == count.extended(to: width)), "only the last beat of a packet is partly filled")
      assert(!full | (position == 0), "a filled beat waits alone")
      assert(
        full | !isElement | (isExpected == ((position != 0) & (place < filled.extended(to: width)))),
        "what has come so far is in its place")
      assert(!full | ((count != 0) & (count <= outputLanes)), "a beat holds at least one element and no more than it has lanes")
      assert(!full | last | (count == outputLanes), "only the last output beat of a packet is partly filled")
    }
  }

  @Hardware
  private func narrow(_ io: IO) {
    let groups = inputLanes / outputLanes
    let countWidth = Unsigned.width(upTo: inputLanes)
    let position = Reg(Unsigned(upTo: groups - 1), reset: 0)
    let sent = Reg(Unsigned(countWidth), reset: 0)

    let remaining = io.input.count - sent
    let isFinal = remaining <= outputLanes
    let pieces = io.input.elements.asBits.split(into: Bits(outputLanes * elementWidth))

    io.output.valid <== io.input.valid
    io.output.elements <== pieces[position].split(into: Bits(elementWidth))
    io.output.count <== mux(isFinal, remaining, outputLanes).truncated(to: Unsigned.width(upTo: outputLanes))
    io.output.last <== io.input.last & isFinal
    io.input.ready <== io.output.ready & isFinal

    when(io.output.fire) {
      when(isFinal) {
        position <== 0
        sent <== 0
      }.otherwise {
        position <== position + 1
        sent <== sent + outputLanes
      }
    }
    cover(io.output.fire & isFinal & (remaining != outputLanes), "partly filled beat")
    proof {
      let lane = arbitrary(Unsigned(upTo: outputLanes - 1))
      // Elements of the input beat that have left.
      let left = Reg(Unsigned(countWidth), reset: 0)
      when(io.input.fire) {
        left <== 0
      }.elsewhen(io.input.valid & io.output.ready) {
        left <== left + outputLanes
      }
      let width = 2 * countWidth + 2
      let index = left.extended(to: width) + lane.extended(to: width)
      let inBeat = io.input.valid & (index < io.input.count.extended(to: width)) & (lane.extended(to: width) < outputLanes)
      let element = pieces[position].split(into: Bits(elementWidth))[lane]
      assert(!inBeat | (element == io.input.elements[index]), "elements leave unchanged and in the order in which they came")
      assert(left == sent, "what has been sent is what has left")
      assert(!io.input.valid | (left < io.input.count), "an input beat waits for no more than its elements")
      // For the induction.
      let product = position.extended(to: countWidth + 1) * Unsigned.constant(outputLanes, width: countWidth + 1)
      assert(product == sent.extended(to: width), "the position is that of the next element")
      let wasStalled = Reg(next: io.input.valid & !(io.output.ready & isFinal), reset: 0)
      let heldCount = Reg(next: io.input.count, reset: .guarded)
      assert((left == 0) | (wasStalled & (left < heldCount)), "a beat that has begun to leave waits with the rest")
    }
  }
}

/// What a width adapter makes of packets.
public struct WidthAdapterModel<Element: Sendable>: Sendable {
  /// Elements of an output beat.
  public let lanes: Int
  private var pending: [Element] = []
  public init(lanes: Int) { self.lanes = lanes }

  /// The output beats that one input beat, given by its valid elements, completes.
  public mutating func step(_ elements: [Element], last: Bool) -> [(elements: [Element], last: Bool)] {
    pending += elements
    var result: [(elements: [Element], last: Bool)] = []
    while pending.count >= lanes || (last && !pending.isEmpty) {
      let taken = Array(pending.prefix(lanes))
      pending.removeFirst(taken.count)
      result.append((taken, last && pending.isEmpty))
    }
    return result
  }
}
