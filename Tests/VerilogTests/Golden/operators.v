// operators: Operators (VerilogTests/SmallDesigns.swift)
module operators (
  input  wire signed  [7:0] a,
  input  wire signed  [7:0] b,
  input  wire         [7:0] u,
  input  wire         [7:0] v,
  input  wire         [4:0] n,
  input  wire        [69:0] wide,
  input  wire        [39:0] distance,
  output wire signed [19:0] o0,
  output wire signed [15:0] o1,
  output wire        [15:0] o2,
  output wire               o3,
  output wire         [8:0] o4,
  output wire        [23:0] o5,
  output wire signed  [7:0] o6,
  output wire        [69:0] o7,
  output wire         [7:0] o8,
  output wire               o9
);
  wire signed [15:0] o6_operand = a * b;

  assign o0 = a * b + $signed({{12{a[7]}}, a});
  assign o1 = $signed($unsigned(a >>> n) & u) * b;
  assign o2 = u * v - $unsigned($signed({{8{a[7]}}, a}) * b);
  assign o3 = a < b && u >= v && $unsigned(a) >= v && {8'd0, u} * v == {8'd0, v} * u;
  assign o4 = ({1'b0, u} + {1'b0, v}) ^ ({1'b0, v} - {1'b0, u});
  assign o5 = {v[7:1], u[3], $signed({{8{a[7]}}, a}) * b};
  assign o6 = -(a + 8'sd1) - (b >>> 2) + $signed(o6_operand[7:0]);
  assign o7 = (wide >> ((|distance[39:31]) ? 31'h7fffffff : distance[30:0])) ^ (wide << n);
  assign o8 = (n < 5'd8 ? u[n[2:0]] : 1'b0) ? u << n : ~v;
  assign o9 = (^wide) ^ (&u) ^ (|v);

  wire unused = &{1'b0, o6_operand[15:8], 1'b0};
endmodule
