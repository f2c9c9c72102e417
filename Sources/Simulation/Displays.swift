import Foundation
import Netlist

extension BuiltinSimulator {
  /// Prints the lines that the step has logged, on standard error as a Verilated model does: standard output belongs to results.
  func printLines(_ program: LoadedProgram) {
    for entry in 0..<state.pointee.logCount {
      guard case .display(let index) = program.writes[Int(state.pointee.log[entry])] else { continue }
      FileHandle.standardError.write(Data((line(program.displays[index]) + "\n").utf8))
    }
  }

  private func line(_ line: DisplayLine) -> String {
    var values = line.values[...]
    return line.text.parts.map { part in
      switch part {
      case .text(let text): return text
      case .value(_, let radix):
        guard let (slot, width, type) = values.popFirst() else { return "" }
        let words = (0..<Layout.words(width)).map { storage[slot + $0] }
        return BitVector(words: words, width: type.width).text(radix, isSigned: type.isSigned && type.count == nil)
      }
    }.joined()
  }
}
