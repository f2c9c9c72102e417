extension EquivalentMutant {
  fileprivate static func inVectorBuffer(bytes: Int) -> [EquivalentMutant] {
    [
      EquivalentMutant(
        "flash_vector_buffer", "left", "reset value",
        "equivalent: it is read only while a vector is under way, whose first group sets it"),
      EquivalentMutant(
        "flash_vector_buffer", "", "zero extension became sign extension",
        "equivalent: the bytes left are compared with places in a group of 2; \(bytes) of them are more than that under either sign"
      ),
    ]
  }
}

extension FlashChannelTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    let atStart = "equivalent: every tile's start sets it, and it is read only while a tile runs"
    let byCommand = "equivalent: every command sets it, and it is read only for a tile"
    let afterTransfer = "equivalent: it is read only in the cycle after a transfer, which sets it"
    let afterRow = "equivalent: it is read only in the cycle after a row's last beat, which sets it"
    return [
      EquivalentMutant("flash_channel", "single", "reset value", byCommand),
      EquivalentMutant("flash_channel", "brings", "reset value", byCommand),
      EquivalentMutant(
        "flash_channel", "ending", "reset value", "equivalent: it is read only while a tile runs, whose beats set it"),
      EquivalentMutant(
        "flash_channel", "bank", "reset value", "equivalent: the two banks of a vector buffer exchange their roles"),
      EquivalentMutant(
        "flash_channel", "drain_address", "reset value",
        "equivalent: the sweep after reset goes through all rows, wherever it begins, and a drain sets it"),
      EquivalentMutant("flash_channel", "is_last_total", "reset value", "equivalent: it goes with a total, which sets it"),
      EquivalentMutant("flash_channel", "external_sum_reg", "condition dropped: always", afterTransfer),
      EquivalentMutant("flash_channel", "external_row_reg", "condition dropped: always", afterTransfer),
      EquivalentMutant("flash_channel", "external_shift_reg", "condition dropped: always", afterTransfer),
      EquivalentMutant(
        "flash_channel", "starved_cycles", "condition dropped: always", "equivalent: while no tile waits, none is counted"),
      EquivalentMutant(
        "flash_channel", "macs", "zero extension became sign extension",
        "equivalent: two cores of two lanes make at most 4 products in a cycle, which leaves the highest of 8 bits 0"),
      EquivalentMutant(
        "flash_channel", "macs", "condition dropped: always", "equivalent: while no core runs, there are no products"),
      EquivalentMutant(
        "flash_channel", "busy_cycles", "condition dropped: always", "equivalent: while no core runs, none is counted"),
      EquivalentMutant("flash_channel_core", "beat", "reset value", atStart),
      EquivalentMutant("flash_channel_core", "columns_left", "reset value", atStart),
      EquivalentMutant("flash_channel_core", "word", "reset value", atStart),
      EquivalentMutant("flash_channel_core", "sum_address_1", "condition dropped: always", afterRow),
      EquivalentMutant("flash_channel_core", "sum_shift_1", "condition dropped: always", afterRow),
      EquivalentMutant("flash_channel_core", "columns_left", "condition dropped: always", atStart),
      EquivalentMutant("flash_channel_core", "beat", "condition dropped: always", atStart),
      EquivalentMutant(
        "flash_channel_core", "is_first", "condition dropped: always",
        "equivalent: it is read for a sum that counts only in the cycle after a beat, which sets it"),
    ] + EquivalentMutant.inVectorBuffer(bytes: 64)
  }
}

extension FlashPETestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    let atStart = "equivalent: every tile's start sets it, and it is read only while a tile runs"
    let afterBeat = "equivalent: it is read only in the cycle after a beat, which sets it"
    let wraps = "equivalent: the default's 256 entries fill the address, which wraps by itself"
    let invariant = "equivalent: an invariant of the unit, which counts places so that it cannot be broken from outside"
    return [
      EquivalentMutant("flash_pe", "columns_left", "reset value", atStart),
      EquivalentMutant("flash_pe", "first", "reset value", atStart),
      EquivalentMutant("flash_pe", "row", "reset value", atStart),
      EquivalentMutant("flash_pe", "word", "reset value", atStart),
      EquivalentMutant("flash_pe", "bank", "reset value", "equivalent: the two banks of the vector buffer exchange their roles"),
      EquivalentMutant(
        "flash_pe", "loaded", "reset value", "equivalent: taking a command clears it, and it is read only while one waits"),
      EquivalentMutant(
        "flash_pe", "partial_valid", "reset value",
        "equivalent: what is added after reset comes before a tile's first beat, which starts a new sum"),
      EquivalentMutant("flash_pe", "partial_first", "condition dropped: always", afterBeat),
      EquivalentMutant("flash_pe", "partial", "condition dropped: always", afterBeat),
      EquivalentMutant(
        "flash_tile_queue", "last_rows", "reset value", "equivalent: a tile's start sets its entry before a sum of it comes"),
      EquivalentMutant(
        "flash_tile_queue", "tags", "reset value", "equivalent: a tile's start sets its entry before a sum of it comes"),
      EquivalentMutant("flash_result_buffer", "", "always the second choice", wraps),
      EquivalentMutant("flash_result_buffer", "", "constant 0x100 became", invariant),
      EquivalentMutant(
        "flash_pe", "places", "choices swapped",
        "equivalent: counted up from 256 modulo 512 it is 0 when 256 places are taken, as it is when counted down"),
      EquivalentMutant(
        "flash_tile_queue", "count", "choices swapped",
        "equivalent: it is only compared with 4, and counted down from 0 modulo 8 it is 4 when 4 tiles are held, too"),
    ] + EquivalentMutant.inVectorBuffer(bytes: 512)
  }
}
