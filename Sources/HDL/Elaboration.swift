import Netlist
// The values of wide constants and of golden models.
@_exported import struct Netlist.BitVector

public typealias Design = Netlist.Design
public typealias Diagnostic = Netlist.Diagnostic

/// One run of the language: a module value and everything below it becomes a `Design`.
final class Elaboration: @unchecked Sendable {
  var modules: [Netlist.Module] = []
  var diagnostics: [Diagnostic] = []
  /// What each module became, by the domains that it asked for.
  private var children: [AnyHashable: [(asked: [String: DomainStyle], child: Child)]] = [:]
  private var names: Set<String> = []
  /// Modules by what their headers say of them.
  private var modulesByText: [ToldModule: AnyHashable] = [:]
  private var running: Set<AnyHashable> = []
  /// Types whose body told no places.
  private var bare: Set<String> = []
  /// Whether the bodies of `proof` are part of the design.
  let isForProof: Bool

  private struct ToldModule: Hashable {
    let typeName: String, parameters: [Parameter]
  }

  init(isForProof: Bool) { self.isForProof = isForProof }

  /// What a parent needs to know of an elaborated module: its ports, and where `io` puts their values.
  struct Child {
    var index: Int
    /// For each port: the offset of its value from the first one that `io` makes; nil for clocks and resets.
    var offsets: [Int?]
    /// Values that `io` makes.
    var valueCount: Int
    var name: String
    /// Nothing was elaborated: what is wrong with it has been reported.
    var isBroken = false
    /// What an instance is called until a `let` names it.
    var instanceName = ""
  }

  /// The module's number; elaborates it on first sight, and once more where the domains around it are of another style.
  func module<M: Module>(for module: M, in surroundings: DomainSurroundings) -> Child {
    let key = AnyHashable(module)
    for (asked, child) in children[key] ?? [] where asked.allSatisfy({ surroundings.style(of: $0.key) == $0.value }) {
      return child
    }
    if let problem = problem(of: module, key) {
      if let parent = Builder.current {
        parent.error(problem)
      } else {
        diagnostics.append(Diagnostic(.error, problem, at: .unknown, in: Netlist.Module(name: "", typeName: "\(M.self)")))
      }
      let broken = Child(index: 0, offsets: [], valueCount: 0, name: "", isBroken: true)
      if !running.contains(key) { children[key] = [([:], broken)] }
      return broken
    }
    let parameters = module.parameterList.map { Parameter(name: $0.name, value: $0.text) }
    let told = ToldModule(typeName: "\(M.self)", parameters: parameters)
    if let other = modulesByText.updateValue(key, forKey: told), other != key {
      let problem = "\(M.self): two different modules have the same parameters; list in parameterList all in which they differ"
      if let parent = Builder.current { parent.error(problem) }
    }
    let name = uniqueName(module.moduleName ?? Names.legalize(ModuleName.of(module)))
    var netlist = Netlist.Module(name: name, typeName: String(describing: M.self))
    netlist.summary = M.summary
    netlist.parameters = parameters
    let builder = Builder(
      module: netlist, elaboration: self, standard: module.clockDomain, surroundings: surroundings)
    running.insert(key)
    defer { running.remove(key) }
    let child: Child = Builder.$current.withValue(builder) {
      if let box = module as? any BlackBox { builder.addClocks(of: box) }
      let io = module.io
      let valueCount = builder.module.values.count
      builder.addPorts(io)
      if !builder.isImpossible { module.build(io) }
      if let box = module as? any BlackBox { addText(of: box, to: builder) }
      builder.finish()
      if let part = module as? any HardMacroModule { builder.add(part.hardMacro) }
      if builder.entry == .unknown, !(module is any BlackBox) { bare.insert(builder.module.typeName) }
      let offsets = builder.module.ports.map { $0.role == .data ? Int($0.value.index) : nil }
      diagnostics += builder.diagnostics
      modules.append(builder.module)
      return Child(
        index: modules.count - 1, offsets: offsets, valueCount: valueCount, name: builder.module.name,
        isBroken: builder.isImpossible,
        instanceName: NameStyle.snakeCase(Self.typeName(M.self).name))
    }
    children[key, default: []].append((surroundings.asked, child))
    return child
  }

  /// With the reason why a message has no line, where that is the designer's to change.
  func explained(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.file.isEmpty, bare.contains(diagnostic.module) else { return diagnostic }
    var result = diagnostic
    let reason = "put @Hardware before 'func build' of \(diagnostic.module): then messages have lines, and signals their names"
    result.note = [diagnostic.note, reason].compactMap { $0 }.joined(separator: "; ")
    return result
  }

  /// Why a module cannot be elaborated at all.
  private func problem<M: Module>(of module: M, _ key: AnyHashable) -> String? {
    if module.clockDomain.name != ClockDomain.standard.name {
      return
        "\(M.self): the clock domain of a module is called '\(ClockDomain.standard.name)', not '\(module.clockDomain.name)'; say its ports with clockPort: and resetPort:"
    }
    if let problem = module.parameterError { return Builder.current == nil ? problem : "\(M.self): \(problem)" }
    if let name = module.moduleName {
      if !Names.isLegal(name) {
        return "\(M.self): a module cannot be called '\(name)' in Verilog; '\(Names.legalize(name))' would do"
      }
      if names.contains(name) {
        return "\(M.self): another module is called '\(name)'; make moduleName depend on the parameters"
      }
    }
    if running.contains(key) { return "\(M.self) contains itself" }
    // Every level takes some of the stack.
    if running.count >= Self.maximumNesting {
      return "\(M.self) lies more than \(Self.maximumNesting) modules deep; does a recursive module never end?"
    }
    return nil
  }
  static let maximumNesting = 128

  /// Takes a name for a module; false if another one has it.
  func reserve(_ name: String) -> Bool { names.insert(name).inserted }

  private func uniqueName(_ wanted: String) -> String {
    var name = wanted, number = 2
    while !names.insert(name).inserted {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// A type's name, and the letters and digits of its generic arguments.
  static func typeName<M: Module>(_ type: M.Type) -> (name: String, arguments: String) {
    let parts = String(describing: type).split(separator: "<", maxSplits: 1)
    return (String(parts[0]), parts.count > 1 ? parts[1].filter { $0.isLetter || $0.isNumber } : "")
  }
}

/// Everything that was wrong, in the order of the source.
public struct ElaborationError: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// Runs a module's body and all below it, checks the result, and returns the design with the module as its top.
///
/// Throws all errors that could be found in one run. Warnings are dropped; see `elaborateWithWarnings`.
public func elaborate(_ module: some Module) throws(ElaborationError) -> Design { try elaborateWithWarnings(module).design }

/// Like `elaborate`, and returns what deserves a look, such as signals that nothing uses.
public func elaborateWithWarnings(_ module: some Module) throws(ElaborationError) -> (design: Design, warnings: [Diagnostic]) {
  try elaborateWithWarnings(module, isForProof: false)
}

func elaborateWithWarnings(
  _ module: some Module, isForProof: Bool
) throws(ElaborationError) -> (design: Design, warnings: [Diagnostic]) {
  let elaboration = Elaboration(isForProof: isForProof)
  _ = elaboration.module(for: module, in: DomainSurroundings())
  var found = elaboration.diagnostics
  if elaboration.modules.isEmpty { throw ElaborationError(diagnostics: found.map(elaboration.explained)) }
  var design = Design(modules: elaboration.modules)
  if found.allSatisfy({ $0.severity != .error }) { found += Pipeline.standard.run(&design) }
  let errors = found.filter { $0.severity == .error }
  if !errors.isEmpty { throw ElaborationError(diagnostics: errors.map(elaboration.explained)) }
  return (design, found.map(elaboration.explained))
}
