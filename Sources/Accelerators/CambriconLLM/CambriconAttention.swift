import Transformer
import Units

extension CambriconLowering {
  /// One row of attention: its key and value join the cache, then each query head reads all positions so far.
  ///
  /// - Parameter inputs: query, key and value, FP32 [head][element] as one row
  func attend(_ layer: AttentionLayer, _ place: Place, _ inputs: [Buffer], _ output: Buffer, _ program: inout Program) throws {
    let parts = HeadParts(width: layer.headWidth)
    let row = place.row ?? 0
    let (keys, values) = (system.cache.keys[layer.layer], system.cache.values[layer.layer])
    let position = Index.position(plus: row)
    for head in 0..<layer.keyValueHeads {
      for part in 0..<parts.count {
        let elements = parts.elements(head: head, part: part)
        for (new, cached) in [(inputs[1], keys), (inputs[2], values)] {
          try program.append(
            Quantize(
              values: .fixed(new.narrowed(0, to: elements)), exponents: nil,
              codes: .window(cached.codes.narrowed(1, to: elements), dimension: 0, from: position, count: 1), shifts: nil,
              exponent: .window(cached.exponents[head * parts.count + part], dimension: 0, from: position, count: 1),
              unit: chip.quantizer, link: chip.dram), Place(place.operation, row: row, head: head))
        }
      }
    }
    for head in 0..<layer.keyValueHeads {
      let attention = HeadAttention(lowering: self, layer: layer, parts: parts, head: head, place: place)
      try attention.score(inputs[0], keys, &program)
      try attention.mix(values, into: output, &program)
    }
  }
}

/// The query heads that share a key and value head, in one row.
private struct HeadAttention {
  let lowering: CambriconLowering
  let layer: AttentionLayer, parts: HeadParts
  let head: Int, place: Place

  private var chip: CambriconChip { lowering.chip }
  private var scratch: CambriconScratch { lowering.scratch }
  private var heads: Range<Int> {
    let group = layer.heads / layer.keyValueHeads
    return head * group..<(head + 1) * group
  }
  /// Positions so far.
  private var count: Index { .position(plus: (place.row ?? 0) + 1) }
  private func counted(_ buffer: Buffer, _ dimension: Int = 0, block: Int = 1) -> Operand {
    .counted(buffer, dimension: dimension, by: count, block: block)
  }
  private func place(_ head: Int) -> Place { Place(place.operation, row: place.row, head: head) }

  /// Softmax of the scores.
  func score(_ query: Buffer, _ keys: CodeCache.Layer, _ program: inout Program) throws {
    for part in 0..<parts.count {
      let width = parts.elements(head: 0, part: part).count
      for head in heads {
        try program.append(
          Quantize(
            values: .fixed(query.narrowed(0, to: parts.elements(head: head, part: part))), exponents: nil,
            codes: .fixed(scratch.queryCodes[head].first(width)), shifts: .fixed(scratch.queryShifts[head]),
            exponent: .fixed(scratch.queryExponents[head]), unit: chip.quantizer), place(head))
      }
      try program.append(
        KeyProduct(
          product: CodeProduct(
            matrix: counted(keys.codes.narrowed(1, to: parts.elements(head: head, part: part))),
            codes: .fixed(scratch.queryCodes.narrowed(0, to: heads).narrowed(1, to: 0..<width)),
            shifts: .fixed(scratch.queryShifts.narrowed(0, to: heads)), sums: counted(scratch.dots.narrowed(0, to: heads), 1),
            unit: chip.npu, link: chip.dram)), Place(place.operation, row: place.row, head: heads.lowerBound))
      for head in heads {
        let target = part == 0 ? scratch.scores[0] : scratch.share
        try program.append(
          Scale(
            sums: counted(scratch.dots[head]), exponent: .fixed(scratch.queryExponents[head]),
            rowExponents: counted(keys.exponents[self.head * parts.count + part]), factors: .constant(layer.scale),
            output: counted(target[head]), unit: chip.scaler), place(head))
        // The parts of a wide head have exponents of their own: their scores are added in FP32, in order.
        guard part > 0 else { continue }
        let before = scratch.scores[(part - 1) % 2][head]
        let after = scratch.scores[part % 2][head]
        try program.append(
          Add(left: counted(before), right: counted(target[head]), output: counted(after), unit: chip.adder), place(head))
      }
    }
    for head in heads {
      try program.append(
        Probabilities(
          scores: counted(scratch.scores[(parts.count - 1) % 2][head]), output: counted(scratch.probabilities[head]),
          unit: chip.softmax), place(head))
    }
  }

  /// The values times the probabilities.
  func mix(_ values: CodeCache.Layer, into output: Buffer, _ program: inout Program) throws {
    for part in 0..<parts.count {
      let elements = parts.elements(head: head, part: part)
      for head in heads {
        try program.append(
          Quantize(
            values: counted(scratch.probabilities[head]), exponents: counted(values.exponents[self.head * parts.count + part]),
            codes: counted(scratch.weightCodes[head]), shifts: counted(scratch.weightShifts[head], block: BlockQuantizer.group),
            exponent: .fixed(scratch.weightExponents[head]), unit: chip.quantizer), place(head))
      }
      try program.append(
        ValueProduct(
          product: CodeProduct(
            matrix: counted(values.codes.narrowed(1, to: elements)),
            codes: counted(scratch.weightCodes.narrowed(0, to: heads), 1),
            shifts: counted(scratch.weightShifts.narrowed(0, to: heads), 1, block: BlockQuantizer.group),
            sums: .fixed(scratch.mixed.narrowed(0, to: heads).narrowed(1, to: 0..<elements.count)), unit: chip.npu,
            link: chip.dram)), Place(place.operation, row: place.row, head: heads.lowerBound))
      for head in heads {
        try program.append(
          Scale(
            sums: .fixed(scratch.mixed[head].first(elements.count)), exponent: .fixed(scratch.weightExponents[head]),
            rowExponents: nil, factors: .constant(1),
            output: .fixed(output.narrowed(0, to: parts.elements(head: head, part: part))), unit: chip.scaler), place(head))
      }
    }
  }
}
