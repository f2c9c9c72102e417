/// `MacElementArray` as it was printed before there were arrays of instances: an instance and three nets for each element, and a
/// product of its own width that the sum extends. The ports are those of the emitted module.
enum SingleInstances {
  static func macElementArray(module: String, side: Int) -> String {
    var nets: [String] = [], instances: [String] = [], unused: [String] = []
    for row in 0..<side {
      for column in 0..<side {
        let name = "one_\(row)_\(column)"
        let isLast = (row: row == side - 1, column: column == side - 1)
        let weight = isLast.row ? "unused_\(name)_weight" : "\(name)_weight"
        let activation = isLast.column ? "unused_\(name)_activation" : "\(name)_activation"
        if isLast.row { unused.append(weight) }
        if isLast.column { unused.append(activation) }
        nets.append("wire signed [7:0] \(weight), \(activation); wire signed [31:0] \(name)_sum;")
        instances.append(
          """
          mac_element \(name) (.clock(clock), .loadWeight(loadWeights),
            .weightAbove(\(row == 0 ? "weights[\(8 * column) +: 8]" : "one_\(row - 1)_\(column)_weight")),
            .activationLeft(\(column == 0 ? "activations[\(8 * row) +: 8]" : "one_\(row)_\(column - 1)_activation")),
            .sumAbove(\(row == 0 ? "32'sd0" : "one_\(row - 1)_\(column)_sum")),
            .weight(\(weight)), .activation(\(activation)), .sum(\(name)_sum));
          """)
      }
    }
    let sums = (0..<side).reversed().map { "one_\(side - 1)_\($0)_sum" }
    return """
      module mac_element (
        input logic clock, input logic loadWeight, input logic signed [7:0] weightAbove,
        input logic signed [7:0] activationLeft, input logic signed [31:0] sumAbove, output logic signed [7:0] weight,
        output logic signed [7:0] activation, output logic signed [31:0] sum);
        wire signed [15:0] product = activationLeft * weight;
        always @(posedge clock) begin
          activation <= activationLeft;
          sum <= sumAbove + 32'(product);
        end
        always @(posedge clock) if (loadWeight) weight <= weightAbove;
      endmodule
      module \(module) (
        input logic clock, input logic loadWeights, input logic [\(8 * side - 1):0] weights,
        input logic [\(8 * side - 1):0] activations, output logic [\(32 * side - 1):0] sums);
      \(nets.joined(separator: "\n"))
      assign sums = {\(sums.joined(separator: ", "))};
      \(instances.joined(separator: "\n"))
      wire unused = &{1'b0, \(unused.joined(separator: ", ")), 1'b0};
      endmodule

      """
  }
}
