/// Every system, one line each: nothing else names them.
public enum SystemCatalog {
  public static let all: [any AcceleratorSystem.Type] = [CambriconLLM.self, LLMNPU.self, EdgeLLM.self, P3LLM.self, Ripple.self]
}
