import Units

/// Codes of 4 bits in memory, as the columns of a `PIMMac` of 4 lanes take them.
public struct PIMMatrix {
  /// [step][element], 4 codes each, the first one lowest; steps lie `stride` elements apart. Codes beyond the terms are multiplied by 0.
  public let codes: UnsafePointer<UInt16>, stride: Int
  /// Sums, and terms of each.
  public let elements: Int, terms: Int
  /// What codes are; and settings, [group][element] with groups `settingStride` apart, or [term] for a zero by lane.
  public let operand: PIMOperand, settings: UnsafePointer<UInt8>, settingStride: Int
  /// Terms after which sums end: a multiple of 4.
  public let group: Int

  /// With all of these.
  public init(
    codes: UnsafePointer<UInt16>, stride: Int, elements: Int, terms: Int, operand: PIMOperand, settings: UnsafePointer<UInt8>,
    settingStride: Int = 0, group: Int
  ) {
    (self.codes, self.stride, self.elements, self.terms) = (codes, stride, elements, terms)
    (self.operand, self.settings, self.settingStride, self.group) = (operand, settings, settingStride, group)
  }

  /// Codes of a step.
  public static let lanes = 4
  /// Sums of each element, one behind the other.
  public var groups: Int { (terms + group - 1) / group }
  /// Column accesses of one tile of elements.
  public var steps: Int { (terms + Self.lanes - 1) / Self.lanes }
}

/// Vectors of 8-bit codes that meet a matrix.
public struct PIMVectors {
  /// [vector][term], vectors `stride` bytes apart.
  public let codes: UnsafePointer<UInt8>, stride: Int
  /// Vectors.
  public let count: Int
  /// Whether codes are S0E4M4, else E4M3.
  public let isProbability: Bool

  /// With all of these.
  public init(codes: UnsafePointer<UInt8>, stride: Int, count: Int, isProbability: Bool) {
    (self.codes, self.stride, self.count, self.isProbability) = (codes, stride, count, isProbability)
  }
}

/// Where the sums of each vector and group lie, one for each element.
public struct PIMResults {
  /// [vector][group][element], vectors and groups so many sums apart.
  public let sums: UnsafeMutablePointer<Int32>, vectorStride: Int, groupStride: Int

  /// With all of these.
  public init(sums: UnsafeMutablePointer<Int32>, vectorStride: Int, groupStride: Int) {
    (self.sums, self.vectorStride, self.groupStride) = (sums, vectorStride, groupStride)
  }

  /// The sums of a vector and a group.
  public func row(_ vector: Int, _ group: Int) -> UnsafeMutablePointer<Int32> {
    sums + vector * vectorStride + group * groupStride
  }
}
