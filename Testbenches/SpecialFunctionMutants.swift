/// Reasons why a mistake in a special-function unit cannot be seen that hold for several of them.
private enum Reasons {
  static let besideElement = "equivalent: it goes with an element, and is read only beside one"
  static let otherNaN = "equivalent: another NaN, of which every operation behind it makes the one NaN"
}

extension EquivalentMutant {
  /// Reset values of bits that pass through a pipeline beside an element: `last`.
  fileprivate static func lastInPipelines(of module: String) -> [EquivalentMutant] {
    (["later", "last"] + (1..<64).map { "later_\($0)" }).map {
      EquivalentMutant(module, $0, "reset value", source: "Lanes.swift", Reasons.besideElement)
    }
  }

  /// The NaN of a function inside a unit replaced by another one: only its payload or its sign differs.
  fileprivate static func otherNaN(in module: String, near target: String) -> [EquivalentMutant] {
    ["0x7fb", "0x7fc", "0x7fd", "0x7fe", "0xffc"].map {
      EquivalentMutant(module, target, "constant 0x7fc00000 became \($0)", Reasons.otherNaN)
    }
  }
}

extension SoftmaxTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    let tiny = "equivalent: subnormal numbers are lost in a sum of at least 1, and e^x of their differences is 1"
    let zeroSign = "equivalent: it decides a zero's sign alone, which neither the exponential nor a sum of at least 1 shows"
    let apart = "equivalent: sums come at least five cycles apart, so that nothing else is in the pipeline while one waits"
    return EquivalentMutant.lastInPipelines(of: "softmax")
      + EquivalentMutant.otherNaN(in: "pipelined_exponential", near: "power_1")
      + [
        EquivalentMutant(
          // The tests for NaNs, which stand beside it, compare unsigned magnitudes.
          "softmax", "next", "signed '<' became '<='", source: "FloatArithmetic.swift",
          "equivalent: equal scores are one number, but for a zero's sign, which the exponential does not show"),
        EquivalentMutant("softmax", "total", "reset value", "equivalent: a vector's first element sets it"),
        EquivalentMutant(
          "pipelined_exponential", "power_1", "constant 0x0 became 0x1",
          "equivalent: with the sign of all powers, that of their sum's reciprocal changes, too"),
        EquivalentMutant("pipelined_adder_single", "subtracts", "", zeroSign),
        EquivalentMutant("pipelined_adder_single", "cancels", "", zeroSign),
        EquivalentMutant("pipelined_adder_single", "exponent_1", "zero extension became sign extension", tiny),
        EquivalentMutant("pipelined_reciprocal", "start", "condition dropped: always", apart),
        EquivalentMutant("pipelined_reciprocal", "distance", "condition dropped: always", apart),
        EquivalentMutant("pipelined_reciprocal", "slope", "condition dropped: always", apart),
      ]
  }
}

extension RMSNormTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    EquivalentMutant.lastInPipelines(of: "rms_norm")
  }
}

extension LayerNormTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    EquivalentMutant.lastInPipelines(of: "layer_norm")
  }
}

extension GatedActivationTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    let small =
      "equivalent: a power that is or should be 0 or subnormal stays below 2^-125 and is lost beside the 1 it is added to"
    return EquivalentMutant.lastInPipelines(of: "gated_activation")
      + EquivalentMutant.otherNaN(in: "pipelined_exponential", near: "power_1")
      + [
        EquivalentMutant("pipelined_exponential", "beyond", "constant 0x00000000 became 0x000", small),
        EquivalentMutant("pipelined_exponential", "under", "slice", small),
      ]
  }
}

extension RotaryEmbeddingTestbench {
  public static var equivalentMutants: [EquivalentMutant] { EquivalentMutant.lastInPipelines(of: "rotary_embedding") }
}

extension ResidualAddTestbench {
  public static var equivalentMutants: [EquivalentMutant] { EquivalentMutant.lastInPipelines(of: "residual_add") }
}

extension RowScalerTestbench {
  public static var equivalentMutants: [EquivalentMutant] { EquivalentMutant.lastInPipelines(of: "row_scaler") }
}

extension ArgmaxTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    [
      EquivalentMutant("argmax", "best", "reset value", "equivalent: a vector's first element sets it"),
      EquivalentMutant("argmax", "best_index", "reset value", "equivalent: a vector's first element sets it"),
    ]
  }
}

extension BlockQuantizerTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    let field = "equivalent: a field is 0 or, with the addend of 512 and an exponent of at least -256, more than 256"
    // A start of at most 20 counts neither beside such a field nor, after the largest shift is taken from it, beside zeros.
    let starts = ["0x001", "0x002", "0x004", "0x008", "0x010"].flatMap { start in
      ["reset value \(start)", "constant 0x000 became \(start)"].map {
        EquivalentMutant("block_quantizer", "vector_largest", $0, field)
      }
    }
    let zeros = ["001", "002", "004", "008", "010", "020", "040", "080", "100"].map {
      EquivalentMutant(
        "block_quantizer", "needed", "constant 0x000 became 0x" + $0,
        "equivalent: the lowest exponent has the field 389, above which alone the field of a zero would count")
    }
    return starts + zeros + [
      EquivalentMutant("block_quantizer", "group_largest", "reset value", "equivalent: a group's first value sets it"),
      EquivalentMutant("block_quantizer", "lowest_next", "constant 0x014 became 0x015", field),
    ]
  }
}

extension NPUSystolicTestbench {
  public static var equivalentMutants: [EquivalentMutant] {
    [
      EquivalentMutant(
        "npu_accumulator", "products_sums", "sign extension became zero extension",
        "equivalent: a sum that is not requantized leaves by its lower bits"),
      EquivalentMutant(
        "npu_weight_stationary_array", "moves_0", "'and' became 'or'",
        "equivalent: vectors are issued only while the array advances, and then the place of the one before is free"),
      EquivalentMutant(
        "npu_systolic", "macs", "zero extension became sign extension",
        "equivalent: at most 256 products at once leave the highest of 10 bits 0"),
    ]
  }
}
