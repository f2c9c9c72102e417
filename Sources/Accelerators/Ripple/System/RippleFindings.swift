extension Ripple {
  /// Neurons and reads of a token, and what the storage was good for.
  public func findings(_ runs: [ProgramRun]) -> [Finding] {
    var active = 0, missed = 0, reads = 0, slots = 0
    for run in runs {
      for (step, lengths) in run.lengths {
        switch run.program.steps[step].pass {
        case is PredictNeurons where lengths.count == 3: (active, missed) = (active + lengths[0], missed + lengths[2])
        case is FetchNeurons where lengths.count == 1: reads += lengths[0]
        case is ReadBundles where lengths.count == 2: slots += lengths[0]
        default: break
        }
      }
    }
    if runs.isEmpty || slots == 0 { return [] }
    let tokens = Double(runs.count), bytes = Double(chip.bundleBytes)
    let seconds = chip.storage.seconds(reads: reads, bytes: slots * chip.bundleBytes)
    return [
      Finding("neurons asked for by a token", Double(active) / tokens),
      Finding("needed and missed", Double(missed) / tokens),
      Finding("reads of a token", Double(reads) / tokens),
      Finding("bundles of a read", Double(slots) / Double(max(1, reads))),
      Finding("read in vain", 100 * Double(slots - active) / Double(slots), unit: "%"),
      Finding("effective bandwidth", Double(active) * bytes / seconds / 1e6, unit: "MB/s"),
    ]
  }
}
