// float_comparator: FloatComparator (Units/FloatComparator.swift)
//
// The order of two floating-point numbers.
//
//   format = fp32
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

  wire [7:0] field = operands_a_1[30:23];
  wire [22:0] fraction = operands_a_1[22:0];
  wire [7:0] field_1 = operands_b_1[30:23];
  wire [22:0] fraction_1 = operands_b_1[22:0];
  wire is_ordered = !((&field) && (|fraction)) && !((&field_1) && (|fraction_1));
  wire [30:0] b = operands_b_1[30:0];
  wire [30:0] a = operands_a_1[30:0];
  wire is_normal = |field;
  wire is_normal_1 = |field_1;
  wire are_zero = !is_normal && !(|fraction) && !is_normal_1 && !(|fraction_1);
  wire is_less = operands_a_1[31] ? (operands_b_1[31] ? b < a : !are_zero) : operands_b_1[31] ? 1'b0 : a < b;

  assign order_less = is_ordered && is_less;
  assign order_equal = is_ordered && (are_zero || operands_a_1 == operands_b_1);

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
