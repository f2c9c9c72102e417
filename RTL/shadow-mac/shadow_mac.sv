// shadow_mac: ShadowMAC (Units/ShadowMAC.swift)
//
// Adds outliers times their columns of weights to the sums of an INT8 array, exactly.
//
//   channels = 2048
//   rows     = 64
//   lanes    = 4
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module shadow_mac (
  input  logic                clock,
  input  logic                reset,
  input  logic                outliers_valid,
  output logic                outliers_ready,
  input  logic         [10:0] outliers_channel,
  input  logic signed  [23:0] outliers_residual,
  input  logic                outliers_is_outlier,
  input  logic                outliers_last,
  output logic                requests_valid,
  input  logic                requests_ready,
  output logic         [10:0] requests_channel,
  input  logic                weights_valid,
  output logic                weights_ready,
  input  logic         [31:0] weights_weights,
  input  logic                sums_valid,
  output logic                sums_ready,
  input  logic        [127:0] sums_sums,
  input  logic                sums_last,
  output logic                results_valid,
  input  logic                results_ready,
  output logic        [191:0] results_sums,
  output logic                results_last
);
  wire kept_ready;
  wire signed [23:0] waiting_residual;
  wire waiting_is_outlier, waiting_last, waiting_valid, waiting_ready;
  logic [3:0] beat;
  logic is_first, merges;
  logic [191:0] accumulators [0:15];

  wire asked_ready = requests_ready || !outliers_is_outlier;
  wire asked_valid = outliers_valid && kept_ready;
  wire kept_valid = outliers_valid && asked_ready;
  wire passes = waiting_valid && !weights_ready;
  wire [191:0] held = accumulators[beat];
  logic signed [47:0] before_value [0:3];

  always_comb begin : before_value_logic
    integer i;
    for (i = 0; i < 4; i = i + 1)
      before_value[i] = is_first ? 48'sd0 : held[i*48 +: 48];
  end

  assign outliers_ready = asked_ready && kept_ready;
  assign requests_valid = asked_valid && outliers_is_outlier;
  assign requests_channel = outliers_channel;
  assign weights_ready = waiting_valid && waiting_is_outlier && !merges;
  assign sums_ready = passes && results_ready;
  assign results_valid = passes && sums_valid;

  always_comb begin : results_sums_logic
    integer i;
    for (i = 0; i < 4; i = i + 1)
      results_sums[i*48 +: 48] = before_value[i] + 48'($signed(sums_sums[i*32 +: 32]));
  end

  assign results_last = beat == 4'd15;
  assign waiting_ready = weights_ready ? weights_valid && results_last && !waiting_last : results_valid && results_ready
      && results_last;

  always @(posedge clock) begin : accumulators_update
    integer i;
    if (weights_valid && weights_ready)
      for (i = 0; i < 4; i = i + 1)
        accumulators[beat][i*48 +: 48] <= before_value[i] + $signed(weights_weights[i*8 +: 8]) * waiting_residual;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      is_first <= 1'b1;
      merges <= 1'b0;
    end else begin
      if (weights_valid && weights_ready) begin
        if (results_last) begin
          is_first <= 1'b0;
          merges <= waiting_last;
        end
      end
      if (results_valid && results_ready && results_last) begin
        is_first <= 1'b1;
        merges <= 1'b0;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      beat <= 4'd0;
    else if ((weights_valid && weights_ready) || (results_valid && results_ready))
      beat <= results_last ? 4'd0 : beat + 4'd1;
  end

  wire [10:0] unused_waiting_fifo_output_channel;
  wire [1:0] unused_waiting_fifo_level;

  fifo_outlier_channel11_residual24_depth2 waiting_fifo (
    .clock             (clock),
    .reset             (reset),
    .input_valid       (kept_valid),
    .input_ready       (kept_ready),
    .input_channel     (outliers_channel),
    .input_residual    (outliers_residual),
    .input_is_outlier  (outliers_is_outlier),
    .input_last        (outliers_last),
    .output_valid      (waiting_valid),
    .output_ready      (waiting_ready),
    .output_channel    (unused_waiting_fifo_output_channel),
    .output_residual   (waiting_residual),
    .output_is_outlier (waiting_is_outlier),
    .output_last       (waiting_last),
    .level             (unused_waiting_fifo_level)
  );

`ifndef SYNTHESIS
  initial begin : accumulators_initial
    integer i;
    for (i = 0; i < 16; i = i + 1)
      accumulators[i] = {6{((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234}};
  end
`endif

  wire unused = &{1'b0, sums_last, unused_waiting_fifo_output_channel, unused_waiting_fifo_level, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (waiting_valid) begin
        assume (waiting_is_outlier || waiting_last) `HWGEN_ELSE("only a vector's last element may be none");
      end
      if (sums_valid && passes) begin
        assume (sums_last == results_last) `HWGEN_ELSE("a vector has 64 sums");
      end
      cover (results_valid && !results_ready);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
