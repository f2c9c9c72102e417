import Units

/// Which neurons of a layer a token needs, as a bitmap by place, on the processor: the predictor, which is declared.
struct PredictNeurons: ProcessorPass {
  static let name = "predict-neurons"
  let predictor: NeuronPredictor
  /// FP32 [column] of the layer's input, and what a fitted predictor multiplies it with.
  let input: Buffer, fitted: PredictorBuffers?
  /// INT8 [place][byte], of which an oracle looks at the rows of the gate.
  let bundles: Buffer
  /// Of the layer's input: INT8 [column] and UINT8 [group].
  let codes: Buffer, shifts: Buffer
  /// UINT8 [byte]: a bit for each place, the lowest first.
  let bitmap: Buffer
  /// INT32 [1]: neurons that are asked for, those of the needed ones that are not, and cycles in which `NeuronFetch` looks at the bitmap.
  let active: Buffer, missed: Buffer, scanned: Buffer
  let beatBits: Int
  let expected: ExpectedReads
  let processor: ProcessorModel

  var lane: String { processor.resource.name }
  var reads: [Operand] {
    [.fixed(bundles), .fixed(codes), .fixed(shifts), .fixed(input)]
      + (fitted.map { [.fixed($0.inner), .fixed($0.outer), .fixed($0.threshold)] } ?? [])
  }
  var writes: [Operand] { [.fixed(bitmap), .fixed(active), .fixed(missed), .fixed(scanned)] }
  var lengths: [Length] {
    [
      Length(active, expected: expected.active),
      Length(scanned, expected: expected.scanned(beatBits: beatBits)), Length(missed, expected: 0),
    ]
  }

  /// A bit is written for each neuron; a fitted predictor multiplies, an oracle is outside the paper's figures and ours.
  func cost(_ memory: Memory) throws -> [Demand] {
    [processor.demand(elements: bundles.rows, products: fitted.map { $0.inner.count + $0.outer.count } ?? 0)]
  }

  func golden(_ memory: Memory) throws {
    let space = memory.space
    var bits = [UInt8](repeating: 0, count: bitmap.count), needed = [Int](repeating: 0, count: bitmap.count * 8 / beatBits)
    var missed = 0
    let guesses = try fitted.map { try self.guesses($0, memory) }
    for place in 0..<bundles.rows {
      let isActive = predictor != .all && gate(place, space) > 0
      guard guesses?[place] ?? (predictor == .all || isActive) else {
        missed += isActive ? 1 : 0
        continue
      }
      bits[place / 8] |= 1 << UInt8(place % 8)
      needed[place / beatBits] += 1
    }
    space.write(bits, to: bitmap)
    space.write([Int32(needed.reduce(0, +))], to: active)
    space.write([Int32(missed)], to: self.missed)
    space.write([Int32(NeuronFetchCycles.scanCycles(needed: needed))], to: scanned)
  }

  /// Which places a fitted predictor asks for.
  private func guesses(_ fitted: PredictorBuffers, _ memory: Memory) throws -> [Bool] {
    let space = memory.space, input: [Float] = space.read(input), inner: [Float] = space.read(fitted.inner)
    let outer: [Float] = space.read(fitted.outer), threshold: [Float] = space.read(fitted.threshold)
    func product(_ matrix: [Float], _ vector: [Float]) -> [Float] {
      (0..<matrix.count / vector.count).map { row in
        var sum: Float = 0
        for column in vector.indices { sum += matrix[row * vector.count + column] * vector[column] }
        return sum
      }
    }
    return product(outer, product(inner, input)).map { $0 > threshold[0] }
  }

  /// The gate's sum, whose sign is the gate's: what the array finds when the neuron has come.
  private func gate(_ place: Int, _ space: AddressSpace) -> Int {
    let row: UnsafePointer<Int8> = space.pointer(bundles[place]), codes: UnsafePointer<Int8> = space.pointer(codes)
    let shifts: UnsafePointer<UInt8> = space.pointer(shifts), columns = self.codes.count
    var sum = 0
    for group in 0..<(columns + BlockQuantizer.group - 1) / BlockQuantizer.group {
      var part: Int32 = 0
      for column in group * BlockQuantizer.group..<min(columns, (group + 1) * BlockQuantizer.group) {
        part &+= Int32(row[column]) &* Int32(codes[column])
      }
      sum += Int(part) << Int(shifts[group])
    }
    return sum
  }
}

/// What an estimate expects of a layer where no run has counted it: neurons that are active at random, each with the same chance.
struct ExpectedReads: Hashable, Codable, Sendable {
  let active: Int, reads: Int, slots: Int, inputs: Int
  private let neurons: Int

  /// - Parameter share: 0 to 1, of the neurons
  init(neurons: Int, share: Double, plan: ReadPlan) {
    self.neurons = neurons
    active = Int((Double(neurons) * share).rounded())
    // Of the runs, n p (1 - p), a share p (1 - p)^(g - 1) has a gap of g before the next one.
    let runs = max(Double(active > 0 ? 1 : 0), Double(neurons) * share * (1 - share))
    var merged = 0.0, between = 0.0, chance = share
    for gap in stride(from: 1, through: plan.largestGap, by: 1) where chance > 1e-9 {
      merged += runs * chance
      between += runs * chance * Double(gap)
      chance *= 1 - share
    }
    slots = min(neurons, active + Int(between.rounded()))
    reads = max(Int((runs - merged).rounded()), (slots + plan.longestRead - 1) / plan.longestRead)
    // Half a group of inputs is missing at the end of each group of places, in the mean.
    let groups = min(active, (neurons + BlockQuantizer.group - 1) / BlockQuantizer.group), fill = RippleChip.inputGroup
    inputs = min((slots + groups * (fill / 2) + fill - 1) / fill, (neurons + fill - 1) / fill) * fill
  }

  func scanned(beatBits: Int) -> Int { max(active, (neurons + beatBits - 1) / beatBits) + 1 }
}
