import Netlist
import Simulation

/// A design with one deliberate mistake.
public struct Mutant: Sendable {
  public var design: Design
  /// What was changed: `'+' became '-'`.
  public var change: String
  /// The module's name and, if known, the Swift source's file and line.
  public var module: String
  public var location: String
  /// The name of the first value that was changed, or that the changed statement drives or tests, or of the nearest that reads
  /// it; empty if there is none.
  public var target: String
  /// Index into `Design.modules`, and the value that was changed, or that the changed statement drives or tests.
  var moduleIndex: Int
  var changed: [ValueID]

  /// Whether all registers and memories take something in the same cycles as in the design, and start from the same.
  public var movesAlike: Bool {
    !["condition", "assignment dropped", "reset value"].contains { change.hasPrefix($0) }
  }
}

/// Makes mutants of a design from a seed.
public struct MutantGenerator {
  private var random: RandomSource
  private let design: Design
  /// Places by kind: the module, and where in it.
  private let sites: [[(module: Int, site: Int)]]

  public init(_ design: Design, seed: UInt64) {
    self.design = design
    random = RandomSource(seed: seed)
    sites = Mutation.all.map { mutation in
      design.modules.indices.flatMap { module in
        (0..<(design.modules[module].blackBox == nil ? mutation.count(design.modules[module]) : 0)).compactMap { site in
          var copy = design.modules[module]
          return mutation.apply(&copy, site, 0) == nil ? nil : (module, site)
        }
      }
    }
  }

  /// `count` mutants: kinds in turn, places at random, no place of a kind twice until all have been taken.
  public mutating func mutants(_ count: Int) -> [Mutant] {
    var rest = sites
    var result: [Mutant] = []
    var kind = 0
    while result.count < count, sites.contains(where: { !$0.isEmpty }) {
      defer { kind = (kind + 1) % sites.count }
      if rest[kind].isEmpty {
        // Constants and conditions can be changed in several ways; start over only when all kinds are used up.
        if rest.allSatisfy(\.isEmpty) { rest = sites }
        continue
      }
      let (module, site) = rest[kind].remove(at: random.below(rest[kind].count))
      var copy = design
      guard let effect = Mutation.all[kind].apply(&copy.modules[module], site, random.word()) else { continue }
      let place = effect.location
      let source = design.modules[module]
      let file = place.file >= 0 && Int(place.file) < source.files.count ? source.files[Int(place.file)] : ""
      result.append(
        Mutant(
          design: copy, change: effect.change, module: source.name, location: file.isEmpty ? "" : "\(file):\(place.line)",
          target: effect.changed.first.flatMap { copy.modules[module].nearestName(to: $0) } ?? "", moduleIndex: module,
          changed: effect.changed))
    }
    return result
  }
}

extension Module {
  /// The name of a value, or of one of the nearest values that are computed from it.
  func nearestName(to id: ValueID) -> String? {
    var seen: Set<ValueID> = [id], found = seen
    while !found.isEmpty {
      if let name = found.sorted().lazy.compactMap({ self[$0].name }).first { return name }
      var next: Set<ValueID> = []
      for index in values.indices where !dependencies(of: ValueID(index)).allSatisfy({ !found.contains($0) }) {
        next.insert(ValueID(index))
      }
      Module.walk(statements) { statement in
        if case .assign(.value(let target), let source) = statement.kind, found.contains(source) { next.insert(target) }
      }
      found = next.subtracting(seen)
      seen.formUnion(next)
    }
    return nil
  }
}
