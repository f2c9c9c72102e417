import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@Bundle`: the members that make a struct of signals a payload.
public struct BundleMacro: MemberMacro, ExtensionMacro {
  struct Field {
    var name: String
    var type: String
    var isBit: Bool { type == "Bit" || type.hasPrefix("Enum<") }
    var isWidth: Bool { ["Bits", "Unsigned", "Signed"].contains(type) }
  }

  /// What a place or a stream answers itself, instead of passing it on to the payload.
  private static let reserved: Set<String> = ["value", "valid", "ready", "fire", "payload", "shape", "packed", "packedWidth"]

  static func fields(of declaration: some DeclGroupSyntax) throws -> [Field] {
    var result: [Field] = []
    for member in declaration.memberBlock.members {
      guard let variable = member.decl.as(VariableDeclSyntax.self) else { continue }
      if variable.modifiers.contains(where: { $0.name.text == "static" }) { continue }
      var pending: [String] = []
      for binding in variable.bindings {
        guard binding.accessorBlock == nil, let identifier = binding.pattern.as(IdentifierPatternSyntax.self) else { continue }
        if binding.initializer != nil {
          throw MacroError("@Bundle needs fields without a value: write 'let \(identifier.identifier.text): Bit'")
        }
        pending.append(identifier.identifier.text)
        if let type = binding.typeAnnotation {
          result += pending.map { Field(name: $0, type: type.type.trimmedDescription) }
          pending = []
        }
      }
    }
    if result.isEmpty { throw MacroError("@Bundle needs at least one field") }
    if let taken = result.first(where: { reserved.contains($0.name) }) {
      throw MacroError("a field cannot be called '\(taken.name)': streams, registers and ports have a member of that name")
    }
    return result
  }

  public static func expansion(
    of node: AttributeSyntax, providingMembersOf declaration: some DeclGroupSyntax, conformingTo: [TypeSyntax],
    in context: some MacroExpansionContext
  ) throws -> [DeclSyntax] {
    let fields = try fields(of: declaration)
    let access = declaration.modifiers.first { ["public", "package"].contains($0.name.text) }.map { $0.name.text + " " } ?? ""
    let sized = fields.filter { !$0.isBit }
    let shapeFields = sized.map { "\(access)var \($0.name): \($0.type).Shape" }.joined(separator: "\n  ")
    let shapeParameters = sized.map { "\($0.name): \($0.type).Shape" }.joined(separator: ", ")
    let shapeBody = sized.map { "self.\($0.name) = \($0.name)" }.joined(separator: "; ")
    let parameters = sized.map { $0.isWidth ? "\($0.name): Int" : "\($0.name): \($0.type)" }.joined(separator: ", ")
    let assignments = fields.map { field in
      "self.\(field.name) = " + (field.isBit ? "\(field.type)()" : field.isWidth ? "\(field.type)(\(field.name))" : field.name)
    }
    let fromShape = fields.map { "self.\($0.name) = " + ($0.isBit ? "\($0.type)()" : "\($0.type)(shape.\($0.name))") }
    let visits = fields.map { "\($0.name)._visitLeaves(name.isEmpty ? \"\($0.name)\" : name + \"_\($0.name)\", visit)" }
    let lines = { (list: [String]) in list.joined(separator: "\n  ") }
    return [
      """
      \(raw: access)struct Shape: Hashable, Codable, Sendable {
        \(raw: shapeFields)
        \(raw: access)init(\(raw: shapeParameters)) { \(raw: shapeBody) }
      }
      """,
      """
      \(raw: access)init(\(raw: parameters)) {
        \(raw: lines(assignments))
      }
      """,
      """
      \(raw: access)init(_ shape: Shape) {
        \(raw: lines(fromShape))
      }
      """,
      """
      private init(\(raw: fields.map { "_\($0.name): \($0.type)" }.joined(separator: ", "))) {
        \(raw: lines(fields.map { "self.\($0.name) = _\($0.name)" }))
      }
      """,
      "\(raw: access)var shape: Shape { Shape(\(raw: sized.map { "\($0.name): \($0.name).shape" }.joined(separator: ", "))) }",
      """
      \(raw: access)func _visitLeaves(_ name: String, _ visit: (HDL.Leaf) -> Void) {
        \(raw: lines(visits))
      }
      """,
      """
      \(raw: access)func _rebuilt(_ replace: (HDL.Ref) -> HDL.Ref) -> Self {
        Self(\(raw: fields.map { "_\($0.name): \($0.name)._rebuilt(replace)" }.joined(separator: ", ")))
      }
      """,
    ]
  }

  public static func expansion(
    of node: AttributeSyntax, attachedTo declaration: some DeclGroupSyntax, providingExtensionsOf type: some TypeSyntaxProtocol,
    conformingTo protocols: [TypeSyntax], in context: some MacroExpansionContext
  ) throws -> [ExtensionDeclSyntax] {
    protocols.isEmpty ? [] : [try ExtensionDeclSyntax("extension \(type.trimmed): HDL.Payload {}")]
  }
}

struct MacroError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
