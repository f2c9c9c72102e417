import Netlist

/// A valid / ready channel among a running model's ports.
public struct SimulatorStream: Sendable {
  public let name: String
  /// `.input` when the payload enters the model.
  public let direction: PortDirection
  public let valid: SimulatorPort
  public let ready: SimulatorPort
  /// In the order of the module's ports.
  public let payload: [SimulatorPort]

  public init(name: String, direction: PortDirection, valid: SimulatorPort, ready: SimulatorPort, payload: [SimulatorPort]) {
    self.name = name
    self.direction = direction
    self.valid = valid
    self.ready = ready
    self.payload = payload
  }

  /// A stream of the top module, whose ports these are.
  public init(_ stream: StreamPort, ports: [SimulatorPort]) {
    self.init(
      name: stream.name, direction: stream.direction, valid: ports[stream.valid], ready: ports[stream.ready],
      payload: stream.payload.map { ports[$0] })
  }

  /// The payload's port `field`, as in `results.payload("sum")`; its own name in the model is `stream_field`.
  public func payload(_ field: String) throws(SimulationError) -> SimulatorPort {
    let wanted = "\(name)_\(field)"
    guard let port = payload.first(where: { $0.name == wanted || $0.name == NameStyle.snakeCase(wanted) }) else {
      throw .noSuchPort(name: "\(name)_\(field)", existing: payload.map(\.name))
    }
    return port
  }
}

extension Simulator {
  /// The stream called `name`, in Swift or in Verilog.
  public func stream(_ name: String) throws(SimulationError) -> SimulatorStream {
    guard let stream = streams.first(where: { $0.name == name || $0.name == NameStyle.snakeCase(name) }) else {
      throw .noSuchPort(name: "\(name)_valid", existing: streams.map(\.valid.name))
    }
    return stream
  }

  /// For models that come without a description: what the ports' names tell.
  public var streams: [SimulatorStream] { SimulatorStream.named(in: ports) }
}

extension SimulatorStream {
  /// What the names of ports tell: `x_valid` and `x_ready` against it are a stream `x`, and `x` or the other ports `x_…` in the direction
  /// of `x_valid` its payload.
  public static func named(in ports: [SimulatorPort]) -> [SimulatorStream] {
    var found: [(name: String, valid: SimulatorPort, ready: SimulatorPort)] = []
    for valid in ports where valid.width == 1 && valid.name.hasSuffix("_valid") {
      let name = String(valid.name.dropLast("_valid".count))
      guard let ready = ports.first(where: { $0.name == name + "_ready" }), ready.width == 1, ready.direction != valid.direction
      else {
        continue
      }
      found.append((name, valid, ready))
    }
    return found.map { one in
      let longer = found.filter { $0.name.hasPrefix(one.name + "_") }
      let payload = ports.filter { port in
        port.direction == one.valid.direction && (port.name == one.name || port.name.hasPrefix(one.name + "_"))
          && port.name != one.valid.name
          && !longer.contains { port.name.hasPrefix($0.name + "_") }
      }
      return SimulatorStream(name: one.name, direction: one.valid.direction, valid: one.valid, ready: one.ready, payload: payload)
    }
  }
}
