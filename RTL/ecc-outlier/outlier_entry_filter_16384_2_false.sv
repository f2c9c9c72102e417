// outlier_entry_filter_16384_2_false: OutlierEntryFilter (Units/OutlierEntryFilter.swift)
//
//   pageBytes           = 16384
//   lanes               = 2
//   detectsDoubleErrors = false
`ifdef SYNTHESIS
`define HWGEN_START(value)
`else
`define HWGEN_START(value) = value
`endif
// verilator lint_off PROCASSINIT

module outlier_entry_filter_16384_2_false (
  input  logic        clock,
  input  logic        reset,
  input  logic        pages_valid,
  output logic        pages_ready,
  input  logic [13:0] pages_beats,
  input  logic [14:0] pages_entries,
  input  logic        entries_valid,
  output logic        entries_ready,
  input  logic [69:0] entries_entries,
  output logic        groups_valid,
  input  logic        groups_ready,
  output logic  [1:0] groups_is_used,
  output logic [27:0] groups_addresses,
  output logic [15:0] groups_first,
  output logic [15:0] groups_second,
  output logic        groups_ends,
  output logic [31:0] corrected_addresses,
  output logic [31:0] dropped_entries,
  output logic [31:0] misplaced_entries
);
  localparam logic [69:0] TABLE = {
    5'h13, 5'h12, 5'h11, 5'h0f, 5'h0e, 5'h0d, 5'h0c, 5'h0b, 5'h0a, 5'h09, 5'h07, 5'h06, 5'h05, 5'h03
  };
  localparam logic [24:0] TABLE_1 = {
    5'h10, 5'h08, 5'h04, 5'h02, 5'h01
  };

  logic running;
  logic [14:0] left `HWGEN_START(15'h6b8d);
  logic [13:0] beats `HWGEN_START(14'h2b8d);
  logic is_waiting `HWGEN_START(1'b1);
  logic [13:0] waiting_address `HWGEN_START(14'h2b8d);
  logic [7:0] waiting_first `HWGEN_START(8'h8d), waiting_second `HWGEN_START(8'h8d);
  logic has_last `HWGEN_START(1'b1);
  logic [13:0] last `HWGEN_START(14'h2b8d);

  wire is_present_0 = left > 15'd0;
  wire [34:0] entry_0 = entries_entries[34:0];
  wire [4:0] address_syndrome_0 = {^(entry_0[13:0] & 14'h3800), ^(entry_0[13:0] & 14'd2032), ^(entry_0[13:0] &
      14'd1934), ^(entry_0[13:0] & 14'h366d), ^(entry_0[13:0] & 14'h2d5b)} ^ entry_0[18:14];
  logic [13:0] address_flips_0;
  logic address_is_corrected_0, address_is_lost_0;
  logic [13:0] place_0;
  logic lies_0, is_usable_0;
  logic [13:0] groups_addresses_next;
  logic [7:0] groups_first_next, groups_second_next;
  wire reads = running && left != 15'd0;
  wire ascends_0 = !has_last || last < waiting_address;
  logic counts_0;
  wire is_present_1 = left > 15'd1;
  wire [34:0] entry_1 = entries_entries[69:35];
  wire [4:0] address_syndrome_1 = {^(entry_1[13:0] & 14'h3800), ^(entry_1[13:0] & 14'd2032), ^(entry_1[13:0] &
      14'd1934), ^(entry_1[13:0] & 14'h366d), ^(entry_1[13:0] & 14'h2d5b)} ^ entry_1[18:14];
  logic [13:0] address_flips_1;
  logic address_is_corrected_1, address_is_lost_1;
  logic [13:0] place_1;
  logic lies_1, is_usable_1, has_last_lhs;
  logic [13:0] last_else;
  logic counts_1, has_any;
  wire is_final = is_waiting && (!has_last || last < waiting_address);
  wire finishes = groups_ends && groups_ready;
  wire is_wrong = finishes && is_waiting && !is_final;

  always_comb begin : address_flips_0_logic
    integer i;
    logic [13:0] address_flips_0_operand;
    for (i = 0; i < 14; i = i + 1)
      address_flips_0_operand[i] = TABLE[i*5 +: 5] == address_syndrome_0;
    address_flips_0 = address_flips_0_operand;
  end

  always_comb begin : address_is_corrected_0_logic
    integer i;
    logic [4:0] address_is_check_0_operand;
    logic address_is_check_0;
    for (i = 0; i < 5; i = i + 1)
      address_is_check_0_operand[i] = TABLE_1[i*5 +: 5] == address_syndrome_0;
    address_is_check_0 = |address_is_check_0_operand;
    address_is_corrected_0 = (|address_flips_0) || address_is_check_0;
  end

  always_comb
    address_is_lost_0 = (|address_syndrome_0) && !address_is_corrected_0;

  always_comb
    place_0 = entry_0[13:0] ^ address_flips_0;

  always_comb
    lies_0 = 14'(place_0[13:1]) < beats;

  always_comb
    is_usable_0 = is_present_0 && !address_is_lost_0 && lies_0;

  always_comb
    groups_addresses_next = is_usable_0 ? place_0 : waiting_address;

  always_comb
    groups_first_next = is_usable_0 ? entry_0[26:19] : waiting_first;

  always_comb
    groups_second_next = is_usable_0 ? entry_0[34:27] : waiting_second;

  always_comb
    counts_0 = is_waiting && ascends_0 && waiting_address < place_0;

  always_comb begin : address_flips_1_logic
    integer i;
    logic [13:0] address_flips_1_operand;
    for (i = 0; i < 14; i = i + 1)
      address_flips_1_operand[i] = TABLE[i*5 +: 5] == address_syndrome_1;
    address_flips_1 = address_flips_1_operand;
  end

  always_comb begin : address_is_corrected_1_logic
    integer i;
    logic [4:0] address_is_check_1_operand;
    logic address_is_check_1;
    for (i = 0; i < 5; i = i + 1)
      address_is_check_1_operand[i] = TABLE_1[i*5 +: 5] == address_syndrome_1;
    address_is_check_1 = |address_is_check_1_operand;
    address_is_corrected_1 = (|address_flips_1) || address_is_check_1;
  end

  always_comb
    address_is_lost_1 = (|address_syndrome_1) && !address_is_corrected_1;

  always_comb
    place_1 = entry_1[13:0] ^ address_flips_1;

  always_comb
    lies_1 = 14'(place_1[13:1]) < beats;

  always_comb
    is_usable_1 = is_present_1 && !address_is_lost_1 && lies_1;

  always_comb
    has_last_lhs = has_last || (is_usable_0 && counts_0);

  always_comb
    last_else = is_usable_0 && counts_0 ? waiting_address : last;

  always_comb begin : counts_1_logic
    logic ascends_1;
    ascends_1 = !has_last_lhs || last_else < groups_addresses_next;
    counts_1 = (is_waiting || is_usable_0) && ascends_1 && groups_addresses_next < place_1;
  end

  always_comb
    has_any = |{is_usable_1 && counts_1, is_usable_0 && counts_0};

  always_comb begin
    groups_addresses = 28'd0;
    groups_addresses[13:0] = waiting_address;
    groups_addresses[27:14] = groups_addresses_next;
  end

  always_comb begin
    groups_first = 16'd0;
    groups_first[7:0] = waiting_first;
    groups_first[15:8] = groups_first_next;
  end

  always_comb begin
    groups_second = 16'd0;
    groups_second[7:0] = waiting_second;
    groups_second[15:8] = groups_second_next;
  end

  always_comb
    groups_valid = groups_ends || (reads && entries_valid && has_any);

  always_comb
    entries_ready = reads && (groups_ready || !has_any);

  assign groups_ends = running && left == 15'd0;

  always_comb begin
    groups_is_used = 2'd0;
    groups_is_used[0] = groups_ends ? is_final : is_usable_0 && counts_0;
    groups_is_used[1] = groups_ends ? 1'b0 : is_usable_1 && counts_1;
  end

  assign pages_ready = !running || finishes;

  always_ff @(posedge clock) begin
    if (reset)
      running <= 1'b0;
    else if (pages_valid && pages_ready)
      running <= 1'b1;
    else if (finishes)
      running <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (pages_valid && pages_ready) begin
      left <= pages_entries;
      beats <= pages_beats;
      is_waiting <= 1'b0;
      has_last <= 1'b0;
    end else if (!finishes) begin
      if (entries_valid && entries_ready) begin
        left <= left > 15'd2 ? left - 15'd2 : 15'd0;
        is_waiting <= is_waiting || is_usable_0 || is_usable_1;
        waiting_address <= is_usable_1 ? place_1 : groups_addresses_next;
        waiting_first <= is_usable_1 ? entry_1[26:19] : groups_first_next;
        waiting_second <= is_usable_1 ? entry_1[34:27] : groups_second_next;
        has_last <= has_last_lhs || (is_usable_1 && counts_1);
        last <= is_usable_1 && counts_1 ? groups_addresses_next : last_else;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      corrected_addresses <= 32'd0;
    else if (entries_valid && entries_ready)
      corrected_addresses <= corrected_addresses + 32'(2'(2'(is_present_0 && address_is_corrected_0) + 2'(is_present_1
          && address_is_corrected_1)));
  end

  always_ff @(posedge clock) begin
    if (reset)
      dropped_entries <= 32'd0;
    else if (entries_valid && entries_ready)
      dropped_entries <= dropped_entries + 32'(2'(2'(is_present_0 && address_is_lost_0) + 2'(is_present_1 &&
          address_is_lost_1)));
  end

  always_ff @(posedge clock) begin
    if (reset)
      misplaced_entries <= 32'd0;
    else
      misplaced_entries <= misplaced_entries + 32'(2'(2'(is_present_0 && !address_is_lost_0 && (lies_0 ? is_waiting &&
          !counts_0 : 1'b1) && entries_valid && entries_ready) + 2'(is_present_1 && !address_is_lost_1 && (lies_1 ?
          (is_waiting || is_usable_0) && !counts_1 : 1'b1) && entries_valid && entries_ready) + 2'(is_wrong)));
  end
endmodule
// verilator lint_on PROCASSINIT
`undef HWGEN_START
