import Netlist

/// A unit whose output has its lowest bit inverted, in the netlist from which its Verilog is emitted.
enum PlantedFault {
  /// - Parameter port: an output of the design's top module
  static func inverting(_ port: String, in design: Design) throws -> Design {
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
    let one = add(.constant(BitVector(1, width: value.type.width)), bits)
    let faulty = add(.reinterpret(add(.binary(.xor, plain, one), bits)), value.type)
    design.modules[top].ports[index].value = faulty
    return design
  }

  struct NoSuchOutput: Error { let port: String }
}
