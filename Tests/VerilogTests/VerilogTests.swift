// Tests of Verilog.
