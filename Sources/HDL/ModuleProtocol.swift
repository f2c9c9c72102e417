import Netlist

/// A hardware module: a value of parameters, an interface, and a body. Equal values are one Verilog module.
public protocol Module: Hashable, Sendable {
  associatedtype IO: Bundle
  /// The ports, made anew for each use; `In` and `Out` fields only.
  var io: IO { get }
  /// Records the body; write it under `@Hardware`.
  func build(_ io: IO)
  /// One sentence for the header of the emitted file.
  static var summary: String { get }
  /// What is wrong with the parameters, in one line with the remedy; nil if nothing is.
  var parameterError: String? { get }
  /// The parameters in their order, with which the module's name is made: `[.init("width", width)]`. All in which two modules of a type
  /// differ belong to them. A module that does not list them shows its stored properties.
  var parameterList: [ModuleParameter] { get }
  /// The module's name in Verilog if it is not to follow from the type and the parameters. No two modules of a design may
  /// choose one name, so let it depend on the parameters that differ.
  var moduleName: String? { get }
  /// The domain of what names none, ports included: its edge, its reset and the ports' names if they are not those of the domain
  /// around the instance. Its name is that of `ClockDomain.standard`.
  var clockDomain: ClockDomain { get }
}

extension Module {
  public static var summary: String { "" }
  public var parameterError: String? { nil }
  /// The stored properties.
  public var parameterList: [ModuleParameter] { ModuleParameter.properties(of: self) }
  public var moduleName: String? { nil }
  public var clockDomain: ClockDomain { .standard }
}

/// A module with a value for each parameter if nothing else is said. Its default configuration has the plain name in
/// Verilog; others carry the parameters that differ.
public protocol DefaultInitializable { init() }

/// A use of a module inside another. Its inputs are driven, its outputs read: `pe.operands <== io.left`.
@dynamicMemberLookup
public struct Instance<M: Module>: Sendable {
  let io: M.IO
  let index: Int

  public init(_ module: M) {
    let builder = builder()
    index = builder.module.instances.count
    if builder.isDetached {
      builder.error("Instance(\(M.self))")
      io = module.io
      return
    }
    let child = builder.child(module)
    let base = builder.module.values.count, errors = builder.diagnostics.count
    io = module.io
    // What the ports of an impossible module complain about follows from what was reported.
    if child.isBroken { builder.diagnostics.removeSubrange(errors...) }
    builder.addInstance(of: child, base: base)
  }

  public subscript<T: Shape>(dynamicMember path: KeyPath<M.IO, In<T>>) -> Out<T> { Out(io[keyPath: path]._value) }
  @_disfavoredOverload
  public subscript<T: Shape>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> In<T> { In(io[keyPath: path]._value) }
  public subscript<T: Signal>(dynamicMember path: KeyPath<M.IO, Out<T>>) -> T { io[keyPath: path]._value }
}
