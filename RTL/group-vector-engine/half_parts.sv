// half_parts: HalfParts (Units/GroupVectorArray.swift)
module half_parts (
  input  logic [15:0] code,
  output logic  [4:0] field,
  output logic [11:0] number,
  output logic        is_beyond
);
  assign field = code[14:10] - 5'(|code[14:10]);
  assign number = {code[15], |code[14:10], code[9:0]};
  assign is_beyond = &code[14:10];
endmodule
