import Foundation
import Synchronization
import Testing

import CommandLineTool
import HwgenTool

/// What a terminal would act on never reaches one raw.
@Suite struct VisibleTextTests {
  private static let hostile = "\u{1B}]0;title\u{7}\u{9B}31m\r\u{202E}txt\u{7F}"
  private static let shown = #"\u001b]0;title\u0007\u009b31m\u000d\u202etxt\u007f"#

  private func written(isTerminal: Bool, _ body: (Console) -> Void) -> (output: String, error: String) {
    let text = Mutex((output: "", error: ""))
    body(
      Console(
        isInteractive: isTerminal, isOutputTerminal: isTerminal, write: { new in text.withLock { $0.output += new } },
        writeError: { new in text.withLock { $0.error += new } }))
    return text.withLock { $0 }
  }

  @Test func terminalsSeeControlCharactersWrittenOut() {
    let terminal = written(isTerminal: true) { console in
      console.print(Self.hostile + "\n\tä😀")
      console.error(Self.hostile)
    }
    #expect(terminal.output == Self.shown + "\n\tä😀\n" && terminal.error == Self.shown + "\n")
    // A file gets the bytes as they are; messages never have such characters.
    let file = written(isTerminal: false) { console in
      console.print(Self.hostile)
      console.error(Self.hostile)
    }
    #expect(file.output == Self.hostile + "\n" && file.error == Self.shown + "\n")
  }

  @Test func namesInMessagesAndBarsAreSafe() async {
    let outcome = await run(["tokenize", "--model", "/tmp/\u{1B}[2Jx", "--text", "x"], catalog: .hwgen)
    #expect(outcome.status == 64 && outcome.errorLine?.contains(#"'/tmp/\u001b[2Jx'"#) == true, "\(outcome.error)")
    for (arguments, name) in [
      (["regress", "--unit", "a\nb"], #"there is no unit 'a\u000ab'"#), (["a\nb"], #"there is no command 'a\u000ab'"#),
      (["perplexity", "--text", "a\nb"], #"cannot read 'a\u000ab'"#),
      (["calibrate", "--text", "x", "-o", "/dev/null/a\nb"], "cannot write '/dev/null'"),
      (["emit", "--unit", "fifo", "-o", "/proc/a\nb"], #"cannot write '/proc/a\u000ab'"#),
    ] {
      let outcome = await run(arguments, catalog: .hwgen)
      #expect(outcome.errorLine?.contains(name) == true, "\(outcome.error)")
    }
    let parser = await run(["tokenize", "--te\u{1B}[2Jxt"], catalog: .hwgen)
    #expect(parser.status == 64 && !parser.error.contains("\u{1B}"))
  }
}
