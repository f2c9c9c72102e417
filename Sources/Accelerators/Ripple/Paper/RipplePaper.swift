import Units

/// Ripple's figures: the storage by a fit to the published table, reads and cache by counting on a layer made of real activations.
package enum RipplePaper {
  package static let paper = Paper(
    name: "ripple", title: "Ripple", source: "Ripple, arXiv 2410.19274 (version 2; version 3 is Neuralink, ASPLOS 2025)",
    parameters: parameters, tables: [storage, placement, speed, gaps])

  /// OPT-6.7B: neurons of a layer, the share that is active, layers, and bytes of a bundle in FP16.
  private static let neurons = 16384, share = 0.0328, layers = 32, bundleBytes = 16384
  /// Neurons in memory: a tenth.
  private static let cached = neurons / 10

  private static let parameters: [PaperParameter] = [
    PaperParameter("model", "OPT-6.7B: 16,384 bundles of 16 KB a layer, 32 layers, 3.28 % active", source: "version 2, table 3"),
    PaperParameter(
      "activations", "layers of the embedded model side by side, a text for every four; profile 768, measured 256 positions",
      source: "the published traces are not available; StackedTrace says how they are made"),
    PaperParameter("storage", "UFS 4.0, fitted to version 3, table 2", source: "see the table storage"),
    PaperParameter("cache", "a tenth of the neurons, S3-FIFO", source: "version 2, section 6.1"),
    PaperParameter(
      "admission", "every second member of a run of 4 or more", source: "the paper gives neither number: a choice"),
    PaperParameter("gap", "read through up to the bytes that a command costs", source: "the paper gives no value: the fit's"),
  ]

  // MARK: Storage

  private static let storage = PaperTable(
    "storage", "Reading OPT-350M's feed-forward weights with a share of neurons left out (version 3, table 2, OnePlus 12)",
    explanation:
      "The fit has two constants, a command's cost and a rate, found with the nine rows that leave neurons out. Without gaps all is one long read a layer, and the phone reads more slowly than the fit says."
  ) {
    MeasuredReads.oneplus12.map { row in
      ReproducedFigure(
        "\(Int((row.left * 100).rounded())) % left out", published: PublishedFigure(row.milliseconds, decimals: 1), unit: "ms",
        ours: row.milliseconds * (1 + row.error(of: .ufs4)))
    }
  }

  // MARK: Reads

  /// The traces and placements that the other tables share.
  private struct Layer: Sendable {
    let text: ActivationTrace
    /// A placement, and the reads that are expected of it.
    private let made: [PlacementMethod: (placement: Placement, reads: Double)]

    init() throws(AcceleratorError) {
      let traces = try StackedTrace.traces(neurons: neurons, share: share)
      let counts = try traces.profile.coActivation(layer: 0)
      text = traces.text
      made = Dictionary(
        uniqueKeysWithValues: PlacementMethod.allCases.map { method in
          let placement = method.placement(of: counts)
          return (method, (placement, counts.meanReads(placement)))
        })
    }

    func made(_ method: PlacementMethod) throws(AcceleratorError) -> (placement: Placement, reads: Double) {
      guard let made = made[method] else { throw AcceleratorError("no placement was made by \(method.rawValue)") }
      return made
    }

    func run(_ method: PlacementMethod, gap: Int = 0, admitted: Int? = nil) throws(AcceleratorError) -> FetchRun {
      let plan = ReadPlan(largestGap: gap), placements = [try made(method).placement]
      guard let admitted else { return FetchRun(text, placements: placements, plan: plan, bundleBytes: bundleBytes) }
      let cache = SegmentCache(capacity: cached, segmentPercent: admitted)
      return FetchRun(text, placements: placements, plan: plan, bundleBytes: bundleBytes, cache: cache)
    }
  }

  /// Made once: it takes some seconds.
  private static let sharedLayer = Result<Layer, AcceleratorError> { () throws(AcceleratorError) in try Layer() }

  private static let placement = PaperTable(
    "placement", "Bundles of a read without a cache, and reads of a layer for a token",
    explanation:
      "The paper prints 1.05 for the model's order and 213 % more for its own (3.29). Here a neuron has partners only among the 2,048 of its text, and the model is small; the paper's own traces are not available."
  ) { () throws(AcceleratorError) in
    let layer = try sharedLayer.get()
    let published: [PlacementMethod: PublishedFigure] = [
      .model: PublishedFigure(1.05, decimals: 2), .ripple: PublishedFigure(3.29, decimals: 2),
    ]
    var rows: [ReproducedFigure] = []
    for method in PlacementMethod.allCases {
      let run = try layer.run(method)
      rows += [
        ReproducedFigure(
          "\(method.rawValue): bundles a read", published: published[method], unit: "bundles", ours: run.meanLength,
          kind: .counted),
        ReproducedFigure("\(method.rawValue): reads", unit: "reads", ours: run.readsOfPosition, kind: .counted),
        ReproducedFigure(
          "\(method.rawValue): reads expected from the profile", unit: "reads", ours: try layer.made(method).reads, kind: .counted
        ),
      ]
    }
    return rows
  }

  private static let speed = PaperTable(
    "speed", "How many times as fast as LLMFlash: the model's order, neighbors joined, the same cache (version 2, section 6.4)",
    explanation: "Offline is the order alone; online is reading through gaps, and the rule of admission."
  ) { () throws(AcceleratorError) in
    let layer = try sharedLayer.get()
    let gap = ReadPlan(.ufs4, bundleBytes: bundleBytes).largestGap
    let baseline = try layer.run(.model, admitted: 100)
    func figure(_ name: String, _ printed: Double?, _ run: FetchRun) -> ReproducedFigure {
      ReproducedFigure(
        name, published: printed.map { PublishedFigure($0, decimals: 2) }, unit: "x",
        ours: baseline.seconds(.ufs4) / run.seconds(.ufs4),
        note:
          "\(PublishedFigure.text(run.seconds(.ufs4) / Double(run.positions) * Double(layers) * 1e3, decimals: 1)) ms a token, hits \(PublishedFigure.text(run.hitRate * 100, decimals: 0)) %"
      )
    }
    return [
      figure("LLMFlash", nil, baseline), figure("offline", 1.30, try layer.run(.ripple, admitted: 100)),
      figure("online", 1.26, try layer.run(.model, gap: gap, admitted: 50)),
      figure("both", 1.68, try layer.run(.ripple, gap: gap, admitted: 50)),
      figure("both, improved path", nil, try layer.run(.improved, gap: gap, admitted: 50)),
    ]
  }

  private static let gaps = PaperTable(
    "gaps", "Bandwidth of needed bytes against the gap that is read through, over not reading through any",
    explanation:
      "The paper prints 1.21 for its own, undisclosed, threshold. A gap of 16 KB costs less than a command (19.5 KB by the fit), two cost more: the best threshold is one bundle."
  ) { () throws(AcceleratorError) in
    let layer = try sharedLayer.get()
    let plain = try layer.run(.ripple, admitted: 100).effectiveBandwidth(.ufs4)
    var rows: [ReproducedFigure] = []
    for gap in [0, 1, 2, 3, 4, 8] {
      let run = try layer.run(.ripple, gap: gap, admitted: 100)
      let figure = ReproducedFigure(
        "\(gap) bundles", published: gap == 1 ? PublishedFigure(1.21, decimals: 2) : nil, unit: "x",
        ours: run.effectiveBandwidth(.ufs4) / plain)
      rows.append(figure)
    }
    return rows
  }
}
