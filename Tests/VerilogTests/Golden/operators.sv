// operators: Operators (VerilogTests/SmallDesigns.swift)
module operators (
  input  logic signed  [7:0] a,
  input  logic signed  [7:0] b,
  input  logic         [7:0] u,
  input  logic         [7:0] v,
  input  logic         [4:0] n,
  input  logic        [69:0] wide,
  input  logic        [39:0] distance,
  output logic signed [19:0] o0,
  output logic signed [15:0] o1,
  output logic        [15:0] o2,
  output logic               o3,
  output logic         [8:0] o4,
  output logic        [23:0] o5,
  output logic signed  [7:0] o6,
  output logic        [69:0] o7,
  output logic         [7:0] o8,
  output logic               o9
);
  assign o0 = a * b + 20'(a);
  assign o1 = $signed($unsigned(a >>> n) & u) * b;
  assign o2 = u * v - $unsigned(16'(a) * b);
  assign o3 = a < b && u >= v && $unsigned(a) >= v && 16'(u) * v == 16'(v) * u;
  assign o4 = (9'(u) + 9'(v)) ^ (9'(v) - 9'(u));
  assign o5 = {v[7:1], u[3], 16'(a) * b};
  assign o6 = -(a + 8'sd1) - (b >>> 2) + 8'(16'(a) * b);
  assign o7 = (wide >> ((|distance[39:31]) ? 31'h7fffffff : distance[30:0])) ^ (wide << n);
  assign o8 = (n < 5'd8 ? u[n[2:0]] : 1'b0) ? u << n : ~v;
  assign o9 = (^wide) ^ (&u) ^ (|v);
endmodule
