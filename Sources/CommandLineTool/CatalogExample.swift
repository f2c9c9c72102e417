import UnitProtocol

/// A unit of the catalog, and a value for one of its parameters, for the examples in help texts: they are to work as they stand.
struct CatalogExample {
  var unit = "NAME"
  /// `width=16`: as `--set` takes it.
  var setting = "name=value"
  /// `width=8,16`: as `--sweep` takes it.
  var sweep = "name=values"

  init(_ catalog: Catalog) {
    if let first = catalog.units.first { self.init(first) } else { self.init() }
  }

  private init() {}

  init(_ type: any UnitProtocol.Unit.Type) {
    unit = type.unitName
    guard let (name, values) = Self.values(of: type), let value = values.last else { return }
    setting = "\(name)=\(value)"
    sweep = "\(name)=\(values.joined(separator: ","))"
  }

  /// The first parameter that can be twice as large as it is, or the first one; and its values.
  private static func values<U: UnitProtocol.Unit>(of _: U.Type) -> (String, [String])? {
    let settings = U().settings
    for (name, value) in settings {
      guard let number = Int(value), number > 0, (try? U(settings: [(name, "\(2 * number)")])) != nil else { continue }
      return (name, [value, "\(2 * number)"])
    }
    return settings.first.map { ($0.name, [$0.value]) }
  }
}

extension Catalog {
  var example: CatalogExample { CatalogExample(self) }
}
