// sparse_weight_decoder: SparseWeightDecoder (Units/SparseWeightDecoder.swift)
//
// Unpacks INT4 weights, dense or pruned to a half, a quarter or an eighth, with their places and scales.
//
//   wordBits = 256
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

module sparse_weight_decoder (
  input  logic         clock,
  input  logic         reset,
  input  logic         packets_valid,
  output logic         packets_ready,
  input  logic   [2:0] packets_packing,
  input  logic   [7:0] packets_groups,
  input  logic         words_valid,
  output logic         words_ready,
  input  logic [255:0] words_data,
  output logic         beats_valid,
  input  logic         beats_ready,
  output logic [255:0] beats_codes,
  output logic [703:0] beats_positions,
  output logic  [63:0] beats_scales,
  output logic   [6:0] beats_count,
  output logic         beats_last,
  output logic  [31:0] busy_cycles,
  output logic  [31:0] starved_cycles,
  output logic  [31:0] back_pressured_cycles
);
  // WeightPacking: dense = 0, half = 1, quarter = 2, eighth = 3, eighthOfSixteen = 4
  localparam logic [2:0] WEIGHT_PACKING_DENSE = 3'd0;
  localparam logic [2:0] WEIGHT_PACKING_HALF = 3'd1;
  localparam logic [2:0] WEIGHT_PACKING_QUARTER = 3'd2;
  localparam logic [2:0] WEIGHT_PACKING_EIGHTH = 3'd3;
  // PacketPart: idle = 0, scales = 1, places = 2, weights = 3
  localparam logic [1:0] PACKET_PART_IDLE = 2'd0;
  localparam logic [1:0] PACKET_PART_SCALES = 2'd1;
  localparam logic [1:0] PACKET_PART_PLACES = 2'd2;
  localparam logic [1:0] PACKET_PART_WEIGHTS = 2'd3;

  logic [1:0] part;
  logic [2:0] packing `HWGEN_START(3'h5);
  logic [11:0] place_bits `HWGEN_START(12'hb8d), kept `HWGEN_START(12'hb8d);
  logic [4:0] beat `HWGEN_START(5'h0d);
  logic [15:0] scales [0:15];
  logic [2047:0] places `HWGEN_START({64{32'hc0da6b8d}});

  wire ends = beats_valid && beats_ready && beats_last;
  wire [127:0] positions_patterns = places[beat[3:0]*128 +: 128];
  wire [191:0] positions_of_eight = places[beat[2:0]*192 +: 192];
  wire [255:0] positions_of_sixteen = places[beat[1:0]*256 +: 256];
  logic [703:0] positions;
  wire is_last_places = place_bits <= 12'd256;
  wire [11:0] inputs = 12'(packets_groups) << 4;

  always_comb begin : positions_logic
    integer i, j;
    logic [191:0] positions_of_pattern_operand_4;
    logic [3:0] positions_of_pattern_operand_3;
    logic [7:0] positions_of_pattern_elements_3, positions_of_pattern_bits, positions_of_pattern_lhs_2;
    logic [7:0] positions_of_pattern_lhs_1, positions_of_pattern_lhs;
    logic [3:0] positions_of_pattern_operand_2;
    logic [7:0] positions_of_pattern_elements_2;
    logic [3:0] positions_of_pattern_operand_1;
    logic [7:0] positions_of_pattern_elements_1;
    logic [3:0] positions_of_pattern_operand;
    logic [7:0] positions_of_pattern_elements;
    logic [191:0] positions_of_pattern;
    for (i = 0; i < 16; i = i + 1) begin
      positions_of_pattern_operand_3 = 4'd0;
      positions_of_pattern_lhs = positions_patterns[i*8 +: 8];
      positions_of_pattern_lhs_1 = positions_of_pattern_lhs & (positions_of_pattern_lhs - 8'd1);
      positions_of_pattern_lhs_2 = positions_of_pattern_lhs_1 & (positions_of_pattern_lhs_1 - 8'd1);
      positions_of_pattern_bits = positions_of_pattern_lhs_2 & (positions_of_pattern_lhs_2 - 8'd1);
      positions_of_pattern_elements_3 = {positions_of_pattern_bits[0], positions_of_pattern_bits[1],
          positions_of_pattern_bits[2], positions_of_pattern_bits[3], positions_of_pattern_bits[4],
          positions_of_pattern_bits[5], positions_of_pattern_bits[6], positions_of_pattern_bits[7]};
      for (j = 0; j < 8; j = j + 1)
        positions_of_pattern_operand_3 = positions_of_pattern_elements_3[j] ? 4'd0 : positions_of_pattern_operand_3 +
            4'd1;
      positions_of_pattern_operand_2 = 4'd0;
      positions_of_pattern_elements_2 = {positions_of_pattern_lhs_2[0], positions_of_pattern_lhs_2[1],
          positions_of_pattern_lhs_2[2], positions_of_pattern_lhs_2[3], positions_of_pattern_lhs_2[4],
          positions_of_pattern_lhs_2[5], positions_of_pattern_lhs_2[6], positions_of_pattern_lhs_2[7]};
      for (j = 0; j < 8; j = j + 1)
        positions_of_pattern_operand_2 = positions_of_pattern_elements_2[j] ? 4'd0 : positions_of_pattern_operand_2 +
            4'd1;
      positions_of_pattern_operand_1 = 4'd0;
      positions_of_pattern_elements_1 = {positions_of_pattern_lhs_1[0], positions_of_pattern_lhs_1[1],
          positions_of_pattern_lhs_1[2], positions_of_pattern_lhs_1[3], positions_of_pattern_lhs_1[4],
          positions_of_pattern_lhs_1[5], positions_of_pattern_lhs_1[6], positions_of_pattern_lhs_1[7]};
      for (j = 0; j < 8; j = j + 1)
        positions_of_pattern_operand_1 = positions_of_pattern_elements_1[j] ? 4'd0 : positions_of_pattern_operand_1 +
            4'd1;
      positions_of_pattern_operand = 4'd0;
      positions_of_pattern_elements = {positions_of_pattern_lhs[0], positions_of_pattern_lhs[1],
          positions_of_pattern_lhs[2], positions_of_pattern_lhs[3], positions_of_pattern_lhs[4],
          positions_of_pattern_lhs[5], positions_of_pattern_lhs[6], positions_of_pattern_lhs[7]};
      for (j = 0; j < 8; j = j + 1)
        positions_of_pattern_operand = positions_of_pattern_elements[j] ? 4'd0 : positions_of_pattern_operand + 4'd1;
      positions_of_pattern_operand_4[i*12 +: 12] = {positions_of_pattern_operand_3[2:0],
          positions_of_pattern_operand_2[2:0], positions_of_pattern_operand_1[2:0], positions_of_pattern_operand[2:0]};
    end
    positions_of_pattern = positions_of_pattern_operand_4;
    for (i = 0; i < 64; i = i + 1)
      positions[i*11 +: 11] = packing == WEIGHT_PACKING_DENSE ? {beat, i[5:0]} : packing == WEIGHT_PACKING_HALF ?
          {beat[3:0], i[5:2], positions_of_pattern[i*3 +: 3]} : packing == WEIGHT_PACKING_QUARTER ? {beat[2:0], i[5:1],
          positions_of_eight[i*3 +: 3]} : packing == WEIGHT_PACKING_EIGHTH ? {beat[1:0], i[5:0],
          positions_of_eight[i*3 +: 3]} : {beat[1:0], i[5:1], positions_of_sixteen[i*4 +: 4]};
  end

  assign packets_ready = part == PACKET_PART_IDLE || ends;
  assign words_ready = part == PACKET_PART_SCALES || part == PACKET_PART_PLACES || (part == PACKET_PART_WEIGHTS &&
      beats_ready);
  assign beats_valid = part == PACKET_PART_WEIGHTS && words_valid;
  assign beats_codes = words_data;

  always_comb
    beats_positions = positions;

  always_comb
    beats_scales = {scales[positions[538:535]], scales[positions[362:359]], scales[positions[186:183]],
        scales[positions[10:7]]};

  assign beats_count = 7'(beats_last ? kept : 12'd64);
  assign beats_last = kept <= 12'd64;

  always @(posedge clock) begin : scales_update
    integer i;
    if (words_valid && words_ready) begin
      case (part)
        PACKET_PART_SCALES:
          for (i = 0; i < 16; i = i + 1)
            scales[i] <= words_data[i*16 +: 16];
        PACKET_PART_PLACES: begin
          places[beat[2:0]*256 +: 256] <= words_data;
          place_bits <= place_bits - 12'd256;
          beat <= is_last_places ? 5'd0 : beat + 5'd1;
        end
        PACKET_PART_WEIGHTS: begin
          kept <= kept - 12'd64;
          beat <= beat + 5'd1;
        end
        default: ;
      endcase
    end
    if (packets_valid && packets_ready) begin
      packing <= packets_packing;
      beat <= 5'd0;
      kept <= packets_packing == WEIGHT_PACKING_DENSE ? inputs : packets_packing == WEIGHT_PACKING_HALF ? inputs >> 1 :
          packets_packing == WEIGHT_PACKING_QUARTER ? inputs >> 2 : inputs >> 3;
      place_bits <= packets_packing == WEIGHT_PACKING_DENSE ? 12'd0 : packets_packing == WEIGHT_PACKING_HALF ? inputs :
          packets_packing == WEIGHT_PACKING_QUARTER ? (inputs >> 1) + (inputs >> 2) : packets_packing ==
          WEIGHT_PACKING_EIGHTH ? (inputs >> 2) + (inputs >> 3) : inputs >> 1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      part <= PACKET_PART_IDLE;
    end else begin
      if (words_valid && words_ready) begin
        case (part)
          PACKET_PART_SCALES: begin
            if (place_bits == 12'd0)
              part <= PACKET_PART_WEIGHTS;
            else
              part <= PACKET_PART_PLACES;
          end
          PACKET_PART_PLACES: begin
            if (is_last_places)
              part <= PACKET_PART_WEIGHTS;
          end
          PACKET_PART_WEIGHTS: begin
            if (beats_last)
              part <= PACKET_PART_IDLE;
          end
          default: ;
        endcase
      end
      if (packets_valid && packets_ready)
        part <= PACKET_PART_SCALES;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (words_valid && words_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (words_ready && !words_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (beats_valid && !beats_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

`ifndef SYNTHESIS
  initial begin : scales_initial
    integer i;
    logic [255:0] scales_word;
    scales_word = {8{32'hc0da6b8d}};
    for (i = 0; i < 16; i = i + 1)
      scales[i] = scales_word[i*16 +: 16];
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (packets_valid && packets_ready) begin
        assume (packets_groups != 8'd0) `HWGEN_ELSE("a packet has inputs");
        assume (packets_groups <= 8'd128) `HWGEN_ELSE("a packet has no more than 2048 inputs");
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
