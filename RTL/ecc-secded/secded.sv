// secded: SECDED (Units/SECDED.swift)
//
// Corrects one flipped bit of a word and detects two: encoder and decoder, Hamming or Hsiao.
//
//   dataBits = 64
//   code     = hsiao
//   stages   = 1
module secded (
  input  logic        clock,
  input  logic        reset,
  input  logic        words_valid,
  output logic        words_ready,
  input  logic [63:0] words_data,
  output logic        stored_valid,
  input  logic        stored_ready,
  output logic [63:0] stored_data,
  output logic  [7:0] stored_checks,
  input  logic        read_valid,
  output logic        read_ready,
  input  logic [63:0] read_data,
  input  logic  [7:0] read_checks,
  output logic        corrected_valid,
  input  logic        corrected_ready,
  output logic [63:0] corrected_data,
  output logic        corrected_is_corrected,
  output logic        corrected_is_lost,
  output logic [31:0] corrected_count,
  output logic [31:0] lost_count,
  output logic [31:0] busy_cycles,
  output logic [31:0] starved_cycles,
  output logic [31:0] back_pressured_cycles
);
  localparam logic [511:0] TABLE = {
    8'hf8, 8'hc7, 8'h3e, 8'hf1, 8'h8f, 8'h7c, 8'he3, 8'h1f, 8'he0, 8'hd0, 8'hc8, 8'hc4, 8'hc2, 8'hc1, 8'hb0, 8'ha8,
    8'ha4, 8'ha2, 8'ha1, 8'h98, 8'h94, 8'h92, 8'h91, 8'h8c, 8'h8a, 8'h89, 8'h86, 8'h85, 8'h83, 8'h70, 8'h68, 8'h64,
    8'h62, 8'h61, 8'h58, 8'h54, 8'h52, 8'h51, 8'h4c, 8'h4a, 8'h49, 8'h46, 8'h45, 8'h43, 8'h38, 8'h34, 8'h32, 8'h31,
    8'h2c, 8'h2a, 8'h29, 8'h26, 8'h25, 8'h23, 8'h1c, 8'h1a, 8'h19, 8'h16, 8'h15, 8'h13, 8'h0e, 8'h0d, 8'h0b, 8'h07
  };
  localparam logic [63:0] TABLE_1 = {
    8'h80, 8'h40, 8'h20, 8'h10, 8'h08, 8'h04, 8'h02, 8'h01
  };

  logic [63:0] decoded_data;
  logic decoded_is_corrected, decoded_is_lost;

  wire [7:0] encoded_checks = {^(words_data & 64'hdafffff800000000), ^(words_data & 64'hd6fc0007fff00000), ^(words_data
      & 64'hb683e007c00ffc00), ^(words_data & 64'hb5421e043c0f03f0), ^(words_data & 64'had2111c22388e38e), ^(words_data
      & 64'h6d10893112649a6d), ^(words_data & 64'h6b0844a88952555b), ^(words_data & 64'h5b04225844b12cb7)};
  wire [7:0] decoded_result_syndrome = {^(read_data & 64'hdafffff800000000), ^(read_data & 64'hd6fc0007fff00000),
      ^(read_data & 64'hb683e007c00ffc00), ^(read_data & 64'hb5421e043c0f03f0), ^(read_data & 64'had2111c22388e38e),
      ^(read_data & 64'h6d10893112649a6d), ^(read_data & 64'h6b0844a88952555b), ^(read_data & 64'h5b04225844b12cb7)} ^
      read_checks;
  logic [63:0] decoded_result_flips;
  logic decoded_result_is_corrected;

  always_comb begin : decoded_result_flips_logic
    integer i;
    logic [63:0] decoded_result_flips_operand;
    for (i = 0; i < 64; i = i + 1)
      decoded_result_flips_operand[i] = TABLE[i*8 +: 8] == decoded_result_syndrome;
    decoded_result_flips = decoded_result_flips_operand;
  end

  always_comb begin : decoded_result_is_corrected_logic
    integer i;
    logic [7:0] decoded_result_is_check_operand;
    logic decoded_result_is_check;
    for (i = 0; i < 8; i = i + 1)
      decoded_result_is_check_operand[i] = TABLE_1[i*8 +: 8] == decoded_result_syndrome;
    decoded_result_is_check = |decoded_result_is_check_operand;
    decoded_result_is_corrected = (|decoded_result_flips) || decoded_result_is_check;
  end

  always_comb
    decoded_data = read_data ^ decoded_result_flips;

  always_comb
    decoded_is_corrected = decoded_result_is_corrected;

  always_comb begin : decoded_is_lost_logic
    logic decoded_result_is_lost;
    decoded_result_is_lost = (|decoded_result_syndrome) && !decoded_result_is_corrected;
    decoded_is_lost = decoded_result_is_lost;
  end

  always_ff @(posedge clock) begin
    if (reset)
      corrected_count <= 32'd0;
    else if (read_valid && read_ready && decoded_is_corrected)
      corrected_count <= corrected_count + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      lost_count <= 32'd0;
    else if (read_valid && read_ready && decoded_is_lost)
      lost_count <= lost_count + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      busy_cycles <= 32'd0;
    else if (read_valid && read_ready)
      busy_cycles <= busy_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      starved_cycles <= 32'd0;
    else if (read_ready && !read_valid)
      starved_cycles <= starved_cycles + 32'd1;
  end

  always_ff @(posedge clock) begin
    if (reset)
      back_pressured_cycles <= 32'd0;
    else if (corrected_valid && !corrected_ready)
      back_pressured_cycles <= back_pressured_cycles + 32'd1;
  end

  register_slice_checked_word_64_8_full stored_stage (
    .clock         (clock),
    .reset         (reset),
    .input_valid   (words_valid),
    .input_ready   (words_ready),
    .input_data    (words_data),
    .input_checks  (encoded_checks),
    .output_valid  (stored_valid),
    .output_ready  (stored_ready),
    .output_data   (stored_data),
    .output_checks (stored_checks)
  );

  register_slice_corrected_word_data64_stylefull corrected_stage (
    .clock               (clock),
    .reset               (reset),
    .input_valid         (read_valid),
    .input_ready         (read_ready),
    .input_data          (decoded_data),
    .input_is_corrected  (decoded_is_corrected),
    .input_is_lost       (decoded_is_lost),
    .output_valid        (corrected_valid),
    .output_ready        (corrected_ready),
    .output_data         (corrected_data),
    .output_is_corrected (corrected_is_corrected),
    .output_is_lost      (corrected_is_lost)
  );
endmodule
