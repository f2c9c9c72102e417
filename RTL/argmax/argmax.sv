// argmax: Argmax (Units/Argmax.swift)
//
// Position and value of a binary32 vector's first maximum.
module argmax (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_number,
  input  logic        input_last,
  output logic        result_valid,
  input  logic        result_ready,
  output logic [31:0] result_number,
  output logic [31:0] result_index,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  logic [31:0] position;
  logic [31:0] bestIndex;
  logic isFirst;
  logic [31:0] best;
  wire [31:0] results_number;
  wire [31:0] results_index;
  wire results_valid;
  wire results_ready;
  wire fifo_input_ready;
  wire [31:0] waiting_number;
  wire [31:0] waiting_index;
  wire waiting_valid;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  wire signed [31:0] magnitude = {1'b0, best[30:0]};
  wire signed [31:0] left = best[31] ? -magnitude : magnitude;
  wire signed [31:0] magnitude_1 = {1'b0, input_number[30:0]};
  wire signed [31:0] right = input_number[31] ? -magnitude_1 : magnitude_1;
  wire wins = isFirst || (best[30:0] <= 31'h7f800000 && input_number[30:0] <= 31'h7f800000 && left < right);
  wire [31:0] number = wins ? input_number : best;
  wire [31:0] index = wins ? position : bestIndex;

  assign results_valid = input_valid && input_last;
  assign input_ready = results_ready || !input_last;
  assign results_number = number;
  assign results_index = index;
  assign results_ready = fifo_input_ready;
  assign result_valid = waiting_valid;
  assign result_number = waiting_number;
  assign result_index = waiting_index;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset) begin
      position <= 32'd0;
      isFirst <= 1'b1;
      best <= 32'd0;
      bestIndex <= 32'd0;
    end else if (input_valid && input_ready) begin
      position <= input_last ? 32'd0 : position + 32'd1;
      isFirst <= input_last;
      best <= number;
      bestIndex <= index;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy <= 32'd0;
    else if (input_valid && input_ready)
      busy <= busy + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      waiting <= 32'd0;
    else if (input_ready && !input_valid)
      waiting <= waiting + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      blocked <= 32'd0;
    else if (waiting_valid && !result_ready)
      blocked <= blocked + 32'd1;
  end

  wire [1:0] unused_fifo_level;

  fifo_argmax_result_number32_index32_depth2 fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (results_valid),
    .input_ready   (fifo_input_ready),
    .input_number  (results_number),
    .input_index   (results_index),
    .output_valid  (waiting_valid),
    .output_ready  (result_ready),
    .output_number (waiting_number),
    .output_index  (waiting_index),
    .level         (unused_fifo_level)
  );

  wire unused = &{1'b0, unused_fifo_level, 1'b0};
endmodule
