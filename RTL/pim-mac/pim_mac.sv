// pim_mac: PIMMac (Units/PIMMac.swift)
//
// Dot products beside memory banks: BitMoD or INT4 by E4M3 or S0E4M4, in fixed point.
//
//   elements = 16
//   lanes    = 4
//   overflow = saturate
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module pim_mac (
  input  logic         clock,
  input  logic         reset,
  input  logic         columns_valid,
  output logic         columns_ready,
  input  logic [255:0] columns_codes,
  input  logic  [63:0] columns_settings,
  input  logic   [1:0] columns_operand,
  input  logic  [31:0] columns_activations,
  input  logic  [31:0] columns_other_activations,
  input  logic         columns_is_probability,
  input  logic         columns_is_shared,
  input  logic   [4:0] columns_elements,
  input  logic   [2:0] columns_terms,
  input  logic         columns_last,
  output logic         results_valid,
  input  logic         results_ready,
  output logic [511:0] results_sums,
  output logic         results_is_other,
  output logic  [63:0] macs,
  output logic  [31:0] saturated,
  output logic  [31:0] busy_cycles,
  output logic  [31:0] starved_cycles,
  output logic  [31:0] back_pressured_cycles
);
  // PIMOperand: bitMoD = 0, zeroByElement = 1, zeroByLane = 2
  localparam logic [1:0] PIM_OPERAND_BIT_MO_D = 2'd0;
  localparam logic [1:0] PIM_OPERAND_ZERO_BY_LANE = 2'd2;

  logic is_other;
  wire [31:0] phases_activations;
  wire [511:0] element_sum;
  wire [15:0] element_overflows;
  logic [7:0] partials_products;
  logic partials_is_other, partials_last, partials_valid, partials_is_occupied_0, partials_is_occupied_1;
  wire [23:0] partials_decoder_factor;
  wire [15:0] partials_decoder_shift;
  logic [23:0] partials_factors `HWGEN_START(24'hda6b8d);
  logic [15:0] partials_next_shifts `HWGEN_START(16'h6b8d), partials_shifts `HWGEN_START(16'h6b8d);
  logic [7:0] partials_delayed_1, partials_delayed_2;
  logic partials_is_other_delayed_0, partials_is_other_delayed_1, partials_last_delayed_0, partials_last_delayed_1;
  logic is_first, is_other_first;

  wire partials_ready = !results_valid || results_ready;
  wire phases_ready = !partials_valid || partials_ready;
  wire [7:0] phases_products = columns_elements * columns_terms;
  wire [15:0] saturated_elements = element_overflows;
  wire [15:0] partials_zeros = {columns_settings[15:12], columns_settings[11:8], columns_settings[7:4],
      columns_settings[3:0]};
  wire partials_is_bit_mo_d = columns_operand == PIM_OPERAND_BIT_MO_D;
  wire partials_has_zero_by_lane = columns_operand == PIM_OPERAND_ZERO_BY_LANE;
  wire starts_anew = partials_is_other ? is_other_first : is_first;

  assign phases_activations = is_other ? columns_other_activations : columns_activations;
  assign columns_ready = phases_ready && (is_other || !columns_is_shared);
  assign results_sums = element_sum;

  always_ff @(posedge clock) begin
    if (reset)
      is_other <= 1'b0;
    else if (columns_valid && phases_ready)
      is_other <= !is_other && columns_is_shared;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      partials_is_occupied_0 <= 1'b0;
      partials_is_occupied_1 <= 1'b0;
      partials_valid <= 1'b0;
      partials_delayed_1 <= 8'd0;
      partials_delayed_2 <= 8'd0;
      partials_products <= 8'd0;
      partials_is_other_delayed_0 <= 1'b0;
      partials_is_other_delayed_1 <= 1'b0;
      partials_is_other <= 1'b0;
      partials_last_delayed_0 <= 1'b0;
      partials_last_delayed_1 <= 1'b0;
      partials_last <= 1'b0;
    end else if (phases_ready) begin
      partials_is_occupied_0 <= columns_valid;
      partials_is_occupied_1 <= partials_is_occupied_0;
      partials_valid <= partials_is_occupied_1;
      partials_delayed_1 <= phases_products;
      partials_delayed_2 <= partials_delayed_1;
      partials_products <= partials_delayed_2;
      partials_is_other_delayed_0 <= is_other;
      partials_is_other_delayed_1 <= partials_is_other_delayed_0;
      partials_is_other <= partials_is_other_delayed_1;
      partials_last_delayed_0 <= columns_last;
      partials_last_delayed_1 <= partials_last_delayed_0;
      partials_last <= partials_last_delayed_1;
    end
  end

  always_ff @(posedge clock) begin
    if (phases_ready) begin
      partials_factors <= partials_decoder_factor;
      partials_next_shifts <= partials_decoder_shift;
      partials_shifts <= partials_next_shifts;
    end
  end

  always_ff @(posedge clock) begin : results_valid_update
    integer i;
    logic [4:0] saturated_operand;
    if (reset) begin
      results_valid <= 1'b0;
      is_other_first <= 1'b1;
      is_first <= 1'b1;
      results_is_other <= 1'b0;
      macs <= 64'd0;
      saturated <= 32'd0;
    end else begin
      if (results_valid && results_ready)
        results_valid <= 1'b0;
      if (partials_valid && partials_ready) begin
        saturated_operand = 5'd0;
        for (i = 0; i < 16; i = i + 1)
          saturated_operand = saturated_operand + 5'(saturated_elements[i]);
        if (partials_is_other)
          is_other_first <= partials_last;
        else
          is_first <= partials_last;
        results_valid <= partials_last;
        results_is_other <= partials_is_other;
        macs <= macs + 64'(partials_products);
        saturated <= saturated + 32'(saturated_operand);
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (columns_valid && phases_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (phases_ready && !columns_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (results_valid && !results_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  for (genvar index = 0; index < 16; index = index + 1) begin : element_array
    pim_element_elements16_lanes4_overflowsaturate element (
      .clock            (clock),
      .moves            (phases_ready),
      .adds             (partials_valid && partials_ready),
      .codes            (columns_codes[index*16 +: 16]),
      .setting          (columns_settings[index*4 +: 4]),
      .zeros            (partials_zeros),
      .is_bit_mo_d      (partials_is_bit_mo_d),
      .has_zero_by_lane (partials_has_zero_by_lane),
      .factors          (partials_factors),
      .shifts           (partials_shifts),
      .is_other         (partials_is_other),
      .starts_anew      (starts_anew),
      .shows_other      (results_is_other),
      .sum              (element_sum[index*32 +: 32]),
      .overflows        (element_overflows[index])
    );
  end

  for (genvar index = 0; index < 4; index = index + 1) begin : partials_decoder_array
    pim_activation_decoder partials_decoder (
      .code           (phases_activations[index*8 +: 8]),
      .is_probability (columns_is_probability),
      .factor         (partials_decoder_factor[index*6 +: 6]),
      .shift          (partials_decoder_shift[index*4 +: 4])
    );
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      cover (results_valid && !results_ready);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
// verilator lint_on PROCASSINIT
`undef HWGEN_START
