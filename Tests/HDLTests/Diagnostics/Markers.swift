import Foundation

/// `expected` with each `{name}` replaced by the number of the line of `file` that ends in `// {name}`.
func withLines(_ expected: String, of file: String) throws -> String {
  var text = expected
  for (index, line) in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    .enumerated()
  {
    guard let marker = line.range(of: "// {"), line.hasSuffix("}") else { continue }
    text = text.replacingOccurrences(of: String(line[marker.lowerBound...].dropFirst(3)), with: String(index + 1))
  }
  return text
}
