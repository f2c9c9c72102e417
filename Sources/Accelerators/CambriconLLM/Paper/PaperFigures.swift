/// What Cambricon-LLM (MICRO 2024, arXiv 2409.15654) prints: two decimals from the text, one from the labels of charts. Values
/// stand in the order of `PaperModel.all`.
enum PaperFigures {
  private static func row(_ values: [Double], decimals: Int = 1) -> [PublishedFigure] {
    values.map { PublishedFigure($0, decimals: decimals) }
  }
  private static func figure(_ value: Double, _ decimals: Int = 1) -> PublishedFigure {
    PublishedFigure(value, decimals: decimals)
  }

  /// Token/s, figure 9.
  static let small = [figure(3.56, 2), figure(1.9), figure(0.8), figure(0.4), figure(3.55, 2), figure(1.9), figure(0.3)]
  static let medium = [
    figure(10.96, 2), figure(4.68, 2), figure(2.50, 2), figure(1.15, 2), figure(10.4), figure(4.7), figure(1.0),
  ]
  static let large = [figure(36.34, 2), figure(14.2), figure(7.6), figure(2.59, 2), figure(34.0), figure(14.0), figure(3.44, 2)]
  /// Token/s with weights of 4 bits and activations of 16.
  static let smallFourBit = row([6.8, 3.4, 1.5, 0.7, 6.7, 3.2, 0.6])
  static let largeFourBit = row([42.8, 19.1, 12.3, 5.2, 43.4, 18.7, 5.5])
  /// Token/s of S, figures 12 and 13.
  static let unsliced = row([2.2, 1.0, 0.4, 0.2, 2.2, 1.0, 0.2])
  static let flashOnly = row([2.7, 1.4, 0.6, 0.3, 2.6, 1.4, 0.2])
  static let wideTile = row([3.5, 1.4, 0.7, 0.3, 3.4, 1.3, 0.3])
  static let tallTile = row([2.8, 1.7, 0.6, 0.3, 2.9, 1.6, 0.2])
  /// How many times as long as S with everything, in the text.
  static let slicing = PublishedFigure(1.6...1.8, decimals: 1)
  static let tiling = PublishedFigure(1.3...1.4, decimals: 1)
  /// Per cent of the channels' time on S, figure 12.
  static let use = row([79, 91, 89, 90, 81, 91, 89], decimals: 0)
  static let unslicedUse = PublishedFigure(48...50, decimals: 0)
  static let flashOnlyUse = PublishedFigure(2...3, decimals: 0)
  /// GB over the channels for a token on S, figure 16.
  static let gigabytes = row([1.9, 4.1, 9.3, 20.5, 2.0, 4.1, 24.2])
}
