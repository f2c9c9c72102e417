/// Why a system cannot run a model: one line with the remedy.
public struct AcceleratorError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
