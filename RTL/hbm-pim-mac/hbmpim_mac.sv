// hbmpim_mac: HBMPIMMac (Units/HBMPIMMac.swift)
//
// FP16 multipliers and adders beside memory banks, one activation for all of a column.
//
//   elements = 16
module hbmpim_mac (
  input  logic         clock,
  input  logic         reset,
  input  logic         columns_valid,
  output logic         columns_ready,
  input  logic [255:0] columns_weights,
  input  logic  [15:0] columns_activation,
  input  logic         columns_last,
  output logic         results_valid,
  input  logic         results_ready,
  output logic [255:0] results_sums,
  output logic  [31:0] busy_cycles,
  output logic  [31:0] starved_cycles,
  output logic  [31:0] back_pressured_cycles
);
  wire [255:0] element_sum;
  logic ended_last, ended_valid, ended_is_occupied_0, ended_last_delayed_0, is_first;

  wire ended_ready = !results_valid || results_ready;

  assign columns_ready = !ended_valid || ended_ready;
  assign results_sums = element_sum;

  always_ff @(posedge clock) begin
    if (reset) begin
      ended_is_occupied_0 <= 1'b0;
      ended_valid <= 1'b0;
      ended_last_delayed_0 <= 1'b0;
      ended_last <= 1'b0;
    end else if (columns_ready) begin
      ended_is_occupied_0 <= columns_valid;
      ended_valid <= ended_is_occupied_0;
      ended_last_delayed_0 <= columns_last;
      ended_last <= ended_last_delayed_0;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      results_valid <= 1'b0;
      is_first <= 1'b1;
    end else begin
      if (results_valid && results_ready)
        results_valid <= 1'b0;
      if (ended_valid && ended_ready) begin
        is_first <= ended_last;
        results_valid <= ended_last;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (columns_valid && columns_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (columns_ready && !columns_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (results_valid && !results_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  for (genvar index = 0; index < 16; index = index + 1) begin : element_array
    hbmpim_element element (
      .clock      (clock),
      .moves      (columns_ready),
      .adds       (ended_valid && ended_ready),
      .is_first   (is_first),
      .weight     (columns_weights[index*16 +: 16]),
      .activation (columns_activation),
      .sum        (element_sum[index*16 +: 16])
    );
  end
endmodule
