// float_comparator: FloatComparator (Units/FloatComparator.swift)
//
// The order of two floating-point numbers.
//
//   format = single
//   stages = 1
module float_comparator (
  input  logic        clock,
  input  logic        reset,
  input  logic        operands_valid,
  output logic        operands_ready,
  input  logic [31:0] operands_a,
  input  logic [31:0] operands_b,
  output logic        order_valid,
  input  logic        order_ready,
  output logic        order_less,
  output logic        order_equal
);
  wire [31:0] operands_a_1, operands_b_1;

  wire signed [31:0] order_less_left_magnitude = {1'b0, operands_a_1[30:0]};
  wire signed [31:0] order_less_left = operands_a_1[31] ? -order_less_left_magnitude : order_less_left_magnitude;
  wire signed [31:0] order_less_right_magnitude = {1'b0, operands_b_1[30:0]};
  wire signed [31:0] order_less_right = operands_b_1[31] ? -order_less_right_magnitude : order_less_right_magnitude;
  wire signed [31:0] order_equal_left_magnitude = {1'b0, operands_a_1[30:0]};
  wire signed [31:0] order_equal_left = operands_a_1[31] ? -order_equal_left_magnitude : order_equal_left_magnitude;
  wire signed [31:0] order_equal_right_magnitude = {1'b0, operands_b_1[30:0]};
  wire signed [31:0] order_equal_right = operands_b_1[31] ? -order_equal_right_magnitude : order_equal_right_magnitude;

  assign order_less = operands_a_1[30:0] <= 31'h7f800000 && operands_b_1[30:0] <= 31'h7f800000 && order_less_left <
      order_less_right;
  assign order_equal = operands_a_1[30:0] <= 31'h7f800000 && order_equal_left == order_equal_right && operands_b_1[30:0]
      <= 31'h7f800000;

  register_slice_float_operands_a32_b32_stylefull operands_stage (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (operands_valid),
    .input_ready  (operands_ready),
    .input_a      (operands_a),
    .input_b      (operands_b),
    .output_valid (order_valid),
    .output_ready (order_ready),
    .output_a     (operands_a_1),
    .output_b     (operands_b_1)
  );
endmodule
