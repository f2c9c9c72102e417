import Netlist

/// How large values can be, as far as their operations show: which indices need no check, and which signs are known.
extension ModuleLowering {
  /// The largest number that the bits of `id` can be, taken as unsigned; nil when it does not fit 64 bits.
  ///
  /// Each value is looked at once, however many others share it, and no further than a reader would look.
  func maximum(_ id: ValueID, depth: Int = 0) -> UInt64? {
    if let known = maxima[id.index] { return known }
    let widest = widest(module[id].type.width)
    // What is asked for on the way is one of its own operands, through bits that do not depend on each other.
    maxima[id.index] = .some(widest)
    let result = depth < 64 ? bound(id, depth + 1) : widest
    maxima[id.index] = .some(result)
    return result
  }

  /// Whether the highest bit is 0.
  func isNonnegative(_ id: ValueID) -> Bool {
    let width = type(id).width
    guard let maximum = maximum(id) else { return false }
    return width > 64 || maximum >> UInt64(width - 1) == 0
  }

  private func widest(_ width: Int) -> UInt64? { width > 64 ? nil : UInt64.max >> UInt64(64 - width) }

  private func bound(_ id: ValueID, _ depth: Int) -> UInt64? {
    func maximum(_ id: ValueID) -> UInt64? { self.maximum(id, depth: depth) }
    let value = module[id]
    let width = value.type.width
    /// Cut to the width.
    func fitting(_ number: UInt64?) -> UInt64? {
      guard let number, number <= widest(width) ?? .max else { return widest(width) }
      return number
    }
    switch value.operation {
    case .constant(let bits): return bits.unsigned
    case .loopIndex(let loop): return UInt64(module.loops[loop].count - 1)
    case .loopElement(_, let vector):
      if case .map(let loop) = module[vector].operation { return maximum(module.loops[loop].result) }
    case .resize(let a):
      let inner = maximum(a)
      if width <= type(a).width || !type(a).isSigned || type(a).count != nil || isNonnegative(a) { return fitting(inner) }
    case .reinterpret(let a), .crossing(let a): return maximum(a)
    case .slice(let a, let offset): return fitting(maximum(a).map { offset < 64 ? $0 >> UInt64(offset) : 0 })
    case .concatenate(let parts): return concatenated(parts, maximum)
    case .shift(.logicalRight, let a, let amount):
      guard let whole = maximum(a), case .constant(let bits) = module[amount].operation else { break }
      guard let places = bits.unsigned, places < 64 else { return 0 }
      return whole >> places
    case .mux(_, let a, let b):
      if let left = maximum(a), let right = maximum(b) { return max(left, right) }
    case .binary(.and, let a, let b):
      if let least = [maximum(a), maximum(b)].compactMap({ $0 }).min() { return least }
    case .binary(.or, let a, let b), .binary(.xor, let a, let b):
      if let most = maximum(a).flatMap({ left in maximum(b).map { left | $0 } }) {
        return UInt64.max >> UInt64(min(63, most.leadingZeroBitCount))
      }
    case .binary(.multiply, let a, let b):
      guard let left = maximum(a), let right = maximum(b) else { break }
      if type(a).isSigned, type(a).count == nil, !(isNonnegative(a) && isNonnegative(b)) { break }
      let (product, overflow) = left.multipliedReportingOverflow(by: right)
      if !overflow { return product }
    case .wire:
      guard let sources = wireSources[id] else { break }
      let bounds = sources.map(maximum)
      if let most = bounds.compactMap({ $0 }).max(), !bounds.contains(nil) { return most }
    default: break
    }
    return widest(width)
  }

  /// - Parameter parts: the lowest bits first
  private func concatenated(_ parts: [ValueID], _ maximum: (ValueID) -> UInt64?) -> UInt64? {
    var result: UInt64 = 0
    var offset = 0
    for part in parts {
      guard let bits = maximum(part) else { return nil }
      if bits > 0 {
        guard offset + 64 - bits.leadingZeroBitCount <= 64 else { return nil }
        result |= bits << UInt64(offset)
      }
      offset += type(part).width
    }
    return result
  }
}

extension Module {
  /// For each wire that is always assigned as a whole, everything that it may be assigned.
  var wireSources: [ValueID: [ValueID]] {
    var result: [ValueID: [ValueID]] = [:]
    var inParts: Set<ValueID> = []
    Module.walk(statements) { statement in
      switch statement.kind {
      case .assign(.value(let id), let source): result[id, default: []].append(source)
      case .assign(.part(let id, _), _): inParts.insert(id)
      default: break
      }
    }
    for id in inParts { result[id] = nil }
    return result
  }
}
