// neuron_fetch: NeuronFetch (Units/NeuronFetch.swift)
//
// Merged reads from flash for a bitmap of needed neurons, with a queue's depth and a full link in mind.
//
//   neurons     = 512
//   beatBits    = 64
//   longestRead = 64
//   entries     = 4
//   queueDepth  = 32
//   period      = 1024
//   fullPercent = 95
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module neuron_fetch (
  input  logic        clock,
  input  logic        reset,
  input  logic  [9:0] gap,
  input  logic        link_busy,
  input  logic        completed,
  input  logic        bitmap_valid,
  output logic        bitmap_ready,
  input  logic [63:0] bitmap_bits,
  input  logic        bitmap_last,
  output logic        reads_valid,
  input  logic        reads_ready,
  output logic  [8:0] reads_first,
  output logic  [6:0] reads_places,
  output logic        reads_last,
  output logic        link_full,
  output logic  [5:0] outstanding,
  output logic [31:0] needed_count,
  output logic [31:0] read_count,
  output logic [31:0] place_count,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  logic [9:0] link_full_cycle;
  logic [10:0] link_full_busy;
  logic [63:0] bits;
  logic full, last;
  logic [9:0] base, next_base, gap_reg, run_first, run_end;
  logic has_run, found_valid;
  wire found_ready, waiting_valid, waiting_ready;

  wire found_last = full && !(|bits) && last;
  wire has_bit = full && (|bits);
  wire [63:0] place_zeros_elements = {bits[0], bits[1], bits[2], bits[3], bits[4], bits[5], bits[6], bits[7], bits[8],
      bits[9], bits[10], bits[11], bits[12], bits[13], bits[14], bits[15], bits[16], bits[17], bits[18], bits[19],
      bits[20], bits[21], bits[22], bits[23], bits[24], bits[25], bits[26], bits[27], bits[28], bits[29], bits[30],
      bits[31], bits[32], bits[33], bits[34], bits[35], bits[36], bits[37], bits[38], bits[39], bits[40], bits[41],
      bits[42], bits[43], bits[44], bits[45], bits[46], bits[47], bits[48], bits[49], bits[50], bits[51], bits[52],
      bits[53], bits[54], bits[55], bits[56], bits[57], bits[58], bits[59], bits[60], bits[61], bits[62], bits[63]};
  logic [9:0] place;
  logic joins;
  wire moves = has_bit && (!found_valid || found_ready);
  wire [63:0] rest = bits & (bits - 64'd1);
  wire is_done = (moves && !(|rest) && !last) || (full && !(|bits) && (!last || found_ready));
  wire [8:0] found_first = 9'(has_run ? run_first : 10'd0);
  wire [6:0] found_places = 7'(has_run ? run_end - run_first : 10'd0);
  wire is_command = reads_places != 7'd0;
  wire is_allowed = !is_command || outstanding < 6'd32;
  wire [10:0] link_full_total = link_full_busy + 11'(link_busy);
  wire condition_operand = reads_valid && reads_ready && is_command;

  always_comb begin : place_logic
    integer i;
    logic [6:0] place_zeros;
    place_zeros = 7'd0;
    for (i = 0; i < 64; i = i + 1)
      place_zeros = place_zeros_elements[i] ? 7'd0 : place_zeros + 7'd1;
    place = base + 10'(place_zeros);
  end

  always_comb begin : joins_logic
    logic is_near, is_short;
    is_near = gap_reg >= place - run_end;
    is_short = place - run_first < 10'd64;
    joins = has_run && is_near && is_short;
  end

  always_comb
    found_valid = found_last || (has_bit && has_run && !joins);

  assign bitmap_ready = !full || is_done;
  assign reads_valid = waiting_valid && is_allowed;
  assign waiting_ready = reads_ready && is_allowed;

  always_ff @(posedge clock) begin
    if (reset) begin
      link_full_cycle <= 10'd0;
      link_full_busy <= 11'd0;
      link_full <= 1'b0;
    end else if (link_full_cycle == 10'd1023) begin
      link_full_cycle <= 10'd0;
      link_full_busy <= 11'd0;
      link_full <= link_full_total >= 11'd973;
    end else begin
      link_full_cycle <= link_full_cycle + 10'd1;
      link_full_busy <= link_full_total;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      bits <= 64'd0;
      has_run <= 1'b0;
      run_end <= 10'd0;
      run_first <= 10'd0;
      full <= 1'b0;
      last <= 1'b0;
      base <= 10'd0;
      next_base <= 10'd0;
      gap_reg <= 10'd0;
    end else begin
      if (moves) begin
        bits <= rest;
        has_run <= 1'b1;
        run_end <= place + 10'd1;
        if (!joins)
          run_first <= place;
      end
      if (found_valid && found_ready && found_last)
        has_run <= 1'b0;
      if (is_done)
        full <= 1'b0;
      if (bitmap_valid && bitmap_ready) begin
        full <= 1'b1;
        bits <= bitmap_bits;
        last <= bitmap_last;
        base <= next_base;
        next_base <= bitmap_last ? 10'd0 : next_base + 10'd64;
        if (next_base == 10'd0)
          gap_reg <= link_full ? 10'd0 : gap;
      end
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      outstanding <= 6'd0;
    end else begin
      if (condition_operand && !completed)
        outstanding <= outstanding + 6'd1;
      if (!condition_operand && completed)
        outstanding <= outstanding - 6'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      needed_count <= 32'd0;
    else if (moves)
      needed_count <= needed_count + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      read_count <= 32'd0;
      place_count <= 32'd0;
    end else if (reads_valid && reads_ready && is_command) begin
      read_count <= read_count + 32'd1;
      place_count <= place_count + 32'(reads_places);
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (bitmap_valid && bitmap_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (bitmap_ready && !bitmap_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (waiting_valid && !waiting_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  wire [2:0] unused_waiting_fifo_level;

  fifo_flash_read_first9_places7_depth4 waiting_fifo (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (found_valid),
    .input_ready   (found_ready),
    .input_first   (found_first),
    .input_places  (found_places),
    .input_last    (found_last),
    .output_valid  (waiting_valid),
    .output_ready  (waiting_ready),
    .output_first  (reads_first),
    .output_places (reads_places),
    .output_last   (reads_last),
    .level         (unused_waiting_fifo_level)
  );

  wire unused = &{1'b0, unused_waiting_fifo_level, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (bitmap_valid) begin
        assume (bitmap_last || next_base < 10'd448) `HWGEN_ELSE("a bitmap has at most 8 beats");
      end
      assume (!completed || outstanding != 6'd0) `HWGEN_ELSE("only a read that is on its way can end");
      assert (outstanding <= 6'd32) `HWGEN_ELSE("no more reads are on their way than the queue holds");
      cover (found_valid && !found_ready);
      cover (waiting_valid && !is_allowed);
      cover (found_last && !has_run);
      cover (full && link_full);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
