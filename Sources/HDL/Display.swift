import Netlist

/// Prints a line at every rising edge outside reset, under the conditions around it: in both simulators on standard error, in
/// the emitted text as `$display` under the guard of the checks.
///
/// In `format` each `%d` stands for a value as a decimal number, `%h` for its hexadecimal digits and `%b` for its bits; `%%` is a
/// percent sign. Values are those before the edge.
public func display(_ format: String, _ values: any Readable...) {
  let builder = builder()
  if builder.isDetached { return builder.error("display") }
  var refs: [Ref] = []
  for value in values {
    if let signal = value._value as? any Signal {
      refs.append(signal.ref)
    } else {
      builder.error("display takes signals, not bundles", note: "name the fields: display(\"...\", bundle.field)")
      return
    }
  }
  var parts: [DisplayText.Part] = []
  var text = "", used = 0, isFormat = false
  func value(_ radix: DisplayText.Radix) {
    if !text.isEmpty { parts.append(.text(text)) }
    text = ""
    if used < refs.count { parts.append(.value(builder.id(of: refs[used]), radix)) }
    used += 1
  }
  for character in format {
    guard isFormat else {
      if character == "%" { isFormat = true } else { text.append(character) }
      continue
    }
    isFormat = false
    switch character {
    case "d": value(.decimal)
    case "h": value(.hexadecimal)
    case "b": value(.binary)
    case "%": text.append("%")
    default:
      return builder.error("display has no format '%\(character)'", note: "use %d, %h or %b, and %% for a percent sign")
    }
  }
  if isFormat { return builder.error("display: the text ends in '%'", note: "write %% for a percent sign") }
  if used != refs.count {
    return builder.error(
      "display: the text has \(used) format\(used == 1 ? "" : "s") for \(refs.count) value\(refs.count == 1 ? "" : "s")")
  }
  if !format.unicodeScalars.allSatisfy({ $0 >= " " && $0 <= "~" && $0 != "`" }) {
    return builder.error(
      "display prints one line of plain characters", note: "leave out line breaks, backquotes and what is not ASCII")
  }
  if !text.isEmpty { parts.append(.text(text)) }
  builder.record(.display(DisplayText(parts: parts), domain: builder.domain))
}
