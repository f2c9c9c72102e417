import Foundation

extension AcceleratorSystem {
  /// The JSON schema of a file with the system's parameters: an object without other keys; `preset` names a preset.
  public static var configurationSchema: String {
    var properties: [String: Any] = ["preset": ["enum": presets.map(\.name), "description": "values that the others replace"]]
    for parameter in parameters { properties[parameter.name] = parameter.schema }
    let schema: [String: Any] = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Parameters of \(name)", "type": "object",
      "properties": properties, "additionalProperties": false,
    ]
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: schema, options: options) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}

extension Parameter {
  fileprivate var schema: [String: Any] {
    let description = "\(unit.isEmpty ? "" : unit + "; ")source: \(source)"
    if !choices.isEmpty { return ["enum": choices, "default": text(defaultValue), "description": description] }
    func number(_ value: Double) -> Any { value == value.rounded() && value.magnitude < 1e15 ? Int(value) as Any : value as Any }
    var result: [String: Any] = [
      "type": isCount ? "integer" : "number", "minimum": number(range.lowerBound), "maximum": number(range.upperBound),
    ]
    guard let automatic else {
      result["description"] = description
      result["default"] = number(defaultValue ?? 0)
      return result
    }
    return ["anyOf": [["const": automatic], result], "default": automatic, "description": description]
  }
}
