/// Delays of one technology node in terms of another one, by published polynomials.
///
/// Source: A. Stillmaker and B. Baas, "Scaling equations for the accurate prediction of CMOS device performance from 180 nm to
/// 7 nm", Integration 58 (2017), 74-81: a gate's delay in ps as a polynomial of the supply voltage, high performance below 65 nm.
/// Each node is taken at the nominal voltage of the Predictive Technology Model that the polynomial was fitted to. 20 nm is left
/// out: at its nominal voltage the polynomial is slower than that of 32 nm. It is a prediction for logic, without wires.
public enum NodeDelay {
  /// In nanometres, the slowest first.
  public static let nodes = [180, 130, 90, 65, 45, 32, 16, 14, 10, 7]
  /// What the equations call themselves where a clock is shown.
  public static let source = "Stillmaker and Baas, Integration 58 (2017)"

  /// Nominal volts, and the coefficients of the third to the zeroth power, as printed.
  private static let fits: [Int: (volts: Double, coefficients: [Double])] = [
    180: (1.8, [0, 97.09, -356.7, 406.5]), 130: (1.3, [-76.65, 334.9, -493.4, 275.8]),
    90: (1.2, [-60.34, 262.5, -384.2, 210.9]), 65: (1.1, [-53.3, 230.4, -333.9, 178.6]),
    45: (1, [-501.6, 1567, -1619, 566.1]), 32: (0.9, [-1047, 2982, -2797, 873.5]), 16: (0.85, [0, 24.8, -47.52, 28.87]),
    14: (0.8, [-40.66, 109.2, -100.6, 35.92]), 10: (0.75, [-34.95, 93.65, -85.99, 30.4]),
    7: (0.7, [-28.58, 76.6, -70.26, 24.69]),
  ]

  /// What a delay at `from` is multiplied by to have it at `to`, in nanometres; nil for a node that is not among `nodes`.
  public static func factor(from: Int, to: Int) -> Double? {
    guard let here = picoseconds(from), let there = picoseconds(to) else { return nil }
    return there / here
  }

  private static func picoseconds(_ node: Int) -> Double? {
    fits[node].map { fit in fit.coefficients.reduce(0) { $0 * fit.volts + $1 } }
  }
}
