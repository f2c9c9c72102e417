"""Elaborates an array of multiply-accumulate element instances in another hardware language and emits its Verilog or RTLIL.

Usage: elaborate-array.py amaranth|pyrtl SIDE
Prints the processor seconds that this took. The array is the one of hwgen's unit mac-element-array: each element holds an INT8
weight, multiplies it by the activation from its left and adds the sum from above; activation and sum pass through registers.
"""

import sys
import time


def amaranth_array(side):
    from amaranth.back import rtlil
    from amaranth.hdl import Elaboratable, Module, Signal, signed

    class Element(Elaboratable):
        def __init__(self):
            self.load = Signal()
            self.weight_in = Signal(signed(8))
            self.activation = Signal(signed(8))
            self.activation_out = Signal(signed(8))
            self.sum_in = Signal(signed(32))
            self.sum_out = Signal(signed(32))

        def elaborate(self, platform):
            module = Module()
            weight = Signal(signed(8))
            with module.If(self.load):
                module.d.sync += weight.eq(self.weight_in)
            module.d.sync += [
                self.activation_out.eq(self.activation),
                self.sum_out.eq(self.sum_in + self.activation * weight),
            ]
            return module

    class Array(Elaboratable):
        def __init__(self):
            self.load = Signal()
            self.weights = [[Signal(signed(8), name=f"weight_{r}_{c}") for c in range(side)] for r in range(side)]
            self.activations = [Signal(signed(8), name=f"activation_{r}") for r in range(side)]
            self.sums = [Signal(signed(32), name=f"sum_{c}") for c in range(side)]

        def ports(self):
            return [self.load, *self.activations, *self.sums, *(w for row in self.weights for w in row)]

        def elaborate(self, platform):
            module = Module()
            above = [0] * side
            for r in range(side):
                left = self.activations[r]
                for c in range(side):
                    element = Element()
                    module.submodules[f"element_{r}_{c}"] = element
                    module.d.comb += [
                        element.load.eq(self.load),
                        element.weight_in.eq(self.weights[r][c]),
                        element.activation.eq(left),
                        element.sum_in.eq(above[c]),
                    ]
                    left = element.activation_out
                    above[c] = element.sum_out
            module.d.comb += [output.eq(value) for output, value in zip(self.sums, above)]
            return module

    array = Array()
    return rtlil.convert(array, ports=array.ports())


def pyrtl_array(side):
    import io

    import pyrtl

    pyrtl.reset_working_block()
    load = pyrtl.Input(1, "load")
    above = [pyrtl.Const(0, 32)] * side
    for r in range(side):
        left = pyrtl.Input(8, f"activation_{r}")
        for c in range(side):
            incoming = pyrtl.Input(8, f"weight_{r}_{c}")
            weight = pyrtl.Register(8)
            with pyrtl.conditional_assignment:
                with load:
                    weight.next |= incoming
            moved = pyrtl.Register(8)
            moved.next <<= left
            total = pyrtl.Register(32)
            product = pyrtl.signed_mult(left, weight)
            total.next <<= (above[c] + product.sign_extended(32)).truncate(32)
            left, above[c] = moved, total
    for c in range(side):
        output = pyrtl.Output(32, f"sum_{c}")
        output <<= above[c]
    text = io.StringIO()
    pyrtl.output_to_verilog(text)
    return text.getvalue()


language, side = sys.argv[1], int(sys.argv[2])
start = time.process_time()
text = {"amaranth": amaranth_array, "pyrtl": pyrtl_array}[language](side)
assert len(text) > side * side
print(f"{time.process_time() - start:.3f}")
