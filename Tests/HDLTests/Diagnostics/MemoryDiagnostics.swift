import HDL
import Testing

@Hardware private func impossibleParts(_ io: ProbeIO) {
  let plain = Memory(depth: 4, Signed(8))
  plain.write(io.count, io.a, mask: io.count.asBits)  // {plain}
  _ = Memory(depth: 4, Signed(8), writeGranularity: 3)  // {odd}
  _ = Memory(depth: 4, Vec(4, Signed(8)), writeGranularity: 8)  // {rows}
  let bytes = Memory(depth: 4, Signed(16), writeGranularity: 8)
  bytes.write(io.count, io.wide, mask: io.count.asBits)  // {mask}
}

@Hardware private func impossiblePorts(_ io: ProbeIO) {
  let words = Memory(depth: 4, Signed(8))
  _ = clocked(by: ClockDomain("fast")) { words.readPort(io.count, whileWriting: .new) }  // {domain}
}

@Hardware private func impossibleAttributes(_ io: ProbeIO) {
  annotate(io.a, Attribute("ram style"))  // {name}
  annotate(io.b, Attribute("style", "a \"b\""))  // {text}
}

@Suite struct MemoryDiagnostics {
  @Test func partsOfWordsFit() throws {
    try expectErrors(
      impossibleParts,
      """
      MemoryDiagnostics.swift:{plain}:3: error: a masked write needs a memory whose parts are known
        note: say Memory(depth: 4, ..., writeGranularity: 8)
      MemoryDiagnostics.swift:{odd}:3: error: a word of 8 bits has no parts of 3 bits
        note: the width must be a whole number of parts
      MemoryDiagnostics.swift:{rows}:3: error: a word that is a vector is written by its elements and has no writeGranularity
        note: leave writeGranularity out
      MemoryDiagnostics.swift:{mask}:3: error: the mask needs one bit for each of the word's 2 parts, not 4
      """)
  }

  @Test func aPortOfNewWordsIsInTheMemorysDomain() throws {
    try expectErrors(
      impossiblePorts,
      """
      MemoryDiagnostics.swift:{domain}:3: error: a read port that gives new words must be in the clock domain of its memory
        note: use whileWriting: .old
      """)
  }

  @Test func attributesCanBePrinted() throws {
    try expectErrors(
      impossibleAttributes,
      """
      MemoryDiagnostics.swift:{name}:3: error: attribute 'ram style' needs a name of letters, digits and underscores
      MemoryDiagnostics.swift:{text}:3: error: the text of attribute 'style' holds a quote, a backslash or other than plain characters
      """)
  }
}
