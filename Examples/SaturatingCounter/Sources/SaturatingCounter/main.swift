import CommandLineTool

await HwgenCommand.main(name: "counter-tool", units: [BeatCounter.self], testbenches: [BeatCounterTestbench.self])
