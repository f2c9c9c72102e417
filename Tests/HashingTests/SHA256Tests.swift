import Hashing
import Testing

/// NIST's vectors, with the processor's instructions and without.
@Suite struct SHA256Tests {
  /// On a processor without such instructions both are the portable code.
  private static let variants = [true, false]

  private func digest(_ bytes: some Collection<UInt8>, portable: Bool) -> String {
    var hash = SHA256(portable: portable)
    hash.update(bytes)
    return hash.finish()
  }

  /// The examples that FIPS 180-4 refers to, and short messages of the validation programme (CAVP, SHA256ShortMsg).
  @Test(
    arguments: [
      ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        Array(
          "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu".utf8),
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
      ([0xd3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
      ([0x11, 0xaf], "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
      ([0xb4, 0x19, 0x0e], "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
      ([0x74, 0xba, 0x25, 0x21], "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e"),
    ] as [([UInt8], String)], variants)
  func examples(_ example: ([UInt8], String), portable: Bool) {
    #expect(digest(example.0, portable: portable) == example.1)
  }

  /// A million letters, in pieces that meet the ends of blocks in every way.
  @Test(arguments: variants) func million(portable: Bool) {
    var hash = SHA256(portable: portable)
    var rest = 1_000_000, size = 0
    while rest > 0 {
      size = size % 200 + 1
      hash.update([UInt8](repeating: UInt8(ascii: "a"), count: min(size, rest)))
      rest -= min(size, rest)
    }
    #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  /// The validation programme's Monte Carlo test (CAVP, SHA256Monte), its first two results.
  @Test(arguments: variants) func monteCarlo(portable: Bool) throws {
    var seed = try bytes("6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691")
    for expected in [
      "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788",
      "2e78f8c8772ea7c9331d41ed3f9cdf27d8f514a99342ee766ee3b8b0d0b121c0",
    ] {
      var last = [seed, seed, seed]
      for _ in 0..<1000 { last = [last[1], last[2], try bytes(digest(last.flatMap { $0 }, portable: portable))] }
      seed = last[2]
      #expect(try seed == bytes(expected))
    }
  }

  /// Collections without storage of their own are hashed as well.
  @Test func collections() {
    #expect(SHA256.hexadecimal(of: "abc".utf8.lazy.map { $0 }) == SHA256.hexadecimal(of: Array("abc".utf8)))
    #expect(SHA256.hexadecimal(of: "abc".utf8) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  private func bytes(_ hexadecimal: String) throws -> [UInt8] {
    let digits = Array(hexadecimal)
    return try stride(from: 0, to: digits.count, by: 2).map { try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16)) }
  }
}
