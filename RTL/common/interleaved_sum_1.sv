// interleaved_sum_1: InterleavedSum (Units/InterleavedSum.swift)
//
//   lanes = 1
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module interleaved_sum_1 (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic        input_last,
  output logic        total_valid,
  input  logic        total_ready,
  output logic [31:0] total_number
);
  // SumPhase: adds = 0, pads = 1, folds = 2
  localparam logic [1:0] SUM_PHASE_ADDS = 2'd0;
  localparam logic [1:0] SUM_PHASE_PADS = 2'd1;
  localparam logic [1:0] SUM_PHASE_FOLDS = 2'd2;

  logic [1:0] phase;
  logic [4:0] row;
  logic is_begun;
  logic [4:0] step;
  logic [31:0] older `HWGEN_START(32'hc0da6b8d);
  logic has_older, enters, arrives;
  wire [31:0] sums;
  logic [4:0] write_index, read_index;
  logic [5:0] level;
  logic [31:0] waiting [0:31];

  wire folds = phase == SUM_PHASE_FOLDS;
  wire joins_rows = step < 5'd31;
  wire [31:0] first = joins_rows ? older : total_number;
  wire [31:0] before_value = is_begun ? total_number : 32'd0;
  wire [31:0] left = folds ? first : before_value;
  wire [31:0] addend = input_ready ? input_number : 32'd0;
  wire [31:0] right = folds ? total_number : addend;
  wire is_done = step == 5'd31;
  wire is_empty = level == 6'd0;
  wire has_front = !is_empty || arrives;
  wire begins = (input_valid && input_ready) || phase == SUM_PHASE_PADS;
  wire has_operands = folds && has_front && !is_done;
  wire issues = begins || (has_operands && (has_older || !joins_rows));
  wire takes = (begins && is_begun) || has_operands || (folds && is_done && total_ready);
  wire stores = arrives && !(is_empty && takes);
  wire frees = takes && !is_empty;
  wire ends_rows = row == 5'd31;
  wire condition = joins_rows && !has_older;

  assign input_ready = phase == SUM_PHASE_ADDS;
  assign total_valid = folds && is_done && has_front;
  assign total_number = is_empty ? sums : waiting[read_index];

  always_ff @(posedge clock) begin
    if (reset) begin
      enters <= 1'b0;
      arrives <= 1'b0;
    end else begin
      enters <= issues;
      arrives <= enters;
    end
  end

  always @(posedge clock) begin
    if (stores)
      waiting[write_index] <= sums;
  end

  always_ff @(posedge clock) begin
    if (reset)
      write_index <= 5'd0;
    else if (stores)
      write_index <= write_index + 5'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      read_index <= 5'd0;
    else if (frees)
      read_index <= read_index + 5'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      level <= 6'd0;
    else if (stores && !frees)
      level <= level + 6'd1;
    else if (frees && !stores)
      level <= level - 6'd1;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      row <= 5'd0;
      is_begun <= 1'b0;
      phase <= SUM_PHASE_ADDS;
      has_older <= 1'b0;
      step <= 5'd0;
    end else begin
      if (begins) begin
        row <= row + 5'd1;
        if (ends_rows)
          is_begun <= 1'b1;
        if ((input_last && input_ready) || phase == SUM_PHASE_PADS) begin
          phase <= SUM_PHASE_PADS;
          if (ends_rows)
            phase <= SUM_PHASE_FOLDS;
        end
      end
      if (has_operands) begin
        if (condition) begin
          has_older <= 1'b1;
        end else begin
          has_older <= 1'b0;
          step <= step + 5'd1;
        end
      end
      if (total_valid && total_ready) begin
        phase <= SUM_PHASE_ADDS;
        is_begun <= 1'b0;
        step <= 5'd0;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (has_operands) begin
      if (condition)
        older <= total_number;
    end
  end

  pipelined_adder_single result_add_adder (
    .clock  (clock),
    .enable (1'b1),
    .a      (left),
    .b      (right),
    .sum    (sums)
  );

`ifndef SYNTHESIS
  initial begin : waiting_initial
    integer i;
    for (i = 0; i < 32; i = i + 1)
      waiting[i] = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
  end
`endif
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
