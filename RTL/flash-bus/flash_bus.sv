// flash_bus: FlashBus (Units/FlashBus.swift)
//
// The 8-bit bus of a flash channel: commands and vectors to dies, sums and slices of pages back.
//
//   dies          = 4
//   cyclesPerByte = 1
//   policy        = vectorsFirst
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_bus (
  input  logic        clock,
  input  logic        reset,
  input  logic        down_valid,
  output logic        down_ready,
  input  logic  [3:0] down_dies,
  input  logic  [1:0] down_kind,
  input  logic  [7:0] down_byte,
  input  logic        down_last,
  output logic        cycles_0_valid,
  input  logic        cycles_0_ready,
  output logic  [1:0] cycles_0_kind,
  output logic  [7:0] cycles_0_byte,
  output logic        cycles_1_valid,
  input  logic        cycles_1_ready,
  output logic  [1:0] cycles_1_kind,
  output logic  [7:0] cycles_1_byte,
  output logic        cycles_2_valid,
  input  logic        cycles_2_ready,
  output logic  [1:0] cycles_2_kind,
  output logic  [7:0] cycles_2_byte,
  output logic        cycles_3_valid,
  input  logic        cycles_3_ready,
  output logic  [1:0] cycles_3_kind,
  output logic  [7:0] cycles_3_byte,
  input  logic        answers_0_valid,
  output logic        answers_0_ready,
  input  logic        answers_0_is_raw,
  input  logic  [7:0] answers_0_byte,
  input  logic        answers_0_last,
  input  logic        answers_1_valid,
  output logic        answers_1_ready,
  input  logic        answers_1_is_raw,
  input  logic  [7:0] answers_1_byte,
  input  logic        answers_1_last,
  input  logic        answers_2_valid,
  output logic        answers_2_ready,
  input  logic        answers_2_is_raw,
  input  logic  [7:0] answers_2_byte,
  input  logic        answers_2_last,
  input  logic        answers_3_valid,
  output logic        answers_3_ready,
  input  logic        answers_3_is_raw,
  input  logic  [7:0] answers_3_byte,
  input  logic        answers_3_last,
  output logic        up_valid,
  input  logic        up_ready,
  output logic  [1:0] up_die,
  output logic        up_is_raw,
  output logic  [7:0] up_byte,
  output logic        up_last,
  output logic [63:0] busy_cycles,
  output logic [63:0] starved_cycles,
  output logic [63:0] back_pressured_cycles
);
  logic is_open;
  logic [2:0] owner;

  wire [4:0] all = {answers_3_valid, answers_2_valid, answers_1_valid, answers_0_valid, down_valid};
  wire choice_sum_select = answers_0_valid && !answers_0_is_raw;
  wire choice_sum_select_1 = answers_1_valid && !answers_1_is_raw;
  wire choice_sum_select_2 = answers_2_valid && !answers_2_is_raw;
  wire choice_sum_later_4_lhs = answers_3_valid && !answers_3_is_raw;
  wire choice_sum_later_1 = choice_sum_select && owner < 3'd1;
  wire choice_sum_later_2 = choice_sum_select_1 && owner < 3'd2;
  wire choice_sum_later_3 = choice_sum_select_2 && owner < 3'd3;
  wire choice_sum_later_4 = choice_sum_later_4_lhs && owner < 3'd4;
  wire [2:0] choice_sum = (|{choice_sum_later_4, choice_sum_later_3, choice_sum_later_2, choice_sum_later_1, 1'b0}) ?
      (choice_sum_later_1 ? 3'd1 : choice_sum_later_2 ? 3'd2 : choice_sum_later_3 ? 3'd3 : 3'd4) : choice_sum_select ?
      3'd1 : choice_sum_select_1 ? 3'd2 : choice_sum_select_2 ? 3'd3 : 3'd4;
  wire choice_turn_later_1 = all[1] && owner < 3'd1;
  wire choice_turn_later_2 = all[2] && owner < 3'd2;
  wire choice_turn_later_3 = all[3] && owner < 3'd3;
  wire choice_turn_later_4 = all[4] && owner < 3'd4;
  wire [2:0] choice_turn = (|{choice_turn_later_4, choice_turn_later_3, choice_turn_later_2, choice_turn_later_1, 1'b0})
      ? (choice_turn_later_1 ? 3'd1 : choice_turn_later_2 ? 3'd2 : choice_turn_later_3 ? 3'd3 : 3'd4) : all[0] ? 3'd0 :
      all[1] ? 3'd1 : all[2] ? 3'd2 : all[3] ? 3'd3 : 3'd4;
  wire [2:0] choice = all[0] ? 3'd0 : (|{choice_sum_later_4_lhs, choice_sum_select_2, choice_sum_select_1,
      choice_sum_select}) ? choice_sum : choice_turn;
  wire [2:0] chosen = is_open ? owner : choice;
  wire active = 1'b1 && (chosen < 3'd5 ? all[chosen] : 1'b0);
  wire is_down = chosen == 3'd0;
  wire all_ready = &(~down_dies | {cycles_3_ready, cycles_2_ready, cycles_1_ready, cycles_0_ready});
  wire [3:0] raw = {answers_3_is_raw, answers_2_is_raw, answers_1_is_raw, answers_0_is_raw};
  wire [31:0] bytes = {answers_3_byte, answers_2_byte, answers_1_byte, answers_0_byte};
  wire [3:0] ends = {answers_3_last, answers_2_last, answers_1_last, answers_0_last};
  wire fire = active && (is_down ? all_ready : up_ready);

  assign down_ready = active && is_down && all_ready;
  assign up_valid = active && !is_down;
  assign up_die = 2'(chosen - 3'd1);
  assign up_is_raw = raw[up_die];
  assign up_byte = bytes[up_die*8 +: 8];
  assign up_last = ends[up_die];
  assign cycles_0_valid = active && is_down && all_ready && down_dies[0];
  assign cycles_0_kind = down_kind;
  assign cycles_0_byte = down_byte;
  assign answers_0_ready = active && chosen == 3'd1 && up_ready;
  assign cycles_1_valid = active && is_down && all_ready && down_dies[1];
  assign cycles_1_kind = down_kind;
  assign cycles_1_byte = down_byte;
  assign answers_1_ready = active && chosen == 3'd2 && up_ready;
  assign cycles_2_valid = active && is_down && all_ready && down_dies[2];
  assign cycles_2_kind = down_kind;
  assign cycles_2_byte = down_byte;
  assign answers_2_ready = active && chosen == 3'd3 && up_ready;
  assign cycles_3_valid = active && is_down && all_ready && down_dies[3];
  assign cycles_3_kind = down_kind;
  assign cycles_3_byte = down_byte;
  assign answers_3_ready = active && chosen == 3'd4 && up_ready;

  always_ff @(posedge clock) begin
    if (reset) begin
      owner <= 3'd0;
      is_open <= 1'b0;
    end else if (active) begin
      owner <= chosen;
      is_open <= !(fire && (is_down ? down_last : ends[up_die]));
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 64'd0;
    else if (fire)
      busy_cycles <= busy_cycles + 64'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 64'd0;
    else if (is_open && !active)
      starved_cycles <= starved_cycles + 64'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 64'd0;
    else if (active && !fire)
      back_pressured_cycles <= back_pressured_cycles + 64'd1;
  end

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (down_valid) begin
        assume (|down_dies) `HWGEN_ELSE("a byte goes to at least one die");
      end
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
