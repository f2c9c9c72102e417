// group_vector_result_16_4_fp20_fp20_5_toward_zero_saturate: GroupVectorResult (Units/GroupVectorColumn.swift)
//
//   engine = GroupVectorEngine(inputs: 16, outputs: 4, sum: Units.FloatName.fp20, output: Units.FloatName.fp20, guardBits: 5, rounding: Numerics.Rounding.towardZero, overflow: Numerics.Overflow.saturate)
module group_vector_result_16_4_fp20_fp20_5_toward_zero_saturate (
  input  logic [19:0] sum,
  output logic [19:0] number
);
  assign number = sum;
endmodule
