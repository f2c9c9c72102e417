import CommandLineTool

/// What `hwgen prove --all` proves of each unit, and at which parameters: those at which the solver ends within minutes.
enum ShippedProofs {
  private static let smallFlashPE: KeyValuePairs = [
    "lanes": "1", "pageBytes": "64", "vectorBytes": "8", "resultEntries": "2", "vectorBeat": "2",
  ]
  private static let smallNeuronFetch: KeyValuePairs = [
    "neurons": "8", "beatBits": "4", "longestRead": "3", "entries": "2", "queueDepth": "2", "period": "2",
  ]

  static let entries: [ProofEntry] = [
    ProofEntry("fifo"),
    ProofEntry("fifo", ["depth": "1"]),
    ProofEntry("fifo", ["width": "7", "depth": "3"]),
    ProofEntry("register-slice"),
    ProofEntry("register-slice", ["style": "half"]),
    ProofEntry("register-slice", ["style": "forward"]),
    ProofEntry("arbiter"),
    ProofEntry("arbiter", ["inputs": "5"]),
    ProofEntry("arbiter", ["inputs": "7", "policy": "fixedPriority"]),
    ProofEntry("width-adapter"),
    ProofEntry("width-adapter", ["inputLanes": "4", "outputLanes": "1"]),
    ProofEntry("width-adapter", ["elementWidth": "5", "inputLanes": "12", "outputLanes": "4"]),
    ProofEntry("async-fifo"),
    ProofEntry("async-fifo", ["width": "4", "depth": "4", "synchronizerStages": "3"]),
    ProofEntry("mac-pe"),
    ProofEntry("multiply-accumulate", depth: nil),
    ProofEntry("multiply-accumulate", ["structure": "fused"], depth: nil),
    ProofEntry("multiply-accumulate", ["structure": "fast"], depth: nil),
    ProofEntry("adder-tree", ["operands": "4", "width": "8"], depth: nil),
    ProofEntry("dot-product", ["lanes": "2", "width": "4"], depth: nil),
    ProofEntry("mac-array", ["rows": "2", "columns": "2", "width": "4", "sumWidth": "12"], depth: nil),
    ProofEntry("mac-element-array", ["rows": "2", "columns": "2"], depth: nil, netlist: .byModule),
    ProofEntry("mac-element-array", ["rows": "2", "columns": "2", "structure": "fused"], depth: nil, netlist: .byModule),
    ProofEntry("dot-product-bank", ["products": "2", "lanes": "2", "width": "4", "sumWidth": "16"], depth: nil),
    ProofEntry("npu-systolic", ["rows": "2", "columns": "2"], depth: nil, netlist: .byModule),
    ProofEntry("fp-add", ["stages": "2"], depth: 2), ProofEntry("fp-multiply", ["stages": "2"], depth: 2, netlist: nil),
    ProofEntry("fp-fma", ["stages": "2"], depth: 2, netlist: nil),
    ProofEntry("fp-compare", depth: 2),
    ProofEntry("fp-convert", depth: 2),
    ProofEntry("dot-product-fused", ["terms": "2"], depth: 2, netlist: nil),
    ProofEntry("sparse-weight-decoder", ["wordBits": "64"], depth: 2, netlist: nil),
    ProofEntry("group-vector-engine", ["inputs": "4", "outputs": "1"], depth: 2, netlist: nil),
    ProofEntry("argmax", depth: 2), ProofEntry("residual-add", depth: 2), ProofEntry("row-scaler", depth: 2, netlist: .byModule),
    ProofEntry("rotary-embedding", depth: 2, netlist: .byModule), ProofEntry("rms-norm", depth: 2, netlist: .byModule),
    ProofEntry("layer-norm", depth: 2, netlist: .byModule), ProofEntry("softmax", depth: 2, netlist: .byModule),
    ProofEntry("gated-activation", depth: 2, netlist: .byModule), ProofEntry("block-quantizer", depth: 2, netlist: .byModule),
    ProofEntry("neuron-fetch", netlist: nil), ProofEntry("neuron-fetch", smallNeuronFetch, netlist: nil),
    ProofEntry("flash-page", depth: 2),
    ProofEntry("flash-pe", depth: 8, bounded: true, netlist: nil),
    ProofEntry("flash-pe", smallFlashPE, depth: 2, netlist: .byModule),
    ProofEntry("flash-core", ["lanes": "1"], depth: nil, netlist: .byModule),
    ProofEntry("flash-bus", netlist: nil), ProofEntry("flash-bus", ["policy": "roundRobin"], netlist: nil),
    ProofEntry("ecc-outlier", depth: 2, netlist: .byModule), ProofEntry("ecc-secded", depth: nil),
    ProofEntry("ecc-secded", ["dataBits": "8"]),
  ]
}
