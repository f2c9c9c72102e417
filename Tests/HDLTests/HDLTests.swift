// Tests of HDL.
