/// What the time of a token is made of.
package struct PaperTerms: OptionSet, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// Vectors and sums on the channels.
  package static let bus = Self(rawValue: 1)
  /// Whole pages on whole cores: what a matrix does not fill is idle.
  package static let mapping = Self(rawValue: 2)
  /// The planes read a page before a matrix begins.
  package static let firstPage = Self(rawValue: 4)
  /// The array of the NPU, and its last page.
  package static let npu = Self(rawValue: 8)
  /// Keys and values from DRAM.
  package static let keysAndValues = Self(rawValue: 16)
  package static let specialFunctions = Self(rawValue: 32)

  /// In the order in which they are added, with names.
  package static let all: [(name: String, term: Self)] = [
    ("bus", .bus), ("mapping", .mapping), ("first page", .firstPage), ("NPU", .npu), ("keys and values", .keysAndValues),
    ("special functions", .specialFunctions),
  ]
  package static let every: Self = all.reduce([]) { $0.union($1.term) }
}

/// The time of one token on the paper's chip: one matrix after the other, each shared by the flash and the NPU.
///
/// The mapping: a tile is cut into parts of one page, `pageRows` x `pageColumns`. The columns of a matrix take
/// `ceil(columns / pageColumns)` channels; if they are fewer than there are, groups of rows run side by side on the others, and
/// channels that make no whole group idle. Rows are dealt to flash and NPU in steps of a page, for each matrix, so that the slower one
/// is fastest. A page is read after its vector has come; each matrix waits for its first page. The paper does not give its mapping;
/// of those tried this one explains its table best, and nothing in it is fitted.
package struct PaperToken: Sendable {
  let chip: PaperChip
  var terms = PaperTerms.every
  /// Whether the flash has all rows.
  var isFlashOnly = false

  package init(_ chip: PaperChip, terms: PaperTerms = .every, isFlashOnly: Bool = false) {
    (self.chip, self.terms, self.isFlashOnly) = (chip, terms, isFlashOnly)
  }

  private var system: CambriconConfiguration { chip.system }

  /// Seconds of a round: the vector's way in, and a page's read.
  var roundSeconds: Double {
    system.pageReadSeconds + (terms.contains(.bus) ? chip.vectorBytes / system.channelRate : 0)
  }
  /// Bytes a second that vectors and sums leave of all channels.
  var freeRate: Double {
    let used = terms.contains(.bus) ? (chip.vectorBytes + chip.sumBytes) / roundSeconds : 0
    return Double(system.channels) * (system.channelRate - used)
  }

  /// Rounds that the flash takes for so many rows of so many columns.
  func rounds(rows: Int, columns: Int) -> Int {
    let columnParts = ceiling(columns, chip.pageColumns), rowParts = ceiling(rows, chip.pageRows)
    if columnParts <= system.channels {
      return ceiling(rowParts, system.channels / columnParts * system.coresPerChannel)
    }
    return ceiling(columnParts, system.channels) * ceiling(rowParts, system.coresPerChannel)
  }

  /// How a matrix is shared.
  struct Share {
    /// The flash has so many of the rows.
    var flashRows: Int
    var rounds: Int
    var seconds: Double
  }

  /// The share with which the slower of flash and NPU is fastest; the smallest of equals.
  func share(rows: Int, columns: Int, waits: Bool) -> Share {
    let steps = (rows + chip.pageRows - 1) / chip.pageRows
    var best = Share(flashRows: 0, rounds: 0, seconds: .infinity)
    for step in (isFlashOnly ? steps : 0)...steps {
      let flashRows = min(rows, step * chip.pageRows)
      let rounds = flashRows == 0 ? 0 : rounds(rows: flashRows, columns: columns)
      let flash = rounds == 0 ? 0 : Double(rounds) * roundSeconds + (waits ? system.pageReadSeconds : 0)
      let seconds = max(flash, npuSeconds(weights: (rows - flashRows) * columns))
      if seconds < best.seconds { best = Share(flashRows: flashRows, rounds: rounds, seconds: seconds) }
    }
    return best
  }

  /// Seconds in which the NPU has raw pages of so many weights, and their sums.
  private func npuSeconds(weights: Int) -> Double {
    if weights == 0 { return 0 }
    let transfer = Double(weights) * chip.weightBytes / freeRate
    return terms.contains(.npu) ? max(transfer, Double(weights) / chip.npuWeightRate) + chip.npuTailSeconds : transfer
  }

  /// Seconds of all matrices of one shape.
  private func seconds(_ matrices: PaperModel.Matrices) -> Double {
    guard terms.contains(.mapping) else {
      // As if pages could be cut at will: both sides end together.
      let bytes = Double(matrices.rows * matrices.columns) * chip.weightBytes
      let flashRate = Double(system.cores * system.pageBytes) / roundSeconds
      return Double(matrices.count) * bytes / (isFlashOnly ? flashRate : flashRate + freeRate)
    }
    func one(waits: Bool) -> Double { share(rows: matrices.rows, columns: matrices.columns, waits: waits).seconds }
    guard terms.contains(.firstPage) else { return Double(matrices.count) * one(waits: false) }
    guard chip.sharesFirstPage else { return Double(matrices.count) * one(waits: true) }
    return Double(matrices.inputs) * one(waits: true) + Double(matrices.count - matrices.inputs) * one(waits: false)
  }

  /// Seconds of a token behind so many positions.
  package func seconds(_ model: PaperModel, context: Int) -> Double {
    model.matrices.reduce(0) { $0 + seconds($1) } + otherSeconds(model, context: context)
  }

  /// Seconds of attention and special functions.
  func otherSeconds(_ model: PaperModel, context: Int) -> Double {
    var total = 0.0
    if terms.contains(.keysAndValues) {
      let numbers = Double(2 * model.layers * model.keyValueWidth * context)
      let array = terms.contains(.npu) ? 1 / chip.npuWeightRate : 0
      total += numbers * max(Double(chip.activationBytes) / system.dramRate, array)
    }
    if terms.contains(.specialFunctions) {
      let elements = model.specialFunctionElements + model.layers * model.heads * context
      total += Double(elements) / Double(chip.specialFunctionLanes) / system.clockRate
    }
    return total
  }

  package func tokensPerSecond(_ model: PaperModel, context: Int) -> Double { 1 / seconds(model, context: context) }

  /// Bytes over the channels for a token.
  func channelBytes(_ model: PaperModel) -> Double {
    model.matrices.reduce(0) { total, matrices in
      let share = share(rows: matrices.rows, columns: matrices.columns, waits: true)
      let raw = Double((matrices.rows - share.flashRows) * matrices.columns) * chip.weightBytes
      let vectors = Double(share.rounds * system.channels) * (chip.vectorBytes + chip.sumBytes)
      return total + Double(matrices.count) * (raw + vectors)
    }
  }

  /// Share of the channels' time in which they carry something.
  func channelUse(_ model: PaperModel, context: Int) -> Double {
    channelBytes(model) / (Double(system.channels) * system.channelRate * seconds(model, context: context))
  }

  /// Seconds that each term adds, in the order of `PaperTerms.all`, behind those of full pages and channels; they add up to the token.
  package static func contributions(_ chip: PaperChip, _ model: PaperModel, context: Int) -> [(name: String, seconds: Double)] {
    var terms: PaperTerms = []
    var before = PaperToken(chip, terms: terms).seconds(model, context: context)
    var parts = [("full pages", before)]
    for (name, term) in PaperTerms.all {
      terms.insert(term)
      let seconds = PaperToken(chip, terms: terms).seconds(model, context: context)
      parts.append((name, seconds - before))
      before = seconds
    }
    return parts
  }
}
