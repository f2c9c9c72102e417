import Foundation

/// What `hwgen prove --all` proves of each unit, and at which parameters: those at which the solver ends within minutes.
struct ProofPlan {
  /// How the netlist is proven.
  enum Netlist { case flat, byModule }

  /// One configuration of one unit.
  struct Entry {
    let unit: String
    let settings: [(name: String, value: String)]
    /// Cycles of the induction, or nil when the assertions are not tried here.
    let depth: Int?
    /// Whether only the first cycles are looked at: no induction is known that closes.
    let isBounded: Bool
    let netlist: Netlist?

    init(
      _ unit: String, _ settings: KeyValuePairs<String, String> = [:], depth: Int? = 4, bounded: Bool = false,
      netlist: Netlist? = .flat
    ) {
      self.unit = unit
      self.settings = settings.map { ($0.key, $0.value) }
      self.depth = depth
      isBounded = bounded
      self.netlist = netlist
    }
  }

  private static let smallFlashPE: KeyValuePairs = [
    "lanes": "1", "pageBytes": "64", "vectorBytes": "8", "resultEntries": "2", "vectorBeat": "2",
  ]

  static let entries: [Entry] = [
    Entry("fifo"),
    Entry("fifo", ["depth": "1"]),
    Entry("fifo", ["width": "7", "depth": "3"]),
    Entry("register-slice"),
    Entry("register-slice", ["style": "half"]),
    Entry("register-slice", ["style": "forward"]),
    Entry("arbiter"),
    Entry("arbiter", ["inputs": "5"]),
    Entry("arbiter", ["inputs": "7", "policy": "fixedPriority"]),
    Entry("width-adapter"),
    Entry("width-adapter", ["inputLanes": "4", "outputLanes": "1"]),
    Entry("width-adapter", ["elementWidth": "5", "inputLanes": "12", "outputLanes": "4"]),
    Entry("async-fifo"),
    Entry("async-fifo", ["width": "4", "depth": "4", "synchronizerStages": "3"]),
    Entry("mac-pe"),
    Entry("multiply-accumulate", depth: nil),
    Entry("multiply-accumulate", ["structure": "fused"], depth: nil),
    Entry("multiply-accumulate", ["structure": "fast"], depth: nil),
    Entry("adder-tree", ["operands": "4", "width": "8"], depth: nil),
    Entry("dot-product", ["lanes": "2", "width": "4"], depth: nil),
    Entry("mac-array", ["rows": "2", "columns": "2", "width": "4", "sumWidth": "12"], depth: nil),
    Entry("mac-element-array", ["rows": "2", "columns": "2"], depth: nil, netlist: .byModule),
    Entry("mac-element-array", ["rows": "2", "columns": "2", "structure": "fused"], depth: nil, netlist: .byModule),
    Entry("dot-product-bank", ["products": "2", "lanes": "2", "width": "4", "sumWidth": "16"], depth: nil),
    Entry("npu-systolic", ["rows": "2", "columns": "2"], depth: nil, netlist: .byModule),
    Entry("fp-add", ["stages": "2"], depth: 2), Entry("fp-multiply", ["stages": "2"], depth: 2, netlist: nil),
    Entry("fp-compare", depth: 2),
    Entry("fp-convert", depth: 2),
    Entry("argmax", depth: 2), Entry("residual-add", depth: 2), Entry("row-scaler", depth: 2, netlist: .byModule),
    Entry("rotary-embedding", depth: 2, netlist: .byModule), Entry("rms-norm", depth: 2, netlist: .byModule),
    Entry("layer-norm", depth: 2, netlist: .byModule), Entry("softmax", depth: 2, netlist: .byModule),
    Entry("gated-activation", depth: 2, netlist: .byModule), Entry("block-quantizer", depth: 2, netlist: .byModule),
    Entry("flash-page", depth: 2),
    Entry("flash-pe", depth: 8, bounded: true, netlist: nil),
    Entry("flash-pe", smallFlashPE, depth: 2, netlist: .byModule),
    Entry("flash-core", ["lanes": "1"], depth: nil, netlist: .byModule),
  ]
}

/// The table that `hwgen prove --all` writes.
struct ProofTable {
  struct Row: Encodable {
    var unit: String
    var parameters: String
    /// `proven`, `first N cycles`, `not proven`, or empty where nothing was tried.
    var assertions: String
    var assertionCount: Int?
    var depth: Int?
    /// `proven`, `not proven`, or empty where nothing was tried.
    var netlist: String
    var pairs: Int?
    /// Why something is not proven.
    var remarks: [String]
    /// Whether something is wrong, rather than merely unknown.
    var isRefuted: Bool
  }
  var rows: [Row]
  let seconds: Int

  var markdown: String {
    var text = """
      # Proofs

      What is proven of the units, at which parameters. `make prove` writes this page: it runs every proof again.

      - Assertions: those of the unit and of the observers in it (order of a FIFO's words, fairness of an arbiter, no overflow), and the
        contract of the streams that leave it, by k-induction over the given number of cycles with sby and yices. The streams
        that enter are assumed to keep theirs. "First N cycles" means that no run of N cycles from the reset on breaks one, and
        that nothing is known of longer ones.
      - Netlist: the netlist of osu018's cells that `hwgen synth` makes, equal to the Verilog at every register and output, with
        memories as ports (ABC's combinational equivalence check between registers that pair by name, or Yosys's induction).
        "N modules" means that each module is mapped and proven for itself, with its instances as boxes; "N of M" leaves some open,
        for the reason that is given. An empty field means that it was not tried at these parameters.
      - Each proof has \(seconds) seconds.

      | unit | parameters | assertions | number | cycles | netlist | pairs | remarks |
      | --- | --- | --- | --- | --- | --- | --- | --- |

      """
    for row in rows {
      func number(_ value: Int?) -> String { value.map { String($0) } ?? "" }
      var cells: [String] = ["`" + row.unit + "`", row.parameters, row.assertions, number(row.assertionCount), number(row.depth)]
      cells += [row.netlist, number(row.pairs), row.remarks.joined(separator: "; ")]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }
}
