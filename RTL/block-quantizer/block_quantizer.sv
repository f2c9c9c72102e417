// block_quantizer: BlockQuantizer (Units/BlockQuantizer.swift)
//
// Absolute maximum and quantizer: FP32 vectors to INT8 with a power-of-two scale for each 64 columns.
//
//   maximumLength = 2048
//   lanes         = 1
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

module block_quantizer (
  input  logic               clock,
  input  logic               reset,
  input  logic               input_valid,
  output logic               input_ready,
  input  logic        [31:0] input_number,
  input  logic         [8:0] input_exponent,
  input  logic               input_last,
  output logic               output_valid,
  input  logic               output_ready,
  output logic         [7:0] output_code,
  output logic         [4:0] output_shift,
  output logic signed [10:0] output_exponent,
  output logic               output_last,
  output logic        [31:0] busy_cycles,
  output logic        [31:0] starved_cycles,
  output logic        [31:0] back_pressured_cycles
);
  logic is_full_0, is_full_1;
  logic [10:0] last_index_0 `HWGEN_START(11'h38d), last_index_1 `HWGEN_START(11'h38d);
  logic last_mark_0 `HWGEN_START(1'b1), last_mark_1 `HWGEN_START(1'b1);
  logic [10:0] lowest_0 `HWGEN_START(11'h38d), lowest_1 `HWGEN_START(11'h38d);
  logic fill_bank;
  logic [10:0] fill_index, group_largest, vector_largest;
  wire [34:0] kept;
  wire [10:0] fields;
  logic drain_bank;
  logic [10:0] drain_index;
  wire signed [7:0] output_code_code_code;
  logic [34:0] values [0:4095];
  logic [10:0] group_fields [0:63];

  wire [34:0] stored = values[{drain_bank, drain_index}];
  wire [10:0] base = drain_bank ? lowest_1 : lowest_0;
  wire [10:0] group_field = group_fields[{drain_bank, drain_index[10:6]}];
  wire [10:0] used = base < group_field ? group_field : base;
  wire at_end = drain_index == (drain_bank ? last_index_1 : last_index_0);
  wire starts_group = fill_index[5:0] == 6'd0;
  wire [10:0] group_so_far = starts_group ? 11'd0 : group_largest;
  wire [10:0] group_next = group_so_far < fields ? fields : group_so_far;
  wire [10:0] vector_next = vector_largest < fields ? fields : vector_largest;
  wire [10:0] lowest_next = vector_next > 11'd409 ? vector_next - 11'd20 : 11'd389;

  assign input_ready = !(fill_bank ? is_full_1 : is_full_0);
  assign output_valid = drain_bank ? is_full_1 : is_full_0;
  assign output_code = output_code_code_code;
  assign output_shift = 5'(used - base);
  assign output_exponent = base - 11'd645;
  assign output_last = at_end ? (drain_bank ? last_mark_1 : last_mark_0) : 1'b0;

  always @(posedge clock) begin
    if (input_valid && input_ready) begin
      values[{fill_bank, fill_index}] <= kept;
      group_fields[{fill_bank, fill_index[10:6]}] <= group_next;
      if (input_last) begin
        if (fill_bank == 1'b0) begin
          last_index_0 <= fill_index;
          last_mark_0 <= input_last;
          lowest_0 <= lowest_next;
        end
        if (fill_bank == 1'b1) begin
          last_index_1 <= fill_index;
          last_mark_1 <= input_last;
          lowest_1 <= lowest_next;
        end
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      group_largest <= 11'd0;
      vector_largest <= 11'd0;
      fill_index <= 11'd0;
      fill_bank <= 1'b0;
      is_full_0 <= 1'b0;
      is_full_1 <= 1'b0;
      drain_index <= 11'd0;
      drain_bank <= 1'b0;
    end else begin
      if (input_valid && input_ready) begin
        group_largest <= group_next;
        vector_largest <= input_last ? 11'd0 : vector_next;
        fill_index <= input_last ? 11'd0 : fill_index + 11'd1;
        if (input_last) begin
          fill_bank <= !fill_bank;
          if (fill_bank == 1'b0)
            is_full_0 <= 1'b1;
          if (fill_bank == 1'b1)
            is_full_1 <= 1'b1;
        end
      end
      if (output_valid && output_ready) begin
        drain_index <= at_end ? 11'd0 : drain_index + 11'd1;
        if (at_end) begin
          drain_bank <= !drain_bank;
          if (drain_bank == 1'b0)
            is_full_0 <= 1'b0;
          if (drain_bank == 1'b1)
            is_full_1 <= 1'b0;
        end
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (input_valid && input_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (input_ready && !input_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (output_valid && !output_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  block_quantizer_value kept_value (
    .number   (input_number),
    .exponent (input_exponent),
    .kept     (kept),
    .needed   (fields)
  );

  block_quantizer_code output_code_code (
    .stored (stored),
    .used   (used),
    .code   (output_code_code_code)
  );

`ifndef SYNTHESIS
  initial begin : values_initial
    integer i;
    logic [31:0] values_pattern;
    for (i = 0; i < 4096; i = i + 1) begin
      values_pattern = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
      values[i] = {values_pattern[2:0], values_pattern};
    end
  end
  initial begin : group_fields_initial
    integer i;
    for (i = 0; i < 64; i = i + 1)
      group_fields[i] = ((i[10:0] + 11'd1) * 11'd441) ^ 11'd564;
  end
`endif

`ifdef HWGEN_CHECKS
  wire is_in_range_0 = lowest_0 >= 11'd389 && lowest_0 <= 11'd1002;
  wire is_in_range_1 = lowest_1 >= 11'd389 && lowest_1 <= 11'd1002;
  wire is_finite = (input_number & 32'h7f800000) != 32'h7f800000;

  always @(posedge clock) begin
    if (!reset) begin
      assert (vector_largest <= 11'd1022) `HWGEN_ELSE("no exponent lies above 377");
      assert (!is_full_0 || is_in_range_0) `HWGEN_ELSE("a vector's exponent lies between -256 and 357");
      assert (!is_full_1 || is_in_range_1) `HWGEN_ELSE("a vector's exponent lies between -256 and 357");
      if (input_valid && input_ready) begin
        assume (is_finite) `HWGEN_ELSE("a value is finite");
        if (!input_last) begin
          assume (fill_index != 11'd2047) `HWGEN_ELSE("a vector has at most 2048 values");
        end
      end
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
