import Foundation

/// An HTML file that needs nothing else: style, data and scripts are inside.
package enum HTMLPage {
  private static let opening = "<script type=\"application/json\" id=\"data\">", closing = "</script>"

  /// - Parameters:
  ///   - body: markup
  ///   - data: JSON that scripts find in the element `data`
  ///   - scripts: run one after the other, behind the body
  package static func text(title: String, style: String, body: String, data: String, scripts: [String]) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <link rel="icon" href="data:,">
    <style>
    \(style)
    </style>
    </head>
    <body>
    \(body)
    \(opening)\(data.replacing("</", with: "<\\/"))\(closing)
    \(scripts.map { "<script>\n\($0)\n</script>" }.joined(separator: "\n"))
    </body>
    </html>

    """
  }

  /// The data of a page that `text` has made; nil for another one.
  package static func data(of page: String) -> String? {
    guard let start = page.range(of: opening) else { return nil }
    let rest = page[start.upperBound...]
    return rest.range(of: closing).map { String(rest[..<$0.lowerBound]).replacing("<\\/", with: "</") }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
