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
    let parameters = module.parameterList
    let defaults = ((M.self as? any (Module & DefaultInitializable).Type)?.init()).map { Set($0.parameterList.map(Entry.init)) }
    let different = parameters.filter { defaults?.contains(Entry($0)) != true }
    if different.isEmpty { return base }
    let isAlone = defaults == nil && parameters.count == 1
    let words = different.map { labelled(isAlone ? "" : $0.name, $0) }
    let name = ([base] + words).joined(separator: "_")
    if name.count <= longest { return name }
    return ([base] + different.flatMap(values)).joined(separator: "_")
  }

  private struct Entry: Hashable {
    let name: String, text: String
    init(_ parameter: ModuleParameter) { (name, text) = (parameter.name, parameter.text) }
  }

  /// `lanes8`; of a structure its own parts, `data32_tag4`.
  private static func labelled(_ label: String, _ value: ModuleParameter) -> String {
    if value.parts.isEmpty {
      return NameStyle.snakeCase(label.isEmpty ? value.text : label) + (label.isEmpty ? "" : NameStyle.snakeCase(value.text))
    }
    return value.parts.map { labelled($0.name, $0) }.joined(separator: "_")
  }

  /// The numbers and words in a value, in order.
  private static func values(_ value: ModuleParameter) -> [String] {
    value.parts.isEmpty ? [NameStyle.snakeCase(value.text)] : value.parts.flatMap(values)
  }
}
