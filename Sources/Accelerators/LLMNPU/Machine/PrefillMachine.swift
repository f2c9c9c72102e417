/// The telephone of llm.npu as a model of time: one set of values for all of the paper's tables.
package struct PrefillMachine: Hashable, Sendable {
  /// The NPU with INT8 and one scale for each tensor.
  package var npu = MeasuredProducts.columns[0].roofline
  /// How many times as long a product takes on the NPU with a scale for each group. Fitted to the ablation's steps without
  /// shadow outliers; the paper measures 8.1 to 10.7 for single products (section 2.3).
  package var groupFactor = 20.8
  /// The processor's products, and attention in floating point. Fitted to the ablation's step on the CPU.
  package var processorOperationsPerSecond = 0.173e12
  /// The processor's work on an element of a vector: norms, quantization, rotation, residuals. Fitted to the ablation's step with
  /// shadow outliers.
  package var secondsPerElement = 2.53e-9
  /// Building and optimizing a graph for a new shape, for each weight: Gemma-2B's takes 360 ms and 11.54 s (section 2.3).
  package var buildSecondsPerWeight = 11.9 / Double(PrefillModel.gemma2B.weights)
  /// What the processor and the NPU wait for each other in a layer with shadow outliers: with it in all layers, 29.7 % of the time
  /// of Qwen1.5-1.8B are spent so (section 3.3), here with a prompt of 512.
  package private(set) var shadowSeconds = 0.0

  package init() {
    let model = PrefillModel.qwen18B, prompt = 512
    let without = model.seconds(prompt: prompt, step: .outOfOrder, on: self)
    shadowSeconds = without * 0.297 / (1 - 0.297) / Double(model.layers * model.chunks(of: prompt))
  }
}
