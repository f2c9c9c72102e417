import Netlist

/// What modules are called that choose no name of their own: the type, then the parameters that differ from the default
/// configuration's.
///
/// `flash_pe`, `flash_pe_lanes8`; a payload's widths follow as `fifo_packet_data32_tag4_depth8`. Where that would be long, the
/// numbers alone follow in their order: the manifest says which parameters they are.
enum ModuleName {
  private static let longest = 48

  static func of<M: Module>(_ module: M) -> String {
    let type = Elaboration.typeName(M.self)
    let base = NameStyle.snakeCase(type.arguments.isEmpty ? type.name : type.name + "_" + type.arguments)
    let parameters = Mirror(reflecting: module).children.compactMap { child in child.label.map { ($0, child.value) } }
    let defaults = ((M.self as? any DefaultInitializable.Type)?.init()).map { value in
      Mirror(reflecting: value).children.map { "\($0.value)" }
    }
    let different = parameters.indices.filter { defaults == nil || defaults?[$0] != "\(parameters[$0].1)" }
    if different.isEmpty { return base }
    let isAlone = defaults == nil && parameters.count == 1
    let words = different.map { labelled(isAlone ? "" : parameters[$0].0, parameters[$0].1) }
    let name = ([base] + words).joined(separator: "_")
    if name.count <= longest { return name }
    return ([base] + different.flatMap { values(parameters[$0].1) }).joined(separator: "_")
  }

  /// `lanes8`; of a structure its own parts, `data32_tag4`.
  private static func labelled(_ label: String, _ value: Any) -> String {
    let parts = parts(of: value)
    if parts.isEmpty {
      return NameStyle.snakeCase(label.isEmpty ? "\(value)" : label) + (label.isEmpty ? "" : NameStyle.snakeCase("\(value)"))
    }
    return parts.map { labelled($0.label, $0.value) }.joined(separator: "_")
  }

  /// The numbers and words in a value, in order.
  private static func values(_ value: Any) -> [String] {
    let parts = parts(of: value)
    return parts.isEmpty ? [NameStyle.snakeCase("\(value)")] : parts.flatMap { values($0.value) }
  }

  private static func parts(of value: Any) -> [(label: String, value: Any)] {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct, .tuple, .collection, .optional: return mirror.children.map { ($0.label ?? "", $0.value) }
    default: return []
    }
  }
}
