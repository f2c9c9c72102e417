/// A format whose elements share a scale in groups: microscaling (MX), and blocks with FP16, INT8 or E8M0 scales.
///
/// An element stands for `element.value(of: code) * 2^elementExponent * scale`.
public struct BlockFormat: Hashable, Codable, Sendable {
  /// How a group's scale follows from its largest magnitude.
  public enum ScaleRule: String, Codable, Sendable {
    /// `2^(floor(log2 maximum) - floor(log2 largest element))`: the conversion of the MX specification 1.0, section 6.3. Elements
    /// between the largest one and the next power of two saturate.
    case powerOfTwo = "power of two"
    /// `maximum / largest element`, rounded to the scale's format: nothing saturates but by the scale's rounding.
    case quotient
  }

  public let name: String
  public let element: NumberFormat
  /// Every element is times 2 to this power: MXINT8's codes are 64ths.
  public let elementExponent: Int
  public let scale: NumberFormat
  /// Elements that share a scale, at least 1; a row's last group may be shorter.
  public let group: Int
  public let rule: ScaleRule
  public let source: String

  public init(
    _ name: String, element: NumberFormat, elementExponent: Int = 0, scale: NumberFormat, group: Int, rule: ScaleRule,
    source: String
  ) {
    self.name = name
    self.element = element
    self.elementExponent = elementExponent
    self.scale = scale
    self.group = group
    self.rule = rule
    self.source = source
  }

  /// Bits an element, its share of the scale included.
  public var bitsPerElement: Double { Double(element.width) + Double(scale.width) / Double(group) }

  /// A group's codes; a group with a NaN or an infinity has the scale's NaN, or the largest scale where it has none.
  ///
  /// - Parameter numbers: 1 to `group` of them
  public func encode(_ numbers: [Double]) -> (scale: UInt32, codes: [UInt32]) {
    let maximum = numbers.reduce(0) { max($0, $1.magnitude.isNaN ? .infinity : $1.magnitude) }
    let factor = Double(sign: .plus, exponent: elementExponent, significand: 1)
    let largest = element.limits.largest * factor
    let wanted: Double =
      if !maximum.isFinite {
        .nan
      } else if maximum == 0 {
        // Any scale would do; the smallest one keeps what follows from it small.
        0
      } else {
        switch rule {
        case .powerOfTwo: Double(sign: .plus, exponent: Int(maximum.exponent) - Int(largest.exponent), significand: 1)
        case .quotient: maximum / largest
        }
      }
    let code = scale.code(of: wanted)
    let step = scale.value(of: code) * factor
    return (code, numbers.map { element.code(of: step == 0 || step.isNaN ? 0 : $0 / step, overflow: .saturate) })
  }

  /// The numbers of a group's codes.
  public func decode(scale code: UInt32, _ codes: [UInt32]) -> [Double] {
    let step = Double(sign: .plus, exponent: elementExponent, significand: scale.value(of: code))
    return codes.map { element.value(of: $0) * step }
  }
}

extension FormatCatalog {
  /// Every block format that hwgen knows by name.
  public static let blocks: [BlockFormat] = {
    let mx = "OCP Microscaling Formats (MX) Specification 1.0, section 5.2"
    var blocks: [BlockFormat] = []
    func add(
      _ name: String, _ element: String, _ exponent: Int, _ scale: String, _ group: Int, _ rule: BlockFormat.ScaleRule,
      _ source: String
    ) {
      guard let element = format(named: element), let scale = format(named: scale) else { return }
      blocks.append(
        BlockFormat(
          name, element: element, elementExponent: exponent, scale: scale, group: group, rule: rule, source: source))
    }
    add("mxfp8-e4m3", "e4m3", 0, "e8m0", 32, .powerOfTwo, mx)
    add("mxfp8-e5m2", "e5m2", 0, "e8m0", 32, .powerOfTwo, mx)
    add("mxfp6-e3m2", "e3m2", 0, "e8m0", 32, .powerOfTwo, mx)
    add("mxfp6-e2m3", "e2m3", 0, "e8m0", 32, .powerOfTwo, mx)
    add("mxfp4", "e2m1", 0, "e8m0", 32, .powerOfTwo, mx)
    add("mxint8", "int8", -6, "e8m0", 32, .powerOfTwo, mx)
    add("int4-fp16-128", "int4-sign-magnitude", 0, "fp16", 128, .quotient, "EdgeLLM, IEEE TCAS-I 72(7), 2025: weights")
    return blocks
  }()
}
