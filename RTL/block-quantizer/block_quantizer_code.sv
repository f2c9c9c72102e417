// block_quantizer_code: BlockQuantizerCode (Units/BlockQuantizerValue.swift)
module block_quantizer_code (
  input  logic        [34:0] stored,
  input  logic        [10:0] used,
  output logic signed  [7:0] code
);
  wire [10:0] stored_field = stored[33:23];
  wire [38:0] whole = {1'b1, stored[22:0], 15'd0};
  wire [10:0] distance = used - stored_field;
  wire [4:0] dropped = 5'(distance > 11'd15 ? 11'd16 : distance);
  wire [38:0] aligned = whole >> dropped;
  wire [6:0] kept = aligned[38:32];
  wire half = aligned[31];
  wire is_beyond_half = aligned[30:0] != 31'd0;
  wire increment = half && (is_beyond_half || kept[0]);
  wire signed [7:0] rounded = 8'(7'(kept + 7'(increment)));
  wire signed [7:0] magnitude = stored_field == 11'd0 ? 8'sd0 : rounded;

  assign code = stored[34] ? -magnitude : magnitude;
endmodule
