// flash_controller: FlashController (Units/FlashController.swift)
//
// The controller of a flash channel: commands, broadcast vectors, raw pages, and accumulators behind the bus.
//
//   dies            = 4
//   lanes           = 2
//   pageBytes       = 16384
//   vectorBytes     = 512
//   accumulatorRows = 2048
//   sumColumns      = 8192
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

module flash_controller (
  input  logic               clock,
  input  logic               reset,
  input  logic               command_valid,
  output logic               command_ready,
  input  logic               command_is_read,
  input  logic         [1:0] command_die,
  input  logic        [23:0] command_page,
  input  logic        [14:0] command_beats,
  input  logic        [14:0] command_rows,
  input  logic         [9:0] command_columns,
  input  logic               command_new_vector,
  input  logic        [10:0] command_row_base,
  input  logic         [4:0] command_shift,
  input  logic               vector_valid,
  output logic               vector_ready,
  input  logic         [3:0] vector_dies,
  input  logic         [7:0] vector_byte,
  input  logic               vector_last,
  output logic               raw_valid,
  input  logic               raw_ready,
  output logic         [1:0] raw_die,
  output logic         [7:0] raw_byte,
  output logic               raw_last,
  input  logic               drain_valid,
  output logic               drain_ready,
  input  logic        [10:0] drain_first_row,
  input  logic        [11:0] drain_rows,
  output logic               totals_valid,
  input  logic               totals_ready,
  output logic signed [47:0] totals_sum `HWGEN_START(48'h6b8dc0da6b8d),
  output logic               totals_last,
  output logic               down_valid,
  input  logic               down_ready,
  output logic         [3:0] down_dies,
  output logic         [1:0] down_kind,
  output logic         [7:0] down_byte,
  output logic               down_last,
  input  logic               answers_valid,
  output logic               answers_ready,
  input  logic         [1:0] answers_die,
  input  logic               answers_is_raw,
  input  logic         [7:0] answers_byte,
  input  logic               answers_last,
  output logic               idle,
  output logic         [3:0] tile_rooms,
  output logic         [3:0] read_rooms,
  output logic        [63:0] busy_cycles,
  output logic        [63:0] starved_cycles,
  output logic        [63:0] back_pressured_cycles
);
  logic [1:0] tiles [0:3];
  logic [1:0] reads [0:3];
  logic [3:0] awaiting;
  logic is_sending, current_is_read `HWGEN_START(1'b1);
  logic [1:0] current_die `HWGEN_START(2'h1);
  logic [23:0] current_page `HWGEN_START(24'hda6b8d);
  logic [14:0] current_beats `HWGEN_START(15'h6b8d), current_rows `HWGEN_START(15'h6b8d);
  logic [9:0] current_columns `HWGEN_START(10'h38d);
  logic current_new_vector `HWGEN_START(1'b1);
  logic [3:0] position;
  logic [11:0] rows_left;
  logic is_vector_open;
  logic [3:0] is_second_read;
  logic [14:0] last_bytes [0:7];
  logic [14:0] bytes [0:3];
  logic [3:0] is_second;
  logic [14:0] last_rows [0:7];
  logic [10:0] row_bases [0:7];
  logic [4:0] shifts [0:7];
  logic [14:0] rows [0:3];
  logic [23:0] low `HWGEN_START(24'hda6b8d);
  logic signed [31:0] register_value `HWGEN_START(32'hc0da6b8d);
  logic [10:0] register_value_1 `HWGEN_START(11'h38d);
  logic [4:0] register_value_2 `HWGEN_START(5'h0d);
  logic register_value_3;
  logic [10:0] accumulate_drain_address;
  logic accumulate_is_silent;
  wire signed [47:0] accumulate_lane_row;

  wire is_open = command_is_read ? read_rooms[command_die] : tile_rooms[command_die];
  wire is_draining = rows_left != 12'd0;
  wire has_all = &(~vector_dies | awaiting);
  wire vector_goes = is_vector_open || (!is_sending && vector_valid && has_all);
  wire [7:0] down_byte_opcode = current_is_read ? 8'd2 : 8'd1;
  wire [7:0] down_byte_page_0 = current_page[7:0];
  wire [7:0] down_byte_page_1 = current_page[15:8];
  wire [7:0] down_byte_page_2 = current_page[23:16];
  wire [23:0] down_byte_beats_2_bits = 24'(current_beats);
  wire [7:0] down_byte_beats_0 = down_byte_beats_2_bits[7:0];
  wire [7:0] down_byte_beats_1 = down_byte_beats_2_bits[15:8];
  wire [7:0] down_byte_beats_2 = down_byte_beats_2_bits[23:16];
  wire [23:0] down_byte_rows_2_bits = 24'(current_rows);
  wire [7:0] down_byte_rows_0 = down_byte_rows_2_bits[7:0];
  wire [7:0] down_byte_rows_1 = down_byte_rows_2_bits[15:8];
  wire [7:0] down_byte_rows_2 = down_byte_rows_2_bits[23:16];
  wire [15:0] down_byte_columns_1_bits = 16'(current_columns);
  wire [7:0] down_byte_columns_0 = down_byte_columns_1_bits[7:0];
  wire [7:0] down_byte_columns_1 = down_byte_columns_1_bits[15:8];
  wire [7:0] down_byte_flags_0 = 8'(current_new_vector);
  wire [103:0] down_byte_elements = {down_byte_flags_0, down_byte_columns_1, down_byte_columns_0, down_byte_rows_2,
      down_byte_rows_1, down_byte_rows_0, down_byte_beats_2, down_byte_beats_1, down_byte_beats_0, down_byte_page_2,
      down_byte_page_1, down_byte_page_0, down_byte_opcode};
  wire [3:0] last_position = current_is_read ? 4'd6 : 4'd12;
  wire is_sum = !answers_is_raw;
  wire accumulate_is_draining = rows_left != 12'd0;
  wire accumulate_drain_step = accumulate_is_draining && (!totals_valid || totals_ready);
  wire [3:0] served = vector_valid && vector_ready && vector_last ? vector_dies : 4'd0;
  wire [3:0] accepted = command_valid && command_ready ? 4'd1 << command_die : 4'd0;
  wire [3:0] brings = command_new_vector && !command_is_read ? accepted : 4'd0;
  wire sum_fires = answers_valid && answers_ready && is_sum;
  wire ends_sum = sum_fires && answers_last;
  wire condition = command_valid && command_ready && command_is_read;
  wire is_one_under_way = tiles[command_die] == 2'd1;
  wire [2:0] target = {command_die, is_second[command_die] ^ is_one_under_way};
  wire [14:0] row = rows[answers_die];
  wire [2:0] source = {answers_die, is_second[answers_die]};
  wire ends_tile = ends_sum && row == last_rows[source];
  wire [3:0] answered = 4'd1 << answers_die;
  wire takes_tile_0 = accepted[0] && !command_is_read;
  wire gives_tile_0 = ends_tile && answered[0];
  wire takes_tile_1 = accepted[1] && !command_is_read;
  wire gives_tile_1 = ends_tile && answered[1];
  wire takes_tile_2 = accepted[2] && !command_is_read;
  wire gives_tile_2 = ends_tile && answered[2];
  wire takes_tile_3 = accepted[3] && !command_is_read;
  wire gives_tile_3 = ends_tile && answered[3];
  wire takes_read_0 = accepted[0] && command_is_read;
  wire gives_read_0 = raw_valid && raw_ready && raw_last && answered[0];
  wire takes_read_1 = accepted[1] && command_is_read;
  wire gives_read_1 = raw_valid && raw_ready && raw_last && answered[1];
  wire takes_read_2 = accepted[2] && command_is_read;
  wire gives_read_2 = raw_valid && raw_ready && raw_last && answered[2];
  wire takes_read_3 = accepted[3] && command_is_read;
  wire gives_read_3 = raw_valid && raw_ready && raw_last && answered[3];
  wire condition_1 = accumulate_drain_step && !accumulate_is_silent;

  assign tile_rooms = {tiles[3] != 2'd2 && !awaiting[3], tiles[2] != 2'd2 && !awaiting[2], tiles[1] != 2'd2 &&
      !awaiting[1], tiles[0] != 2'd2 && !awaiting[0]};
  assign read_rooms = {reads[3] != 2'd2, reads[2] != 2'd2, reads[1] != 2'd2, reads[0] != 2'd2};
  assign command_ready = !is_sending && is_open && !is_draining && !drain_valid;
  assign down_valid = vector_goes ? vector_valid : is_sending;
  assign down_dies = vector_goes ? vector_dies : 4'd1 << current_die;
  assign down_kind = vector_goes ? 2'd2 : position == 4'd0 ? 2'd0 : 2'd1;
  assign down_byte = vector_goes ? vector_byte : position < 4'd13 ? down_byte_elements[position*8 +: 8] : 8'd0;
  assign down_last = vector_goes ? vector_last : position == last_position;
  assign vector_ready = vector_goes && down_ready;
  assign raw_valid = answers_valid && answers_is_raw;
  assign raw_die = answers_die;
  assign raw_byte = answers_byte;
  assign raw_last = bytes[answers_die] == last_bytes[{answers_die, is_second_read[answers_die]}];
  assign answers_ready = is_sum ? 1'b1 : raw_ready;
  assign idle = !((|{tiles[3] != 2'd0, tiles[2] != 2'd0, tiles[1] != 2'd0, tiles[0] != 2'd0}) || register_value_3 ||
      accumulate_is_draining);
  assign drain_ready = idle;

  always_ff @(posedge clock) begin
    if (reset)
      is_vector_open <= 1'b0;
    else if (vector_goes && vector_valid)
      is_vector_open <= !(down_ready && vector_last);
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      is_sending <= 1'b0;
      position <= 4'd0;
    end else if (command_valid && command_ready) begin
      is_sending <= 1'b1;
      position <= 4'd0;
    end else if (down_valid && down_ready && !vector_goes) begin
      position <= position + 4'd1;
      if (position == last_position)
        is_sending <= 1'b0;
    end
  end

  always_ff @(posedge clock) begin
    if (command_valid && command_ready) begin
      current_is_read <= command_is_read;
      current_die <= command_die;
      current_page <= command_page;
      current_beats <= command_beats;
      current_rows <= command_rows;
      current_columns <= command_columns;
      current_new_vector <= command_new_vector;
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      awaiting <= 4'd0;
      register_value_3 <= 1'b0;
    end else begin
      awaiting <= (awaiting & ~served) | brings;
      register_value_3 <= ends_sum;
    end
  end

  always_ff @(posedge clock) begin : last_bytes_update
    integer i;
    if (reset) begin
      for (i = 0; i < 8; i = i + 1)
        last_bytes[i] <= 15'd0;
    end else if (condition)
      last_bytes[{command_die, is_second_read[command_die] ^ (reads[command_die] == 2'd1)}] <= command_beats - 15'd1;
  end

  always_ff @(posedge clock) begin : bytes_update
    integer i;
    if (reset) begin
      for (i = 0; i < 4; i = i + 1)
        bytes[i] <= 15'd0;
    end else if (raw_valid && raw_ready)
      bytes[answers_die] <= raw_last ? 15'd0 : bytes[answers_die] + 15'd1;
  end

  always_ff @(posedge clock) begin : last_rows_update
    integer i;
    if (reset) begin
      for (i = 0; i < 8; i = i + 1)
        last_rows[i] <= 15'd0;
      for (i = 0; i < 8; i = i + 1)
        row_bases[i] <= 11'd0;
      for (i = 0; i < 8; i = i + 1)
        shifts[i] <= 5'd0;
    end else if (command_valid && command_ready && !command_is_read) begin
      last_rows[target] <= command_rows - 15'd1;
      row_bases[target] <= command_row_base;
      shifts[target] <= command_shift;
    end
  end

  always_ff @(posedge clock) begin
    if (sum_fires)
      low <= {answers_byte, low[23:8]};
  end

  always_ff @(posedge clock) begin : rows_update
    integer i;
    if (reset) begin
      for (i = 0; i < 4; i = i + 1)
        rows[i] <= 15'd0;
    end else if (ends_sum)
      rows[answers_die] <= ends_tile ? 15'd0 : row + 15'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      is_second <= 4'd0;
    else if (ends_tile)
      is_second <= is_second ^ answered;
  end

  always_ff @(posedge clock) begin
    if (reset)
      is_second_read <= 4'd0;
    else if (raw_valid && raw_ready && raw_last)
      is_second_read <= is_second_read ^ answered;
  end

  always_ff @(posedge clock) begin : tiles_update
    integer i;
    if (reset) begin
      for (i = 0; i < 4; i = i + 1)
        tiles[i] <= 2'd0;
    end else begin
      if (takes_tile_0 != gives_tile_0)
        tiles[0] <= takes_tile_0 ? tiles[0] + 2'd1 : tiles[0] - 2'd1;
      if (takes_tile_1 != gives_tile_1)
        tiles[1] <= takes_tile_1 ? tiles[1] + 2'd1 : tiles[1] - 2'd1;
      if (takes_tile_2 != gives_tile_2)
        tiles[2] <= takes_tile_2 ? tiles[2] + 2'd1 : tiles[2] - 2'd1;
      if (takes_tile_3 != gives_tile_3)
        tiles[3] <= takes_tile_3 ? tiles[3] + 2'd1 : tiles[3] - 2'd1;
    end
  end

  always_ff @(posedge clock) begin : reads_update
    integer i;
    if (reset) begin
      for (i = 0; i < 4; i = i + 1)
        reads[i] <= 2'd0;
    end else begin
      if (takes_read_0 != gives_read_0)
        reads[0] <= takes_read_0 ? reads[0] + 2'd1 : reads[0] - 2'd1;
      if (takes_read_1 != gives_read_1)
        reads[1] <= takes_read_1 ? reads[1] + 2'd1 : reads[1] - 2'd1;
      if (takes_read_2 != gives_read_2)
        reads[2] <= takes_read_2 ? reads[2] + 2'd1 : reads[2] - 2'd1;
      if (takes_read_3 != gives_read_3)
        reads[3] <= takes_read_3 ? reads[3] + 2'd1 : reads[3] - 2'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (ends_sum) begin
      register_value <= {answers_byte, low};
      register_value_1 <= row_bases[source] + row[10:0];
      register_value_2 <= shifts[source];
    end
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      rows_left <= 12'd2048;
      accumulate_drain_address <= 11'd0;
      accumulate_is_silent <= 1'b1;
    end else if (drain_valid && drain_ready) begin
      rows_left <= drain_rows;
      accumulate_drain_address <= drain_first_row;
      accumulate_is_silent <= 1'b0;
    end else if (accumulate_drain_step) begin
      rows_left <= rows_left - 12'd1;
      accumulate_drain_address <= accumulate_drain_address + 11'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (condition_1)
      totals_sum <= accumulate_lane_row;
  end

  always_ff @(posedge clock) begin
    if (reset) begin
      totals_last <= 1'b0;
      totals_valid <= 1'b0;
    end else if (condition_1) begin
      totals_last <= rows_left == 12'd1;
      totals_valid <= 1'b1;
    end else if (totals_ready)
      totals_valid <= 1'b0;
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 64'd0;
    else if (down_valid && down_ready)
      busy_cycles <= busy_cycles + 64'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 64'd0;
    else if (vector_valid && !vector_ready && !down_valid)
      starved_cycles <= starved_cycles + 64'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 64'd0;
    else if (command_valid && !command_ready && !down_valid)
      back_pressured_cycles <= back_pressured_cycles + 64'd1;
  end

  flash_accumulator_lane_2048 accumulate_lane (
    .clock         (clock),
    .reset         (reset),
    .accumulates   (register_value_3),
    .address       (register_value_1),
    .shift         (register_value_2),
    .sum           (register_value),
    .is_draining   (accumulate_is_draining),
    .clears        (accumulate_drain_step),
    .drain_address (accumulate_drain_address),
    .row           (accumulate_lane_row)
  );

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      if (condition) begin
        assume (command_beats != 15'd0) `HWGEN_ELSE("a read needs at least 1 byte");
        assume (command_beats <= 15'h4000) `HWGEN_ELSE("a page has 16384 bytes");
      end
      if (drain_valid && drain_ready) begin
        assume (drain_rows != 12'd0) `HWGEN_ELSE("a drain needs at least 1 row");
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
