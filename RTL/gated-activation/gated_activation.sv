// gated_activation: GatedActivation (Units/GatedActivation.swift)
//
// SiLU, GELU or ReLU of a gate, times a value, in binary32.
//
//   function = silu
//   lanes    = 1
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

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
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  logic [31:0] worked_0_gate `HWGEN_START(32'hc0da6b8d), worked_0_up `HWGEN_START(32'hc0da6b8d);
  wire [31:0] worked_0_work;
  logic worked_0_last, worked_0_valid, worked_is_occupied_0_0, worked_is_occupied_1_0, worked_is_occupied_2_0;
  logic worked_is_occupied_3_0;
  logic [31:0] worked_gate_delayed_0_0 `HWGEN_START(32'hc0da6b8d), worked_gate_delayed_0_1 `HWGEN_START(32'hc0da6b8d);
  logic [31:0] worked_gate_delayed_0_2 `HWGEN_START(32'hc0da6b8d), worked_gate_delayed_0_3 `HWGEN_START(32'hc0da6b8d);
  logic [31:0] worked_up_delayed_0_0 `HWGEN_START(32'hc0da6b8d), worked_up_delayed_0_1 `HWGEN_START(32'hc0da6b8d);
  logic [31:0] worked_up_delayed_0_2 `HWGEN_START(32'hc0da6b8d), worked_up_delayed_0_3 `HWGEN_START(32'hc0da6b8d);
  wire [31:0] worked_work_exponential_exponential_0_x;
  logic worked_last_later_0_0, worked_last_later_0_1, worked_last_later_0_2, worked_last_later_0_3;
  logic [31:0] worked_1_gate `HWGEN_START(32'hc0da6b8d), worked_1_up `HWGEN_START(32'hc0da6b8d);
  wire [31:0] worked_1_work;
  logic worked_1_last, worked_1_valid, worked_is_occupied_0_1;
  logic [31:0] worked_gate_delayed_1_0 `HWGEN_START(32'hc0da6b8d), worked_up_delayed_1_0 `HWGEN_START(32'hc0da6b8d);
  logic worked_last_later_1_0;
  logic [31:0] worked_2_gate `HWGEN_START(32'hc0da6b8d), worked_2_up `HWGEN_START(32'hc0da6b8d);
  wire [31:0] worked_2_work;
  logic worked_2_last, worked_2_valid, worked_is_occupied_0_2, worked_is_occupied_1_2;
  logic [31:0] worked_gate_delayed_2_0 `HWGEN_START(32'hc0da6b8d), worked_gate_delayed_2_1 `HWGEN_START(32'hc0da6b8d);
  logic [31:0] worked_up_delayed_2_0 `HWGEN_START(32'hc0da6b8d), worked_up_delayed_2_1 `HWGEN_START(32'hc0da6b8d);
  logic worked_last_later_2_0, worked_last_later_2_1;
  logic [31:0] worked_3_up `HWGEN_START(32'hc0da6b8d);
  wire [31:0] worked_3_work;
  logic worked_3_last, worked_3_valid, worked_is_occupied_0_3;
  logic [31:0] worked_up_delayed_3_0 `HWGEN_START(32'hc0da6b8d);
  logic worked_last_later_3_0, results_is_occupied_0, results_last_later_0;

  wire worked_3_ready = !output_valid || output_ready;
  wire worked_2_ready = !worked_3_valid || worked_3_ready;
  wire worked_1_ready = !worked_2_valid || worked_2_ready;
  wire worked_0_ready = !worked_1_valid || worked_1_ready;

  assign input_ready = !worked_0_valid || worked_0_ready;
  assign worked_work_exponential_exponential_0_x = {!input_gate[31], input_gate[30:0]};

  always_ff @(posedge clock) begin
    if (reset) begin
      worked_is_occupied_0_0 <= 1'b0;
      worked_is_occupied_1_0 <= 1'b0;
      worked_is_occupied_2_0 <= 1'b0;
      worked_is_occupied_3_0 <= 1'b0;
      worked_0_valid <= 1'b0;
      worked_last_later_0_0 <= 1'b0;
      worked_last_later_0_1 <= 1'b0;
      worked_last_later_0_2 <= 1'b0;
      worked_last_later_0_3 <= 1'b0;
      worked_0_last <= 1'b0;
    end else if (input_ready) begin
      worked_is_occupied_0_0 <= input_valid;
      worked_is_occupied_1_0 <= worked_is_occupied_0_0;
      worked_is_occupied_2_0 <= worked_is_occupied_1_0;
      worked_is_occupied_3_0 <= worked_is_occupied_2_0;
      worked_0_valid <= worked_is_occupied_3_0;
      worked_last_later_0_0 <= input_last;
      worked_last_later_0_1 <= worked_last_later_0_0;
      worked_last_later_0_2 <= worked_last_later_0_1;
      worked_last_later_0_3 <= worked_last_later_0_2;
      worked_0_last <= worked_last_later_0_3;
    end
  end

  always_ff @(posedge clock) begin
    if (input_ready) begin
      worked_gate_delayed_0_0 <= input_gate;
      worked_gate_delayed_0_1 <= worked_gate_delayed_0_0;
      worked_gate_delayed_0_2 <= worked_gate_delayed_0_1;
      worked_gate_delayed_0_3 <= worked_gate_delayed_0_2;
      worked_0_gate <= worked_gate_delayed_0_3;
      worked_up_delayed_0_0 <= input_up;
      worked_up_delayed_0_1 <= worked_up_delayed_0_0;
      worked_up_delayed_0_2 <= worked_up_delayed_0_1;
      worked_up_delayed_0_3 <= worked_up_delayed_0_2;
      worked_0_up <= worked_up_delayed_0_3;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      worked_is_occupied_0_1 <= 1'b0;
      worked_1_valid <= 1'b0;
      worked_last_later_1_0 <= 1'b0;
      worked_1_last <= 1'b0;
    end else if (worked_0_ready) begin
      worked_is_occupied_0_1 <= worked_0_valid;
      worked_1_valid <= worked_is_occupied_0_1;
      worked_last_later_1_0 <= worked_0_last;
      worked_1_last <= worked_last_later_1_0;
    end
  end

  always_ff @(posedge clock) begin
    if (worked_0_ready) begin
      worked_gate_delayed_1_0 <= worked_0_gate;
      worked_1_gate <= worked_gate_delayed_1_0;
      worked_up_delayed_1_0 <= worked_0_up;
      worked_1_up <= worked_up_delayed_1_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      worked_is_occupied_0_2 <= 1'b0;
      worked_is_occupied_1_2 <= 1'b0;
      worked_2_valid <= 1'b0;
      worked_last_later_2_0 <= 1'b0;
      worked_last_later_2_1 <= 1'b0;
      worked_2_last <= 1'b0;
    end else if (worked_1_ready) begin
      worked_is_occupied_0_2 <= worked_1_valid;
      worked_is_occupied_1_2 <= worked_is_occupied_0_2;
      worked_2_valid <= worked_is_occupied_1_2;
      worked_last_later_2_0 <= worked_1_last;
      worked_last_later_2_1 <= worked_last_later_2_0;
      worked_2_last <= worked_last_later_2_1;
    end
  end

  always_ff @(posedge clock) begin
    if (worked_1_ready) begin
      worked_gate_delayed_2_0 <= worked_1_gate;
      worked_gate_delayed_2_1 <= worked_gate_delayed_2_0;
      worked_2_gate <= worked_gate_delayed_2_1;
      worked_up_delayed_2_0 <= worked_1_up;
      worked_up_delayed_2_1 <= worked_up_delayed_2_0;
      worked_2_up <= worked_up_delayed_2_1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      worked_is_occupied_0_3 <= 1'b0;
      worked_3_valid <= 1'b0;
      worked_last_later_3_0 <= 1'b0;
      worked_3_last <= 1'b0;
    end else if (worked_2_ready) begin
      worked_is_occupied_0_3 <= worked_2_valid;
      worked_3_valid <= worked_is_occupied_0_3;
      worked_last_later_3_0 <= worked_2_last;
      worked_3_last <= worked_last_later_3_0;
    end
  end

  always_ff @(posedge clock) begin
    if (worked_2_ready) begin
      worked_up_delayed_3_0 <= worked_2_up;
      worked_3_up <= worked_up_delayed_3_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_is_occupied_0 <= 1'b0;
      output_valid <= 1'b0;
      results_last_later_0 <= 1'b0;
      output_last <= 1'b0;
    end else if (worked_3_ready) begin
      results_is_occupied_0 <= worked_3_valid;
      output_valid <= results_is_occupied_0;
      results_last_later_0 <= worked_3_last;
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

  pipelined_exponential worked_work_exponential_exponential_0 (
    .clock  (clock),
    .enable (input_ready),
    .x      (worked_work_exponential_exponential_0_x),
    .result (worked_0_work)
  );

  pipelined_adder_single worked_work_add_adder_1 (
    .clock  (clock),
    .enable (worked_0_ready),
    .a      (32'h3f800000),
    .b      (worked_0_work),
    .sum    (worked_1_work)
  );

  pipelined_reciprocal worked_work_reciprocal_reciprocal_2 (
    .clock  (clock),
    .enable (worked_1_ready),
    .x      (worked_1_work),
    .result (worked_2_work)
  );

  pipelined_multiplier_single worked_work_multiply_multiplier_3 (
    .clock   (clock),
    .enable  (worked_2_ready),
    .a       (worked_2_gate),
    .b       (worked_2_work),
    .product (worked_3_work)
  );

  pipelined_multiplier_single results_number_multiply_multiplier (
    .clock   (clock),
    .enable  (worked_3_ready),
    .a       (worked_3_work),
    .b       (worked_3_up),
    .product (output_number)
  );
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
