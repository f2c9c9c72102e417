extension ModelGraph {
  /// The graph of a model family, with the weights' names of GGUF.
  ///
  /// - Parameter tiedHead: whether the output head is the token embedding.
  public init(_ configuration: ModelConfiguration, tiedHead: Bool) {
    self.init(configuration)
    var builder = GraphBuilder(graph: self)
    builder.build(tiedHead: tiedHead)
    self = builder.graph
  }
}

/// Writes the operations of a decoder-only transformer, block by block.
private struct GraphBuilder {
  var graph: ModelGraph

  private var model: ModelConfiguration { graph.configuration }
  private var isBiased: Bool { model.family.isBiased }

  mutating func build(tiedHead: Bool) {
    let embedding = graph.weight("token_embd.weight", rows: model.vocabulary, columns: model.width)
    var stream = graph.append("token_embd", .embed(weight: embedding), [], width: model.width)
    if model.family == .opt {
      // OPT's table begins with two rows for padding.
      let positions = graph.weight("position_embd.weight", rows: model.contextLength + 2, columns: model.width)
      stream = graph.append("position_embd", .addPosition(weight: positions, offset: 2), [stream], width: model.width)
    }
    for layer in 0..<model.layers { stream = block(layer, stream) }
    stream = graph.append("selected", .selectRows, [stream], width: model.width)
    let normal = norm("output_norm", stream)
    let head = tiedHead ? embedding : graph.weight("output.weight", rows: model.vocabulary, columns: model.width)
    let bias = model.family == .phi ? graph.weight("output.bias", columns: model.vocabulary) : nil
    let layer = LinearLayer(weight: head, bias: bias, inputs: model.width, outputs: model.vocabulary)
    _ = graph.append("output", .linear(layer), [normal], width: model.vocabulary)
  }

  private mutating func norm(_ name: String, _ input: Int) -> Int {
    let gain = graph.weight("\(name).weight", columns: model.width)
    guard isBiased else { return graph.append(name, .rmsNorm(gain: gain, epsilon: model.epsilon), [input], width: model.width) }
    let bias = graph.weight("\(name).bias", columns: model.width)
    return graph.append(name, .layerNorm(gain: gain, bias: bias, epsilon: model.epsilon), [input], width: model.width)
  }

  private mutating func linear(_ name: String, _ input: Int, outputs: Int, bias: Bool) -> Int {
    let inputs = graph.values[input].width
    let layer = LinearLayer(
      weight: graph.weight("\(name).weight", rows: outputs, columns: inputs),
      bias: bias ? graph.weight("\(name).bias", columns: outputs) : nil, inputs: inputs, outputs: outputs)
    return graph.append(name, .linear(layer), [input], width: outputs)
  }

  private mutating func block(_ layer: Int, _ input: Int) -> Int {
    let name = "blk.\(layer)"
    let queryWidth = model.heads * model.headWidth
    let biased = isBiased || model.family == .qwen2
    let normal = norm("\(name).attn_norm", input)
    var query = linear("\(name).attn_q", normal, outputs: queryWidth, bias: biased)
    var key = linear("\(name).attn_k", normal, outputs: model.keyValueWidth, bias: biased)
    let value = linear("\(name).attn_v", normal, outputs: model.keyValueWidth, bias: biased)
    if let rotary = model.rotary {
      query = graph.append("\(name).q_rotated", .rotate(rotary, heads: model.heads), [query], width: queryWidth)
      key = graph.append("\(name).k_rotated", .rotate(rotary, heads: model.keyValueHeads), [key], width: model.keyValueWidth)
    }
    let attention = AttentionLayer(
      layer: layer, heads: model.heads, keyValueHeads: model.keyValueHeads, headWidth: model.headWidth,
      scale: 1 / Float(model.headWidth).squareRoot())
    let attended = graph.append("\(name).attention", .attend(attention), [query, key, value], width: queryWidth)
    let projected = linear("\(name).attn_output", attended, outputs: model.width, bias: isBiased)
    let middle = graph.append("\(name).attn_residual", .add, [input, projected], width: model.width)
    // Phi's network works beside attention, on the same input.
    let result = feedForward(name, model.family == .phi ? normal : norm("\(name).ffn_norm", middle))
    return graph.append("\(name).ffn_residual", .add, [middle, result], width: model.width)
  }

  private mutating func feedForward(_ name: String, _ input: Int) -> Int {
    let width = model.feedForwardWidth
    let hidden: Int
    if !model.family.isGated {
      let up = linear("\(name).ffn_up", input, outputs: width, bias: true)
      hidden = graph.append("\(name).ffn_activation", .activate(model.activation), [up], width: width)
    } else {
      let gate = linear("\(name).ffn_gate", input, outputs: width, bias: false)
      let up = linear("\(name).ffn_up", input, outputs: width, bias: false)
      hidden = graph.append("\(name).ffn_activation", .gate(model.activation), [gate, up], width: width)
    }
    return linear("\(name).ffn_down", hidden, outputs: model.width, bias: isBiased)
  }
}
