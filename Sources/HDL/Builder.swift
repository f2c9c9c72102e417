import Netlist
import Synchronization

/// Records one module while its `build` runs.
///
/// A builder belongs to the one task that elaborates its module and never leaves it, which is the promise behind
/// `@unchecked Sendable`. The task-local `current` makes it ambient, so that modules elaborate in parallel.
public final class Builder: @unchecked Sendable {
  @TaskLocal static var current: Builder?

  var module: Netlist.Module
  let elaboration: Elaboration
  var diagnostics: [Diagnostic] = []
  /// Tells this module's signals from those of others.
  let serial = Builder.serials.add(1, ordering: .relaxed).newValue
  private static let serials = Atomic<Int32>(0)
  /// Whether it stands for the lack of a module: what it records is lost, and its errors go to standard error.
  let isDetached: Bool
  /// Where the body's `build` stands in the source, for messages about the module and its ports.
  var entry = SourceLocation.unknown

  /// Where the running statement stands, and the columns of the operators that it has once: `+@27:21;*@27:33`.
  var location = SourceLocation.unknown
  var operatorPlaces: StaticString = ""
  private var fileIndices: [String: Int] = [:]
  private var lastFile: (pointer: UnsafePointer<UInt8>, index: Int)?

  /// Statement lists under construction, the innermost last.
  var frames: [[Statement]] = [[]]
  /// Chains of conditions that an `elsewhen` may still extend, by their numbers.
  var chains: [Int: OpenChain] = [:]
  var chainCount = 0
  /// The numbers of the chains that stand in each frame.
  var chainsOfFrame: [[Int]] = [[]]
  /// Conditional statements around the running one, and how many there may be: later passes recurse over them.
  var nesting = 0
  static let maximumNesting = 128
  /// What is around the running statement that names begin or end with.
  var prefixes: [Prefix] = []
  /// The first value that the statement before may have made inside calls.
  var firstOfCall: Int?
  /// Index of the entry that registers made now belong to.
  var domain = 0
  var entries = [DomainEntry(clock: 0)]
  var clockNets: [ClockNet]
  var resetNets: [ResetNet] = []
  let surroundings: DomainSurroundings
  /// Whether the body is a model of a text.
  var isBlackBox = false
  /// Whether the body cannot run, because its ports have no elements.
  var isImpossible = false
  /// More than 0 while the body of a `map` or `reduce` is recorded.
  var loopDepth = 0
  /// Values that a kind's initializer made and that no port, register or wire has claimed yet.
  var unclaimed: Set<ValueID> = []
  var enumerationIndices: [String: Int] = [:]
  /// Read ports that give the word after the writes of an edge.
  var forwardingPorts: [ForwardingPort] = []
  /// Where each stream was connected to a receiver, outside of conditions.
  var readyClaims: [ValueID: [(bits: Range<Int>, location: SourceLocation)]] = [:]
  var constants: [Operation: ValueID] = [:]

  enum Prefix {
    /// The `let` or the target of a statement with calls, and the first value that it may make.
    case call(String?, firstValue: Int)
    /// A function that no such statement called.
    case function(String?)
    /// The index of a loop.
    case index(Int)
  }

  /// - Parameter standard: the domain of everything that names none
  init(
    module: Netlist.Module, elaboration: Elaboration, standard: ClockDomain = .standard,
    surroundings: DomainSurroundings = DomainSurroundings(), isDetached: Bool = false
  ) {
    self.module = module
    self.elaboration = elaboration
    self.isDetached = isDetached
    self.surroundings = surroundings
    clockNets = [ClockNet(name: Netlist.ClockDomain.standardName, declared: standard, port: standard.clockPort)]
  }

  // MARK: Values

  func add(_ operation: Operation, _ type: ValueType) -> Ref {
    module.values.append(Value(operation, type, location: location))
    return Ref(index: Int32(truncatingIfNeeded: module.values.count - 1), owner: serial, width: type.width)
  }

  /// The value's number in this module; reports a signal that belongs elsewhere and stands in for it.
  @inline(__always)
  func id(of ref: Ref) -> ValueID { ref.owner == serial ? ValueID(Int(ref.index)) : standIn(for: ref) }

  private func standIn(for ref: Ref) -> ValueID {
    // Outside a module every operation would say it again.
    if !isDetached {
      error(
        "a signal of another module is used here",
        note: "pass signals between modules through ports, and make instances inside build")
    }
    return add(.wire, ValueType(width: ref.width)).id(in: self)
  }

  func type(of ref: Ref) -> ValueType { module[id(of: ref)].type }

  func constant(_ bits: BitVector, _ type: ValueType) -> Ref { add(.constant(bits), type) }

  /// Appends a statement; one that is not gated holds whatever conditions stand around it.
  func record(_ kind: Statement.Kind, isGated: Bool = true) {
    if loopDepth > 0 {
      // What is made and driven at once, such as Reg(next:), has been reported.
      if diagnostics.last.map({ $0.line == Int(location.line) && $0.column == Int(location.column) }) != true {
        error(
          "a statement cannot stand inside the closure of a vector operation",
          note: "return the element's value and drive the vector with it")
      }
      return
    }
    frames[isGated ? frames.count - 1 : 0].append(Statement(kind, location: location))
  }

  /// Runs `body` and returns the statements that it recorded; one that lies too deep is reported instead.
  func collect(_ body: () -> Void) -> [Statement] {
    guard nesting < Self.maximumNesting else {
      error(
        "conditions are nested more than \(Self.maximumNesting) deep",
        note: "does a recursive function never end? Give conditions names and combine them")
      return []
    }
    nesting += 1
    frames.append([])
    chainsOfFrame.append([])
    body()
    closeChains(inFrame: frames.count - 1)
    nesting -= 1
    return frames.removeLast()
  }

  // MARK: Places in the source

  func moveTo(file: StaticString, line: Int, column: Int, operators: StaticString) {
    location = SourceLocation(file: index(of: file), line: line, column: column)
    operatorPlaces = operators
  }

  /// The place of the module's `build`; functions that it calls come later.
  func enter(file: StaticString, line: Int, column: Int) {
    if entry == .unknown { entry = SourceLocation(file: index(of: file), line: line, column: column) }
  }

  private func index(of file: StaticString) -> Int {
    let index: Int
    if let last = lastFile, last.pointer == file.utf8Start {
      index = last.index
    } else {
      let name = file.description
      if let known = fileIndices[name] {
        index = known
      } else {
        index = module.files.count
        module.files.append(name)
        fileIndices[name] = index
      }
      lastFile = (file.utf8Start, index)
    }
    return index
  }

  /// The place of an operator that the running statement spells exactly once, else the statement's.
  func place(of spelling: String?) -> SourceLocation { place(of: spelling, orElse: location) ?? location }

  /// The place of what the running statement spells once, or `location`.
  func place(of spelling: String?, orElse location: SourceLocation?) -> SourceLocation? {
    guard let spelling else { return location }
    for entry in operatorPlaces.description.split(separator: ";") where entry.hasPrefix(spelling + "@") {
      let numbers = entry.dropFirst(spelling.count + 1).split(separator: ":").compactMap { Int32($0) }
      if numbers.count == 2 {
        return SourceLocation(file: Int(self.location.file), line: Int(numbers[0]), column: Int(numbers[1]))
      }
    }
    return location
  }

  func error(_ message: String, note: String? = nil, at spelling: String? = nil) {
    error(message, note: note, place: place(of: spelling))
  }

  /// Reports at `place`, or at the module's `build` if that is unknown.
  func error(_ message: String, note: String? = nil, place: SourceLocation) {
    let found = Diagnostic(.error, message, note: note, at: place == .unknown ? entry : place, in: module)
    if isDetached { reportOutsideModule(message) } else if !diagnostics.contains(found) { diagnostics.append(found) }
  }

  // MARK: Names

  /// `name` after what called the functions around it and before the loop indices.
  func qualified(_ name: String) -> String {
    if prefixes.isEmpty { return name }
    var words: [String] = [], indices: [String] = []
    for prefix in prefixes {
      switch prefix {
      case .call(let text?, _), .function(let text?): words.append(text)
      case .call, .function: break
      case .index(let index): indices.append(String(index))
      }
    }
    return (words + [name] + indices).joined(separator: "_")
  }

  /// How many words of prefixes stand before a name.
  private var nameDepth: UInt8 {
    let words = prefixes.count { prefix in
      switch prefix {
      case .call(_?, _), .function(_?): true
      default: false
      }
    }
    return UInt8(min(words, Int(Value.derivedNameDepth) - 1))
  }

  /// Gives a value its name. The first one stays, except that what a call made is called as its caller calls it.
  func name(_ ref: Ref, _ name: String, isField: Bool = false) {
    let index = Int(ref.index)
    guard ref.owner == serial else { return }
    if case .constant = module.values[index].operation { return }
    let depth = nameDepth
    if module.values[index].name != nil {
      guard let firstOfCall, index >= firstOfCall, module.values[index].nameDepth > depth else { return }
    }
    module.values[index].name = name
    module.values[index].nameDepth = depth
    module.values[index].isField = isField
  }

  /// How messages call a value.
  func describe(_ ref: Ref) -> String { name(of: ref).map { "'\($0)'" } ?? "the \(ref.width)-bit operand" }

  /// The designer's name of a value of this module.
  func name(of ref: Ref) -> String? { ref.owner == serial ? module.values[Int(ref.index)].name : nil }
}

/// The ambient builder; outside a module's `build`, one that collects nothing but an error.
func builder() -> Builder {
  if let current = Builder.current { return current }
  return Builder(
    module: Netlist.Module(name: "detached", typeName: "detached"), elaboration: Elaboration(isForProof: false), isDetached: true)
}

/// A handle on a value of the module under construction.
public struct Ref: Hashable, Sendable {
  let index: Int32
  /// The serial number of the builder that made it.
  let owner: Int32
  let width: Int

  /// The value's number in the running module; a signal of another module is reported and replaced.
  var id: ValueID { builder().id(of: self) }
  func id(in builder: Builder) -> ValueID { builder.id(of: self) }
}
