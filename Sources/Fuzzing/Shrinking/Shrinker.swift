import Netlist

/// Makes a failing case small: removes cycles, outputs, statements, values, instances and bits while it still fails.
public struct Shrinker: Sendable {
  let campaign: FuzzCampaign
  /// Shrinking stops after this time, with what it has by then.
  public var limit: Duration

  public init(_ campaign: FuzzCampaign, limit: Duration = .seconds(120)) {
    self.campaign = campaign
    self.limit = limit
  }

  /// The smallest failure found. A circuit that computed something wrong still does; one that a tool refused is refused.
  public func shrink(_ failure: FuzzFailure) async -> FuzzFailure {
    let end = ContinuousClock.now + limit
    var best = failure
    guard failure.backend != "generator", await campaign.check(failure.fuzzCase, on: failure.backend) != nil else {
      return failure
    }
    if let sample = best.sample { await attempt(best.fuzzCase.keeping(cycles: sample / 2 + 1), &best) }
    if let flat = try? best.fuzzCase.flattened() { await attempt(flat, &best) }
    var isSmaller = true
    while isSmaller, ContinuousClock.now < end {
      isSmaller = false
      for edit in Edit.allKinds {
        // From the last to the first: what uses others goes before what is used.
        var index = edit.count(best.fuzzCase) - 1
        while index >= 0, ContinuousClock.now < end {
          if let smaller = edit.apply(best.fuzzCase, index), smaller.cost < best.fuzzCase.cost, await attempt(smaller, &best) {
            isSmaller = true
          }
          index = min(index - 1, edit.count(best.fuzzCase) - 1)
        }
      }
    }
    return best
  }

  /// Keeps the candidate if it fails in the same way.
  @discardableResult
  private func attempt(_ candidate: FuzzCase?, _ best: inout FuzzFailure) async -> Bool {
    guard let candidate, (try? candidate.design.validate()) != nil,
      let failure = await campaign.check(candidate, on: best.backend)
    else { return false }
    guard (failure.sample == nil) == (best.sample == nil) else { return false }
    best = failure
    return true
  }
}

extension FuzzCase {
  /// What shrinking reduces: values, their bits, statements, ports and cycles.
  var cost: Int {
    var sum = stimulus.cycles.count * 20 + design.modules.count * 10
    for cycle in stimulus.cycles { sum += cycle.inputs.count { !$0.isZero } }
    for module in design.modules {
      for value in module.values {
        if case .constant(let bits) = value.operation { sum += bits.isZero ? 1 : 2 } else { sum += 4 + value.type.width / 2 }
      }
      for value in module.values where value.name != nil { sum += 1 }
      Module.walk(module.statements) { _ in sum += 3 }
      for memory in module.memories { sum += memory.depth + memory.word.width / 2 }
      sum += module.ports.count * 3 + module.instances.count * 10
    }
    return sum
  }

  func keeping(cycles: Int) -> FuzzCase {
    var copy = self
    copy.stimulus.cycles = Array(stimulus.cycles.prefix(cycles))
    return copy
  }

  func flattened() throws -> FuzzCase {
    var copy = self
    copy.design = try Flattening.flatten(design)
    return copy
  }

  /// The case with another top module, without what has become dead; nil if the circuit has become invalid.
  func replacingTop(_ change: (inout Module) -> Bool) -> FuzzCase? {
    var copy = self
    guard change(&copy.design.modules[design.modules.count - 1]) else { return nil }
    let cleaning = Pipeline(
      Pipeline.standard.passes.filter { ["drivers", "combinational loops", "dead code"].contains($0.name) })
    guard cleaning.run(&copy.design).allSatisfy({ $0.severity != .error }) else { return nil }
    // Modules that are no longer instantiated.
    let used = Set(copy.design.modules.flatMap { $0.instances.map(\.module) } + [copy.design.modules.count - 1])
    if used.count < copy.design.modules.count {
      let kept = copy.design.modules.indices.filter(used.contains)
      let position = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
      copy.design.modules = kept.map { copy.design.modules[$0] }
      for module in copy.design.modules.indices {
        for instance in copy.design.modules[module].instances.indices {
          let old = copy.design.modules[module].instances[instance].module
          copy.design.modules[module].instances[instance].module = position[old] ?? 0
        }
      }
    }
    return copy
  }
}
