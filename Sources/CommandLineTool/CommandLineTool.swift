// The CommandLineTool target.
