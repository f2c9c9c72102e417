import Simulation

/// Drives the registers as a bus master does, with pauses of `random` on every channel.
struct Bus {
  let simulator: any Simulator
  var random: SplitMix64

  init(_ simulator: any Simulator, seed: UInt64) throws {
    self.simulator = simulator
    random = SplitMix64(seed: seed)
    try simulator.reset()
  }

  private func port(_ name: String) throws -> SimulatorPort { try simulator.port("s_axi_" + name) }

  /// Writes a word; returns the response.
  mutating func write(_ address: Int, _ data: UInt64, strobes: UInt64 = 0xF) throws -> UInt64 {
    var isAddressOpen = true, isDataOpen = true
    while isAddressOpen || isDataOpen {
      try port("awaddr").write(UInt64(address))
      try port("wdata").write(data)
      try port("wstrb").write(strobes)
      // What is offered stays offered.
      if isAddressOpen, try port("awvalid").read() == 0 { try port("awvalid").write(random.chance(50) ? 1 : 0) }
      if isDataOpen, try port("wvalid").read() == 0 { try port("wvalid").write(random.chance(50) ? 1 : 0) }
      simulator.evaluate()
      let takesAddress = try port("awvalid").read() & port("awready").read() == 1
      let takesData = try port("wvalid").read() & port("wready").read() == 1
      try simulator.step()
      if takesAddress {
        isAddressOpen = false
        try port("awvalid").write(0)
      }
      if takesData {
        isDataOpen = false
        try port("wvalid").write(0)
      }
    }
    return try wait("b") { try $0.port("bresp").read() }
  }

  /// Reads a word, and the response.
  mutating func read(_ address: Int) throws -> (data: UInt64, response: UInt64) {
    try port("araddr").write(UInt64(address))
    try port("arvalid").write(1)
    simulator.evaluate()
    while try port("arready").read() == 0 { try simulator.step() }
    try simulator.step()
    try port("arvalid").write(0)
    return try wait("r") { (try $0.port("rdata").read(), try $0.port("rresp").read()) }
  }

  /// What a channel towards the master carries when the master takes it.
  private mutating func wait<Result>(_ channel: String, _ take: (Bus) throws -> Result) throws -> Result {
    while true {
      try port(channel + "ready").write(random.chance(50) ? 1 : 0)
      simulator.evaluate()
      let isTaken = try port(channel + "valid").read() & port(channel + "ready").read() == 1
      let result = try take(self)
      try simulator.step()
      if isTaken {
        try port(channel + "ready").write(0)
        return result
      }
    }
  }
}
