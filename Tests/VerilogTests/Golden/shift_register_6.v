// shift_register_6: ShiftRegister (VerilogTests/SmallDesigns.swift)
//
//   depth = 6
module shift_register_6 (
  input  wire        clock,
  input  wire        reset,
  input  wire  [7:0] sample,
  input  wire  [2:0] index,
  input  wire        write,
  output wire [47:0] taps,
  output wire  [7:0] picked,
  output reg   [7:0] largest
);
  reg [47:0] taps_reg;
  reg [7:0] held [0:5];

  assign taps = taps_reg;
  assign picked = index < 3'd6 ? held[index] : 8'd0;

  always @* begin : largest_logic
    integer i;
    reg [7:0] largest_next, largest_then;
    largest_next = 8'd0;
    for (i = 0; i < 6; i = i + 1) begin
      largest_then = held[i] < taps_reg[i*8 +: 8] ? taps_reg[i*8 +: 8] : held[i];
      largest_next = largest_next < largest_then ? largest_then : largest_next;
    end
    largest = largest_next;
  end

  always @(posedge clock) begin
    if (reset)
      taps_reg <= 48'd0;
    else
      taps_reg <= {taps_reg[39:0], sample};
  end

  always @(posedge clock) begin : held_update
    integer i;
    if (reset) begin
      for (i = 0; i < 6; i = i + 1)
        held[i] <= 8'd3;
    end else if (write) begin
      if (index < 3'd6)
        held[index] <= sample;
    end
  end
endmodule
