/// When a weight-stationary array loads tiles and takes vectors.
struct NPUWeightStationaryCycles: Sendable {
  private typealias Tag = NPUAccumulatorCycles.Tag

  /// Moves from a vector to its sums at the lower edge, and from a tile's last vector until its bank can be loaded again.
  private let depth: Int, release: Int
  private var row = 0, freeBanks = 2
  private var tiles = CycleQueue<NPUPassShape>()
  private var vector = 0
  /// Cycles in which the array moved.
  private var moves = 0
  /// When vectors under way were issued, and when tiles were released, in moves.
  private var issued = CycleQueue<(move: Int, tag: NPUAccumulatorCycles.Tag)>()
  private var released = CycleQueue<Int>()

  init(_ unit: NPUSystolic) {
    let groups = unit.columns / unit.usedReach
    (depth, release) = (unit.rows + groups, groups - 1)
  }

  mutating func step(_ outside: NPUSides, _ head: NPUPassShape?, _ accumulator: NPUAccumulatorCycles)
    -> NPUSystolicCycles.Activity
  {
    let advance = accumulator.advance
    var array = NPUSystolicCycles.Activity()
    array.isBusy = tiles.count > 0 || issued.count > 0
    if let oldest = issued.first, moves - oldest.move == depth { array.partial = oldest.tag }

    let mayLoad = head != nil && advance && freeBanks > 0, load = mayLoad && outside.weights
    let isLoaded = load && row + 1 == head?.inner
    array.weights = mayLoad
    array.popsCommand = isLoaded

    let tile = tiles.first, reserves = tile.map { $0.first && $0.withParameters && vector == 0 } ?? false
    let mayIssue = tile != nil && advance && (accumulator.hasParameters || !reserves), issue = mayIssue && outside.activations
    let ends = vector + 1 == tile?.vectors
    array.activations = mayIssue
    array.reserves = issue && reserves
    array.isStarved = mayIssue && !outside.activations || tile == nil && mayLoad && !outside.weights

    let isReleased = issue && ends
    if isReleased, release > 0 { released.append(moves) }
    let isFree = release == 0 ? isReleased : advance && released.first.map { moves - $0 == release } ?? false
    if isFree, release > 0 { released.removeFirst() }
    freeBanks += (isFree ? 1 : 0) - (isLoaded ? 1 : 0)

    if load { row = isLoaded ? 0 : row + 1 }
    if array.partial != nil, advance { issued.removeFirst() }
    if issue, let tile {
      array.macs = tile.inner * tile.columns
      issued.append((moves, Tag(last: tile.last, withParameters: tile.withParameters, ends: ends)))
      vector = ends ? 0 : vector + 1
    }
    if isReleased { tiles.removeFirst() }
    if isLoaded, let head { tiles.append(head) }
    if advance { moves += 1 }
    return array
  }
}

/// When an output-stationary array takes steps, and when its rows leave.
struct NPUOutputStationaryCycles: Sendable {
  private let rows: Int, groups: Int
  /// Beats that wait in the buffers.
  private var weights = 0, activations = 0
  private var inner = 0
  /// Cycles in which the array moved, and those in which the last step, and the last end of a pass, were taken.
  private var moves = 0, lastStep: Int?, lastEnd: Int?
  /// Passes whose rows have not begun to leave: when they ended.
  private var ended = CycleQueue<(move: Int, pass: NPUPassShape)>()
  /// Moves until another pass may end; rows that leave.
  private var rest = 0, left = 0
  private var leaving: NPUPassShape?

  init(_ unit: NPUSystolic) { (rows, groups) = (unit.rows, unit.columns / unit.usedReach) }

  mutating func step(_ outside: NPUSides, _ head: NPUPassShape?, _ accumulator: NPUAccumulatorCycles)
    -> NPUSystolicCycles.Activity
  {
    let advance = accumulator.advance
    var array = NPUSystolicCycles.Activity()
    array.weights = weights < 2
    array.activations = activations < 2
    // A step works at the last row of the last group `rows + groups - 1` moves later, an end is there one move later still.
    let works = lastStep.map { moves - $0 < rows + groups } ?? false, ends = lastEnd.map { moves - $0 <= rows + groups } ?? false
    array.isBusy = works || ends || left > 0
    if left > 0, let leaving {
      array.partial = NPUAccumulatorCycles.Tag(last: leaving.last, withParameters: leaving.withParameters, ends: left == 1)
    }

    let endsPass = inner + 1 == head?.inner, reserves = head.map { $0.first && $0.withParameters && inner == 0 } ?? false
    let mayStep = head != nil && advance && (accumulator.hasParameters || !reserves) && (rest == 0 || !endsPass)
    let step = mayStep && weights > 0 && activations > 0
    array.popsCommand = step && endsPass
    array.reserves = step && reserves
    array.isStarved = mayStep && !step
    if let head, step { array.macs = head.vectors * head.columns }

    if advance { move(step: step, ends: step && endsPass ? head : nil) }
    if step { inner = endsPass ? 0 : inner + 1 }
    weights += (outside.weights && array.weights ? 1 : 0) - (step ? 1 : 0)
    activations += (outside.activations && array.activations ? 1 : 0) - (step ? 1 : 0)
    return array
  }

  private mutating func move(step: Bool, ends: NPUPassShape?) {
    if let oldest = ended.first, moves - oldest.move == groups + 1 {
      (left, leaving) = (oldest.pass.vectors, oldest.pass)
      ended.removeFirst()
    } else if left > 0 {
      left -= 1
    }
    rest = ends != nil ? rows - 1 : max(0, rest - 1)
    if let ends {
      ended.append((moves, ends))
      lastEnd = moves
    }
    if step { lastStep = moves }
    moves += 1
  }
}
