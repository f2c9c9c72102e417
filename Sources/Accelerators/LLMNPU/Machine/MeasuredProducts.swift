/// What llm.npu (arXiv 2407.05858, table 3) measured on a Redmi K70 Pro (Snapdragon 8 Gen 3), and rooflines that fit it.
package enum MeasuredProducts {
  /// A product of `rows` vectors and one matrix, with milliseconds in the order of `columns`.
  package struct Row: Sendable {
    package let rows: Int, shape: ProductShape, milliseconds: [PublishedFigure]
  }

  /// A column of the table: a processor with a number format, and the roofline that fits its six figures best (least squares of
  /// the relative errors; a test looks for a better one).
  ///
  /// All products of the table are too small to show the NPU's rate in INT8: that follows from the 315 ms which 256 tokens of
  /// Qwen1.5-1.8B take (section 3.4).
  package struct Column: Sendable {
    package let name: String, bytesPerWeight: Int, roofline: ProductRoofline
  }

  package static let rows: [Row] = [
    (64, 2048, 2048, [("0.9", 0.9), ("4.2", 4.2), ("1.7", 1.7), ("252", 252)]),
    (64, 2048, 8192, [("1.5", 1.5), ("6.8", 6.8), ("4.8", 4.8), ("986", 986)]),
    (64, 2048, 11008, [("2.0", 2.0), ("11.6", 11.6), ("6.9", 6.9), ("1207", 1207)]),
    (32, 4096, 4096, [("1.7", 1.7), ("7.5", 7.5), ("3.1", 3.1), ("1054", 1054)]),
    (32, 4096, 8192, [("2.9", 2.9), ("13.1", 13.1), ("7.7", 7.7), ("2009", 2009)]),
    (32, 4096, 11008, [("4.1", 4.1), ("19.6", 19.6), ("10.4", 10.4), ("3112", 3112)]),
  ].map { rows, inputs, outputs, milliseconds in
    Row(
      rows: rows, shape: ProductShape(inputs, outputs),
      milliseconds: milliseconds.map { PublishedFigure($0.1, decimals: $0.0.contains(".") ? 1 : 0) })
  }

  package static let columns = [
    Column(
      name: "NPU INT8", bytesPerWeight: 1,
      roofline: ProductRoofline(startSeconds: 0.5618e-3, bytesPerSecond: 14.81e9, operationsPerSecond: 2.263e12)),
    Column(
      name: "CPU INT8", bytesPerWeight: 1,
      roofline: ProductRoofline(startSeconds: 2.531e-3, bytesPerSecond: 3.074e9)),
    Column(
      name: "GPU FP16", bytesPerWeight: 2,
      roofline: ProductRoofline(startSeconds: 0.382e-3, bytesPerSecond: 10.27e9, operationsPerSecond: 0.4515e12)),
    Column(
      name: "NPU FP16", bytesPerWeight: 2,
      roofline: ProductRoofline(startSeconds: 0, bytesPerSecond: 0.03334e9)),
  ]
}
