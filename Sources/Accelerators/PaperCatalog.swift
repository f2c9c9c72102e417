/// Every paper whose figures stand beside ours.
public enum PaperCatalog {
  /// Those of the systems, then those of which only a model of time is here.
  public static let all: [Paper] = SystemCatalog.all.compactMap { $0.paper } + [P3LLMPaper.paper]
}
