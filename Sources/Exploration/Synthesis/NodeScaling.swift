/// Areas of one technology node in terms of another one, by a published table.
///
/// Source: A. Stillmaker and B. Baas, "Scaling equations for the accurate prediction of CMOS device performance from 180 nm to
/// 7 nm", Integration 58 (2017), 74-81: the table of area factors, which follow the ITRS. It is a prediction for logic by
/// the nodes' names, no mapping to a library of that node: whatever is multiplied by it is labelled as scaled.
public enum NodeScaling {
  /// In nanometres.
  public static let nodes = [180, 130, 90, 65, 45, 32, 20, 16, 14, 10, 7]

  /// What the table calls itself in a report.
  public static let source = "Stillmaker and Baas, Integration 58 (2017)"

  /// Row: from this node; column: to that one. As printed, with two digits.
  private static let factors: [[Double]] = [
    [1, 0.34, 0.15, 0.08, 0.053, 0.025, 0.011, 0.01, 0.0093, 0.0055, 0.0032],
    [2.9, 1, 0.44, 0.23, 0.16, 0.072, 0.033, 0.03, 0.027, 0.016, 0.0092],
    [6.6, 2.3, 1, 0.53, 0.35, 0.16, 0.075, 0.067, 0.061, 0.036, 0.021],
    [12, 4.3, 1.9, 1, 0.66, 0.31, 0.14, 0.13, 0.12, 0.068, 0.039],
    [19, 6.4, 2.8, 1.5, 1, 0.46, 0.21, 0.19, 0.17, 0.1, 0.059],
    [40, 14, 6.1, 3.3, 2.2, 1, 0.46, 0.41, 0.38, 0.22, 0.13],
    [88, 30, 13, 7.1, 4.7, 2.2, 1, 0.89, 0.82, 0.48, 0.28],
    [99, 34, 15, 7.9, 5.3, 2.4, 1.1, 1, 0.91, 0.54, 0.31],
    [110, 37, 16, 8.7, 5.8, 2.7, 1.2, 1.1, 1, 0.59, 0.34],
    [180, 63, 28, 15, 9.8, 4.5, 2.1, 1.9, 1.7, 1, 0.58],
    [320, 110, 48, 25, 17, 7.8, 3.6, 3.2, 2.9, 1.7, 1],
  ]

  /// What an area at `from` is multiplied by to have it at `to`, in nanometres; nil for a node that the table does not have.
  public static func areaFactor(from: Int, to: Int) -> Double? {
    guard let row = nodes.firstIndex(of: from), let column = nodes.firstIndex(of: to) else { return nil }
    return factors[row][column]
  }

  /// The node of a library that is known by its name; nil for others.
  public static func node(ofLibrary name: String) -> Int? {
    let name = name.lowercased()
    return [
      ("osu018", 180), ("osu035", 350), ("osu050", 500), ("sky130", 130), ("sg13g2", 130), ("nangate", 45), ("freepdk45", 45),
      ("asap7", 7),
    ]
    .first { name.contains($0.0) }?.1
  }
}
