extension CambriconLLM {
  /// The figures of the paper's evaluation.
  public static let paper: Paper? = Paper(
    name: name, title: "Cambricon-LLM", source: "Cambricon-LLM, MICRO 2024, arXiv 2409.15654",
    parameters: parametersOfPaper,
    tables: [
      decode, terms, sensitivity, tile(rows: 128, columns: 4096, PaperFigures.wideTile),
      tile(rows: 4096, columns: 128, PaperFigures.tallTile), flashOnly, unsliced, channelUse, bytes,
      fourBit("w4a16-s", "S", .fourBit(.small, tile: (512, 2048)), PaperFigures.smallFourBit),
      fourBit("w4a16-l", "L", .fourBit(.large, tile: (512, 32768)), PaperFigures.largeFourBit), chips, channelCounts,
      areas, systemTiles, LayerRun.table,
    ])

  /// Positions before the token: the paper gives none.
  private static let context = 512
  private static let contexts = [256, 512, 1000]
  private static let chipsByName: [(name: String, chip: PaperChip, printed: [PublishedFigure])] = [
    ("S", .small, PaperFigures.small), ("M", .medium, PaperFigures.medium), ("L", .large, PaperFigures.large),
  ]

  private static var parametersOfPaper: [PaperParameter] {
    let table = "table II", silent = "the paper is silent"
    let configuration = CambriconConfiguration.paperS
    func tile(_ chip: PaperChip) -> String { "\(chip.tileRows) x \(chip.tileColumns)" }
    func text(_ value: Double) -> String { ParameterValues.text(value) }
    return [
      PaperParameter(
        "channels of S, M, L", chipsByName.map { "\($0.chip.system.channels)" }.joined(separator: ", "), source: table),
      PaperParameter(
        "cores of a channel", chipsByName.map { "\($0.chip.system.coresPerChannel)" }.joined(separator: ", "),
        source: "\(table): 2, 4 and 8 chips of 2 dies"),
      PaperParameter("page", "\(configuration.pageBytes) bytes", source: table),
      PaperParameter("page read (tR)", "\(text(configuration.pageReadMicroseconds)) us", source: table),
      PaperParameter("channel", "\(text(configuration.channelRate / 1e6)) MB/s", source: "\(table): 8 bits, 1000 MT/s"),
      PaperParameter("DRAM", "\(text(configuration.dramRate / 1e9)) GB/s", source: "section on the architecture"),
      PaperParameter(
        "array of the NPU", "\(configuration.npuRows) x \(configuration.npuColumns) multipliers at 1 GHz",
        source: "\(table): 2 TOPS, which 16 x 16 elements have with 4 multipliers each"),
      PaperParameter(
        "tile of S, M, L", chipsByName.map { tile($0.chip) }.joined(separator: ", "),
        source: "section on tiling: S is printed; M and L are the powers of two beside the optimum of its formula"),
      PaperParameter(
        "bytes of a row's sum on the channel", "\(PaperChip.small.resultBytes)",
        source: "section on tiling: the formula of the traffic"),
      PaperParameter(
        "context", "\(context) positions", source: "\(silent); 256 and 1,000 are in the notes of 'decode' and in 'sensitivity'"),
      PaperParameter("keys and values", "8 bits; 16 with W4A16", source: "W8A8 and W4A16"),
      PaperParameter(
        "special functions", "\(PaperChip.small.specialFunctionLanes) elements a cycle", source: "\(silent): a row of the array"),
      PaperParameter(
        "mapping", "groups of rows side by side where columns leave channels, shared in steps of a page",
        source: "\(silent); nothing in it is fitted"),
    ]
  }

  // MARK: Token/s

  /// One figure for each model, in the order of `PaperModel.all`.
  private static func rows(
    _ label: String, _ printed: [PublishedFigure], unit: String, kind: FigureKind = .estimated,
    _ ours: (PaperModel) -> (Double, note: String)
  ) -> [ReproducedFigure] {
    zip(PaperModel.all, printed).map { model, figure in
      let (value, note) = ours(model)
      return ReproducedFigure(model.name + label, published: figure, unit: unit, ours: value, kind: kind, note: note)
    }
  }

  private static let decode = PaperTable(
    "decode", "Tokens a second with weights and activations of 8 bits (figure 9)",
    explanation:
      "The largest errors are of Llama2-70B, printed with one digit, and on L, where a matrix has few rounds and the mapping weighs most."
  ) {
    chipsByName.flatMap { name, chip, printed in
      rows(" on \(name)", printed, unit: "token/s") { model in
        let others = contexts.filter { $0 != context }.map { other in
          "\(PublishedFigure.text(PaperToken(chip).tokensPerSecond(model, context: other), decimals: 2)) at \(other)"
        }
        return (PaperToken(chip).tokensPerSecond(model, context: context), others.joined(separator: ", "))
      }
    }
  }

  private static let terms = PaperTable(
    "terms", "What the time of a token of 'decode' is made of",
    explanation:
      "Each term is what it adds behind those before it; the first one has every core and every channel busy all the time."
  ) {
    chipsByName.flatMap { name, chip, _ in
      PaperModel.all.map { model in
        let parts = PaperToken.contributions(chip, model, context: context)
        return ReproducedFigure(
          "\(model.name) on \(name)", unit: "ms", ours: parts.reduce(0) { $0 + $1.seconds } * 1e3,
          note: parts.map { "\($0.name) \(PublishedFigure.text($0.seconds * 1e3, decimals: 2))" }.joined(separator: ", "))
      }
    }
  }

  private static let sensitivity = PaperTable(
    "sensitivity", "The mean error of 'decode' with one value changed",
    explanation: "What the paper leaves open moves it by less than the remainder mapping does."
  ) {
    func changed(_ change: (inout PaperChip) -> Void) -> [PaperChip] {
      chipsByName.map {
        var chip = $0.chip
        change(&chip)
        return chip
      }
    }
    func row(_ label: String, _ chips: [PaperChip], terms: PaperTerms = .every, context: Int = context) -> ReproducedFigure {
      let errors = zip(chips, chipsByName).flatMap { chip, entry in
        zip(PaperModel.all, entry.printed).map { model, figure in
          abs(figure.error(of: PaperToken(chip, terms: terms).tokensPerSecond(model, context: context)))
        }
      }
      return ReproducedFigure(
        label, unit: "% mean error", ours: 100 * errors.reduce(0, +) / Double(errors.count),
        note: "largest \(PublishedFigure.text(100 * (errors.max() ?? 0), decimals: 1)) %")
    }
    let unchanged = changed { _ in }
    return contexts.map { row("context \($0)", unchanged, context: $0) } + [
      row("pages cut at will", unchanged, terms: PaperTerms.every.subtracting(.mapping)),
      row("no wait for the first page", unchanged, terms: PaperTerms.every.subtracting(.firstPage)),
      row("one first page for matrices of one input", changed { $0.sharesFirstPage = true }),
      row("no time in NPU and special functions", unchanged, terms: PaperTerms.every.subtracting([.npu, .specialFunctions])),
      row("array of 16 x 16 multipliers", changed { $0.system.npuColumns = 16 }),
      row("sums of 4 bytes", changed { $0.resultBytes = 4 }),
    ]
  }

  private static func tile(rows height: Int, columns width: Int, _ printed: [PublishedFigure]) -> PaperTable {
    PaperTable(
      "tile-\(height)x\(width)", "Tokens a second on S with tiles of \(height) x \(width) (figure 13)",
      explanation: "What a shape costs is how matrices fill it: the channels' bytes differ by less than 4 %."
    ) {
      var chip = PaperChip.small
      (chip.tileRows, chip.tileColumns) = (height, width)
      return rows("", printed, unit: "token/s") { (PaperToken(chip).tokensPerSecond($0, context: context), "") }
    }
  }

  private static let flashOnly = PaperTable(
    "flash-only", "S without the NPU's share of the weights, in tokens a second and in times as long (figure 12)",
    explanation: "The cores' own rate bounds it."
  ) {
    let token = PaperToken(.small, isFlashOnly: true)
    return rows("", PaperFigures.flashOnly, unit: "token/s") { (token.tokensPerSecond($0, context: context), "") }
      + PaperModel.all.map { model in
        ReproducedFigure(
          "\(model.name), slower", published: PaperFigures.tiling, unit: "times",
          ours: token.seconds(model, context: context) / PaperToken(.small).seconds(model, context: context))
      }
  }

  private static let unsliced = PaperTable(
    "unsliced", "S with raw pages that are not cut into slices, in tokens a second and in times as long (figure 12)",
    explanation: """
      Transfers first-come, the share as with slices: a vector waits for the raw pages that dies have ready, one each. So it falls \
      below flash only, as in print. Bounds: a share chosen anew never falls below flash only; everything one after the other.
      """
  ) {
    let channel = UnslicedChannel(token: PaperToken(.small)), sliced = PaperToken(.small)
    return rows("", PaperFigures.unsliced, unit: "token/s") { (1 / channel.run($0, context: context).seconds, "") }
      + PaperModel.all.map { model in
        let whole = sliced.seconds(model, context: context)
        let lower = PaperToken(.small, isFlashOnly: true).seconds(model, context: context) / whole
        let upper = (channel.serialSeconds(model) + sliced.otherSeconds(model, context: context)) / whole
        return ReproducedFigure(
          "\(model.name), slower", published: PaperFigures.slicing, unit: "times",
          ours: channel.run(model, context: context).seconds / whole,
          note: "bounds \(PublishedFigure.text(lower, decimals: 2)) and \(PublishedFigure.text(upper, decimals: 2))")
      }
  }

  private static let channelUse = PaperTable(
    "channel-use", "Share of the time in which the channels of S carry something (figure 12)",
    explanation: "Sums of one byte, as the paper's formula counts them; with two, flash only has 2.5 %."
  ) {
    let only = PaperToken(.small, isFlashOnly: true), channel = UnslicedChannel(token: PaperToken(.small))
    return rows("", PaperFigures.use, unit: "%") { (100 * PaperToken(.small).channelUse($0, context: context), "") }
      + PaperModel.all.map {
        ReproducedFigure(
          "\($0.name), unsliced", published: PaperFigures.unslicedUse, unit: "%",
          ours: 100 * channel.run($0, context: context).use)
      }
      + PaperModel.all.map {
        ReproducedFigure(
          "\($0.name), flash only", published: PaperFigures.flashOnlyUse, unit: "%",
          ours: 100 * only.channelUse($0, context: context))
      }
  }

  private static let bytes = PaperTable(
    "bytes", "Bytes over the channels of S for a token (figure 16)",
    explanation:
      "The raw weights of the NPU's share, vectors and sums. The printed bar of Llama2-70B breaks the ratio of the others."
  ) {
    rows("", PaperFigures.gigabytes, unit: "GB", kind: .counted) { (PaperToken(.small).channelBytes($0) / 1e9, "") }
  }

  private static func fourBit(_ name: String, _ system: String, _ chip: PaperChip, _ printed: [PublishedFigure]) -> PaperTable {
    PaperTable(
      name, "Tokens a second on \(system) with weights of 4 bits and activations, keys and values of 16",
      explanation:
        "A page has twice as many weights, a tile is \(chip.tileRows) x \(chip.tileColumns), a vector has twice the bytes."
    ) { rows("", printed, unit: "token/s") { (PaperToken(chip).tokensPerSecond($0, context: context), "") } }
  }

  // MARK: Curves

  private static func curve(_ label: String, _ counts: [Int], _ chip: (Int) -> PaperChip) -> [ReproducedFigure] {
    guard let model = PaperModel.all.first else { return [] }
    return counts.map { count in
      let one = chip(count)
      return ReproducedFigure(
        "\(label): \(count)", unit: "token/s", ours: PaperToken(one).tokensPerSecond(model, context: context),
        note: "tile \(one.tileRows) x \(one.tileColumns)")
    }
  }

  private static let chips = PaperTable(
    "chips", "OPT-6.7B on 8 channels of so many chips (figure 15, whose values are not printed)",
    explanation: "More chips gain less and less: a matrix has too few pages for their cores."
  ) { curve("chips a channel", [1, 2, 4, 8, 16, 32, 64, 128]) { .of(channels: 8, chips: $0) } }

  private static let channelCounts = PaperTable(
    "channels", "OPT-6.7B on so many channels of 4 chips (figure 15, whose values are not printed)",
    explanation: "Nearly as fast as there are channels, until a matrix has too few pages."
  ) { curve("channels", [1, 2, 4, 8, 16, 32, 64]) { .of(channels: $0, chips: 4) } }
}
