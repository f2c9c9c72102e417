// Tests of CommandLineTool.
