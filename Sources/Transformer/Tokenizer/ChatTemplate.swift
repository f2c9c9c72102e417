/// One message of a chat.
public struct ChatMessage: Hashable, Sendable, Codable {
  /// `system`, `user` or `assistant`.
  public var role: String
  public var content: String

  public init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}

/// How a model wants a chat written: ChatML, the format of SmolLM2 and Qwen2.
public struct ChatTemplate: Hashable, Sendable {
  /// The system message of chats that bring none.
  public let defaultSystem: String?

  /// Recognizes a model's own Jinja template; nil when it is not ChatML.
  ///
  /// The default system message is the literal that the template holds between `<|im_start|>system` and `<|im_end|>`.
  public init?(jinja: String) {
    guard jinja.contains("<|im_start|>"), jinja.contains("<|im_end|>") else { return nil }
    // Jinja strings write a line break as itself or as an escape.
    let text = jinja.replacing("\\n", with: "\n")
    let opening = "<|im_start|>system\n"
    let literal = text.ranges(of: opening).lazy.compactMap { start -> String? in
      guard let end = text[start.upperBound...].firstRange(of: "<|im_end|>") else { return nil }
      let found = text[start.upperBound..<end.lowerBound]
      return found.isEmpty || found.contains(where: { "'\"{}".contains($0) }) ? nil : String(found)
    }
    defaultSystem = literal.first
  }

  /// The text of a chat, ready for the assistant's answer.
  public func render(_ messages: [ChatMessage]) -> String {
    var all = messages
    if let defaultSystem, messages.first?.role != "system" {
      all.insert(ChatMessage(role: "system", content: defaultSystem), at: 0)
    }
    return all.map { "<|im_start|>\($0.role)\n\($0.content)<|im_end|>\n" }.joined() + "<|im_start|>assistant\n"
  }
}
