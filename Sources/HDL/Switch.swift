import Netlist

/// The statements for some numbers of a `switchOn`, given as ranges.
public func on(_ ranges: Range<Int>..., body: @escaping () -> Void) -> Case<Int> { numbers(ranges, body) }
/// The statements for some numbers of a `switchOn`, given as ranges.
public func on(_ ranges: ClosedRange<Int>..., body: @escaping () -> Void) -> Case<Int> {
  numbers(ranges.map { Range($0) }, body)
}

/// More than these are no cases that one would list.
private let longestList = 4096

private func numbers(_ ranges: [Range<Int>], _ body: @escaping () -> Void) -> Case<Int> {
  if ranges.reduce(0, { $0 + $1.count }) > longestList {
    builder().error("a case of switchOn has at most \(longestList) numbers", note: "use when(x >= low && x < high)")
    return Case(cases: [], body: body, location: builder().location)
  }
  return Case(cases: ranges.flatMap { Array($0) }, body: body, location: builder().location)
}

/// Statements by the number or pattern that the signal holds: `on(0x00, 0x04) { … }`, `on(0x10..<0x20) { … }`,
/// `otherwise { … }`. A number stands in one case; without `otherwise`, others do nothing.
public func switchOn<K: IntegerLike>(_ subject: some Readable<K>, @CasesBuilder<Int> _ cases: () -> [Case<Int>]) {
  let builder = builder()
  let location = builder.location
  let ref = subject._value.ref
  var named: Set<BitVector> = []
  var matches: [Statement.MatchCase] = []
  var rest: [Statement] = []
  var hasDefault = false
  for one in cases() {
    builder.location = one.location
    if one.isDefault {
      if hasDefault { builder.error("switchOn has two otherwise", place: one.location) }
      hasDefault = true
      rest = builder.collect(one.body)
      continue
    }
    var values: [BitVector] = []
    for number in one.cases {
      let value = BitVector(checking: number, fits: ref.type)
      if named.insert(value).inserted {
        values.append(value)
      } else {
        builder.error("switchOn names \(number) twice", place: one.location)
      }
    }
    let body = builder.collect(one.body)
    if !values.isEmpty { matches.append(.init(values: values, body: body)) }
  }
  builder.location = location
  builder.record(.match(ref.id, cases: matches, otherwise: rest))
}

/// The value for the case that `subject` holds: `select(state, [.idle: a, .busy: b], otherwise: c)`.
public func select<E: Hashable, V: Readable, D: Readable>(
  _ subject: some Readable<Enum<E>>, _ values: KeyValuePairs<E, V>, otherwise: D
) -> V.Kind where V.Kind: Signal, D.Kind == V.Kind {
  chosen(subject._value.ref, values.map { (Enum<E>.constant($0.key), $0.value._value) }, otherwise._value)
}

/// The value for the number that `subject` holds: `select(address, [0: a, 4: b], otherwise: c)`.
public func select<K: IntegerLike, V: Readable, D: Readable>(
  _ subject: some Readable<K>, _ values: KeyValuePairs<Int, V>, otherwise: D
) -> V.Kind where V.Kind: Signal, D.Kind == V.Kind {
  let ref = subject._value.ref
  return chosen(ref, values.map { (literal($0.key, like: ref), $0.value._value) }, otherwise._value)
}

private func chosen<S: Signal>(_ subject: Ref, _ values: [(key: Ref, value: S)], _ otherwise: S) -> S {
  values.reversed().reduce(otherwise) { rest, one in
    mux(Bit.make(.binary(.equal, subject.id, one.key.id), 1), one.value, rest)
  }
}
