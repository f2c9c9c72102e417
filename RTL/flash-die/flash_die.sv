// flash_die: FlashDie (Units/FlashDie.swift)
//
// A flash die that computes: two planes with registers and a shared core behind the channel's bus.
//
//   lanes         = 2
//   pageBytes     = 16384
//   vectorBytes   = 512
//   resultEntries = 256
//   readCycles    = 30000
//   sliceBytes    = 4096
//   sumColumns    = 8192
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

module flash_die (
  input  logic        clock,
  input  logic        reset,
  input  logic        cycles_valid,
  output logic        cycles_ready,
  input  logic  [1:0] cycles_kind,
  input  logic  [7:0] cycles_byte,
  output logic        answers_valid,
  input  logic        answers_ready,
  output logic        answers_is_raw,
  output logic  [7:0] answers_byte,
  output logic        answers_last,
  output logic        array_reads_0,
  output logic        array_reads_1,
  output logic [23:0] array_pages_0,
  output logic [23:0] array_pages_1,
  output logic        array_halves_0,
  output logic        array_halves_1,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  wire compute_command_new_vector, compute_command_ready, compute_vector_ready, compute_weights_ready;
  wire signed [31:0] compute_results_sum;
  wire compute_results_valid, compute_results_ready, compute_plane_read_valid, compute_plane_read_ready;
  wire [15:0] compute_plane_weights_lanes;
  wire compute_plane_weights_valid, raw_plane_read_valid, raw_plane_read_ready;
  wire [7:0] raw_plane_weights_lanes;
  wire raw_plane_weights_valid, raw_plane_is_last;
  logic [7:0] opcode;
  logic [3:0] position;
  logic [7:0] fields [0:11];
  logic is_complete;
  logic [31:0] sum `HWGEN_START(32'hc0da6b8d);
  logic [2:0] sum_bytes;
  logic is_held, was_raw;
  logic [12:0] slice_left;

  wire is_data = cycles_kind == 2'd2;
  wire is_compute = opcode == 8'd1;
  wire [23:0] page = {fields[2], fields[1], fields[0]};
  wire [23:0] beats = {fields[5], fields[4], fields[3]};
  wire [23:0] rows = {fields[8], fields[7], fields[6]};
  wire [15:0] columns = {fields[10], fields[9]};
  wire has_sum = sum_bytes != 3'd0;
  wire ends_slice = slice_left == 13'd1 || raw_plane_is_last;
  wire sum_fires = answers_valid && answers_ready && !answers_is_raw;
  wire condition = cycles_valid && cycles_ready && !is_data;
  wire is_last_address = position == (is_compute ? 4'd11 : 4'd5);

  assign cycles_ready = is_data ? compute_vector_ready : !is_complete;
  assign compute_plane_read_valid = is_complete && is_compute && compute_command_ready;
  assign compute_command_new_vector = fields[11][0];
  assign raw_plane_read_valid = is_complete && !is_compute;
  assign answers_valid = answers_is_raw ? raw_plane_weights_valid : has_sum;
  assign answers_is_raw = is_held ? was_raw : !has_sum;
  assign answers_byte = answers_is_raw ? raw_plane_weights_lanes : sum[7:0];
  assign answers_last = answers_is_raw ? ends_slice : sum_bytes == 3'd1;
  assign compute_results_ready = !has_sum || (sum_fires && answers_last);

  always_ff @(posedge clock) begin : opcode_update
    integer i;
    if (reset) begin
      opcode <= 8'd0;
      position <= 4'd0;
      for (i = 0; i < 12; i = i + 1)
        fields[i] <= 8'd0;
      is_complete <= 1'b0;
    end else if (condition) begin
      if (cycles_kind == 2'd0) begin
        opcode <= cycles_byte;
        position <= 4'd0;
      end else begin
        if (position < 4'd12)
          fields[position] <= cycles_byte;
        position <= position + 4'd1;
        is_complete <= is_last_address;
      end
    end else if ((compute_plane_read_valid && compute_plane_read_ready) || (raw_plane_read_valid &&
        raw_plane_read_ready))
      is_complete <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      was_raw <= 1'b0;
      is_held <= 1'b0;
    end else if (answers_valid) begin
      was_raw <= answers_is_raw;
      is_held <= !(answers_ready && answers_last);
    end
  end

  always_ff @(posedge clock) begin
    if (compute_results_valid && compute_results_ready)
      sum <= compute_results_sum;
    else if (sum_fires)
      sum <= sum >> 8;
  end

  always_ff @(posedge clock) begin
    if (reset)
      sum_bytes <= 3'd0;
    else if (compute_results_valid && compute_results_ready)
      sum_bytes <= 3'd4;
    else if (sum_fires)
      sum_bytes <= sum_bytes - 3'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      slice_left <= 13'd4096;
    else if (answers_valid && answers_ready && answers_is_raw)
      slice_left <= ends_slice ? 13'd4096 : slice_left - 13'd1;
  end

  wire [14:0] unused_compute_results_row;
  wire unused_compute_results_last, unused_compute_results_tag, unused_compute_plane_is_last;

  flash_pe_vector_beat1_tag_width1 compute (
    .clock                 (clock),
    .reset                 (reset),
    .command_valid         (is_complete && is_compute && compute_plane_read_ready),
    .command_ready         (compute_command_ready),
    .command_rows          (rows[14:0]),
    .command_columns       (columns[9:0]),
    .command_new_vector    (compute_command_new_vector),
    .command_tag           (1'b0),
    .vector_valid          (cycles_valid && is_data),
    .vector_ready          (compute_vector_ready),
    .vector_bytes          (cycles_byte),
    .weights_valid         (compute_plane_weights_valid),
    .weights_ready         (compute_weights_ready),
    .weights_lanes         (compute_plane_weights_lanes),
    .results_valid         (compute_results_valid),
    .results_ready         (compute_results_ready),
    .results_sum           (compute_results_sum),
    .results_row           (unused_compute_results_row),
    .results_last          (unused_compute_results_last),
    .results_tag           (unused_compute_results_tag),
    .busy_cycles           (busy_cycles),
    .starved_cycles        (starved_cycles),
    .back_pressured_cycles (back_pressured_cycles)
  );

  flash_plane_2_16384_30000 compute_plane (
    .clock         (clock),
    .reset         (reset),
    .read_valid    (compute_plane_read_valid),
    .read_ready    (compute_plane_read_ready),
    .read_page     (page),
    .read_beats    (beats[13:0]),
    .array_reads   (array_reads_0),
    .array_page    (array_pages_0),
    .array_half    (array_halves_0),
    .weights_valid (compute_plane_weights_valid),
    .weights_ready (compute_weights_ready),
    .weights_lanes (compute_plane_weights_lanes),
    .is_last       (unused_compute_plane_is_last)
  );

  flash_plane_1_16384_30000 raw_plane (
    .clock         (clock),
    .reset         (reset),
    .read_valid    (raw_plane_read_valid),
    .read_ready    (raw_plane_read_ready),
    .read_page     (page),
    .read_beats    (beats[14:0]),
    .array_reads   (array_reads_1),
    .array_page    (array_pages_1),
    .array_half    (array_halves_1),
    .weights_valid (raw_plane_weights_valid),
    .weights_ready (answers_ready && answers_is_raw),
    .weights_lanes (raw_plane_weights_lanes),
    .is_last       (raw_plane_is_last)
  );

  wire unused = &{1'b0, fields[0], beats[23:15], rows[23:15], columns[15:10], unused_compute_results_row,
      unused_compute_results_last, unused_compute_results_tag, unused_compute_plane_is_last, 1'b0};

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (condition) begin
        if (cycles_kind == 2'd0) begin
          assume (cycles_byte == 8'd1 || cycles_byte == 8'd2) `HWGEN_ELSE("a die knows commands 1 and 2");
        end
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
