// residual_add: ResidualAdd (Units/ResidualAdd.swift)
//
// Adds two binary32 vectors element by element.
module residual_add (
  input  logic        clock,
  input  logic        reset,
  input  logic        input_valid,
  output logic        input_ready,
  input  logic [31:0] input_a,
  input  logic [31:0] input_b,
  input  logic        input_last,
  output logic        output_valid,
  input  logic        output_ready,
  output logic [31:0] output_number,
  output logic        output_last,
  output logic [31:0] busyCycles,
  output logic [31:0] starvedCycles,
  output logic [31:0] backPressuredCycles
);
  wire [31:0] wire_value;
  wire wire_value_1;
  wire wire_value_2;
  wire wire_value_3;
  wire register_slice_vector_element_number32_styleforward_input_ready;
  wire [31:0] results_number;
  wire results_last;
  wire results_valid;
  logic [31:0] busy;
  logic [31:0] waiting;
  logic [31:0] blocked;

  wire [30:0] magnitudeA = input_a[30:0];
  wire [30:0] magnitudeB = input_b[30:0];
  wire swaps = magnitudeA < magnitudeB;
  wire [31:0] larger = swaps ? input_b : input_a;
  wire [30:0] magnitude = larger[30:0];
  wire [31:0] smaller = swaps ? input_a : input_b;
  wire [30:0] magnitude_1 = smaller[30:0];
  wire subtracts = larger[31] != smaller[31];
  wire isNaN = magnitude > 31'h7f800000 || (magnitude == 31'h7f800000 && magnitude_1 == 31'h7f800000 && subtracts);
  wire [7:0] field = larger[30:23];
  wire isNormal = |field;
  wire [23:0] significand = {isNormal, larger[22:0]};
  wire [27:0] base = {1'b0, significand, 3'd0};
  wire [7:0] field_1 = smaller[30:23];
  wire isNormal_1 = |field_1;
  wire [23:0] significand_1 = {isNormal_1, smaller[22:0]};
  wire [57:0] placed = {significand_1, 34'd0};
  wire [7:0] exponent = field | 8'(!isNormal);
  wire [7:0] exponent_1 = field_1 | 8'(!isNormal_1);
  wire [7:0] distance = exponent - exponent_1;
  wire [4:0] clipped = (|distance[7:5]) ? 5'd31 : distance[4:0];
  wire [57:0] moved = placed >> clipped;
  wire sticky = |moved[30:0];
  wire [26:0] aligned = moved[57:31] | 27'(sticky);
  wire [27:0] addend = 28'(aligned);
  wire [27:0] sum = subtracts ? base - addend : base + addend;
  wire cancels = subtracts && !(|sum);
  wire [31:0] rest = {sum, 4'd0};
  wire [15:0] upper_4 = rest[31:16];
  wire isClear_4 = !(|upper_4);
  wire [15:0] upper_0_bits = isClear_4 ? rest[15:0] : upper_4;
  wire [7:0] upper_3 = upper_0_bits[15:8];
  wire isClear_3 = !(|upper_3);
  wire [7:0] upper_0_bits_1 = isClear_3 ? upper_0_bits[7:0] : upper_3;
  wire [3:0] upper_2 = upper_0_bits_1[7:4];
  wire isClear_2 = !(|upper_2);
  wire [3:0] upper_0_bits_2 = isClear_2 ? upper_0_bits_1[3:0] : upper_2;
  wire [1:0] upper_1 = upper_0_bits_2[3:2];
  wire isClear_1 = !(|upper_1);
  wire [1:0] upper_0_bits_3 = isClear_1 ? upper_0_bits_2[1:0] : upper_1;
  wire upper_0 = upper_0_bits_3[1];
  wire isClear_0 = !upper_0;
  wire [4:0] zeros = {isClear_4, isClear_3, isClear_2, isClear_1, isClear_0};
  wire [7:0] wanted = 8'(zeros);
  wire [7:0] shift = wanted < exponent ? wanted : exponent;
  wire [7:0] exponent_2 = exponent - shift;
  wire [31:0] base_1 = {1'b0, exponent_2, 23'd0};
  wire [27:0] normal = sum << shift[4:0];
  wire [23:0] kept = normal[27:4];
  wire up = normal[3] && ((|normal[2:0]) || kept[0]);
  wire [31:0] rounded = base_1 + 32'(kept) + 32'(up);
  wire overflows = rounded >= 32'h7f800000 || (&exponent);
  wire [30:0] magnitude_2 = overflows ? 31'h7f800000 : rounded[30:0];
  wire [31:0] finite = cancels ? 32'd0 : {larger[31], magnitude_2};

  assign wire_value_2 = input_valid;
  assign input_ready = wire_value_3;
  assign wire_value = isNaN ? 32'h7fc00000 : finite;
  assign wire_value_1 = input_last;
  assign wire_value_3 = register_slice_vector_element_number32_styleforward_input_ready;
  assign output_valid = results_valid;
  assign output_number = results_number;
  assign output_last = results_last;
  assign busyCycles = busy;
  assign starvedCycles = waiting;
  assign backPressuredCycles = blocked;

  always_ff @(posedge clock) begin
    if (reset)
      busy <= 32'd0;
    else if (input_valid && input_ready)
      busy <= busy + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      waiting <= 32'd0;
    else if (input_ready && !input_valid)
      waiting <= waiting + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      blocked <= 32'd0;
    else if (results_valid && !output_ready)
      blocked <= blocked + 32'd1;
  end

  register_slice_vector_element_number32_styleforward register_slice_vector_element_number32_styleforward (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (wire_value_2),
    .input_ready   (register_slice_vector_element_number32_styleforward_input_ready),
    .input_number  (wire_value),
    .input_last    (wire_value_1),
    .output_valid  (results_valid),
    .output_ready  (output_ready),
    .output_number (results_number),
    .output_last   (results_last)
  );

  wire unused = &{1'b0, upper_0_bits_3[0], 1'b0};
endmodule
