// Tests of Verilator.
