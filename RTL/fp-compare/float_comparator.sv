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
  wire stage_input_ready;
  wire [31:0] operands_a_1;
  wire [31:0] operands_b_1;
  wire operands_valid_1;

  wire signed [31:0] magnitude = {1'b0, operands_a_1[30:0]};
  wire signed [31:0] left = operands_a_1[31] ? -magnitude : magnitude;
  wire signed [31:0] magnitude_1 = {1'b0, operands_b_1[30:0]};
  wire signed [31:0] right = operands_b_1[31] ? -magnitude_1 : magnitude_1;
  wire signed [31:0] magnitude_2 = {1'b0, operands_a_1[30:0]};
  wire signed [31:0] left_1 = operands_a_1[31] ? -magnitude_2 : magnitude_2;
  wire signed [31:0] magnitude_3 = {1'b0, operands_b_1[30:0]};
  wire signed [31:0] right_1 = operands_b_1[31] ? -magnitude_3 : magnitude_3;

  assign operands_ready = stage_input_ready;
  assign order_valid = operands_valid_1;
  assign order_less = operands_a_1[30:0] <= 31'h7f800000 && operands_b_1[30:0] <= 31'h7f800000 && left < right;
  assign order_equal = operands_a_1[30:0] <= 31'h7f800000 && left_1 == right_1 && operands_b_1[30:0] <= 31'h7f800000;

  register_slice_float_operands_a32_b32_stylefull stage (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (operands_valid),
    .input_ready  (stage_input_ready),
    .input_a      (operands_a),
    .input_b      (operands_b),
    .output_valid (operands_valid_1),
    .output_ready (order_ready),
    .output_a     (operands_a_1),
    .output_b     (operands_b_1)
  );
endmodule
