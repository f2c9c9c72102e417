import CommandLineTool

await HwgenCommand.main(.hwgen)
