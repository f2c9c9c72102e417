// pipelined_adder_single: PipelinedAdder (Units/FloatPipelines.swift)
//
//   format = single
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pipelined_adder_single (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] a,
  input  logic [31:0] b,
  output logic [31:0] sum `HWGEN_START(32'hc0da6b8d)
);
  logic [27:0] result_sum `HWGEN_START(28'h0da6b8d);
  logic result_subtracts `HWGEN_START(1'b1), result_sign `HWGEN_START(1'b1);
  logic [7:0] result_common_exponent `HWGEN_START(8'h8d);
  logic result_is_nan `HWGEN_START(1'b1);

  wire [30:0] result_magnitude_a = a[30:0];
  wire [30:0] result_magnitude_b = b[30:0];
  wire result_swaps = result_magnitude_a < result_magnitude_b;
  wire [31:0] result_larger = result_swaps ? b : a;
  wire [31:0] result_smaller = result_swaps ? a : b;
  wire result_differ = result_larger[31] ^ result_smaller[31];
  wire [7:0] result_large_field = result_larger[30:23];
  wire result_large_is_normal = |result_large_field;
  wire [23:0] result_large_significand = {result_large_is_normal, result_larger[22:0]};
  wire [27:0] result_base = {1'b0, result_large_significand, 3'd0};
  wire [7:0] result_small_field = result_smaller[30:23];
  wire result_small_is_normal = |result_small_field;
  wire [23:0] result_small_significand = {result_small_is_normal, result_smaller[22:0]};
  wire [57:0] result_placed = {result_small_significand, 34'd0};
  wire [7:0] result_large_exponent = result_large_field | 8'(!result_large_is_normal);
  wire [7:0] result_small_exponent = result_small_field | 8'(!result_small_is_normal);
  wire [7:0] result_distance = result_large_exponent - result_small_exponent;
  wire [4:0] result_clipped = (|result_distance[7:5]) ? 5'd31 : result_distance[4:0];
  wire [57:0] result_moved = result_placed >> result_clipped;
  wire result_sticky = |result_moved[30:0];
  wire [26:0] result_aligned = result_moved[57:31] | 27'(result_sticky);
  wire [27:0] result_addend = 28'(result_aligned);
  wire [30:0] result_large_magnitude = result_larger[30:0];
  wire [30:0] result_small_magnitude = result_smaller[30:0];
  wire result_cancels = result_subtracts && !(|result_sum);
  wire [31:0] result_zeros_rest = {result_sum, 4'd0};
  wire [15:0] result_zeros_upper_4 = result_zeros_rest[31:16];
  wire result_zeros_is_clear_4 = !(|result_zeros_upper_4);
  wire [15:0] result_zeros_searched_4 = result_zeros_is_clear_4 ? result_zeros_rest[15:0] : result_zeros_upper_4;
  wire [7:0] result_zeros_upper_3 = result_zeros_searched_4[15:8];
  wire result_zeros_is_clear_3 = !(|result_zeros_upper_3);
  wire [7:0] result_zeros_searched_3 = result_zeros_is_clear_3 ? result_zeros_searched_4[7:0] : result_zeros_upper_3;
  wire [3:0] result_zeros_upper_2 = result_zeros_searched_3[7:4];
  wire result_zeros_is_clear_2 = !(|result_zeros_upper_2);
  wire [3:0] result_zeros_searched_2 = result_zeros_is_clear_2 ? result_zeros_searched_3[3:0] : result_zeros_upper_2;
  wire [1:0] result_zeros_upper_1 = result_zeros_searched_2[3:2];
  wire result_zeros_is_clear_1 = !(|result_zeros_upper_1);
  wire [1:0] result_zeros_searched_1 = result_zeros_is_clear_1 ? result_zeros_searched_2[1:0] : result_zeros_upper_1;
  wire result_zeros_upper_0 = result_zeros_searched_1[1];
  wire result_zeros_is_clear_0 = !result_zeros_upper_0;
  wire [4:0] result_zeros = {result_zeros_is_clear_4, result_zeros_is_clear_3, result_zeros_is_clear_2,
      result_zeros_is_clear_1, result_zeros_is_clear_0};
  wire [7:0] result_wanted = 8'(result_zeros);
  wire [7:0] result_shift = result_wanted < result_common_exponent ? result_wanted : result_common_exponent;
  wire [7:0] result_exponent = result_common_exponent - result_shift;
  wire [31:0] result_rounded_base = {1'b0, result_exponent, 23'd0};
  wire [27:0] result_normal = result_sum << result_shift[4:0];
  wire [23:0] result_kept = result_normal[27:4];
  wire result_rounded_up = result_normal[3] && ((|result_normal[2:0]) || result_kept[0]);
  wire [31:0] result_rounded = result_rounded_base + 32'(result_kept) + 32'(result_rounded_up);
  wire result_overflows = result_rounded >= 32'h7f800000 || (&result_common_exponent);
  wire [30:0] result_magnitude = result_overflows ? 31'h7f800000 : result_rounded[30:0];
  wire [31:0] result_finite = result_cancels ? 32'd0 : {result_sign, result_magnitude};
  wire [31:0] result = result_is_nan ? 32'h7fc00000 : result_finite;

  always_ff @(posedge clock) begin
    if (enable) begin
      result_sum <= result_differ ? result_base - result_addend : result_base + result_addend;
      result_subtracts <= result_differ;
      result_sign <= result_larger[31];
      result_common_exponent <= result_large_exponent;
      result_is_nan <= result_large_magnitude > 31'h7f800000 || (result_large_magnitude == 31'h7f800000 &&
          result_small_magnitude == 31'h7f800000 && result_differ);
      sum <= result;
    end
  end

  wire unused = &{1'b0, result_zeros_searched_1[0], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
