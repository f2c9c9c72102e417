/// The figures of P3-LLM's speed, by the authors' formulas. Nothing here is simulated.
package enum P3LLMPaper {
  package static let paper = Paper(
    name: "p3-llm", title: "P3-LLM", source: "P3-LLM, arXiv 2511.06838", parameters: parameters,
    tables: [speedups, ablation, tokens, contexts])

  private static let context = 4096, batches = [1, 2, 4, 8]
  private static let parameters: [PaperParameter] = [
    PaperParameter(
      "cycles", "closed formulas at 1 GHz",
      source: "the authors' simulator (yc2367/P2-LLM, commit b4843f5), older than the paper's last version"),
    PaperParameter(
      "memory", "16 pseudo-channels of HBM; the NPU sees 256 GB/s",
      source: "the simulator; the NPU's four cores play no part in it"),
    PaperParameter("context", "\(context) positions", source: "the evaluation of the paper"),
    PaperParameter("batches", "1, 2, 4, 8, the ablation 2 and 4", source: "the evaluation of the paper"),
    PaperParameter("mean", "arithmetic, over five models and the batches", source: "the evaluation of the paper"),
    PaperParameter(
      "linear layers on the NPU", "from batch 8 on; HBM-PIM from 4 on, Pimba never",
      source: "the evaluation of the paper; for Pimba a choice"),
    PaperParameter(
      "probabilities of 16 bits", "two of four lanes, one input; scores on the NPU", source: "the paper is silent: a choice"),
  ]

  private static func mean(_ machine: PaperMachine, over other: PaperMachine, batches: [Int] = batches) -> Double {
    let ratios = P3Model.all.flatMap { model in
      batches.map {
        machine.seconds(model, batch: $0, context: context) / other.seconds(model, batch: $0, context: context)
      }
    }
    return ratios.reduce(0, +) / Double(ratios.count)
  }

  private static let speedups = PaperTable(
    "speedups", "How many times as fast as others (means of the evaluation)",
    explanation: "Pimba's version with MX8 is the one whose formats and mapping the paper says least of."
  ) {
    [
      ("an NPU with FP16", PaperMachine.npu, 7.8), ("HBM-PIM", .hbmPIM, 4.9), ("Ecco", .ecco, 2.0),
      ("Pimba with MX8", .pimba, 3.4),
    ].map { name, machine, printed in
      ReproducedFigure(
        "over \(name)", published: PublishedFigure(printed, decimals: 1), unit: "x", ours: mean(machine, over: .p3))
    }
  }

  private static let ablation = PaperTable(
    "ablation", "What each step gains, over HBM-PIM at batches 2 and 4",
    explanation: "The formulas say nothing of probabilities with 16 bits beside keys and values of 4; see the parameters."
  ) {
    [
      ("weights of 4 bits, activations of 8, keys and values of 4", PaperMachine.hbmPIM, PaperMachine.formats, 3.3),
      ("two inputs a column", .formats, .enhanced, 1.6), ("probabilities of 8 bits", .enhanced, .p3, 1.2),
    ].map { name, before, after, printed in
      ReproducedFigure(
        name, published: PublishedFigure(printed, decimals: 1), unit: "x", ours: mean(before, over: after, batches: [2, 4]))
    }
  }

  private static let tokens = PaperTable(
    "tokens", "Milliseconds of a token by the formulas", explanation: "The paper prints ratios only."
  ) {
    P3Model.all.flatMap { model in
      batches.map {
        ReproducedFigure(
          "\(model.name), batch \($0)", unit: "ms",
          ours: PaperMachine.p3.seconds(model, batch: $0, context: context) * 1e3)
      }
    }
  }

  private static let contexts = PaperTable(
    "contexts", "How many times as fast as the NPU with FP16, LLaMA-3.1-8B, batch 1, against the context",
    explanation: "By these formulas the gain falls with the context; the paper's figure 11 shows it growing."
  ) {
    P3Model.all.filter { $0.name == "LLaMA-3.1-8B" }.flatMap { model in
      [2048, 4096, 8192, 16384].map { context in
        ReproducedFigure(
          "\(context) positions", unit: "x",
          ours: PaperMachine.npu.seconds(model, batch: 1, context: context)
            / PaperMachine.p3.seconds(model, batch: 1, context: context))
      }
    }
  }
}
