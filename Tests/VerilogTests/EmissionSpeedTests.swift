import HDL
import Netlist
import Testing
import Verilog

/// An element with four ports, and an array of instances of it made by hand: the time is that of the emitter alone.
@Suite struct EmissionSpeedTests {
  static func array(_ count: Int) -> Netlist.Design {
    var child = Netlist.Module(name: "cell", typeName: "Cell")
    let byte = ValueType(width: 8)
    func add(_ module: inout Netlist.Module, _ operation: Operation, _ type: ValueType, _ name: String? = nil) -> ValueID {
      module.values.append(Value(operation, type, name: name))
      return ValueID(module.values.count - 1)
    }
    let clock = add(&child, .input, .bit, "clock")
    let input = add(&child, .input, byte, "left")
    let register = add(&child, .register(0), byte, "held")
    let output = add(&child, .wire, byte, "right")
    child.registers = [Register(value: register, domain: 0, reset: nil)]
    child.ports = [
      Port(name: "clock", direction: .input, role: .clock, value: clock, domain: 0),
      Port(name: "left", direction: .input, role: .data, value: input, domain: 0),
      Port(name: "right", direction: .output, role: .data, value: output, domain: 0),
    ]
    child.domains = [ClockDomain(name: "clock", clock: child.ports[0].value, reset: nil)]
    child.statements = [
      Statement(.assign(.value(register), input), location: .unknown),
      Statement(.assign(.value(output), register), location: .unknown),
    ]
    var parent = Netlist.Module(name: "cells", typeName: "Cells")
    let parentClock = add(&parent, .input, .bit, "clock")
    var previous = add(&parent, .input, byte, "first")
    let last = add(&parent, .wire, byte, "last")
    parent.ports = [
      Port(name: "clock", direction: .input, role: .clock, value: parentClock, domain: 0),
      Port(name: "first", direction: .input, role: .data, value: previous, domain: 0),
      Port(name: "last", direction: .output, role: .data, value: last, domain: 0),
    ]
    parent.domains = child.domains
    for index in 0..<count {
      let left = add(&parent, .wire, byte, "cell_\(index)_left")
      let right = add(&parent, .instanceOutput(instance: index, port: 2), byte, "cell_\(index)_right")
      parent.instances.append(
        Netlist.Instance(name: "cell_\(index)", module: 0, connections: [parentClock, left, right], location: .unknown))
      parent.statements.append(Statement(.assign(.value(left), previous), location: .unknown))
      previous = right
    }
    parent.statements.append(Statement(.assign(.value(last), previous), location: .unknown))
    return Netlist.Design(modules: [child, parent])
  }

  @Test func growsNoFasterThanLinearly() throws {
    func seconds(_ count: Int) throws -> Double {
      let design = Self.array(count)
      var best = Double.infinity
      for _ in 0..<3 {
        let clock = ContinuousClock()
        var bytes = 0
        let time = try clock.measure { bytes = try VerilogEmitter().emit(design).files.reduce(0) { $0 + $1.text.utf8.count } }
        #expect(bytes > count * 60)
        best = min(best, Double(time.components.attoseconds) * 1e-18 + Double(time.components.seconds))
      }
      return best
    }
    let small = try seconds(8192)
    let large = try seconds(65536)
    print("emitting 8,192 instances \(small) s, 65,536 instances \(large) s")
    // Eight times the instances; twice that leaves room for caches and a busy machine.
    #expect(large < 16 * small)
    #expect(large < 3)
  }
}
