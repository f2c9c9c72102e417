import Netlist

/// Pairs of operations that become one instruction.
extension ProgramGenerator {
  /// Whether a node is used once, by something in the same block, so that it may be computed by its user.
  private func isSingle(_ id: NodeID, in block: Int32) -> Bool {
    schedule.uses[id] == 1 && schedule.placement[id] == block && !graph.isLeaf(id)
  }

  private func isNarrow(_ id: NodeID) -> Bool {
    width(id) <= 64 && operation(id).operands.allSatisfy { words($0) == 1 }
  }

  /// Finds the nodes that need no instruction of their own.
  mutating func absorbOperands() {
    for (index, block) in schedule.blocks.enumerated() {
      let place = Int32(index)
      for id in block.nodes where isNarrow(id) {
        switch operation(id) {
        case .add(let a, let b):
          if isProduct(b, summedIn: width(id)), isSingle(b, in: place) {
            absorbProduct(b)
          } else if isProduct(a, summedIn: width(id)), isSingle(a, in: place) {
            absorbProduct(a)
          }
        case .and(let a, let b):
          if isNot(b, coveringAllOf: a), isSingle(b, in: place) {
            absorb(b)
          } else if isNot(a, coveringAllOf: b), isSingle(a, in: place) {
            absorb(a)
          }
        case .not(let a):
          // The fused comparison gives one bit: a wider `~` has ones above it.
          if width(id) == 1, case .equal = operation(a), isNarrow(a), isSingle(a, in: place) { absorb(a) }
        default: break
        }
      }
      for step in block.steps {
        switch step {
        case .leaf(.assign(_, let value)):
          switch operation(value) {
          case .process, .map, .fold: break
          default: if isSingle(value, in: place) { absorb(value) }
          }
        case .when(let condition, _, _):
          if isBranch(condition), isSingle(condition, in: place) { absorb(condition) }
        default: break
        }
      }
    }
  }

  /// `id` is computed by its user, which reads its operands: those must not be absorbed by something else, which a single
  /// use excludes.
  private mutating func absorb(_ id: NodeID) { absorbed.insert(id) }

  private mutating func absorbProduct(_ id: NodeID) {
    absorb(id)
    if case .signExtend(let product, _, _) = operation(id), isProduct(id, summedIn: width(id)) { absorb(product) }
  }

  /// A signed product that is narrower than the sum has been extended with zeros, which the fused instruction would undo.
  private func isProduct(_ id: NodeID, summedIn sum: Int) -> Bool {
    switch operation(id) {
    case .multiply: isNarrow(id)
    case .multiplySigned: isNarrow(id) && width(id) == sum
    case .signExtend(let a, 0, let from):
      // The exact product is what the sum needs, extended to the sum's width.
      if case .multiplySigned = operation(a), isNarrow(a), width(a) == from {
        width(id) == sum && sum <= 64 && isSingle(a, in: schedule.placement[id])
      } else {
        false
      }
    default: false
    }
  }

  /// A complement that `other & ~operand` can stand for: a narrower one has zeros where the fused instruction keeps `other`.
  private func isNot(_ id: NodeID, coveringAllOf other: NodeID) -> Bool {
    if case .not(let a) = operation(id) { !absorbed.contains(a) && width(id) >= width(other) } else { false }
  }

  private func isBranch(_ id: NodeID) -> Bool {
    guard isNarrow(id) else { return false }
    switch operation(id) {
    case .equal, .less, .and, .or: return width(id) == 1
    default: return false
    }
  }

  // MARK: Emission

  mutating func emitAdd(_ a: NodeID, _ b: NodeID, _ m: UInt64, to target: Int) {
    if absorbed.contains(b) { return emitMultiplyAdd(product: b, sum: a, m, to: target) }
    if absorbed.contains(a) { return emitMultiplyAdd(product: a, sum: b, m, to: target) }
    if case .constant(let value) = operation(b), value.words[0] <= UInt64(Int32.max) {
      var add = instruction(.addConstant, target, a, immediate: m)
      add.b = Int32(value.words[0])
      return emit(add)
    }
    emit(instruction(.add, target, a, b, immediate: m))
  }

  private mutating func emitMultiplyAdd(product: NodeID, sum: NodeID, _ m: UInt64, to target: Int) {
    switch operation(product) {
    case .multiply(let a, let b): emit(instruction(.multiplyAdd, target, a, b, sum, immediate: m))
    case .multiplySigned(let a, let b, let leftWidth, let rightWidth):
      var fused = instruction(.multiplySignedAdd, target, a, b, sum, immediate: m)
      (fused.x, fused.y) = (UInt8(64 - leftWidth), UInt8(64 - rightWidth))
      emit(fused)
    case .signExtend(let inner, _, _): emitMultiplyAdd(product: inner, sum: sum, m, to: target)
    default: break
    }
  }

  mutating func emitAnd(_ a: NodeID, _ b: NodeID, to target: Int) {
    if absorbed.contains(b), case .not(let inner) = operation(b) { return emit(instruction(.andNot, target, a, inner)) }
    if absorbed.contains(a), case .not(let inner) = operation(a) { return emit(instruction(.andNot, target, b, inner)) }
    emit(instruction(.and, target, a, b))
  }

  mutating func emitNot(_ a: NodeID, _ m: UInt64, to target: Int) {
    if absorbed.contains(a), case .equal(let left, let right) = operation(a) {
      if case .constant(let value) = operation(right) {
        emit(instruction(.notEqualConstant, target, left, immediate: value.words[0]))
      } else {
        emit(instruction(.notEqual, target, left, right))
      }
    } else {
      emit(instruction(.not, target, a, immediate: m))
    }
  }

  /// Jumps if the condition has this value; returns the jump, whose target is still to be set.
  mutating func emitBranch(_ condition: NodeID, jumpsIf value: Bool) -> Int {
    if absorbed.contains(condition), let fused = fusedBranch(condition, jumpsIf: value) {
      emit(fused)
      return here - 1
    }
    if absorbed.contains(condition) { emitNode(condition, to: slot(condition)) }
    emit(instruction(value ? .jumpIfNotZero : .jumpIfZero, 0, condition))
    return here - 1
  }

  /// Condition and jump in one, unless an operand is fused with the condition already.
  private func fusedBranch(_ condition: NodeID, jumpsIf value: Bool) -> Instruction? {
    switch operation(condition) {
    case .equal(let a, let b):
      if case .constant(let constant) = operation(b) {
        return instruction(value ? .jumpIfEqualConstant : .jumpIfNotEqualConstant, 0, a, immediate: constant.words[0])
      }
      return instruction(value ? .jumpIfEqual : .jumpIfNotEqual, 0, a, b)
    case .less(let a, let b): return instruction(value ? .jumpIfLess : .jumpIfNotLess, 0, a, b)
    case .or(let a, let b) where !value: return instruction(.jumpIfOrIsZero, 0, a, b)
    case .and(let a, let b) where !value && !absorbed.contains(a) && !absorbed.contains(b):
      return instruction(.jumpIfAndIsZero, 0, a, b)
    default: return nil
    }
  }
}
