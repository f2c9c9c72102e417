/// The widths of a vector: its element's, and how many.
public struct VectorShape<Element: Hashable & Codable & Sendable>: Hashable, Codable, Sendable {
  public var count: Int
  public var element: Element
  public init(count: Int, element: Element) {
    self.count = count
    self.element = element
  }
}
extension Vec: Shaped where Element: Shaped {
  public init(_ shape: VectorShape<Element.Shape>) { self.init(shape.count, Element(shape.element)) }
  public var shape: VectorShape<Element.Shape> { VectorShape(count: count, element: template.shape) }
}
