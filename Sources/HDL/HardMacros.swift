import Netlist

public typealias HardMacro = Netlist.HardMacro

/// A module that can be a part of a technology, such as an SRAM of a memory compiler: where the text macro of `hardMacro` is
/// defined, the emitted module is an instance of that part, and elsewhere what `build` says, which so is the part's behaviour
/// in simulation. (SystemVerilog only; Verilog-2005 text has the behaviour alone.)
public protocol HardMacroModule: Module {
  /// Every output is driven by one pin; inputs may go to any number of pins, or to none.
  var hardMacro: HardMacro { get }
}

extension Builder {
  /// Notes the macro of a module that is complete.
  func add(_ macro: HardMacro) {
    if let problem = macro.problem(in: module) {
      error(problem, note: "see hardMacro", place: entry)
    } else {
      module.macro = macro
    }
  }
}
