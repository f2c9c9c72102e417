// rotary_embedding: RotaryEmbedding (Units/RotaryEmbedding.swift)
//
// Turns pairs of binary32 elements by the angle of their position.
module rotary_embedding (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_x0,
  input  logic [31:0] input_x1,
  input  logic [31:0] input_cosine,
  input  logic [31:0] input_sine,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_x0,
  output logic [31:0] output_x1,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] products_x0Cosine;
  wire [31:0] products_x1Sine;
  wire [31:0] products_x0Sine;
  wire [31:0] products_x1Cosine;
  wire products_last;
  wire products_valid;
  wire products_ready;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  wire [31:0] multiplier_product;
  wire [31:0] multiplier_product_1;
  wire [31:0] multiplier_product_2;
  wire [31:0] multiplier_product_3;
  logic later;
  logic later_1;
  wire [31:0] results_x0;
  wire [31:0] results_x1;
  wire results_last;
  wire results_valid;
  wire results_ready;
  wire moves_1;
  logic isOccupied_0_1;
  logic isOccupied_1_1;
  wire [31:0] adder_b;
  wire [31:0] adder_sum;
  wire [31:0] adder_sum_1;
  logic later_2;
  logic later_3;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  assign moves = !isOccupied_1 || products_ready;
  assign input_ready = moves;
  assign products_valid = isOccupied_1;
  assign products_x0Cosine = multiplier_product;
  assign products_x1Sine = multiplier_product_1;
  assign products_x0Sine = multiplier_product_2;
  assign products_x1Cosine = multiplier_product_3;
  assign products_last = later_1;
  assign moves_1 = !isOccupied_1_1 || results_ready;
  assign products_ready = moves_1;
  assign results_valid = isOccupied_1_1;
  assign adder_b = {!products_x1Sine[31], products_x1Sine[30:0]};
  assign results_x0 = adder_sum;
  assign results_x1 = adder_sum_1;
  assign results_last = later_3;
  assign output_valid = results_valid;
  assign results_ready = output_ready;
  assign output_x0 = results_x0;
  assign output_x1 = results_x1;
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
    if (reset) begin
      isOccupied_0_1 <= 1'b0;
      isOccupied_1_1 <= 1'b0;
      later_2 <= 1'b0;
      later_3 <= 1'b0;
    end else if (moves_1) begin
      isOccupied_0_1 <= products_valid;
      isOccupied_1_1 <= isOccupied_0_1;
      later_2 <= products_last;
      later_3 <= later_2;
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

  pipelined_multiplier_single multiplier (
    .clock   (clock),
    .enable  (moves),
    .a       (input_x0),
    .b       (input_cosine),
    .product (multiplier_product)
  );

  pipelined_multiplier_single multiplier_1 (
    .clock   (clock),
    .enable  (moves),
    .a       (input_x1),
    .b       (input_sine),
    .product (multiplier_product_1)
  );

  pipelined_multiplier_single multiplier_2 (
    .clock   (clock),
    .enable  (moves),
    .a       (input_x0),
    .b       (input_sine),
    .product (multiplier_product_2)
  );

  pipelined_multiplier_single multiplier_3 (
    .clock   (clock),
    .enable  (moves),
    .a       (input_x1),
    .b       (input_cosine),
    .product (multiplier_product_3)
  );

  pipelined_adder_single adder (
    .clock  (clock),
    .enable (moves_1),
    .a      (products_x0Cosine),
    .b      (adder_b),
    .sum    (adder_sum)
  );

  pipelined_adder_single adder_1 (
    .clock  (clock),
    .enable (moves_1),
    .a      (products_x0Sine),
    .b      (products_x1Cosine),
    .sum    (adder_sum_1)
  );
endmodule
