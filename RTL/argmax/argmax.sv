// argmax: Argmax (Units/Argmax.swift)
//
// Position and value of a binary32 vector's first maximum.
//
//   lanes = 1
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
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  logic [31:0] position, best_index;
  logic is_first;
  logic [31:0] best;
  wire results_ready;

  wire results_valid = input_valid && input_last;
  wire signed [31:0] is_ahead_left_magnitude = {1'b0, best[30:0]};
  wire signed [31:0] is_ahead_left = best[31] ? -is_ahead_left_magnitude : is_ahead_left_magnitude;
  wire signed [31:0] is_ahead_right_magnitude = {1'b0, input_number[30:0]};
  wire signed [31:0] is_ahead_right = input_number[31] ? -is_ahead_right_magnitude : is_ahead_right_magnitude;
  wire is_ahead = best[30:0] <= 31'h7f800000 && input_number[30:0] <= 31'h7f800000 && is_ahead_left < is_ahead_right;
  wire wins = is_first || is_ahead;
  wire [31:0] results_number = wins ? input_number : best;
  wire [31:0] results_index = wins ? position : best_index;

  assign input_ready = results_ready || !input_last;

  always_ff @(posedge clock) begin
    if (reset) begin
      position <= 32'd0;
      is_first <= 1'b1;
      best <= 32'd0;
      best_index <= 32'd0;
    end else if (input_valid && input_ready) begin
      position <= input_last ? 32'd0 : position + 32'd1;
      is_first <= input_last;
      best <= results_number;
      best_index <= results_index;
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
    else if (result_valid && !result_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  wire [1:0] unused_waiting_fifo_level;

  fifo_argmax_result_number32_index32_depth2 waiting_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (results_valid),
    .input_ready   (results_ready),
    .input_number  (results_number),
    .input_index   (results_index),
    .output_valid  (result_valid),
    .output_ready  (result_ready),
    .output_number (result_number),
    .output_index  (result_index),
    .level         (unused_waiting_fifo_level)
  );

  wire unused = &{1'b0, unused_waiting_fifo_level, 1'b0};
endmodule
