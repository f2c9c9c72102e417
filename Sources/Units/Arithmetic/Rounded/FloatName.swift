import HDL
import Numerics

/// The signed floating-point formats of `FormatCatalog` that arithmetic units take, by their names there.
public enum FloatName: String, Sendable, CaseIterable, Codable {
  case fp32, fp16, bf16, fp20, e5m2, e4m3, e3m2, e2m3, e2m1

  /// Sign, exponent, fraction and specials.
  public var layout: FloatLayout {
    guard let format = FormatCatalog.format(named: rawValue), case .float(let layout) = format.encoding else {
      preconditionFailure("FormatCatalog has no floating-point format '\(rawValue)'")
    }
    return layout
  }
  /// Bits of a number.
  public var width: Int { layout.width }
}

/// How a unit rounds: in one direction, or as each operation says.
public enum RoundingChoice: String, Sendable, CaseIterable, Codable {
  case nearestEven = "nearest-even"
  case nearestAway = "nearest-away"
  case towardZero = "toward-zero"
  case up, down
  /// Each operation brings its direction, encoded as RISC-V's `rm`: 0 nearest-even, 1 toward zero, 2 down, 3 up, 4 nearest-away. The
  /// other codes round to nearest even.
  case runTime = "run-time"

  /// One direction.
  public init(_ rounding: Rounding) {
    self =
      switch rounding {
      case .nearestEven: .nearestEven
      case .nearestAway: .nearestAway
      case .towardZero: .towardZero
      case .up: .up
      case .down: .down
      }
  }

  /// The one direction; nil if operations say it.
  public var fixed: Rounding? { Rounding(rawValue: rawValue) }
  /// Bits that an operation brings.
  public var width: Int { self == .runTime ? 3 : 0 }

  /// The direction of an operation that brings `code`.
  public func direction(_ code: UInt64) -> Rounding { fixed ?? Rounding(code: code) }
}

extension Rounding {
  /// What RISC-V's `rm` says, with nearest-even for codes that it reserves.
  public init(code: UInt64) { self = Self.allCodes.indices.contains(Int(code)) ? Self.allCodes[Int(code)] : .nearestEven }
  /// The directions in the order of RISC-V's codes.
  public static let allCodes: [Rounding] = [.nearestEven, .towardZero, .down, .up, .nearestAway]
}
