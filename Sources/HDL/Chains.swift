import Netlist

/// The chain that `when` starts; `elsewhen` and `otherwise` extend it.
public struct When {
  /// Number of the chain in its module; nil where none was recorded.
  let chain: Int?

  /// Statements for when no earlier condition of the chain holds and this one does.
  @discardableResult
  public func elsewhen(
    _ condition: @autoclosure () -> some Readable<Bit>, _ body: () -> Void
  ) -> When {
    let builder = builder()
    builder.moveToElsewhen(of: chain)
    let value = condition()._value.ref
    let location = builder.location
    builder.extend(chain, "elsewhen") { builder in
      let then = builder.collect(body)
      return { $0.branches.append(.init(condition: value.id, body: then, location: location)) }
    }
    return self
  }

  /// Statements for when no condition of the chain holds.
  public func otherwise(_ body: () -> Void) {
    builder().extend(chain, "otherwise") { builder in
      let statements = builder.collect(body)
      return {
        $0.otherwise = statements
        $0.isComplete = true
      }
    }
  }
}

/// Statements for when the condition is 1.
@discardableResult
public func when(_ condition: some Readable<Bit>, _ body: () -> Void) -> When {
  let builder = builder()
  let value = condition._value.ref
  let location = builder.location, places = builder.operatorPlaces
  let then = builder.collect(body)
  builder.location = location
  return When(chain: builder.beginChain(.init(condition: value.id, body: then, location: location), places: places))
}

/// `when`, `elsewhen`, …, `otherwise` while they are recorded.
struct OpenChain {
  struct Branch {
    var condition: ValueID
    var body: [Statement]
    var location: SourceLocation
  }
  /// Where its statement stands.
  var frame: Int, position: Int
  /// Conditional statements around it.
  var nesting: Int
  /// The columns of the statement that began it, which hold those of the branches that it spells.
  var places: StaticString
  var branches: [Branch]
  var otherwise: [Statement] = []
  /// Whether `otherwise` has been said.
  var isComplete = false
}

extension Builder {
  /// Longer chains become a tree of conditions, so that no pass has to go deep. Nobody writes so long a chain by hand.
  private static let longestChain = 32

  /// Records the first branch of a chain; nil where no statement can stand.
  func beginChain(_ first: OpenChain.Branch, places: StaticString) -> Int? {
    let frame = frames.count - 1, position = frames[frame].count
    record(.when(first.condition, then: first.body, otherwise: []))
    guard frames[frame].count > position else { return nil }
    chainCount += 1
    chainsOfFrame[frame].append(chainCount)
    chains[chainCount] = OpenChain(frame: frame, position: position, nesting: nesting, places: places, branches: [first])
    return chainCount
  }

  /// The place of the next `elsewhen`: in the statement that began the chain, or at the start of one of its own.
  func moveToElsewhen(of number: Int?) {
    guard let number, let chain = chains[number] else { return }
    for (places, index) in [(chain.places, chain.branches.count - 1), (operatorPlaces, 0)] {
      operatorPlaces = places
      if let found = place(of: "elsewhen\(index)", orElse: nil) {
        location = found
        return
      }
    }
  }

  /// Lets `collect` record one more branch of the chain, as deep as it will lie in it.
  func extend(_ number: Int?, _ spelling: String, _ collect: (Builder) -> (inout OpenChain) -> Void) {
    let chain = number.flatMap { chains[$0] }
    if number != nil, !isDetached, chain.map(\.isComplete) ?? true {
      error(
        "'\(spelling)' belongs to a chain that has ended",
        note: "write it right after the when and its elsewhens, before otherwise")
    }
    let outer = nesting
    if let chain { nesting = chain.nesting + min(chain.branches.count, Self.longestChain) }
    let add = collect(self)
    nesting = outer
    guard let number, var extended = chains[number] else { return }
    chains[number] = nil
    add(&extended)
    chains[number] = extended
  }

  /// Records the statements of `body` as if no condition stood around it: they belong to an expression.
  func ungated<Result>(_ body: () -> Result) -> Result {
    frames.append([])
    chainsOfFrame.append([])
    let result = body()
    closeChains(inFrame: frames.count - 1)
    let statements = frames.removeLast()
    frames[0] += statements
    return result
  }

  /// Makes statements of the chains that stand in a frame, which ends.
  func closeChains(inFrame frame: Int) {
    for number in chainsOfFrame.removeLast() {
      guard let chain = chains.removeValue(forKey: number) else { continue }
      if chain.branches.count == 1, chain.otherwise.isEmpty { continue }
      frames[frame][chain.position].kind = statement(for: chain).kind
    }
  }

  private func statement(for chain: OpenChain) -> Statement {
    if chain.branches.count > Self.longestChain { return tree(for: chain) }
    var rest = chain.otherwise
    for branch in chain.branches.reversed() {
      rest = [Statement(.when(branch.condition, then: branch.body, otherwise: rest), location: branch.location)]
    }
    return rest[0]
  }

  /// Asks first whether any condition of the lower half holds, and so on: as deep as the number of branches has digits.
  private func tree(for chain: OpenChain) -> Statement {
    let branches = chain.branches
    func node(_ range: Range<Int>) -> (any: ValueID, body: [Statement]) {
      if range.count == 1 { return (branches[range.lowerBound].condition, branches[range.lowerBound].body) }
      let middle = range.lowerBound + range.count / 2
      let low = node(range.lowerBound..<middle), high = node(middle..<range.upperBound)
      location = branches[range.lowerBound].location
      let split = Statement(.when(low.any, then: low.body, otherwise: high.body), location: location)
      return (add(.binary(.or, low.any, high.any), .bit).id(in: self), [split])
    }
    let place = location
    let root = node(branches.indices)
    location = place
    return Statement(.when(root.any, then: root.body, otherwise: chain.otherwise), location: branches[0].location)
  }
}
