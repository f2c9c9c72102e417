// residual_add: ResidualAdd (Units/ResidualAdd.swift)
//
// Adds two binary32 vectors element by element.
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
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  wire results_ready;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  wire [31:0] adder_sum;
  logic later;
  logic later_1;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  assign moves = !isOccupied_1 || results_ready;
  assign input_ready = moves;
  assign results_valid = isOccupied_1;
  assign results_number = adder_sum;
  assign results_last = later_1;
  assign output_valid = results_valid;
  assign results_ready = output_ready;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0 <= 1'b0;
      isOccupied_1 <= 1'b0;
      later <= 1'b0;
      later_1 <= 1'b0;
    end else if (moves) begin
      isOccupied_0 <= input_valid;
      isOccupied_1 <= isOccupied_0;
      later <= input_last;
      later_1 <= later;
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
    else if (results_valid && !output_ready)
      blocked <= blocked + 32'd1;
  end

  pipelined_adder_single adder (
    .clock  (clock),
    .enable (moves),
    .a      (input_a),
    .b      (input_b),
    .sum    (adder_sum)
  );
endmodule
