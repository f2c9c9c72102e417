// residual_add: ResidualAdd (Units/ResidualAdd.swift)
//
// Adds two binary32 vectors element by element.
//
//   lanes = 1
module residual_add (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_a,
  input  logic [31:0] input_b,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  logic results_is_occupied_0, results_last_later_0;

  assign input_ready = !output_valid || output_ready;

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (input_ready) begin
      results_is_occupied_0 <= input_valid;
      output_valid <= results_is_occupied_0;
      results_last_later_0 <= input_last;
      output_last <= results_last_later_0;
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

  pipelined_adder_single results_number_add_adder (
    .clock  (clock),
    .enable (input_ready),
    .a      (input_a),
    .b      (input_b),
    .sum    (output_number)
  );
endmodule
