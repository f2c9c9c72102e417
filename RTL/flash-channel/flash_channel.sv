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
`elsif VERILATOR
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_channel (
  input  logic               clock,
  input  logic               reset,
  input  logic               commands_0_valid,
  output logic               commands_0_ready,
  input  logic        [13:0] commands_0_beats,
  input  logic        [13:0] commands_0_rows,
  input  logic         [6:0] commands_0_columns,
  input  logic               commands_0_newVector,
  input  logic               commands_0_page,
  input  logic        [10:0] commands_0_rowBase,
  input  logic         [4:0] commands_0_shift,
  input  logic               commands_1_valid,
  output logic               commands_1_ready,
  input  logic        [13:0] commands_1_beats,
  input  logic        [13:0] commands_1_rows,
  input  logic         [6:0] commands_1_columns,
  input  logic               commands_1_newVector,
  input  logic               commands_1_page,
  input  logic        [10:0] commands_1_rowBase,
  input  logic         [4:0] commands_1_shift,
  input  logic               vectors_0_valid,
  output logic               vectors_0_ready,
  input  logic        [63:0] vectors_0_bytes,
  input  logic               vectors_1_valid,
  output logic               vectors_1_ready,
  input  logic        [63:0] vectors_1_bytes,
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
  logic [11:0] rowsLeft;
  logic isSilent;
  logic holdsRow;
  logic holdsLastRow;
  logic signed [47:0] total;
  logic hasTotal;
  logic isLastTotal;
  logic hasExternal;
  logic signed [31:0] externalSum;
  logic signed [31:0] externalSumOfStep;
  wire [10:0] externalLane_address;
  wire signed [47:0] sum;
  wire externalLane_isAccumulating;
  wire core_0_command_ready;
  wire core_0_vector_ready;
  wire core_0_start;
  wire [10:0] core_0_rowBase;
  wire [4:0] core_0_shift;
  wire core_0_endsRow;
  wire signed [31:0] core_0_sum;
  wire core_0_isWaiting;
  wire core_0_isRunning;
  wire core_0_isStarved;
  wire core_0_isHeldUp;
  wire core_0_hasStarted;
  wire [20:0] core_0_macs;
  wire [13:0] core_0_beats;
  wire [10:0] lane_0_address;
  wire signed [47:0] lane_0_row;
  wire lane_0_isAccumulating;
  wire core_1_command_ready;
  wire core_1_vector_ready;
  wire core_1_start;
  wire [10:0] core_1_rowBase;
  wire [4:0] core_1_shift;
  wire core_1_endsRow;
  wire signed [31:0] core_1_sum;
  wire core_1_isWaiting;
  wire core_1_isRunning;
  wire core_1_isStarved;
  wire core_1_isHeldUp;
  wire core_1_hasStarted;
  wire [20:0] core_1_macs;
  wire [13:0] core_1_beats;
  wire [10:0] lane_1_address;
  wire signed [47:0] lane_1_row;
  wire lane_1_isAccumulating;
  logic [63:0] macsSoFar;
  logic [63:0] busyCycles_1;
  logic [63:0] starvedCycles_1;
  logic [63:0] backPressuredCycles_1;

  wire takesExternal = external_valid && external_ready;
  wire startsDrain = drain_valid && drain_ready;
  wire isStepping = rowsLeft != 12'd0;
  wire clears = holdsRow && (!hasTotal || totals_ready);
  wire drainStep = isStepping && (!holdsRow || clears);
  wire isDraining = isStepping || holdsRow;
  wire isBusy = isDraining || hasExternal || externalLane_isAccumulating;
  wire isIdle = !(isBusy || core_0_isRunning || lane_0_isAccumulating || core_1_isRunning || lane_1_isAccumulating ||
      core_0_isWaiting || core_1_isWaiting);
  wire condition = clears && !isSilent;

  assign externalLane_address = startsDrain ? drain_firstRow : external_row;
  assign commands_0_ready = core_0_command_ready;
  assign vectors_0_ready = core_0_vector_ready;
  assign lane_0_address = startsDrain ? drain_firstRow : core_0_rowBase;
  assign commands_1_ready = core_1_command_ready;
  assign vectors_1_ready = core_1_vector_ready;
  assign lane_1_address = startsDrain ? drain_firstRow : core_1_rowBase;
  assign idle = isIdle;
  assign accepting = !(core_0_isWaiting || core_1_isWaiting);
  assign drain_ready = isIdle;
  assign external_ready = !isDraining && !drain_valid;
  assign totals_valid = hasTotal;
  assign totals_sum = total;
  assign totals_last = isLastTotal;
  assign macs = macsSoFar;
  assign busyCycles = busyCycles_1;
  assign starvedCycles = starvedCycles_1;
  assign backPressuredCycles = backPressuredCycles_1;

  always_ff @(posedge clock) begin
    if (reset)
      hasExternal <= 1'b0;
    else
      hasExternal <= takesExternal;
  end

  always @(posedge clock) begin
    if (takesExternal)
      externalSum <= external_sum;
  end

  always @(posedge clock) begin
    if (hasExternal)
      externalSumOfStep <= externalSum;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      rowsLeft <= 12'd2048;
      isSilent <= 1'b1;
      holdsLastRow <= 1'b0;
    end else if (startsDrain) begin
      rowsLeft <= drain_rows;
      isSilent <= 1'b0;
    end else if (drainStep) begin
      rowsLeft <= rowsLeft - 12'd1;
      holdsLastRow <= rowsLeft == 12'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      holdsRow <= 1'b0;
    else if (drainStep)
      holdsRow <= 1'b1;
    else if (clears)
      holdsRow <= 1'b0;
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
      isLastTotal <= holdsLastRow;
      hasTotal <= 1'b1;
    end else if (totals_ready)
      hasTotal <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      macsSoFar <= 64'd0;
      busyCycles_1 <= 64'd0;
    end else if (|{core_1_hasStarted, core_0_hasStarted}) begin
      macsSoFar <= macsSoFar + (64'(core_0_hasStarted ? core_0_macs : 21'd0) + 64'(core_1_hasStarted ? core_1_macs :
          21'd0));
      busyCycles_1 <= busyCycles_1 + (64'(core_0_hasStarted ? core_0_beats : 14'd0) + 64'(core_1_hasStarted ?
          core_1_beats : 14'd0));
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      starvedCycles_1 <= 64'd0;
    else if (|{core_1_isStarved, core_0_isStarved})
      starvedCycles_1 <= starvedCycles_1 + (64'(core_0_isStarved ? 1'b1 : 1'b0) + 64'(core_1_isStarved ? 1'b1 : 1'b0));
  end

  always_ff @(posedge clock) begin
    if (reset)
      backPressuredCycles_1 <= 64'd0;
    else if (|{core_1_isHeldUp, core_0_isHeldUp})
      backPressuredCycles_1 <= backPressuredCycles_1 + (64'(core_0_isHeldUp ? 1'b1 : 1'b0) + 64'(core_1_isHeldUp ? 1'b1
          : 1'b0));
  end

  flash_accumulator_lane_2048 externalLane (
    .clock          (clock),
    .reset          (reset),
    .load           (takesExternal || startsDrain),
    .address        (externalLane_address),
    .shift          (external_shift),
    .step           (hasExternal || drainStep),
    .isDraining     (isDraining),
    .sum            (externalSumOfStep),
    .clear          (clears),
    .row            (sum),
    .isAccumulating (externalLane_isAccumulating)
  );

  flash_channel_core_9953eb7d core_0 (
    .clock             (clock),
    .reset             (reset),
    .command_valid     (commands_0_valid),
    .command_ready     (core_0_command_ready),
    .command_beats     (commands_0_beats),
    .command_rows      (commands_0_rows),
    .command_columns   (commands_0_columns),
    .command_newVector (commands_0_newVector),
    .command_page      (commands_0_page),
    .command_rowBase   (commands_0_rowBase),
    .command_shift     (commands_0_shift),
    .vector_valid      (vectors_0_valid),
    .vector_ready      (core_0_vector_ready),
    .vector_bytes      (vectors_0_bytes),
    .isHeld            (isDraining),
    .start             (core_0_start),
    .rowBase           (core_0_rowBase),
    .shift             (core_0_shift),
    .endsRow           (core_0_endsRow),
    .sum               (core_0_sum),
    .isWaiting         (core_0_isWaiting),
    .isRunning         (core_0_isRunning),
    .isStarved         (core_0_isStarved),
    .isHeldUp          (core_0_isHeldUp),
    .hasStarted        (core_0_hasStarted),
    .macs              (core_0_macs),
    .beats             (core_0_beats)
  );

  flash_accumulator_lane_2048 lane_0 (
    .clock          (clock),
    .reset          (reset),
    .load           (core_0_start || startsDrain),
    .address        (lane_0_address),
    .shift          (core_0_shift),
    .step           (core_0_endsRow || drainStep),
    .isDraining     (isDraining),
    .sum            (core_0_sum),
    .clear          (clears),
    .row            (lane_0_row),
    .isAccumulating (lane_0_isAccumulating)
  );

  flash_channel_core_9953eb7d core_1 (
    .clock             (clock),
    .reset             (reset),
    .command_valid     (commands_1_valid),
    .command_ready     (core_1_command_ready),
    .command_beats     (commands_1_beats),
    .command_rows      (commands_1_rows),
    .command_columns   (commands_1_columns),
    .command_newVector (commands_1_newVector),
    .command_page      (commands_1_page),
    .command_rowBase   (commands_1_rowBase),
    .command_shift     (commands_1_shift),
    .vector_valid      (vectors_1_valid),
    .vector_ready      (core_1_vector_ready),
    .vector_bytes      (vectors_1_bytes),
    .isHeld            (isDraining),
    .start             (core_1_start),
    .rowBase           (core_1_rowBase),
    .shift             (core_1_shift),
    .endsRow           (core_1_endsRow),
    .sum               (core_1_sum),
    .isWaiting         (core_1_isWaiting),
    .isRunning         (core_1_isRunning),
    .isStarved         (core_1_isStarved),
    .isHeldUp          (core_1_isHeldUp),
    .hasStarted        (core_1_hasStarted),
    .macs              (core_1_macs),
    .beats             (core_1_beats)
  );

  flash_accumulator_lane_2048 lane_1 (
    .clock          (clock),
    .reset          (reset),
    .load           (core_1_start || startsDrain),
    .address        (lane_1_address),
    .shift          (core_1_shift),
    .step           (core_1_endsRow || drainStep),
    .isDraining     (isDraining),
    .sum            (core_1_sum),
    .clear          (clears),
    .row            (lane_1_row),
    .isAccumulating (lane_1_isAccumulating)
  );

`ifndef SYNTHESIS
  initial begin
    total = 48'sh6b8dc0da6b8d;
    externalSum = 32'shc0da6b8d;
    externalSumOfStep = 32'shc0da6b8d;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (startsDrain) begin
        assert (drain_rows != 12'd0) `HWGEN_ELSE("a drain needs at least 1 row (Units/FlashChannel.swift:191:25)");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
