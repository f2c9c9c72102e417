import Netlist

/// The statements for some cases of a `switchOn`.
public struct Case<E> {
  let cases: [E]
  let body: () -> Void
  let location: SourceLocation
  /// For all cases that no other one names.
  var isDefault = false
}

@resultBuilder
public enum CasesBuilder<E> {
  public static func buildExpression(_ one: Case<E>) -> [Case<E>] { [one] }
  public static func buildExpression(_: Void) -> [Case<E>] { [] }
  public static func buildBlock(_ cases: [Case<E>]...) -> [Case<E>] { cases.flatMap { $0 } }
  public static func buildArray(_ cases: [[Case<E>]]) -> [Case<E>] { cases.flatMap { $0 } }
  public static func buildOptional(_ cases: [Case<E>]?) -> [Case<E>] { cases ?? [] }
  public static func buildEither(first: [Case<E>]) -> [Case<E>] { first }
  public static func buildEither(second: [Case<E>]) -> [Case<E>] { second }
}

public func on<E>(_ cases: E..., body: @escaping () -> Void) -> Case<E> {
  Case(cases: cases, body: body, location: builder().location)
}

/// The statements for everything that no other case of the `switchOn` names.
public func otherwise<E>(_ body: @escaping () -> Void) -> Case<E> {
  Case(cases: [], body: body, location: builder().location, isDefault: true)
}

/// Statements by the case that the signal holds. Every case must be named once, unless there is an `otherwise`; codes that stand
/// for no case do nothing.
public func switchOn<E>(_ subject: some Readable<Enum<E>>, @CasesBuilder<E> _ cases: () -> [Case<E>]) {
  let builder = builder()
  let location = builder.location
  var named: [E] = []
  var matches: [Statement.MatchCase] = []
  var rest: [Statement]?
  for one in cases() {
    if one.isDefault {
      rest = builder.collect(one.body)
      continue
    }
    for value in one.cases where named.contains(value) { builder.error("switchOn names .\(value) twice", place: one.location) }
    named += one.cases
    matches.append(
      .init(values: one.cases.map { Enum<E>.code(of: $0) }, body: builder.collect(one.body)))
  }
  builder.location = location
  let missing = E.allCases.filter { !named.contains($0) }
  if let rest, !missing.isEmpty {
    // Only codes that stand for a case can occur.
    matches.append(.init(values: missing.map { Enum<E>.code(of: $0) }, body: rest))
  } else if !missing.isEmpty {
    let list = missing.map { ".\($0)" }.joined(separator: ", ")
    builder.error("switchOn misses \(list)", note: "add on(\(list)) { }")
  }
  builder.record(.match(subject._value.ref.id, cases: matches, otherwise: []))
}

/// Must hold at every rising edge outside reset, under the conditions around it; checked in every simulator.
public func assert(_ condition: some Readable<Bit>, _ message: String) { check(.assert, condition, message) }
/// What the environment promises: checked like an assertion, taken for granted in a proof.
public func assume(_ condition: some Readable<Bit>, _ message: String) { check(.assume, condition, message) }
/// Counts the cycles in which the condition holds.
public func cover(_ condition: some Readable<Bit>, _ message: String) { check(.cover, condition, message) }

private func check(_ kind: CheckKind, _ condition: some Readable<Bit>, _ message: String) {
  builder().record(.check(kind, condition._value.ref.id, message: message, domain: builder().domain))
}
