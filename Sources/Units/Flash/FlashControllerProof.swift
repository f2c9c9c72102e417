import HDL

extension FlashController {
  /// What the controller keeps of each die: tiles and reads under way, a bit where a vector is to come, and of the oldest tile and read
  /// what has been answered.
  struct UnderWay {
    let tiles, reads: Reg<Vec<Unsigned>>, awaiting: Reg<Bits>, rows, bytes: Reg<Vec<Unsigned>>
  }

  /// Every command is answered once; for `proof`.
  ///
  /// - Parameters:
  ///   - answered: the die whose byte comes, as a bit
  ///   - endsSum, isRaw: whether it ends a sum, or is a raw one
  @Hardware
  func checkAnswers(_ dies: UnderWay, _ answered: Bits, _ endsSum: Bit, _ isRaw: Bit) {
    for index in 0..<self.dies {
      assert((dies.tiles[index] <= 2) & (dies.reads[index] <= 2), "two tiles and two reads of a die are under way at most")
      assert(!dies.awaiting[index] | (dies.tiles[index] != 0), "a vector is awaited only for a tile under way")
      assert(!(endsSum & answered[index]) | (dies.tiles[index] != 0), "a sum comes only for a tile under way")
      assert(!(isRaw & answered[index]) | (dies.reads[index] != 0), "a raw byte comes only for a read under way")
      assert((dies.tiles[index] != 0) | (dies.rows[index] == 0), "no row is answered of a tile that is not under way")
      assert((dies.reads[index] != 0) | (dies.bytes[index] == 0), "no byte is answered of a read that is not under way")
    }
  }
}
