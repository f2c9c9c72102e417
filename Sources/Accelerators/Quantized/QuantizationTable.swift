import Units

/// What every tensor of the quantized transformer is stored as, how it is scaled and where it is rounded.
///
/// The one place where this is written down: the documentation page is printed from it.
public enum QuantizationTable {
  public struct Row: Hashable, Sendable {
    public let tensor: String
    public let format: String
    public let scale: String
    /// Where bits are lost, and in which unit.
    public let rounding: String
  }

  public static let rows: [Row] = [
    Row(
      tensor: "weights of the linear layers and the head", format: "INT8, -127...127",
      scale: "FP32 for each output row: the quotient max|w| / 127, 1 for a row of zeros",
      rounding: "offline: the FP32 quotient w / scale, to nearest even"),
    Row(tensor: "embedding rows, gains, biases, rotary cosines and sines", format: "FP32", scale: "none", rounding: "offline"),
    Row(
      tensor: "activations before a linear layer", format: "INT8, -127...127",
      scale:
        "2^e for each token and group of 64 columns; the least e with which the group fits, but at most 20 below the largest e of the vector",
      rounding: "block-quantizer, to nearest even"),
    Row(
      tensor: "queries and keys after rotation, values", format: "INT8, -127...127",
      scale: "2^e for each token and head, or 64 elements of a wider head",
      rounding: "block-quantizer, to nearest even; keys and values stay so in the cache"),
    Row(
      tensor: "attention probabilities", format: "INT8, -127...127",
      scale: "2^e for each head and 64 positions, after multiplication by 2^e of the position's values",
      rounding: "block-quantizer, to nearest even"),
    Row(tensor: "partial sums of 64 products", format: "INT32", scale: "that of their operands", rounding: "none: exact"),
    Row(
      tensor: "row sums", format: "INT48 (INT52 beyond 8,321 positions)",
      scale: "partial sums are shifted by 0...20 to the vector's lowest exponent: 20 below its largest one",
      rounding: "none: exact, in any order"),
    Row(
      tensor: "outputs of linear layers, attention scores", format: "FP32", scale: "none",
      rounding:
        "row-scaler: the sum with all powers of two once, the product with the row's scale once, to nearest even; residual-add adds the scores of each 64 elements of a wider head"
    ),
    Row(
      tensor: "normalization, rotation, softmax, gate, residual", format: "FP32", scale: "none",
      rounding:
        "each unit's page says where; norms and softmax add number i to sum i mod \(InterleavedSums.count), each in order, and then neighbouring sums, until one is left"
    ),
    Row(
      tensor: "logits", format: "FP32", scale: "none", rounding: "argmax compares without rounding; the lowest id of equals wins"),
  ]

  /// The table as Markdown.
  public static var markdown: String {
    let head = "| tensor | format | scale | rounding |\n| --- | --- | --- | --- |\n"
    return head + rows.map { "| \($0.tensor) | \($0.format) | \($0.scale) | \($0.rounding) |\n" }.joined()
  }
}
