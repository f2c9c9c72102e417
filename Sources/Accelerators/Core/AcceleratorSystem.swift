import Hosts
import Transformer
import Units

/// Rows to compile: consecutive tokens of one sequence.
public struct Slice: Hashable, Sendable {
  public let rows: Int, logits: LogitRows
  public init(rows: Int, logits: LogitRows) { (self.rows, self.logits) = (rows, logits) }
}

/// A queue of the chip, and the unit that serves it as RTL.
public struct Lane: Sendable {
  /// As in a pass's `lane`.
  public let name: String
  /// What is emitted and built.
  public let unit: any Units.Unit
  let start: @Sendable (UnitPool) throws -> any RunningUnit

  /// - Parameter start: builds the unit and connects its host
  public init<U: Units.Unit>(_ name: String, _ unit: U, start: @escaping @Sendable (U, UnitPool) throws -> any RunningUnit) {
    (self.name, self.unit) = (name, unit)
    self.start = { try start(unit, $0) }
  }
}

/// What a system says of itself: it compiles a model's graph into programs of passes over buffers in its memories.
public protocol AcceleratorSystem: Sendable {
  /// Kebab-case, such as `toy`.
  static var name: String { get }
  /// One line.
  static var summary: String { get }
  static var parameters: [Parameter] { get }
  /// The first one is the default.
  static var presets: [Preset] { get }
  /// The figures that its paper prints; nil where none is reproduced.
  static var paper: Paper? { get }

  /// Throws one line where the values, or the model, are not possible.
  ///
  /// - Parameters:
  ///   - positions: most positions of a sequence that memories have room for
  ///   - rows: most rows of a program
  init(_ values: ParameterValues, graph: ModelGraph, positions: Int, rows: Int) throws

  /// Where the graph's values lie, and what is kept of a sequence.
  var layout: GraphLayout { get }
  /// All memories, those of the layout included.
  var memories: [MemoryMap] { get }
  /// Units that run as RTL.
  var lanes: [Lane] { get }
  /// The clocks of the chip's parts; none where a system has no clocked part of its own.
  var clocks: [ChipClock] { get }
  /// What its operators cannot exceed, for a roofline; none where a system draws none.
  var roofs: [Roof] { get }

  /// Writes weights in the system's formats to where they lie.
  func placeWeights(of model: LanguageModel, in space: AddressSpace, progress: ((_ what: String) -> Void)?) throws
  /// What makes a program of the graph's operations, one after the other.
  func lowering() -> any Lowering
  /// Multiply-accumulate operations that the units' counters show for a program at a position: the model's, unless some are a
  /// processor's, or rows are padded.
  func unitProducts(of slice: Slice, at position: Int) -> Int
  /// Those besides that depend on the data: `lengths` are what the program has found.
  func unitProducts(of program: Program, _ lengths: MeasuredLengths) -> Int
  /// What programs have found in their data, for people to read.
  func findings(_ runs: [ProgramRun]) -> [Finding]
  /// How a prompt's chunks overlap; nil for a system whose programs follow each other.
  func schedule(prompt: Int) throws -> PromptSchedule?
}

extension AcceleratorSystem {
  /// Only resources have rates.
  public var clocks: [ChipClock] { [] }
  /// None: programs follow each other.
  public func schedule(prompt: Int) throws -> PromptSchedule? { nil }

  /// All of the model's.
  public func unitProducts(of slice: Slice, at position: Int) -> Int {
    let logitRows = slice.logits == .none ? 0 : slice.logits == .last ? 1 : slice.rows
    return layout.graph.multiplications(tokens: slice.rows, from: position, logitRows: logitRows)
  }

  /// None.
  public func unitProducts(of program: Program, _ lengths: MeasuredLengths) -> Int { 0 }

  /// Nothing.
  public func findings(_ runs: [ProgramRun]) -> [Finding] { [] }

  /// No lines.
  public var roofs: [Roof] { [] }

  /// Compiles some rows of the graph.
  ///
  /// - Parameter position: where addresses are compared for dependencies; the program runs at any position
  public func compile(_ slice: Slice, position: Int) throws -> Program {
    guard (1...layout.rows).contains(slice.rows) else {
      throw AcceleratorError("a program has 1 to \(layout.rows) rows, not \(slice.rows)")
    }
    guard position >= 0, position + slice.rows <= layout.positions else {
      throw AcceleratorError("there is room for \(layout.positions) positions; give a smaller position")
    }
    var program = Program(memories, rows: slice.rows, position: position), lowering = lowering()
    var rows = 0..<slice.rows
    for operation in layout.graph.operations {
      if case .selectRows = operation.kind {
        if slice.logits == .none { break }
        if slice.logits == .last { rows = slice.rows - 1..<slice.rows }
      }
      let inputs = operation.inputs.map { layout.values[$0].narrowed(0, to: rows) }
      let output = layout.values[operation.output].narrowed(0, to: rows)
      let first = program.steps.count
      // What is selected is a view: no step copies it.
      if case .selectRows = operation.kind {
        program.close(operation.name, output, from: first)
        continue
      }
      try lowering.lower(
        operation, OperationBuffers(inputs: inputs, output: output, firstRow: rows.lowerBound),
        &program)
      program.close(operation.name, output, from: first)
      if operation.output == layout.graph.logits { program.logits = output }
    }
    if slice.logits == .last, let logits = program.logits {
      try lowering.choose(from: logits[0], next: layout.next, &program)
    }
    program.seal()
    return program
  }
}

/// The FP32 rows that an operation reads and writes, [row][element].
public struct OperationBuffers {
  public let inputs: [Buffer]
  public let output: Buffer
  /// The first row's number in its program.
  public let firstRow: Int
  public var rows: Int { output.rows }
}

/// Makes passes of operations. Every operator is the system's own to lower: nothing falls back to FP32 silently.
public protocol Lowering {
  mutating func lower(_ operation: ModelGraph.Operation, _ buffers: OperationBuffers, _ program: inout Program) throws
  /// Writes the index of the largest logit, the lowest of equals, as INT32 [1].
  mutating func choose(from logits: Buffer, next: Buffer, _ program: inout Program) throws
}

/// Where the values of a graph lie in scratch memory, and the tokens of a program in state memory.
public struct GraphLayout: Sendable {
  public let graph: ModelGraph
  /// Most positions of a sequence, and most rows of a program.
  public let positions: Int, rows: Int
  /// FP32 [row][element] of each value. Values that are not needed at the same time lie at the same place.
  public let values: [Buffer]
  /// INT32 [row][1] of a program's rows, and the token that comes next, [1].
  public let tokens: Buffer, next: Buffer
  /// What is kept of a sequence: counted by its position.
  public var kept: [Operand] = []

  public init(_ graph: ModelGraph, positions: Int, rows: Int, scratch: inout MemoryMap, state: inout MemoryMap) throws {
    (self.graph, self.positions, self.rows) = (graph, positions, min(rows, positions))
    var lastUse = [Int](repeating: -1, count: graph.values.count)
    for (index, operation) in graph.operations.enumerated() { for input in operation.inputs { lastUse[input] = index } }
    var free: [Int: [Buffer]] = [:], places = [Buffer?](repeating: nil, count: graph.values.count)
    for (index, operation) in graph.operations.enumerated() {
      let width = graph.values[operation.output].width
      if case .selectRows = operation.kind {
        // A view of some rows; what is selected is not given back.
        places[operation.output] = places[operation.inputs[0]]
        continue
      }
      places[operation.output] = try free[width]?.popLast() ?? scratch.place(.float32, self.rows, width)
      for input in Set(operation.inputs).sorted() where lastUse[input] == index {
        if let place = places[input] { free[place.columns, default: []].append(place) }
      }
    }
    values = try places.map { place in
      guard let place else { throw AcceleratorError("a value of the model's graph is never written") }
      return place
    }
    tokens = try state.place(.int32, self.rows, 1)
    next = try state.place(.int32, 1)
  }
}

extension AcceleratorSystem {
  /// The values of a preset; nil is the default one. Throws one line for a preset that there is not.
  public static func values(preset name: String? = nil) throws -> ParameterValues {
    guard let name else { return try ParameterValues(parameters, preset: presets.first) }
    guard let preset = presets.first(where: { $0.name == name }) else {
      throw AcceleratorError(
        "\(self.name) has no preset '\(name)'; choose one of \(presets.map(\.name).joined(separator: ", "))")
    }
    return try ParameterValues(parameters, preset: preset)
  }
}
