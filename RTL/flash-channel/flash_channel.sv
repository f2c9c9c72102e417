// flash_channel: FlashChannel (Units/FlashChannel.swift)
//
// Flash cores of one channel, and the accumulators of the channel controller beside them.
//
//   cores           = 2
//   lanes           = 2
//   pageBytes       = 16384
//   pageRegisters   = 2
//   vectorBytes     = 64
//   vectorBeat      = 8
//   accumulatorRows = 2048
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

module flash_channel (
  input  logic               clock,
  input  logic               reset,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic               command_core,
  input  logic        [13:0] command_beats,
  input  logic         [6:0] command_columns,
  input  logic               command_new_vector,
  input  logic               command_page,
  input  logic        [10:0] command_row_base,
  input  logic         [4:0] command_shift,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic               vector_core,
  input  logic        [63:0] vector_bytes,
  input  logic               external_valid,
  output logic               external_ready,
  input  logic signed [31:0] external_sum,
  input  logic        [10:0] external_row,
  input  logic         [4:0] external_shift,
  input  logic               drain_valid,
  output logic               drain_ready,
  input  logic        [10:0] drain_first_row,
  input  logic        [11:0] drain_rows,
  output logic               totals_valid,
  input  logic               totals_ready,
  output logic signed [47:0] totals_sum `HWGEN_START(48'h6b8dc0da6b8d),
  output logic               totals_last,
  output logic               idle,
  output logic               accepting,
  output logic        [63:0] macs,
  output logic        [63:0] busy_cycles,
  output logic        [63:0] starved_cycles,
  output logic        [63:0] back_pressured_cycles
);
  logic [1:0] waiting, awaiting, brings, single, running, ending, bank, accumulating;
  logic [11:0] rows_left;
  logic [10:0] drain_address;
  logic is_silent, has_external;
  logic signed [31:0] external_sum_reg `HWGEN_START(32'hc0da6b8d);
  logic [10:0] external_row_reg `HWGEN_START(11'h38d);
  logic [4:0] external_shift_reg `HWGEN_START(5'h0d);
  wire signed [47:0] sum;
  wire core_0_vector_valid, core_0_vector_ready, core_0_has_vector, core_0_is_last_but_one, core_0_ends_row;
  wire [6:0] core_0_products;
  wire signed [31:0] core_0_sum;
  wire [10:0] core_0_sum_address;
  wire [4:0] core_0_sum_shift;
  wire signed [47:0] lane_0_row;
  wire core_1_vector_valid, core_1_vector_ready, core_1_has_vector, core_1_is_last_but_one, core_1_ends_row;
  wire [6:0] core_1_products;
  wire signed [31:0] core_1_sum;
  wire [10:0] core_1_sum_address;
  wire [4:0] core_1_sum_shift;
  wire signed [47:0] lane_1_row;

  wire is_draining = rows_left != 12'd0;
  wire drain_step = is_draining && (!totals_valid || totals_ready);
  wire [1:0] chosen = 2'd1 << command_core;
  wire [1:0] accepted = command_valid && command_ready ? chosen : 2'd0;
  wire [1:0] ready = waiting & ~awaiting;
  wire [1:0] starting = (is_draining ? 2'd0 : ready) & (~running | ending);
  wire [1:0] command_ready_elements = ~waiting | starting;
  wire [1:0] vector_ready_elements = {core_1_vector_ready, core_0_vector_ready};
  wire condition = drain_step && !is_silent;
  wire [1:0] starved_cycles_bits = waiting & awaiting & ~running;
  wire [1:0] back_pressured_cycles_bits = is_draining ? ready : 2'd0;

  assign core_0_vector_valid = vector_valid && vector_core == 1'b0;
  assign core_1_vector_valid = vector_valid && vector_core == 1'b1;
  assign command_ready = command_ready_elements[command_core];
  assign vector_ready = vector_ready_elements[vector_core];
  assign idle = !((|(waiting | running | accumulating)) || is_draining || has_external);
  assign accepting = !(|waiting);
  assign drain_ready = idle;
  assign external_ready = !is_draining && !drain_valid;

  always_ff @(posedge clock) begin
    if (reset) begin
      has_external <= 1'b0;
      waiting <= 2'd0;
      awaiting <= 2'd0;
      running <= 2'd0;
      ending <= 2'd0;
      bank <= 2'd0;
      accumulating <= 2'd0;
    end else begin
      has_external <= external_valid && external_ready;
      waiting <= (waiting & ~starting) | accepted;
      awaiting <= (awaiting & ~{core_1_has_vector, core_0_has_vector}) | (command_new_vector ? accepted : 2'd0);
      running <= (running & ~ending) | starting;
      ending <= (starting & single) | {core_1_is_last_but_one, core_0_is_last_but_one};
      bank <= bank ^ (starting & brings);
      accumulating <= {core_1_ends_row, core_0_ends_row};
    end
  end

  always_ff @(posedge clock) begin
    if (external_valid && external_ready)
      external_sum_reg <= external_sum;
  end

  always_ff @(posedge clock) begin
    if (external_valid && external_ready)
      external_row_reg <= external_row;
  end

  always_ff @(posedge clock) begin
    if (external_valid && external_ready)
      external_shift_reg <= external_shift;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      brings <= 2'd0;
      single <= 2'd0;
    end else if (command_valid && command_ready) begin
      brings <= command_new_vector ? brings | chosen : brings & ~chosen;
      single <= command_beats == 14'd1 ? single | chosen : single & ~chosen;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      rows_left <= 12'd2048;
      drain_address <= 11'd0;
      is_silent <= 1'b1;
    end else if (drain_valid && drain_ready) begin
      rows_left <= drain_rows;
      drain_address <= drain_first_row;
      is_silent <= 1'b0;
    end else if (drain_step) begin
      rows_left <= rows_left - 12'd1;
      drain_address <= drain_address + 11'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (condition)
      totals_sum <= sum + lane_0_row + lane_1_row;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      totals_last <= 1'b0;
      totals_valid <= 1'b0;
    end else if (condition) begin
      totals_last <= rows_left == 12'd1;
      totals_valid <= 1'b1;
    end else if (totals_ready)
      totals_valid <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      macs <= 64'd0;
      busy_cycles <= 64'd0;
    end else if (|running) begin
      macs <= macs + 64'(8'(8'(running[0] ? core_0_products : 7'd0) + 8'(running[1] ? core_1_products : 7'd0)));
      busy_cycles <= busy_cycles + (64'(running[0]) + 64'(running[1]));
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      starved_cycles <= 64'd0;
      back_pressured_cycles <= 64'd0;
    end else if (|waiting) begin
      starved_cycles <= starved_cycles + (64'(starved_cycles_bits[0]) + 64'(starved_cycles_bits[1]));
      back_pressured_cycles <= back_pressured_cycles + (64'(back_pressured_cycles_bits[0]) +
          64'(back_pressured_cycles_bits[1]));
    end
  end

  flash_accumulator_lane_2048 external_lane (
    .clock         (clock),
    .reset         (reset),
    .accumulates   (has_external),
    .address       (external_row_reg),
    .shift         (external_shift_reg),
    .sum           (external_sum_reg),
    .is_draining   (is_draining),
    .clears        (drain_step),
    .drain_address (drain_address),
    .row           (sum)
  );

  flash_channel_core_2_2_16384_2_64_8_2048 core_0 (
    .clock           (clock),
    .reset           (reset),
    .accepts         (accepted[0]),
    .beats           (command_beats),
    .columns         (command_columns),
    .page            (command_page),
    .row_base        (command_row_base),
    .shift           (command_shift),
    .awaits_vector   (awaiting[0]),
    .vector_valid    (core_0_vector_valid),
    .vector_ready    (core_0_vector_ready),
    .vector_bytes    (vector_bytes),
    .has_vector      (core_0_has_vector),
    .starts          (starting[0]),
    .runs            (running[0]),
    .bank            (bank[0]),
    .is_last_but_one (core_0_is_last_but_one),
    .ends_row        (core_0_ends_row),
    .products        (core_0_products),
    .sum             (core_0_sum),
    .sum_address     (core_0_sum_address),
    .sum_shift       (core_0_sum_shift)
  );

  flash_accumulator_lane_2048 lane_0 (
    .clock         (clock),
    .reset         (reset),
    .accumulates   (accumulating[0]),
    .address       (core_0_sum_address),
    .shift         (core_0_sum_shift),
    .sum           (core_0_sum),
    .is_draining   (is_draining),
    .clears        (drain_step),
    .drain_address (drain_address),
    .row           (lane_0_row)
  );

  flash_channel_core_2_2_16384_2_64_8_2048 core_1 (
    .clock           (clock),
    .reset           (reset),
    .accepts         (accepted[1]),
    .beats           (command_beats),
    .columns         (command_columns),
    .page            (command_page),
    .row_base        (command_row_base),
    .shift           (command_shift),
    .awaits_vector   (awaiting[1]),
    .vector_valid    (core_1_vector_valid),
    .vector_ready    (core_1_vector_ready),
    .vector_bytes    (vector_bytes),
    .has_vector      (core_1_has_vector),
    .starts          (starting[1]),
    .runs            (running[1]),
    .bank            (bank[1]),
    .is_last_but_one (core_1_is_last_but_one),
    .ends_row        (core_1_ends_row),
    .products        (core_1_products),
    .sum             (core_1_sum),
    .sum_address     (core_1_sum_address),
    .sum_shift       (core_1_sum_shift)
  );

  flash_accumulator_lane_2048 lane_1 (
    .clock         (clock),
    .reset         (reset),
    .accumulates   (accumulating[1]),
    .address       (core_1_sum_address),
    .shift         (core_1_sum_shift),
    .sum           (core_1_sum),
    .is_draining   (is_draining),
    .clears        (drain_step),
    .drain_address (drain_address),
    .row           (lane_1_row)
  );

`ifdef HWGEN_CHECKS
  logic [1:0] check_commands_has_vector;

  always_ff @(posedge clock) begin
    if (reset) begin
      check_commands_has_vector <= 2'd0;
    end else if (command_valid && command_ready) begin
      if (command_new_vector)
        check_commands_has_vector <= check_commands_has_vector | (2'd1 << command_core);
    end
  end

  always @(posedge clock) begin
    if (!reset) begin
      if (drain_valid && drain_ready) begin
        assume (drain_rows != 12'd0) `HWGEN_ELSE("a drain needs at least 1 row");
      end
      if (command_valid && command_ready) begin
        assume (command_beats != 14'd0) `HWGEN_ELSE("a command needs at least 1 beat");
        assume (command_columns != 7'd0) `HWGEN_ELSE("a command needs at least 1 column");
        assume (command_beats <= 14'd8192) `HWGEN_ELSE("a page has 8192 beats");
        assume (command_columns <= 7'd64) `HWGEN_ELSE("a command has at most 64 columns");
        assume (check_commands_has_vector[command_core] || command_new_vector) `HWGEN_ELSE("a core's first command must bring a vector");
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
