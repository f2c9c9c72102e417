// Tests of Netlist.
