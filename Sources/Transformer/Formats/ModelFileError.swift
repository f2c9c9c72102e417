/// Why a model file cannot be used: one line that names the file, the fault and the remedy.
public struct ModelFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  /// What is wrong, with the value found.
  public let problem: String
  /// What the user can do.
  public let remedy: String

  public init(path: String, problem: String, remedy: String = "get the file again, or convert the model again") {
    self.path = path
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(path): \(problem); \(remedy)" }
}
