import Foundation

/// Test results in the XML that continuous-integration servers show.
package struct JUnitReport {
  package struct Case {
    var name: String
    var seconds: Double
    /// One line; nil when it passed.
    var failure: String?
    /// What to run to see it again.
    var details: String

    package init(name: String, seconds: Double, failure: String?, details: String) {
      self.name = name
      self.seconds = seconds
      self.failure = failure
      self.details = details
    }
  }
  /// A group of cases, in their order.
  var suites: [(name: String, cases: [Case])]

  package init(suites: [(name: String, cases: [Case])]) { self.suites = suites }

  package var xml: String {
    let all = suites.flatMap(\.cases)
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(Self.totals(all))>"]
    for suite in suites {
      lines.append("  <testsuite name=\"\(Self.escaped(suite.name))\" \(Self.totals(suite.cases))>")
      for test in suite.cases {
        let head =
          "    <testcase classname=\"\(Self.escaped(suite.name))\" name=\"\(Self.escaped(test.name))\" time=\"\(Self.time(test.seconds))\""
        guard let failure = test.failure else {
          lines.append(head + "/>")
          continue
        }
        lines.append(head + ">")
        lines.append("      <failure message=\"\(Self.escaped(failure))\">\(Self.escaped(test.details))</failure>")
        lines.append("    </testcase>")
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func totals(_ cases: [Case]) -> String {
    let failures = cases.count { $0.failure != nil }
    return "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" time=\"\(time(cases.reduce(0) { $0 + $1.seconds }))\""
  }

  private static func time(_ seconds: Double) -> String { String(format: "%.3f", seconds) }

  /// The text with XML's special characters as entities and without those that XML cannot hold.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\n", "\t": result += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
