// outlier_corrector: OutlierCorrector (Units/OutlierCorrector.swift)
//
// Votes the protected weights of a page right and turns false outliers into 0, at the rate of the lanes.
//
//   lanes               = 2
//   pageBytes           = 16384
//   detectsDoubleErrors = false
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module outlier_corrector (
  input  logic        clock,
  input  logic        reset,
  input  logic        pages_valid,
  output logic        pages_ready,
  input  logic [71:0] pages_thresholds,
  input  logic [13:0] pages_beats,
  input  logic [14:0] pages_entries,
  input  logic        entries_valid,
  output logic        entries_ready,
  input  logic [69:0] entries_entries,
  input  logic        weights_valid,
  output logic        weights_ready,
  input  logic [15:0] weights_lanes,
  output logic        corrected_valid,
  input  logic        corrected_ready,
  output logic [15:0] corrected_lanes,
  output logic [31:0] voted_count,
  output logic [31:0] zeroed_count,
  output logic [31:0] corrected_addresses,
  output logic [31:0] dropped_entries,
  output logic [31:0] misplaced_entries,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles,
  output logic [31:0] late_cycles
);
  wire extents_ready, heads_ready;
  wire [1:0] filter_groups_is_used;
  wire [27:0] filter_groups_addresses;
  wire [15:0] filter_groups_first, filter_groups_second;
  wire filter_groups_ends, filter_groups_valid, groups_fifo_input_ready;
  wire [1:0] groups_is_used;
  wire [27:0] groups_addresses;
  wire [15:0] groups_first, groups_second;
  wire groups_ends, groups_valid;
  logic groups_ready;
  logic [7:0] wire_value;
  wire [12:0] pages_fifo_input_last_beat;
  wire [7:0] pages_threshold;
  wire [12:0] pages_last_beat;
  wire pages_valid_1;
  logic [1:0] is_used_0, is_used_1, is_used_2;
  logic ends_0, ends_1, ends_2;
  logic [27:0] held_0_addresses `HWGEN_START(28'h0da6b8d);
  logic [15:0] held_0_first `HWGEN_START(16'h6b8d), held_0_second `HWGEN_START(16'h6b8d);
  logic [27:0] held_1_addresses `HWGEN_START(28'h0da6b8d);
  logic [15:0] held_1_first `HWGEN_START(16'h6b8d), held_1_second `HWGEN_START(16'h6b8d);
  logic [27:0] held_2_addresses `HWGEN_START(28'h0da6b8d);
  logic [15:0] held_2_first `HWGEN_START(16'h6b8d), held_2_second `HWGEN_START(16'h6b8d);
  logic [12:0] position;
  logic [15:0] voted_lanes;
  logic voted_valid;
  wire voted_ready;
  wire [15:0] corrected_lanes_1;

  wire extents_valid = pages_valid && heads_ready;
  wire [8:0] value_elements = {pages_thresholds[64], pages_thresholds[56], pages_thresholds[48], pages_thresholds[40],
      pages_thresholds[32], pages_thresholds[24], pages_thresholds[16], pages_thresholds[8], pages_thresholds[0]};
  wire [8:0] value_elements_1 = {pages_thresholds[65], pages_thresholds[57], pages_thresholds[49], pages_thresholds[41],
      pages_thresholds[33], pages_thresholds[25], pages_thresholds[17], pages_thresholds[9], pages_thresholds[1]};
  wire [8:0] value_elements_2 = {pages_thresholds[66], pages_thresholds[58], pages_thresholds[50], pages_thresholds[42],
      pages_thresholds[34], pages_thresholds[26], pages_thresholds[18], pages_thresholds[10], pages_thresholds[2]};
  wire [8:0] value_elements_3 = {pages_thresholds[67], pages_thresholds[59], pages_thresholds[51], pages_thresholds[43],
      pages_thresholds[35], pages_thresholds[27], pages_thresholds[19], pages_thresholds[11], pages_thresholds[3]};
  wire [8:0] value_elements_4 = {pages_thresholds[68], pages_thresholds[60], pages_thresholds[52], pages_thresholds[44],
      pages_thresholds[36], pages_thresholds[28], pages_thresholds[20], pages_thresholds[12], pages_thresholds[4]};
  wire [8:0] value_elements_5 = {pages_thresholds[69], pages_thresholds[61], pages_thresholds[53], pages_thresholds[45],
      pages_thresholds[37], pages_thresholds[29], pages_thresholds[21], pages_thresholds[13], pages_thresholds[5]};
  wire [8:0] value_elements_6 = {pages_thresholds[70], pages_thresholds[62], pages_thresholds[54], pages_thresholds[46],
      pages_thresholds[38], pages_thresholds[30], pages_thresholds[22], pages_thresholds[14], pages_thresholds[6]};
  wire [8:0] value_elements_7 = {pages_thresholds[71], pages_thresholds[63], pages_thresholds[55], pages_thresholds[47],
      pages_thresholds[39], pages_thresholds[31], pages_thresholds[23], pages_thresholds[15], pages_thresholds[7]};
  wire heads_valid = pages_valid && extents_ready;
  wire is_current_1 = !ends_0;
  wire is_current_2 = !(|{ends_1, ends_0});
  wire [5:0] is_to_come = {is_used_2[1] && is_current_2, is_used_2[0] && is_current_2, is_used_1[1] && is_current_1,
      is_used_1[0] && is_current_1, is_used_0[1], is_used_0[0]};
  wire [77:0] beats = {held_2_addresses[27:15], held_2_addresses[13:1], held_1_addresses[27:15], held_1_addresses[13:1],
      held_0_addresses[27:15], held_0_addresses[13:1]};
  logic is_ready;
  wire is_last = position == pages_last_beat;
  wire finishes = weights_valid && weights_ready && is_last;
  logic [5:0] is_hit;
  wire [5:0] places = {held_2_addresses[14], held_2_addresses[0], held_1_addresses[14], held_1_addresses[0],
      held_0_addresses[14], held_0_addresses[0]};
  logic [5:0] is_match_0;
  logic is_protected_0;
  wire signed [7:0] value_0 = weights_lanes[7:0];
  wire [7:0] stored_0 = value_0;
  wire [47:0] firsts = {held_2_first[15:8], held_2_first[7:0], held_1_first[15:8], held_1_first[7:0],
      held_0_first[15:8], held_0_first[7:0]};
  wire [47:0] seconds = {held_2_second[15:8], held_2_second[7:0], held_1_second[15:8], held_1_second[7:0],
      held_0_second[15:8], held_0_second[7:0]};
  logic [7:0] vote_0;
  wire [7:0] magnitude_0 = stored_0[7] ? -value_0 : value_0;
  logic is_false_0;
  logic [5:0] is_match_1;
  logic is_protected_1;
  wire signed [7:0] value_1 = weights_lanes[15:8];
  wire [7:0] stored_1 = value_1;
  logic [7:0] vote_1;
  wire [7:0] magnitude_1 = stored_1[7] ? -value_1 : value_1;
  logic is_false_1;
  logic [1:0] is_left_2;
  wire ends_later_2 = ends_2 && !(finishes && is_current_2);
  logic [1:0] is_left_1;
  wire ends_later_1 = ends_1 && !(finishes && is_current_1);
  logic is_empty_1;
  logic [1:0] is_left_0;
  wire ends_later_0 = ends_0 && !finishes;
  logic is_empty_0, groups_ready_next;

  always_comb begin : is_ready_logic
    integer i;
    logic [5:0] is_beyond;
    logic is_complete;
    for (i = 0; i < 6; i = i + 1)
      is_beyond[i] = is_to_come[i] && position < beats[i*13 +: 13];
    is_complete = (|is_beyond) || (|{ends_2, ends_1, ends_0});
    is_ready = pages_valid_1 && is_complete;
  end

  always_comb begin : is_hit_logic
    integer i;
    for (i = 0; i < 6; i = i + 1)
      is_hit[i] = is_to_come[i] && beats[i*13 +: 13] == position;
  end

  always_comb begin : is_match_0_logic
    integer i;
    for (i = 0; i < 6; i = i + 1)
      is_match_0[i] = is_hit[i] && places[i] == 1'b0;
  end

  always_comb
    is_protected_0 = |is_match_0;

  always_comb begin : vote_0_logic
    integer i;
    logic [7:0] first_0, second_0;
    first_0 = 8'd0;
    for (i = 0; i < 6; i = i + 1)
      first_0 = first_0 | (is_match_0[i] ? firsts[i*8 +: 8] : 8'd0);
    second_0 = 8'd0;
    for (i = 0; i < 6; i = i + 1)
      second_0 = second_0 | (is_match_0[i] ? seconds[i*8 +: 8] : 8'd0);
    vote_0 = (stored_0 & first_0) | (stored_0 & second_0) | (first_0 & second_0);
  end

  always_comb
    is_false_0 = !is_protected_0 && pages_threshold < magnitude_0;

  always_comb begin : is_match_1_logic
    integer i;
    for (i = 0; i < 6; i = i + 1)
      is_match_1[i] = is_hit[i] && places[i] == 1'b1;
  end

  always_comb
    is_protected_1 = |is_match_1;

  always_comb begin : vote_1_logic
    integer i;
    logic [7:0] first_1, second_1;
    first_1 = 8'd0;
    for (i = 0; i < 6; i = i + 1)
      first_1 = first_1 | (is_match_1[i] ? firsts[i*8 +: 8] : 8'd0);
    second_1 = 8'd0;
    for (i = 0; i < 6; i = i + 1)
      second_1 = second_1 | (is_match_1[i] ? seconds[i*8 +: 8] : 8'd0);
    vote_1 = (stored_1 & first_1) | (stored_1 & second_1) | (first_1 & second_1);
  end

  always_comb
    is_false_1 = !is_protected_1 && pages_threshold < magnitude_1;

  always_comb
    is_left_2 = {is_used_2[1] && !(weights_valid && weights_ready && is_hit[5]), is_used_2[0] && !(weights_valid &&
        weights_ready && is_hit[4])};

  always_comb
    is_left_1 = {is_used_1[1] && !(weights_valid && weights_ready && is_hit[3]), is_used_1[0] && !(weights_valid &&
        weights_ready && is_hit[2])};

  always_comb
    is_empty_1 = !((|is_left_1) || ends_later_1);

  always_comb
    is_left_0 = {is_used_0[1] && !(weights_valid && weights_ready && is_hit[1]), is_used_0[0] && !(weights_valid &&
        weights_ready && is_hit[0])};

  always_comb
    is_empty_0 = !((|is_left_0) || ends_later_0);

  always_comb begin : groups_ready_next_logic
    logic is_empty_2;
    is_empty_2 = !((|is_left_2) || ends_later_2);
    groups_ready_next = is_empty_2 || is_empty_1 || is_empty_0;
  end

  assign pages_ready = extents_ready && heads_ready;

  always_comb begin : wire_value_logic
    integer i;
    logic [3:0] value_rhs, value_rhs_1, value_rhs_2, value_rhs_3, value_rhs_4, value_rhs_5, value_rhs_6, value_rhs_7;
    value_rhs = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs = value_rhs + 4'(value_elements[i]);
    value_rhs_1 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_1 = value_rhs_1 + 4'(value_elements_1[i]);
    value_rhs_2 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_2 = value_rhs_2 + 4'(value_elements_2[i]);
    value_rhs_3 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_3 = value_rhs_3 + 4'(value_elements_3[i]);
    value_rhs_4 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_4 = value_rhs_4 + 4'(value_elements_4[i]);
    value_rhs_5 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_5 = value_rhs_5 + 4'(value_elements_5[i]);
    value_rhs_6 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_6 = value_rhs_6 + 4'(value_elements_6[i]);
    value_rhs_7 = 4'd0;
    for (i = 0; i < 9; i = i + 1)
      value_rhs_7 = value_rhs_7 + 4'(value_elements_7[i]);
    wire_value = {value_rhs_7 > 4'd4, value_rhs_6 > 4'd4, value_rhs_5 > 4'd4, value_rhs_4 > 4'd4, value_rhs_3 > 4'd4,
        value_rhs_2 > 4'd4, value_rhs_1 > 4'd4, value_rhs > 4'd4};
  end

  assign pages_fifo_input_last_beat = 13'(pages_beats - 14'd1);

  always_comb
    voted_valid = weights_valid && is_ready;

  always_comb
    weights_ready = voted_ready && is_ready;

  always_comb begin
    voted_lanes = 16'd0;
    voted_lanes[7:0] = is_protected_0 ? vote_0 : is_false_0 ? 8'sd0 : value_0;
    voted_lanes[15:8] = is_protected_1 ? vote_1 : is_false_1 ? 8'sd0 : value_1;
  end

  assign corrected_lanes = corrected_lanes_1;

  always_comb
    groups_ready = groups_ready_next;

  always_ff @(posedge clock) begin
    if (reset)
      position <= 13'd0;
    else if (weights_valid && weights_ready)
      position <= is_last ? 13'd0 : position + 13'd1;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      is_used_0 <= 2'd0;
      ends_0 <= 1'b0;
    end else begin
      is_used_0 <= is_left_0;
      ends_0 <= ends_later_0;
      if (is_empty_0) begin
        is_used_0 <= is_left_1;
        ends_0 <= ends_later_1;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (is_empty_0) begin
      held_0_addresses <= held_1_addresses;
      held_0_first <= held_1_first;
      held_0_second <= held_1_second;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      is_used_1 <= 2'd0;
      ends_1 <= 1'b0;
    end else begin
      is_used_1 <= is_left_1;
      ends_1 <= ends_later_1;
      if (is_empty_1 || is_empty_0) begin
        is_used_1 <= is_left_2;
        ends_1 <= ends_later_2;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (is_empty_1 || is_empty_0) begin
      held_1_addresses <= held_2_addresses;
      held_1_first <= held_2_first;
      held_1_second <= held_2_second;
    end
  end

  always_ff @(posedge clock) begin : is_used_2_update
    integer i;
    if (reset) begin
      is_used_2 <= 2'd0;
      ends_2 <= 1'b0;
    end else begin
      is_used_2 <= is_left_2;
      ends_2 <= ends_later_2;
      if (groups_ready_next) begin
        for (i = 0; i < 2; i = i + 1)
          is_used_2[i] <= groups_is_used[i] && groups_valid;
        ends_2 <= groups_ends && groups_valid;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (groups_ready_next) begin
      held_2_addresses <= groups_addresses;
      held_2_first <= groups_first;
      held_2_second <= groups_second;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      voted_count <= 32'd0;
    else if (weights_valid && weights_ready)
      voted_count <= voted_count + 32'(2'(2'(is_protected_0 && vote_0 != stored_0) + 2'(is_protected_1 && vote_1 !=
          stored_1)));
  end

  always_ff @(posedge clock) begin
    if (reset)
      zeroed_count <= 32'd0;
    else if (weights_valid && weights_ready)
      zeroed_count <= zeroed_count + 32'(2'(2'(is_false_0) + 2'(is_false_1)));
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (weights_valid && weights_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (weights_ready && !weights_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (corrected_valid && !corrected_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      late_cycles <= 32'd0;
    else if (weights_valid && voted_ready && !is_ready)
      late_cycles <= late_cycles + 32'd1;
  end

  wire [1:0] unused_groups_fifo_level, unused_pages_fifo_level;

  outlier_entry_filter_16384_2_false filter (
    .clock               (clock),
    .reset               (reset),
    .pages_valid         (extents_valid),
    .pages_ready         (extents_ready),
    .pages_beats         (pages_beats),
    .pages_entries       (pages_entries),
    .entries_valid       (entries_valid),
    .entries_ready       (entries_ready),
    .entries_entries     (entries_entries),
    .groups_valid        (filter_groups_valid),
    .groups_ready        (groups_fifo_input_ready),
    .groups_is_used      (filter_groups_is_used),
    .groups_addresses    (filter_groups_addresses),
    .groups_first        (filter_groups_first),
    .groups_second       (filter_groups_second),
    .groups_ends         (filter_groups_ends),
    .corrected_addresses (corrected_addresses),
    .dropped_entries     (dropped_entries),
    .misplaced_entries   (misplaced_entries)
  );

  fifo_outlier_group_2_shape_2_14_2_8_2_8_2 groups_fifo (
    .clock            (clock),
    .reset            (reset),
    .input_valid      (filter_groups_valid),
    .input_ready      (groups_fifo_input_ready),
    .input_is_used    (filter_groups_is_used),
    .input_addresses  (filter_groups_addresses),
    .input_first      (filter_groups_first),
    .input_second     (filter_groups_second),
    .input_ends       (filter_groups_ends),
    .output_valid     (groups_valid),
    .output_ready     (groups_ready),
    .output_is_used   (groups_is_used),
    .output_addresses (groups_addresses),
    .output_first     (groups_first),
    .output_second    (groups_second),
    .output_ends      (groups_ends),
    .level            (unused_groups_fifo_level)
  );

  fifo_outlier_limit_threshold8_last_beat13_depth2 pages_fifo (
    .clock            (clock),
    .reset            (reset),
    .input_valid      (heads_valid),
    .input_ready      (heads_ready),
    .input_threshold  (wire_value),
    .input_last_beat  (pages_fifo_input_last_beat),
    .output_valid     (pages_valid_1),
    .output_ready     (finishes),
    .output_threshold (pages_threshold),
    .output_last_beat (pages_last_beat),
    .level            (unused_pages_fifo_level)
  );

  register_slice_flash_weight_beat_2_8_full corrected_slice (
    .clock        (clock),
    .reset        (reset),
    .input_valid  (voted_valid),
    .input_ready  (voted_ready),
    .input_lanes  (voted_lanes),
    .output_valid (corrected_valid),
    .output_ready (corrected_ready),
    .output_lanes (corrected_lanes_1)
  );

  wire unused = &{1'b0, unused_groups_fifo_level, unused_pages_fifo_level, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (pages_valid) begin
        assume (pages_beats != 14'd0) `HWGEN_ELSE("a page has a beat or more");
        assume (pages_beats <= 14'd8192) `HWGEN_ELSE("a page has at most 8192 beats");
        assume (pages_entries <= 15'h4000) `HWGEN_ELSE("a page has at most 16384 entries");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
// verilator lint_on PROCASSINIT
`undef HWGEN_START
