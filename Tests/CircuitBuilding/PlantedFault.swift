import Netlist

/// A unit of whose output a bit is inverted, in the netlist from which its Verilog is emitted.
public enum PlantedFault {
  /// - Parameters:
  ///   - port: an output of the design's top module
  ///   - bit: 0 is the lowest one
  public static func inverting(_ port: String, bit: Int = 0, in design: Design) throws -> Design {
    var design = design
    let top = design.modules.count - 1
    guard let index = design.modules[top].ports.firstIndex(where: { $0.name == port && $0.direction == .output }) else {
      throw NoSuchOutput(port: port)
    }
    let healthy = design.modules[top].ports[index].value, value = design.modules[top][healthy]
    let bits = ValueType(width: value.type.width)
    func add(_ operation: Operation, _ type: ValueType) -> ValueID {
      design.modules[top].values.append(Value(operation, type, location: value.location))
      return ValueID(design.modules[top].values.count - 1)
    }
    let plain = add(.reinterpret(healthy), bits)
    var words = [UInt64](repeating: 0, count: (value.type.width + 63) / 64)
    words[bit / 64] = 1 << UInt64(bit % 64)
    let one = add(.constant(BitVector(words: words, width: value.type.width)), bits)
    let faulty = add(.reinterpret(add(.binary(.xor, plain, one), bits)), value.type)
    // The port takes a wire of its own; what drove it drives a wire inside.
    let wire = add(.wire, value.type)
    design.modules[top][wire].name = value.name
    design.modules[top][healthy].name = "healthy"
    design.modules[top].ports[index].value = wire
    design.modules[top].statements.append(Statement(.assign(.value(wire), faulty), location: value.location))
    return design
  }

  /// The design's top module has no such output.
  public struct NoSuchOutput: Error {
    public let port: String
    public init(port: String) { self.port = port }
  }
}
