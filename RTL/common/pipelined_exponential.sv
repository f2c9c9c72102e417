// pipelined_exponential: PipelinedExponential (Units/FunctionPipelines.swift)
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pipelined_exponential (
  input  logic        clock,
  input  logic        enable,
  input  logic [31:0] x,
  output logic [31:0] result `HWGEN_START(32'hc0da6b8d)
);
  localparam logic [4095:0] POWER_TABLE = {
    64'hf4ab5f108be9f061, 64'hf2095b4873d41d98, 64'hef6d578ac3be86fc, 64'hecd953d767a92bea, 64'hea4b502e3f940bbb,
    64'he7c54c8f2f7f25ce, 64'he54748fa1b6a7982, 64'he2cf456eeb560638, 64'he05d41ed7f41cb53, 64'hddf13e75bb2dc838,
    64'hdb8d3b078b19fc4c, 64'hd93137a2cf0666f8, 64'hd6d934476ef307a5, 64'hd48930f54edfddbe, 64'hd23f2dac5acce8af,
    64'hcffb2a6c72ba27e7, 64'hcdbd273582a79ad6, 64'hcb8724076e9540ed, 64'hc95520e21e8319a0, 64'hc7291dc57e712461,
    64'hc5051ab16e5f60a9, 64'hc2e517a5de4dcded, 64'hc0cb14a2b63c6ba7, 64'hbeb911a7da2b3951, 64'hbcab0eb5361a3667,
    64'hbaa30bcab2096267, 64'hb89f08e839f8bcce, 64'hb6a3060db5e8451e, 64'hb4ab033b11d7fad6, 64'hb2b9007031c7dd7b,
    64'hb0cafdad09b7ec90, 64'haee4faf17da8279a, 64'had00f83d7d988e21, 64'hab24f590ed891fad, 64'ha94cf2ebc179dbc6,
    64'ha77af04ddd6ac1f8, 64'ha5acedb7315bd1ce, 64'ha3e2eb27a94d0ad6, 64'ha21ee89f313e6c9e, 64'ha060e61db52ff6b6,
    64'h9ea6e3a32121a8ae, 64'h9cf0e12f65138219, 64'h9b3edec26d058289, 64'h9992dc5c20f7a994, 64'h97ecd9fc74e9f6ce,
    64'h9648d7a354dc69ce, 64'h94aad550b0cf022d, 64'h9310d30470c1bf83, 64'h917ad0be88b4a16a, 64'h8feace7ee4a7a77e,
    64'h8e5ccc45749ad15a, 64'h8cd4ca12248e1e9c, 64'h8b50c7e4e8818ee3, 64'h89d0c5bdac7521cd, 64'h8854c39c6068d6fb,
    64'h86dcc180f45cae10, 64'h8568bf6b5850a6ac, 64'h83f8bd5b7c44c074, 64'h828cbb515038fb0d, 64'h8124b94cc02d561c,
    64'h7fc0b74dc421d147, 64'h7e60b55448166c35, 64'h7d02b360400b2690, 64'h7baab17198000000
  };

  logic [32:0] power_magnitude `HWGEN_START(33'h1c0da6b8d);
  logic power_is_negative `HWGEN_START(1'b1);
  logic signed [38:0] power_scaled `HWGEN_START(39'h0dc0da6b8d);
  logic [23:0] power_rest `HWGEN_START(24'hda6b8d), power_slope `HWGEN_START(24'hda6b8d);
  logic [25:0] power_start `HWGEN_START(26'h0da6b8d);
  logic [52:0] power_above `HWGEN_START(53'h1a6b8dc0da6b8d);
  logic signed [8:0] power_floor_delayed_0 `HWGEN_START(9'h18d), power_floor `HWGEN_START(9'h18d);
  logic power_is_small_delayed_0 `HWGEN_START(1'b1), power_is_small_delayed_1 `HWGEN_START(1'b1);
  logic power_is_small `HWGEN_START(1'b1), power_saturates_delayed_0 `HWGEN_START(1'b1);
  logic power_saturates_delayed_1 `HWGEN_START(1'b1), power_saturates_delayed_2 `HWGEN_START(1'b1);
  logic power_saturates `HWGEN_START(1'b1), power_is_nan_delayed_0 `HWGEN_START(1'b1);
  logic power_is_nan_delayed_1 `HWGEN_START(1'b1), power_is_nan_delayed_2 `HWGEN_START(1'b1);
  logic power_is_nan `HWGEN_START(1'b1);

  wire [7:0] power_field = x[30:23];
  wire [32:0] power_placed = {|power_field, x[22:0], 9'd0};
  wire [63:0] power_product = power_magnitude * 31'h5c551d95;
  wire signed [38:0] power_size = {1'b0, power_product[63:26]};
  wire signed [63:0] power_word = POWER_TABLE[power_scaled[29:24]*64 +: 64];
  wire [38:0] power_curve = power_word[63:49] * power_scaled[23:0];
  wire [52:0] power_constant = 53'({power_start, 26'd0});
  wire signed [8:0] power_whole = power_scaled[38:30];
  wire power_is_beyond = power_field > 8'd133;
  wire power_is_invalid = x[30:0] > 31'h7f800000;
  wire [30:0] power_beyond = power_is_small ? 31'd0 : 31'h7f800000;
  wire signed [9:0] power_exponent = 10'(power_floor) + 10'sd126;
  wire power_packed_overflows = power_exponent > 10'sd253;
  wire power_packed_is_small = power_exponent[9];
  wire [7:0] power_packed_field = power_exponent[7:0];
  wire [7:0] power_packed_base = power_packed_is_small ? 8'd0 : power_packed_field;
  wire [31:0] power_packed_rounded_base = {1'b0, power_packed_base, 23'd0};
  wire [52:0] power_power = {1'b1, power_above[52] ? 52'hfffffffffffff : power_above[51:0]};
  wire [25:0] power_packed_reduced = {power_power[52:28], |power_power[27:0]};
  wire [9:0] power_packed_under_operand = -power_exponent;
  wire [4:0] power_packed_under = (|power_packed_under_operand[9:5]) ? 5'd31 : power_packed_under_operand[4:0];
  wire [4:0] power_packed_amount = power_packed_is_small ? power_packed_under : 5'd0;
  wire [56:0] power_packed_moved = {power_packed_reduced, 31'd0} >> power_packed_amount;
  wire [23:0] power_packed_kept = power_packed_moved[56:33];
  wire power_packed_rounded_up = power_packed_moved[32] && ((|power_packed_moved[31:0]) || power_packed_kept[0]);
  wire [31:0] power_packed_rounded = power_packed_rounded_base + 32'(power_packed_kept) + 32'(power_packed_rounded_up);
  wire [30:0] power_packed = power_packed_overflows ? 31'h7f800000 : power_packed_rounded[30:0];
  wire [30:0] power_result = power_saturates ? power_beyond : power_packed;
  wire [31:0] power = power_is_nan ? 32'h7fc00000 : {1'b0, power_result};

  always_ff @(posedge clock) begin
    if (enable) begin
      power_magnitude <= power_placed >> (8'd133 - power_field);
      power_is_negative <= x[31];
      power_scaled <= power_is_negative ? -power_size : power_size;
      power_rest <= power_scaled[23:0];
      power_slope <= 24'(power_word[48:26]) + 24'(power_curve[38:24]);
      power_start <= power_word[25:0];
      power_above <= power_constant + power_slope * power_rest;
      power_floor_delayed_0 <= power_whole;
      power_floor <= power_floor_delayed_0;
      power_is_small_delayed_0 <= power_is_negative;
      power_is_small_delayed_1 <= power_is_small_delayed_0;
      power_is_small <= power_is_small_delayed_1;
      power_saturates_delayed_0 <= power_is_beyond;
      power_saturates_delayed_1 <= power_saturates_delayed_0;
      power_saturates_delayed_2 <= power_saturates_delayed_1;
      power_saturates <= power_saturates_delayed_2;
      power_is_nan_delayed_0 <= power_is_invalid;
      power_is_nan_delayed_1 <= power_is_nan_delayed_0;
      power_is_nan_delayed_2 <= power_is_nan_delayed_1;
      power_is_nan <= power_is_nan_delayed_2;
      result <= power;
    end
  end

  wire unused = &{1'b0, power_product[25:0], power_curve[23:0], power_packed_rounded[31], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
