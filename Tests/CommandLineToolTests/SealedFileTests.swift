import Foundation
import Testing

import HwgenTool

/// The form of saved states, without a model.
@Suite struct SealedFileTests {
  private let form = SealedFile(kind: "hwgen-test", version: 12)

  @Test func whatIsSealedComesBack() throws {
    for contents in [Data(), Data("text\nwith lines\n".utf8), Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 * 7) })] {
      #expect(try form.contents(of: form.sealed(contents)) == contents)
    }
  }

  /// Every bit of the header, and 2,000 of the contents: no flip goes unnoticed, wherever it is.
  @Test func noFlippedBitIsMissed() throws {
    let contents = Data((0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    let file = form.sealed(contents)
    let header = file.count - contents.count
    for bit in Array(0..<8 * header) + Array(stride(from: 8 * header, to: 8 * file.count, by: 4)) {
      var changed = file
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: SealedFile.Fault.self, "bit \(bit)") { try form.contents(of: changed) }
    }
  }

  @Test func noLengthButTheWholeIsTaken() throws {
    let file = form.sealed(Data("contents".utf8))
    for count in 0..<file.count { #expect(throws: SealedFile.Fault.self) { try form.contents(of: file.prefix(count)) } }
    #expect(throws: SealedFile.Fault.damaged) { try form.contents(of: file + Data([0])) }
  }

  @Test func othersAreToldApart() throws {
    let file = SealedFile(kind: "hwgen-test", version: 13).sealed(Data("x".utf8))
    #expect(throws: SealedFile.Fault.otherVersion) { try form.contents(of: file) }
    #expect(throws: SealedFile.Fault.otherKind) { try form.contents(of: Data("bplist00".utf8)) }
    #expect(throws: SealedFile.Fault.missing) { try form.read("/nonexistent") }
    #expect(throws: SealedFile.Fault.missing) { try form.read("/") }
    #expect(throws: SealedFile.Fault.missing) { try form.read("/dev/zero") }
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    #expect(throws: SealedFile.Fault.missing) { try form.read(folder.path + "/pipe") }
  }
}
