// flash_result_buffer_256: FlashResultBuffer (Units/FlashResultBuffer.swift)
//
// The sums that wait to leave an in-flash compute unit.
//
//   entries = 256
`ifdef FORMAL
`define HWGEN_CHECKS
`define HWGEN_ELSE(message)
`elsif SYNTHESIS
`elsif YOSYS
`else
`define HWGEN_CHECKS
`define HWGEN_ELSE(message) else $error(message)
`endif

module flash_result_buffer_256 (
  input  logic               clock,
  input  logic               reset,
  input  logic               write,
  input  logic signed [31:0] sum,
  input  logic               take,
  output logic               valid,
  output logic signed [31:0] head
);
  logic [8:0] count;
  logic [7:0] write_address, read_address;
  logic signed [31:0] storage [0:255];

  assign valid = count != 9'd0;
  assign head = storage[read_address];

  always @(posedge clock) begin
    if (write)
      storage[write_address] <= sum;
  end

  always_ff @(posedge clock) begin
    if (reset)
      write_address <= 8'd0;
    else if (write)
      write_address <= write_address + 8'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      read_address <= 8'd0;
    else if (take)
      read_address <= read_address + 8'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      count <= 9'd0;
    else if (write != take)
      count <= write ? count + 9'd1 : count - 9'd1;
  end

`ifndef SYNTHESIS
  initial begin : storage_initial
    integer i;
    for (i = 0; i < 256; i = i + 1)
      storage[i] = ((i + 32'd1) * 32'h9e3779b9) ^ 32'h5eed1234;
  end
`endif

`ifdef HWGEN_CHECKS
  always @(posedge clock) begin
    if (!reset) begin
      assert (!write || take || count != 9'd256) `HWGEN_ELSE("a sum comes when the result buffer is full");
      assert (!take || count != 9'd0) `HWGEN_ELSE("a sum is taken when the result buffer is empty");
    end
  end
`endif
endmodule
`ifdef HWGEN_CHECKS
`undef HWGEN_CHECKS
`undef HWGEN_ELSE
`endif
