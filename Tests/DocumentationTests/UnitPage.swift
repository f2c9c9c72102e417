import Foundation
import HDL
import Netlist
import Testing
import Testbenches
import Units

/// The mechanical part of a unit's page: what the source's documentation comments, parameters and ports say.
enum UnitPage {
  static func text(_ type: any Units.Unit.Type) throws -> String { try page(type) }

  private static func page<U: Units.Unit>(_: U.Type) throws -> String {
    let unit = U()
    let top = try elaborate(unit).top
    let settings = Dictionary(unit.settings.map { ($0.name, $0.value) }) { first, _ in first }
    var parts = ["# \(U.unitName)", U.summary]
    parts += try descriptions(of: U.self)
    if !U.parameters.isEmpty {
      parts.append("## Parameters")
      parts.append(
        Generators.table(
          ["parameter", "default", "meaning"], U.parameterDescriptions.map { ["`\($0.name)`", settings[$0.name] ?? "", $0.help] })
      )
    }
    parts.append("## Ports of the default configuration")
    parts.append(Generators.table(["port of `\(top.name)`", "direction", "bits", "kind"], top.ports.map { row($0, top) }))
    if !top.streams.isEmpty {
      let list = top.streams.map { "`\($0.name)` (\($0.direction == .input ? "in" : "out"))" }.joined(separator: ", ")
      parts.append("Valid / ready [streams](../Language/Reference.md#streams): \(list).")
    }
    if let costs = try UnitCosts.text(of: U.unitName) { parts.append(costs) }
    parts.append("## Tested configurations")
    let configurations = ([unit] + U.samples).map { one -> String in
      let different = zip(one.settings, unit.settings).filter { $0.value != $1.value }.map { "--set \($0.0.name)=\($0.0.value)" }
      return "- " + (different.isEmpty ? "the default" : "`\(different.joined(separator: " "))`")
    }
    parts.append(configurations.joined(separator: "\n"))
    parts.append(
      "```sh\nhwgen list --unit \(U.unitName)     # parameters and ports of any configuration\nhwgen emit --unit \(U.unitName) -o rtl\n```"
    )
    return parts.joined(separator: "\n\n")
  }

  private static func row(_ port: Netlist.Port, _ top: Netlist.Module) -> [String] {
    let type = top[port.value].type
    let element = type.element
    var kind = element.isSigned ? "signed" : element.width == 1 ? "bit" : "unsigned"
    if port.role != .data { kind = "\(port.role)" }
    if let count = type.count { kind = "\(count) x \(element.width) bits \(kind), element 0 lowest" }
    return ["`\(port.name)`", port.direction.rawValue, "\(type.width)", kind]
  }

  /// The documentation comments of the unit and, if it stands for a generic module, of that.
  private static func descriptions<U: Units.Unit>(of _: U.Type) throws -> [String] {
    var names = [String(describing: U.self)]
    let owner =
      String(reflecting: U.IO.self).split(separator: ".").dropFirst().first.map { String($0.prefix { $0 != "<" }) } ?? ""
    if owner != names[0], !owner.hasSuffix("Ports") { names.append(owner) }
    let texts = try names.compactMap { try DocumentationComments.text(of: $0) }
    if texts.isEmpty { throw DocumentationError("\(U.unitName): \(names[0]) has no documentation comment") }
    return texts.reversed()
  }
}

/// The `///` lines above the declarations of `Sources/Units`.
enum DocumentationComments {
  /// The comment of the struct called `name`, as Markdown; nil if it has none.
  static func text(of name: String) throws -> String? {
    let folder = root.appendingPathComponent("Sources/Units")
    for file in (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted()
    where file.hasSuffix(".swift") {
      let lines = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8).components(separatedBy: "\n")
      guard let index = lines.firstIndex(where: { $0.firstMatch(of: /^public struct (\w+)/).map { $0.1 == name } ?? false })
      else { continue }
      let comment = lines[..<index].reversed().prefix { $0.hasPrefix("///") || $0.hasPrefix("@") }.filter { $0.hasPrefix("///") }
      if comment.isEmpty { return nil }
      return comment.reversed().map { String($0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)) }.joined(separator: "\n")
    }
    return nil
  }
}

@Suite struct UnitPageTests {
  @Test(arguments: UnitCatalog.all.map { $0.unitName })
  func everyUnitHasAPage(_ name: String) throws {
    let url = root.appendingPathComponent("Documentation/Units/\(name).md")
    let part = "<!-- begin unit \(name) -->\n<!-- end -->\n"
    if RegionTests.isUpdating, !FileManager.default.fileExists(atPath: url.path) {
      try RegionTests.generated(part, page: name).write(to: url, atomically: true, encoding: .utf8)
    }
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(
      text.contains("<!-- begin unit \(name) -->"), "Documentation/Units/\(name).md needs the generated part 'unit \(name)'")
  }

  @Test func noPageIsLeftOver() throws {
    let pages = try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Documentation/Units").path)
    #expect(Set(pages) == Set(UnitCatalog.all.map { $0.unitName + ".md" }))
  }
}
