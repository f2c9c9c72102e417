import AXILiteRegisters
import HDL
import Verilog

print(try VerilogEmitter().emit(elaborate(Timer())).text, terminator: "")
