// The Verilog target.
