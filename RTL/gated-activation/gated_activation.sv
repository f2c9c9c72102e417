// gated_activation: GatedActivation (Units/GatedActivation.swift)
//
// SiLU, GELU or ReLU of a gate, times a value, in binary32.
//
//   function = silu
module gated_activation (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_gate,
  input  logic [31:0] input_up,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] positions_gate;
  wire [31:0] positions_up;
  wire [31:0] positions_work;
  wire positions_last;
  wire positions_valid;
  wire positions_ready;
  wire [31:0] wire_value;
  wire [31:0] wire_value_1;
  wire [31:0] wire_value_2;
  wire wire_value_3;
  wire wire_value_4;
  wire wire_value_5;
  wire moves;
  logic isOccupied_0;
  logic isOccupied_1;
  logic isOccupied_2;
  logic isOccupied_3;
  logic isOccupied_4;
  logic [31:0] later;
  logic [31:0] later_1;
  logic [31:0] later_2;
  logic [31:0] later_3;
  logic [31:0] later_4;
  logic [31:0] later_5;
  logic [31:0] later_6;
  logic [31:0] later_7;
  logic [31:0] later_8;
  logic [31:0] later_9;
  wire [31:0] exponential_x;
  wire [31:0] exponential_result;
  logic later_10;
  logic later_11;
  logic later_12;
  logic later_13;
  logic later_14;
  wire [31:0] wire_value_6;
  wire [31:0] wire_value_7;
  wire [31:0] wire_value_8;
  wire wire_value_9;
  wire wire_value_10;
  wire wire_value_11;
  wire moves_1;
  logic isOccupied_0_1;
  logic isOccupied_1_1;
  logic [31:0] later_15;
  logic [31:0] later_16;
  logic [31:0] later_17;
  logic [31:0] later_18;
  wire [31:0] adder_sum;
  logic later_19;
  logic later_20;
  wire [31:0] wire_value_12;
  wire [31:0] wire_value_13;
  wire [31:0] wire_value_14;
  wire wire_value_15;
  wire wire_value_16;
  wire wire_value_17;
  wire moves_2;
  logic isOccupied_0_2;
  logic isOccupied_1_2;
  logic isOccupied_2_1;
  logic [31:0] later_21;
  logic [31:0] later_22;
  logic [31:0] later_23;
  logic [31:0] later_24;
  logic [31:0] later_25;
  logic [31:0] later_26;
  wire [31:0] reciprocal_result;
  logic later_27;
  logic later_28;
  logic later_29;
  wire [31:0] worked_up;
  wire [31:0] worked_work;
  wire worked_last;
  wire worked_valid;
  wire worked_ready;
  wire moves_3;
  logic isOccupied_0_3;
  logic isOccupied_1_3;
  logic [31:0] later_30;
  logic [31:0] later_31;
  wire [31:0] multiplier_product;
  logic later_32;
  logic later_33;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  wire results_ready;
  wire moves_4;
  logic isOccupied_0_4;
  logic isOccupied_1_4;
  wire [31:0] multiplier_product_1;
  logic later_34;
  logic later_35;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  assign positions_valid = input_valid;
  assign input_ready = positions_ready;
  assign positions_gate = input_gate;
  assign positions_up = input_up;
  assign positions_work = input_gate;
  assign positions_last = input_last;
  assign moves = !isOccupied_4 || wire_value_5;
  assign positions_ready = moves;
  assign wire_value_4 = isOccupied_4;
  assign wire_value = later_4;
  assign wire_value_1 = later_9;
  assign exponential_x = {!positions_work[31], positions_work[30:0]};
  assign wire_value_2 = exponential_result;
  assign wire_value_3 = later_14;
  assign moves_1 = !isOccupied_1_1 || wire_value_11;
  assign wire_value_5 = moves_1;
  assign wire_value_10 = isOccupied_1_1;
  assign wire_value_6 = later_16;
  assign wire_value_7 = later_18;
  assign wire_value_8 = adder_sum;
  assign wire_value_9 = later_20;
  assign moves_2 = !isOccupied_2_1 || wire_value_17;
  assign wire_value_11 = moves_2;
  assign wire_value_16 = isOccupied_2_1;
  assign wire_value_12 = later_23;
  assign wire_value_13 = later_26;
  assign wire_value_14 = reciprocal_result;
  assign wire_value_15 = later_29;
  assign moves_3 = !isOccupied_1_3 || worked_ready;
  assign wire_value_17 = moves_3;
  assign worked_valid = isOccupied_1_3;
  assign worked_up = later_31;
  assign worked_work = multiplier_product;
  assign worked_last = later_33;
  assign moves_4 = !isOccupied_1_4 || results_ready;
  assign worked_ready = moves_4;
  assign results_valid = isOccupied_1_4;
  assign results_number = multiplier_product_1;
  assign results_last = later_35;
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
      isOccupied_2 <= 1'b0;
      isOccupied_3 <= 1'b0;
      isOccupied_4 <= 1'b0;
      later_10 <= 1'b0;
      later_11 <= 1'b0;
      later_12 <= 1'b0;
      later_13 <= 1'b0;
      later_14 <= 1'b0;
    end else if (moves) begin
      isOccupied_0 <= positions_valid;
      isOccupied_1 <= isOccupied_0;
      isOccupied_2 <= isOccupied_1;
      isOccupied_3 <= isOccupied_2;
      isOccupied_4 <= isOccupied_3;
      later_10 <= positions_last;
      later_11 <= later_10;
      later_12 <= later_11;
      later_13 <= later_12;
      later_14 <= later_13;
    end
  end

  always @(posedge clock) begin
    if (moves) begin
      later <= positions_gate;
      later_1 <= later;
      later_2 <= later_1;
      later_3 <= later_2;
      later_4 <= later_3;
      later_5 <= positions_up;
      later_6 <= later_5;
      later_7 <= later_6;
      later_8 <= later_7;
      later_9 <= later_8;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_1 <= 1'b0;
      isOccupied_1_1 <= 1'b0;
      later_19 <= 1'b0;
      later_20 <= 1'b0;
    end else if (moves_1) begin
      isOccupied_0_1 <= wire_value_4;
      isOccupied_1_1 <= isOccupied_0_1;
      later_19 <= wire_value_3;
      later_20 <= later_19;
    end
  end

  always @(posedge clock) begin
    if (moves_1) begin
      later_15 <= wire_value;
      later_16 <= later_15;
      later_17 <= wire_value_1;
      later_18 <= later_17;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_2 <= 1'b0;
      isOccupied_1_2 <= 1'b0;
      isOccupied_2_1 <= 1'b0;
      later_27 <= 1'b0;
      later_28 <= 1'b0;
      later_29 <= 1'b0;
    end else if (moves_2) begin
      isOccupied_0_2 <= wire_value_10;
      isOccupied_1_2 <= isOccupied_0_2;
      isOccupied_2_1 <= isOccupied_1_2;
      later_27 <= wire_value_9;
      later_28 <= later_27;
      later_29 <= later_28;
    end
  end

  always @(posedge clock) begin
    if (moves_2) begin
      later_21 <= wire_value_6;
      later_22 <= later_21;
      later_23 <= later_22;
      later_24 <= wire_value_7;
      later_25 <= later_24;
      later_26 <= later_25;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_3 <= 1'b0;
      isOccupied_1_3 <= 1'b0;
      later_32 <= 1'b0;
      later_33 <= 1'b0;
    end else if (moves_3) begin
      isOccupied_0_3 <= wire_value_16;
      isOccupied_1_3 <= isOccupied_0_3;
      later_32 <= wire_value_15;
      later_33 <= later_32;
    end
  end

  always @(posedge clock) begin
    if (moves_3) begin
      later_30 <= wire_value_13;
      later_31 <= later_30;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isOccupied_0_4 <= 1'b0;
      isOccupied_1_4 <= 1'b0;
      later_34 <= 1'b0;
      later_35 <= 1'b0;
    end else if (moves_4) begin
      isOccupied_0_4 <= worked_valid;
      isOccupied_1_4 <= isOccupied_0_4;
      later_34 <= worked_last;
      later_35 <= later_34;
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

  pipelined_exponential exponential (
    .clock  (clock),
    .enable (moves),
    .x      (exponential_x),
    .result (exponential_result)
  );

  pipelined_adder_single adder (
    .clock  (clock),
    .enable (moves_1),
    .a      (32'h3f800000),
    .b      (wire_value_2),
    .sum    (adder_sum)
  );

  pipelined_reciprocal reciprocal (
    .clock  (clock),
    .enable (moves_2),
    .x      (wire_value_8),
    .result (reciprocal_result)
  );

  pipelined_multiplier_single multiplier (
    .clock   (clock),
    .enable  (moves_3),
    .a       (wire_value_12),
    .b       (wire_value_14),
    .product (multiplier_product)
  );

  pipelined_multiplier_single multiplier_1 (
    .clock   (clock),
    .enable  (moves_4),
    .a       (worked_work),
    .b       (worked_up),
    .product (multiplier_product_1)
  );

`ifndef SYNTHESIS
  initial begin
    later = 32'hc0da6b8d;
    later_1 = 32'hc0da6b8d;
    later_2 = 32'hc0da6b8d;
    later_3 = 32'hc0da6b8d;
    later_4 = 32'hc0da6b8d;
    later_5 = 32'hc0da6b8d;
    later_6 = 32'hc0da6b8d;
    later_7 = 32'hc0da6b8d;
    later_8 = 32'hc0da6b8d;
    later_9 = 32'hc0da6b8d;
    later_15 = 32'hc0da6b8d;
    later_16 = 32'hc0da6b8d;
    later_17 = 32'hc0da6b8d;
    later_18 = 32'hc0da6b8d;
    later_21 = 32'hc0da6b8d;
    later_22 = 32'hc0da6b8d;
    later_23 = 32'hc0da6b8d;
    later_24 = 32'hc0da6b8d;
    later_25 = 32'hc0da6b8d;
    later_26 = 32'hc0da6b8d;
    later_30 = 32'hc0da6b8d;
    later_31 = 32'hc0da6b8d;
  end
`endif
endmodule
