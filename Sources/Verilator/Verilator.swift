// The Verilator target.
