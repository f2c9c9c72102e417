import CommandLineTool

/// One line below the text that is being written, on standard error; drawn over on a terminal, not shown elsewhere.
final class StatusLine {
  private let isShown: Bool
  private var isVisible = false

  init(isShown: Bool) { self.isShown = isShown && Console.current.isInteractive }

  /// Shows the text on the next line and leaves the cursor where it was.
  func show(_ text: String) {
    guard isShown else { return }
    Console.current.draw("\u{1b}7\n\u{1b}[2K\(text)\u{1b}8")
    isVisible = true
  }

  func clear() {
    guard isVisible else { return }
    Console.current.draw("\u{1b}7\n\u{1b}[2K\u{1b}8")
    isVisible = false
  }
}
