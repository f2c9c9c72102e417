# The command `yosys` over the module pyosys, as far as sby calls it: `-ql LOG SCRIPT.ys`, `-p COMMANDS` and `-V`.
import sys

from pyosys import libyosys

arguments = sys.argv[1:]
commands, log = [], None
while arguments:
    argument = arguments.pop(0)
    if argument in ("-V", "--version"):
        print(libyosys.yosys_version_str if hasattr(libyosys, "yosys_version_str") else "Yosys 0.70")
        sys.exit(0)
    elif argument in ("-ql", "-l"):
        log = arguments.pop(0)
    elif argument == "-p":
        commands += [command.strip() for command in arguments.pop(0).split(";")]
    elif not argument.startswith("-"):
        commands.append(("script " if argument.endswith(".ys") else "read_verilog -sv ") + argument)

design = libyosys.Design()
for command in filter(None, commands):
    libyosys.run_pass((f"tee -q -a {log} " if log else "") + command, design)
