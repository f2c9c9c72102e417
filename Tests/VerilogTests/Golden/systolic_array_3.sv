// systolic_array_3: SystolicArray (VerilogTests/SmallDesigns.swift)
//
//   size = 3
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module systolic_array_3 (
  input  logic        clock,
  input  logic        w_en,
  input  logic [23:0] w_in,
  input  logic [23:0] a_in,
  output logic [95:0] p_out
);
  logic [23:0] w_0 /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [23:0] a_0 /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [95:0] p_0 /* verilator split_var */ `HWGEN_START({3{32'hc0da6b8d}});
  logic [23:0] w_1 /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [23:0] a_1 /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [95:0] p_1 /* verilator split_var */ `HWGEN_START({3{32'hc0da6b8d}});
  logic [23:0] w_2 /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [23:0] a_2 /* verilator split_var */ `HWGEN_START(24'hda6b8d);
  logic [95:0] p_2 /* verilator split_var */ `HWGEN_START({3{32'hc0da6b8d}});

  wire [23:0] moving_0 = {a_0[15:0], a_in[7:0]};
  wire [23:0] moving_1 = {a_1[15:0], a_in[15:8]};
  wire [23:0] moving_2 = {a_2[15:0], a_in[23:16]};

  assign p_out = p_2;

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : a_0_lanes
    always_ff @(posedge clock)
      a_0[lane*8 +: 8] <= moving_0[lane*8 +: 8];
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : w_0_lanes
    always_ff @(posedge clock) begin
      if (w_en)
        w_0[lane*8 +: 8] <= w_in[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : p_0_lanes
    always_ff @(posedge clock)
      p_0[lane*32 +: 32] <= $signed(moving_0[lane*8 +: 8]) * $signed(w_0[lane*8 +: 8]);
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : a_1_lanes
    always_ff @(posedge clock)
      a_1[lane*8 +: 8] <= moving_1[lane*8 +: 8];
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : w_1_lanes
    always_ff @(posedge clock) begin
      if (w_en)
        w_1[lane*8 +: 8] <= w_0[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : p_1_lanes
    always_ff @(posedge clock)
      p_1[lane*32 +: 32] <= $signed(p_0[lane*32 +: 32]) + $signed(moving_1[lane*8 +: 8]) * $signed(w_1[lane*8 +: 8]);
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : a_2_lanes
    always_ff @(posedge clock)
      a_2[lane*8 +: 8] <= moving_2[lane*8 +: 8];
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : w_2_lanes
    always_ff @(posedge clock) begin
      if (w_en)
        w_2[lane*8 +: 8] <= w_1[lane*8 +: 8];
    end
  end

  for (genvar lane = 0; lane < 3; lane = lane + 1) begin : p_2_lanes
    always_ff @(posedge clock)
      p_2[lane*32 +: 32] <= $signed(p_1[lane*32 +: 32]) + $signed(moving_2[lane*8 +: 8]) * $signed(w_2[lane*8 +: 8]);
  end

  wire unused = &{1'b0, a_0[23:16], a_1[23:16], a_2[23:16], 1'b0};
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
