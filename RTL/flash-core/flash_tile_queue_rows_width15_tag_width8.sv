// flash_tile_queue_rows_width15_tag_width8: FlashTileQueue (Units/FlashResultBuffer.swift)
//
// Tags and sizes of the tiles whose results are still to come.
//
//   rowsWidth = 15
//   tagWidth  = 8
module flash_tile_queue_rows_width15_tag_width8 (
  input  logic        clock,
  input  logic        reset,
  input  logic        start,
  input  logic [14:0] rows,
  input  logic  [7:0] tag,
  output logic        hasRoom,
  input  logic        take,
  output logic [14:0] row,
  output logic  [7:0] headTag,
  output logic        last
);
  logic [14:0] lastRows [0:3];
  logic [7:0] tags [0:3];
  logic [2:0] count;
  logic [1:0] tail;
  logic [1:0] head;

  wire isLast = row == lastRows[head];
  wire leaves = take && isLast;

  assign hasRoom = count != 3'd4;
  assign last = isLast;
  assign headTag = tags[head];

  always_ff @(posedge clock) begin
    if (reset)
      row <= 15'd0;
    else if (take)
      row <= isLast ? 15'd0 : row + 15'd1;
  end

  always_ff @(posedge clock) begin : lastRows_update
    integer i;
    if (reset) begin
      for (i = 0; i < 4; i = i + 1)
        lastRows[i] <= 15'd0;
      for (i = 0; i < 4; i = i + 1)
        tags[i] <= 8'd0;
      tail <= 2'd0;
    end else if (start) begin
      lastRows[tail] <= rows - 15'd1;
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
