/// Why a run of a model cannot go on: one line with the remedy.
public enum SessionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// More positions than the session was made for.
  case contextExceeded(position: Int, capacity: Int)
  /// An id that is no token of the model.
  case unknownToken(id: Int, vocabulary: Int)
  /// Nothing to run.
  case noTokens
  /// The caller asked to stop.
  case cancelled
  /// An operator's result that is infinite or not a number: fp32 overflowed.
  case nonFinite(operation: String, position: Int, element: Int, value: Float)

  public var description: String {
    switch self {
    case .contextExceeded(let position, let capacity):
      "position \(position) is beyond the context of \(capacity) tokens; use a shorter text or fewer tokens"
    case .unknownToken(let id, let vocabulary): "\(id) is no token; ids run from 0 to \(vocabulary - 1)"
    case .cancelled: "the run was stopped"
    case .nonFinite(let operation, let position, let element, let value):
      "\(operation) is \(value) at position \(position), element \(element); look for weights, gains or biases of the model that are damaged or far too large for fp32"
    case .noTokens: "there are no tokens to run; give a text that is not empty"
    }
  }
}

/// A model in use: runs the graph over tokens with a cache of what came before.
///
/// A value: copying a session forks the conversation.
public struct Session<Operators: ModelOperators>: TokenSession {
  /// Sees each operation with its inputs and result, row by row of the positions being run.
  public typealias Observer = (_ operation: ModelGraph.Operation, _ inputs: [Matrix], _ output: Matrix) -> Void

  public let graph: ModelGraph
  public var operators: Operators
  /// Positions run so far.
  public private(set) var position = 0
  /// Most positions.
  public var capacity: Int { cache.capacity }
  public private(set) var cache: KeyValueCache

  private let deadAfter: [[Int]]
  private var values: [Matrix]
  /// Storage of values that are no longer needed.
  private var spare: [Matrix] = []

  /// - Parameters:
  ///   - capacity: most positions; memory for them is used as they are run
  ///   - position: positions whose keys and values the operators already hold in a cache of their own
  public init(graph: ModelGraph, operators: Operators, capacity: Int, position: Int = 0) {
    self.graph = graph
    self.position = position
    self.operators = operators
    let model = graph.configuration
    cache = KeyValueCache(layers: model.layers, width: model.keyValueWidth, capacity: capacity)
    deadAfter = graph.deadAfter
    values = [Matrix](repeating: Matrix(rows: 0, columns: 0), count: graph.values.count)
  }

  /// Forgets everything from `position` on.
  public mutating func rewind(to position: Int = 0) {
    precondition((0...self.position).contains(position), "a session can only go back")
    cache.truncate(to: position)
    self.position = position
  }

  /// Runs `tokens` at the positions that follow, all at once, and returns the logits of the rows asked for.
  ///
  /// An operator's result that is infinite or not a number ends the run with `SessionError.nonFinite`: nothing behind it would mean
  /// anything.
  ///
  /// - Parameter isCancelled: asked before each operation; when it says so, the run throws `SessionError.cancelled` and leaves the
  ///   session where it was.
  public mutating func run(
    _ tokens: [Int], logits: LogitRows = .last, observer: Observer? = nil, isCancelled: (() -> Bool)? = nil
  ) throws -> Matrix {
    guard !tokens.isEmpty else { throw SessionError.noTokens }
    guard position + tokens.count <= capacity else {
      throw SessionError.contextExceeded(position: position + tokens.count, capacity: capacity)
    }
    let vocabulary = graph.configuration.vocabulary
    if let id = tokens.first(where: { !(0..<vocabulary).contains($0) }) {
      throw SessionError.unknownToken(id: id, vocabulary: vocabulary)
    }
    for (index, operation) in graph.operations.enumerated() {
      if case .selectRows = operation.kind, logits == .none { break }
      if let isCancelled, isCancelled() {
        cache.truncate(to: position)
        throw SessionError.cancelled
      }
      operators.begin(operation, position: position)
      try run(operation, tokens: tokens, logits: logits)
      if let place = values[operation.output].firstNonFinite {
        cache.truncate(to: position)
        throw SessionError.nonFinite(
          operation: operation.name, position: position + place.row, element: place.column, value: place.value)
      }
      observer?(operation, operation.inputs.map { values[$0] }, values[operation.output])
      for dead in deadAfter[index] { recycle(dead) }
    }
    position += tokens.count
    guard logits != .none else { return Matrix(rows: 0, columns: vocabulary) }
    var result = Matrix(rows: 0, columns: 0)
    swap(&result, &values[graph.logits])
    return result
  }

  public mutating func run(_ tokens: [Int], logits: LogitRows, isCancelled: (() -> Bool)?) throws
    -> Matrix
  {
    try run(tokens, logits: logits, observer: nil, isCancelled: isCancelled)
  }

  public mutating func argmax(_ logits: ArraySlice<Float>) throws -> Int {
    try operators.argmax(logits)
  }

  private mutating func recycle(_ value: Int) {
    var matrix = Matrix(rows: 0, columns: 0)
    swap(&matrix, &values[value])
    spare.append(matrix)
  }

  private mutating func run(_ operation: ModelGraph.Operation, tokens: [Int], logits: LogitRows) throws {
    var output = spare.popLast() ?? Matrix(rows: 0, columns: 0)
    let inputs = operation.inputs
    let rows = inputs.first.map { values[$0].rows } ?? tokens.count
    if case .selectRows = operation.kind, logits == .last {
      output.reshape(rows: 1, columns: graph.values[operation.output].width)
    } else {
      output.reshape(rows: rows, columns: graph.values[operation.output].width)
    }
    switch operation.kind {
    case .embed(let weight):
      try operators.embed(weight, tokens: tokens, into: &output)
    case .addPosition(let weight, let offset):
      try operators.addPosition(weight, offset: offset, position: position, values[inputs[0]], into: &output)
    case .rmsNorm(let gain, let epsilon):
      try operators.rmsNorm(gain: gain, epsilon: epsilon, values[inputs[0]], into: &output)
    case .layerNorm(let gain, let bias, let epsilon):
      try operators.layerNorm(gain: gain, bias: bias, epsilon: epsilon, values[inputs[0]], into: &output)
    case .linear(let layer):
      try operators.linear(layer, values[inputs[0]], into: &output)
    case .rotate(let rotary, let heads):
      try operators.rotate(rotary, heads: heads, position: position, values[inputs[0]], into: &output)
    case .attend(let layer):
      try operators.attend(
        layer, query: values[inputs[0]], key: values[inputs[1]], value: values[inputs[2]], position: position, cache: &cache,
        into: &output)
    case .activate(let function):
      try operators.activate(function, values[inputs[0]], into: &output)
    case .gate(let function):
      try operators.gate(function, values[inputs[0]], values[inputs[1]], into: &output)
    case .add:
      try operators.add(values[inputs[0]], values[inputs[1]], into: &output)
    case .selectRows:
      let input = values[inputs[0]]
      output.values = logits == .last ? Array(input[row: input.rows - 1]) : input.values
    }
    values[operation.output] = output
  }
}

extension LanguageModel {
  /// A session in fp32.
  public func session(capacity: Int) -> Session<FloatOperators> {
    Session(graph: graph, operators: FloatOperators(self, positions: capacity), capacity: capacity)
  }
}
