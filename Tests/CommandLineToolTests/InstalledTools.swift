import Verilator

/// Whether Verilator and its compiler are here.
let hasVerilator = (try? Toolchain.find()) != nil
