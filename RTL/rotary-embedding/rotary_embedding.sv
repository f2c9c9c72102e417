// rotary_embedding: RotaryEmbedding (Units/RotaryEmbedding.swift)
//
// Turns pairs of binary32 elements by the angle of their position.
//
//   lanes = 1
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
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  wire [31:0] products_x0_cosine, products_x1_sine, products_x0_sine, products_x1_cosine;
  logic products_last, products_valid, products_is_occupied_0, products_last_later_0, results_is_occupied_0;
  wire [31:0] results_x0_add_adder_b;
  logic results_last_later_0;

  wire products_ready = !output_valid || output_ready;

  assign input_ready = !products_valid || products_ready;
  assign results_x0_add_adder_b = {!products_x1_sine[31], products_x1_sine[30:0]};

  always_ff @(posedge clock) begin
    if (reset) begin
      products_is_occupied_0 <= 1'b0;
      products_valid <= 1'b0;
      products_last_later_0 <= 1'b0;
      products_last <= 1'b0;
    end else if (input_ready) begin
      products_is_occupied_0 <= input_valid;
      products_valid <= products_is_occupied_0;
      products_last_later_0 <= input_last;
      products_last <= products_last_later_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (products_ready) begin
      results_is_occupied_0 <= products_valid;
      output_valid <= results_is_occupied_0;
      results_last_later_0 <= products_last;
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

  pipelined_multiplier_single products_x0_cosine_multiply_multiplier (
    .clock   (clock),
    .enable  (input_ready),
    .a       (input_x0),
    .b       (input_cosine),
    .product (products_x0_cosine)
  );

  pipelined_multiplier_single products_x1_sine_multiply_multiplier (
    .clock   (clock),
    .enable  (input_ready),
    .a       (input_x1),
    .b       (input_sine),
    .product (products_x1_sine)
  );

  pipelined_multiplier_single products_x0_sine_multiply_multiplier (
    .clock   (clock),
    .enable  (input_ready),
    .a       (input_x0),
    .b       (input_sine),
    .product (products_x0_sine)
  );

  pipelined_multiplier_single products_x1_cosine_multiply_multiplier (
    .clock   (clock),
    .enable  (input_ready),
    .a       (input_x1),
    .b       (input_cosine),
    .product (products_x1_cosine)
  );

  pipelined_adder_single results_x0_add_adder (
    .clock  (clock),
    .enable (products_ready),
    .a      (products_x0_cosine),
    .b      (results_x0_add_adder_b),
    .sum    (output_x0)
  );

  pipelined_adder_single results_x1_add_adder (
    .clock  (clock),
    .enable (products_ready),
    .a      (products_x0_sine),
    .b      (products_x1_cosine),
    .sum    (output_x1)
  );
endmodule
