import CommandLineTool
import HwgenTool

await HwgenCommand.main(.hwgen)
