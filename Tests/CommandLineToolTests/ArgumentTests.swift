import ArgumentParser
import Testing

import CommandLineTool
import HwgenTool

@Suite struct ArgumentTests {
  @Test(arguments: [
    (["list", "--unit", "mac-pee"], "there is no unit 'mac-pee'; did you mean 'mac-pe'?"),
    (["emit", "--unit", "mac-pe", "--set", "widht=4"], "mac-pe has no parameter 'widht'; did you mean 'width'?"),
    (["emit", "--unit", "mac-pe", "--set", "width=99"], "mac-pe: width must be 1 to 32, not 99"),
    (["emit", "--unit", "mac-pe", "--set", "width=four"], "mac-pe: width is a whole number, not 'four'"),
    (["emit", "--unit", "mac-pe", "--set", "width"], "--set takes name=value, not 'width'; for example --set width=16"),
    (["emit", "--unit", "mac-pe", "--set", "=4"], "--set takes name=value, not '=4'; for example --set width=16"),
    (["emit", "--unit", "mac-pe", "--set", "width=4", "--set", "width=5"], "--set gives 'width' twice; keep one of the two"),
    (["list", "--set", "width=4"], "--set needs the unit that it configures; add --unit NAME (see 'hwgen list --help')"),
    (["emit", "--unit", "mac-pe", "-o", ""], "-o needs the name of a folder, or '-' for standard output"),
    (["sim", "--unit", "mac-pe", "--backend", "builtin", "--count", "0"], "--count is at least 1, not 0"),
    (
      ["sim", "--unit", "mac-pe", "--waves", "a.gtkw"],
      "--waves takes a name that ends in .fst, .vcd or .svg, not 'a.gtkw' (see 'hwgen sim --help')"
    ),
    (
      ["sim", "--unit", "mac-pe", "--backend", "builtin", "--waves", "a.fst"],
      "The built-in simulator writes no FST; name the file '.vcd' or use --backend verilator (see 'hwgen sim --help')"
    ),
    (["regress", "--jobs", "0"], "--jobs is at least 1, not 0"),
    (["regress", "--unit", "flashpe"], "there is no unit 'flashpe'; did you mean 'flash-pe'?"),
    (["lint"], "Give either --unit NAME or --all (see 'hwgen lint --help')"),
    (["lint", "--all", "--set", "width=4"], "--set needs --unit; --all checks defaults and samples (see 'hwgen lint --help')"),
    (["compare", "--unit", "mac-pe"], "Give the Verilog to compare with --against FILE.v (see 'hwgen compare --help')"),
    (
      ["synth", "--unit", "mac-pe", "--target", "ecp5", "--mapping", "fast"],
      "--mapping goes with --target asic only; leave it out (see 'hwgen synth --help')"
    ),
    (
      ["synth", "--unit", "mac-pe", "--target", "xilinx", "--clock-ns", "4"],
      "--clock-ns goes with --target asic only; leave it out (see 'hwgen synth --help')"
    ),
    (["explore", "--all", "--timeout", "0"], "--timeout is 1 to 1000000 seconds, not 0 (see 'hwgen explore --help')"),
    (["qor", "--only", "flashpe"], "no unit's name contains 'flashpe'; 'list' shows all"),
    (["emti"], "there is no command 'emti'; did you mean 'emit'?"),
    (["list", "--jsn"], "Unknown option '--jsn'. Did you mean '--json'? (see 'hwgen list --help')"),
    (["emit"], "Give either --unit NAME or --system NAME (see 'hwgen emit --help')"),
    (["rtl"], "Give either -o DIR to write or --check DIR to compare (see 'hwgen rtl --help')"),
    (
      ["emit", "--unit", "mac-pe", "--dialect", "vhdl"],
      "The value 'vhdl' is invalid for '--dialect <dialect>'. Please provide one of 'systemverilog' and 'verilog2005' (see 'hwgen emit --help')"
    ),
  ])
  func wrongUseIsOneLineWithTheRemedy(arguments: [String], message: String) async {
    let outcome = await run(arguments, catalog: .hwgen)
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.errorLine == "hwgen: error: " + message)
  }

  @Test func everyCommandExplainsItselfWithExamples() async {
    for command in Catalog.$current.withValue(.hwgen, operation: { HwgenCommand.subcommands }) {
      let outcome = await run([command._commandName, "--help"], catalog: .hwgen)
      #expect(outcome.status == 0 && outcome.error == "")
      #expect(outcome.output.contains("EXAMPLES:\n  hwgen \(command._commandName)"), "\(command._commandName)")
    }
  }

  @Test func shellCompletionKnowsTheUnits() async {
    for shell in ["bash", "zsh", "fish"] {
      let outcome = await run(["--generate-completion-script", shell], catalog: .hwgen)
      #expect(outcome.status == 0 && outcome.output.contains("mac-pe"))
    }
  }
}
