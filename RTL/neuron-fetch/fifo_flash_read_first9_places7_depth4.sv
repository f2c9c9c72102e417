// fifo_flash_read_first9_places7_depth4: Fifo<FlashRead> (Units/Fifo.swift)
//
// A first-in, first-out buffer in one clock domain, first-word fall-through.
//
//   payload = Shape(first: 9, places: 7)
//   depth   = 4
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module fifo_flash_read_first9_places7_depth4 (
  input  logic       clock,
  input  logic       reset,
  input  logic       input_valid,
  output logic       input_ready,
  input  logic [8:0] input_first,
  input  logic [6:0] input_places,
  input  logic       input_last,
  output logic       output_valid,
  input  logic       output_ready,
  output logic [8:0] output_first,
  output logic [6:0] output_places,
  output logic       output_last,
  output logic [2:0] level
);
  logic [1:0] write_index, read_index;
  logic [16:0] storage [0:3];

  wire full = level == 3'd4;
  wire empty = level == 3'd0;
  wire [16:0] output_last_bits = storage[read_index];
  wire push = input_valid && !full;
  wire pop = output_ready && !empty;

  assign input_ready = !full;
  assign output_valid = !empty;
  assign output_first = output_last_bits[8:0];
  assign output_places = output_last_bits[15:9];
  assign output_last = output_last_bits[16];

  always @(posedge clock) begin
    if (push)
      storage[write_index] <= {input_last, input_places, input_first};
  end

  always_ff @(posedge clock) begin
    if (reset)
      write_index <= 2'd0;
    else if (push)
      write_index <= write_index + 2'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      read_index <= 2'd0;
    else if (pop)
      read_index <= read_index + 2'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      level <= 3'd0;
    else if (push && !pop)
      level <= level + 3'd1;
    else if (pop && !push)
      level <= level - 3'd1;
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    for (i = 0; i < 4; i = i + 1)
      storage[i] = ((i[16:0] + 17'd1) * 17'h179b9) ^ 17'h11234;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (write_index == read_index == (full || empty)) `HWGEN_ELSE("the FIFO neither overflows nor underflows");
      cover (full);
      cover (push && pop);
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
