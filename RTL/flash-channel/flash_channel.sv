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

module flash_channel (
  input  logic               clock,
  input  logic               reset,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic               command_core,
  input  logic        [13:0] command_beats,
  input  logic        [13:0] command_rows,
  input  logic         [6:0] command_columns,
  input  logic               command_newVector,
  input  logic               command_page,
  input  logic        [10:0] command_rowBase,
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
  input  logic        [10:0] drain_firstRow,
  input  logic        [11:0] drain_rows,
  output logic               totals_valid,
  input  logic               totals_ready,
  output logic signed [47:0] totals_sum,
  output logic               totals_last,
  output logic               idle,
  output logic               accepting,
  output logic        [63:0] macs,
  output logic        [63:0] busyCycles,
  output logic        [63:0] starvedCycles,
  output logic        [63:0] backPressuredCycles
);
  logic [1:0] waiting;
  logic [1:0] awaiting;
  logic [1:0] brings;
  logic [1:0] single;
  logic [1:0] running;
  logic [1:0] ending;
  logic [1:0] bank;
  logic [1:0] accumulating;
  logic [11:0] rowsLeft;
  logic [10:0] drainAddress;
  logic isSilent;
  logic signed [47:0] total;
  logic hasTotal;
  logic isLastTotal;
  logic hasExternal;
  logic signed [31:0] externalSum;
  logic [10:0] externalRow;
  logic [4:0] externalShift;
  wire signed [47:0] sum;
  wire core_0_vector_valid;
  wire core_0_vector_ready;
  wire core_0_hasVector;
  wire core_0_isLastButOne;
  wire core_0_endsRow;
  wire signed [31:0] core_0_sum;
  wire [10:0] core_0_sumAddress;
  wire [4:0] core_0_sumShift;
  wire signed [47:0] lane_0_row;
  wire core_1_vector_valid;
  wire core_1_vector_ready;
  wire core_1_hasVector;
  wire core_1_isLastButOne;
  wire core_1_endsRow;
  wire signed [31:0] core_1_sum;
  wire [10:0] core_1_sumAddress;
  wire [4:0] core_1_sumShift;
  wire signed [47:0] lane_1_row;

  wire isDraining = rowsLeft != 12'd0;
  wire drainStep = isDraining && (!hasTotal || totals_ready);
  wire [1:0] chosen = 2'd1 << command_core;
  wire [1:0] accepted = command_valid && command_ready ? chosen : 2'd0;
  wire [1:0] ready = waiting & ~awaiting;
  wire [1:0] starting = (isDraining ? 2'd0 : ready) & (~running | ending);
  wire [1:0] command_ready_elements = ~waiting | starting;
  wire [1:0] vector_ready_elements = {core_1_vector_ready, core_0_vector_ready};
  wire isIdle = !((|(waiting | running | accumulating)) || isDraining || hasExternal);
  wire condition = drainStep && !isSilent;
  wire [20:0] operations = command_rows * command_columns;
  wire [1:0] starvedCycles_bits = waiting & awaiting & ~running;
  wire [1:0] backPressuredCycles_bits = isDraining ? ready : 2'd0;

  assign core_0_vector_valid = vector_valid && vector_core == 1'b0;
  assign core_1_vector_valid = vector_valid && vector_core == 1'b1;
  assign command_ready = command_ready_elements[command_core];
  assign vector_ready = vector_ready_elements[vector_core];
  assign idle = isIdle;
  assign accepting = !(|waiting);
  assign drain_ready = isIdle;
  assign external_ready = !isDraining && !drain_valid;
  assign totals_valid = hasTotal;
  assign totals_sum = total;
  assign totals_last = isLastTotal;

  always_ff @(posedge clock) begin
    if (reset) begin
      hasExternal <= 1'b0;
      waiting <= 2'd0;
      awaiting <= 2'd0;
      running <= 2'd0;
      ending <= 2'd0;
      bank <= 2'd0;
      accumulating <= 2'd0;
    end else begin
      hasExternal <= external_valid && external_ready;
      waiting <= (waiting & ~starting) | accepted;
      awaiting <= (awaiting & ~{core_1_hasVector, core_0_hasVector}) | (command_newVector ? accepted : 2'd0);
      running <= (running & ~ending) | starting;
      ending <= (starting & single) | {core_1_isLastButOne, core_0_isLastButOne};
      bank <= bank ^ (starting & brings);
      accumulating <= {core_1_endsRow, core_0_endsRow};
    end
  end

  always @(posedge clock) begin
    if (external_valid && external_ready)
      externalSum <= external_sum;
  end

  always @(posedge clock) begin
    if (external_valid && external_ready)
      externalRow <= external_row;
  end

  always @(posedge clock) begin
    if (external_valid && external_ready)
      externalShift <= external_shift;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      brings <= 2'd0;
      single <= 2'd0;
    end else if (command_valid && command_ready) begin
      brings <= command_newVector ? brings | chosen : brings & ~chosen;
      single <= command_beats == 14'd1 ? single | chosen : single & ~chosen;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      rowsLeft <= 12'd2048;
      drainAddress <= 11'd0;
      isSilent <= 1'b1;
    end else if (drain_valid && drain_ready) begin
      rowsLeft <= drain_rows;
      drainAddress <= drain_firstRow;
      isSilent <= 1'b0;
    end else if (drainStep) begin
      rowsLeft <= rowsLeft - 12'd1;
      drainAddress <= drainAddress + 11'd1;
    end
  end

  always @(posedge clock) begin
    if (condition)
      total <= sum + lane_0_row + lane_1_row;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      isLastTotal <= 1'b0;
      hasTotal <= 1'b0;
    end else if (condition) begin
      isLastTotal <= rowsLeft == 12'd1;
      hasTotal <= 1'b1;
    end else if (totals_ready)
      hasTotal <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      macs <= 64'd0;
      busyCycles <= 64'd0;
    end else if (command_valid && command_ready) begin
      macs <= macs + 64'(operations);
      busyCycles <= busyCycles + 64'(command_beats);
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      starvedCycles <= 64'd0;
      backPressuredCycles <= 64'd0;
    end else if (|waiting) begin
      starvedCycles <= starvedCycles + (64'(starvedCycles_bits[0]) + 64'(starvedCycles_bits[1]));
      backPressuredCycles <= backPressuredCycles + (64'(backPressuredCycles_bits[0]) +
          64'(backPressuredCycles_bits[1]));
    end
  end

  flash_accumulator_lane_2048 externalLane (
    .clock        (clock),
    .reset        (reset),
    .accumulates  (hasExternal),
    .address      (externalRow),
    .shift        (externalShift),
    .sum          (externalSum),
    .isDraining   (isDraining),
    .clears       (drainStep),
    .drainAddress (drainAddress),
    .row          (sum)
  );

  flash_channel_core_9953eb7d core_0 (
    .clock        (clock),
    .reset        (reset),
    .accepts      (accepted[0]),
    .beats        (command_beats),
    .columns      (command_columns),
    .page         (command_page),
    .rowBase      (command_rowBase),
    .shift        (command_shift),
    .awaitsVector (awaiting[0]),
    .vector_valid (core_0_vector_valid),
    .vector_ready (core_0_vector_ready),
    .vector_bytes (vector_bytes),
    .hasVector    (core_0_hasVector),
    .starts       (starting[0]),
    .runs         (running[0]),
    .bank         (bank[0]),
    .isLastButOne (core_0_isLastButOne),
    .endsRow      (core_0_endsRow),
    .sum          (core_0_sum),
    .sumAddress   (core_0_sumAddress),
    .sumShift     (core_0_sumShift)
  );

  flash_accumulator_lane_2048 lane_0 (
    .clock        (clock),
    .reset        (reset),
    .accumulates  (accumulating[0]),
    .address      (core_0_sumAddress),
    .shift        (core_0_sumShift),
    .sum          (core_0_sum),
    .isDraining   (isDraining),
    .clears       (drainStep),
    .drainAddress (drainAddress),
    .row          (lane_0_row)
  );

  flash_channel_core_9953eb7d core_1 (
    .clock        (clock),
    .reset        (reset),
    .accepts      (accepted[1]),
    .beats        (command_beats),
    .columns      (command_columns),
    .page         (command_page),
    .rowBase      (command_rowBase),
    .shift        (command_shift),
    .awaitsVector (awaiting[1]),
    .vector_valid (core_1_vector_valid),
    .vector_ready (core_1_vector_ready),
    .vector_bytes (vector_bytes),
    .hasVector    (core_1_hasVector),
    .starts       (starting[1]),
    .runs         (running[1]),
    .bank         (bank[1]),
    .isLastButOne (core_1_isLastButOne),
    .endsRow      (core_1_endsRow),
    .sum          (core_1_sum),
    .sumAddress   (core_1_sumAddress),
    .sumShift     (core_1_sumShift)
  );

  flash_accumulator_lane_2048 lane_1 (
    .clock        (clock),
    .reset        (reset),
    .accumulates  (accumulating[1]),
    .address      (core_1_sumAddress),
    .shift        (core_1_sumShift),
    .sum          (core_1_sum),
    .isDraining   (isDraining),
    .clears       (drainStep),
    .drainAddress (drainAddress),
    .row          (lane_1_row)
  );

`ifndef SYNTHESIS
  initial begin
    total = 48'sh6b8dc0da6b8d;
    externalSum = 32'shc0da6b8d;
    externalRow = 11'd909;
    externalShift = 5'd13;
  end
`endif

`ifdef HWGEN_CHECKS
  logic [1:0] hasVector;

  always_ff @(posedge clock) begin
    if (reset) begin
      hasVector <= 2'd0;
    end else if (command_valid && command_ready) begin
      if (command_newVector)
        hasVector <= hasVector | (2'd1 << command_core);
    end
  end

  always @(posedge clock) begin
    if (!reset) begin
      if (drain_valid && drain_ready) begin
        assume (drain_rows != 12'd0) `HWGEN_ELSE("a drain needs at least 1 row");
      end
      if (command_valid && command_ready) begin
        assume (command_rows != 14'd0) `HWGEN_ELSE("a command needs at least 1 row");
        assume (command_columns != 7'd0) `HWGEN_ELSE("a command needs at least 1 column");
        assume (command_beats <= 14'd8192) `HWGEN_ELSE("a page has 8192 beats");
        assume (command_columns <= 7'd64) `HWGEN_ELSE("a command has at most 64 columns");
        assume (hasVector[command_core] || command_newVector) `HWGEN_ELSE("a core's first command must bring a vector");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
