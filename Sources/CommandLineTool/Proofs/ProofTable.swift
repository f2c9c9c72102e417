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
  /// What writes the table.
  let command: String

  var markdown: String {
    var text = """
      # Proofs

      What is proven of the units, at which parameters. `\(command)` writes this page: it runs every proof again.

      - Assertions: those of the unit and of the observers in it (order of a FIFO's words, fairness of an arbiter, no overflow), and the
        contract of the streams that leave it, by k-induction over the given number of cycles with sby and yices. The streams
        that enter are assumed to keep theirs. "First N cycles" means that no run of N cycles from the reset on breaks one, and
        that nothing is known of longer ones.
      - Netlist: the netlist of osu018's cells that `synth` makes, equal to the Verilog at every register and output, with
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
