/// The arrays of `ArrayBenchmarks` as an engineer who knows Verilator writes them, in the spellings that Verilator -Wall,
/// Icarus and Yosys all read and that simulate fastest among those. Ports are those of the emitted modules.
enum HandWrittenArrays {
  /// Named blocks with local variables, element-wise loops over unpacked arrays, products in a generate loop.
  static func dotProductBank(products: Int, lanes: Int, addressWidth: Int) -> String {
    """
    module dot_product_bank (
      input clock, input loadWeights, input [\(addressWidth - 1):0] address, input [\(8 * lanes - 1):0] weights,
      input [\(8 * lanes - 1):0] activations, input clear, output [\(32 * products - 1):0] sums);
      reg signed [7:0] held [0:\(lanes - 1)];
      always @(posedge clock) begin : hold
        integer i;
        for (i = 0; i < \(lanes); i = i + 1) held[i] <= activations[i*8 +: 8];
      end
      genvar k;
      generate for (k = 0; k < \(products); k = k + 1) begin : product
        reg signed [7:0] weight [0:\(lanes - 1)];
        reg signed [31:0] accumulator;
        always @(posedge clock) begin : multiply
          integer i;
          reg signed [31:0] sum;
          sum = 0;
          for (i = 0; i < \(lanes); i = i + 1) sum = sum + held[i] * weight[i];
          accumulator <= clear ? sum : accumulator + sum;
        end
        always @(posedge clock) begin : load
          integer i;
          if (loadWeights && address == k) for (i = 0; i < \(lanes); i = i + 1) weight[i] <= weights[i*8 +: 8];
        end
        assign sums[k*32 +: 32] = accumulator;
      end endgenerate
    endmodule

    """
  }

  /// Flat packed vectors, one always block for each element: faster than a vector a row in a generate loop.
  static func macArray(module: String, side: Int) -> String {
    """
    module \(module) (
      input clock, input loadWeights, input [\(8 * side - 1):0] weights, input [\(8 * side - 1):0] activations,
      output [\(32 * side - 1):0] sums);
      reg [\(8 * side * side - 1):0] w, a;
      reg [\(32 * side * side - 1):0] p;
      genvar r, c;
      generate for (r = 0; r < \(side); r = r + 1) begin : row
        for (c = 0; c < \(side); c = c + 1) begin : column
          wire signed [7:0] weightAbove, activationLeft, weight;
          wire signed [31:0] sumAbove;
          assign weight = w[(r*\(side)+c)*8 +: 8];
          if (c == 0) assign activationLeft = activations[r*8 +: 8];
          else assign activationLeft = a[(r*\(side)+c-1)*8 +: 8];
          if (r == 0) assign weightAbove = weights[c*8 +: 8];
          else assign weightAbove = w[((r-1)*\(side)+c)*8 +: 8];
          if (r == 0) assign sumAbove = 0;
          else assign sumAbove = p[((r-1)*\(side)+c)*32 +: 32];
          always @(posedge clock) begin
            if (loadWeights) w[(r*\(side)+c)*8 +: 8] <= weightAbove;
            a[(r*\(side)+c)*8 +: 8] <= activationLeft;
            p[(r*\(side)+c)*32 +: 32] <= sumAbove + activationLeft * weight;
          end
        end
      end endgenerate
      assign sums = p[\(32 * side * side - 1):\(32 * side * (side - 1))];
    endmodule

    """
  }
}
