// flash_tile_queue_rows_width15_tag_width1: FlashTileQueue (Units/FlashResultBuffer.swift)
//
// Tags and sizes of the tiles whose results are still to come.
//
//   rowsWidth = 15
//   tagWidth  = 1
module flash_tile_queue_rows_width15_tag_width1 (
  input  logic        clock,
  input  logic        reset,
  input  logic        start,
  input  logic [14:0] rows,
  input  logic        tag,
  output logic        has_room,
  input  logic        take,
  output logic [14:0] row,
  output logic        head_tag,
  output logic        last
);
  logic [14:0] last_rows [0:3];
  logic tags [0:3];
  logic [2:0] count;
  logic [1:0] tail, head;

  wire leaves = take && last;

  assign has_room = count != 3'd4;
  assign last = row == last_rows[head];
  assign head_tag = tags[head];

  always_ff @(posedge clock) begin
    if (reset)
      row <= 15'd0;
    else if (take)
      row <= last ? 15'd0 : row + 15'd1;
  end

  always_ff @(posedge clock) begin : last_rows_update
    integer i;
    if (reset) begin
      for (i = 0; i < 4; i = i + 1)
        last_rows[i] <= 15'd0;
      for (i = 0; i < 4; i = i + 1)
        tags[i] <= 1'b0;
      tail <= 2'd0;
    end else if (start) begin
      last_rows[tail] <= rows - 15'd1;
      tags[tail] <= tag;
      tail <= tail + 2'd1;
    end
  end

  always_ff @(posedge clock) begin
    if (reset)
      head <= 2'd0;
    else if (leaves)
      head <= head + 2'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      count <= 3'd0;
    else if (start != leaves)
      count <= start ? count + 3'd1 : count - 3'd1;
  end
endmodule
