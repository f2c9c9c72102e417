import Netlist
import Verilog

/// Verilog and what the host must know of its top module.
///
/// Made from a netlist by `init(_:)`; written out by hand for Verilog that comes from elsewhere.
public struct VerilogSource: Sendable {
  public struct File: Sendable, Hashable {
    public var name: String
    public var text: String
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  public struct Port: Sendable, Hashable {
    public var name: String
    public var direction: PortDirection
    public var role: PortRole
    /// All bits.
    public var width: Int
    public var isSigned: Bool
    /// Elements of a packed vector, nil for a scalar.
    public var count: Int?
    /// A reset that is active at 0.
    public var isActiveLow: Bool
    public init(
      _ name: String, _ direction: PortDirection, role: PortRole = .data, width: Int = 1, isSigned: Bool = false,
      count: Int? = nil, isActiveLow: Bool = false
    ) {
      self.name = name
      self.direction = direction
      self.role = role
      self.width = width
      self.isSigned = isSigned
      self.count = count
      self.isActiveLow = isActiveLow
    }
  }

  public struct Clock: Sendable, Hashable {
    public var domain: String
    public var port: String
    public init(domain: String, port: String) {
      self.domain = domain
      self.port = port
    }
  }

  /// A valid / ready channel of the top module, by the names of its ports.
  public struct Stream: Sendable, Hashable {
    /// In Verilog, without `_valid`.
    public var name: String
    /// `.input` when the payload enters the module.
    public var direction: PortDirection
    /// The ports of the handshake.
    public var valid: String, ready: String
    /// In the order of the module's ports.
    public var payload: [String]
    /// All ports are ports of the source.
    public init(_ name: String, _ direction: PortDirection, valid: String, ready: String, payload: [String]) {
      self.name = name
      self.direction = direction
      self.valid = valid
      self.ready = ready
      self.payload = payload
    }
  }

  /// A memory that the host fills; in the Verilog it carries `/* verilator public_flat_rw */`.
  public struct Memory: Sendable, Hashable {
    /// `name`, or `instance.name` below the top: what the testbench calls it.
    public var path: String
    public var depth: Int
    public var elementCount: Int
    public var elementWidth: Int
    public init(path: String, depth: Int, elementCount: Int = 1, elementWidth: Int) {
      self.path = path
      self.depth = depth
      self.elementCount = elementCount
      self.elementWidth = elementWidth
    }
  }

  public var files: [File]
  /// The top module's name.
  public var top: String
  public var ports: [Port]
  /// In the order of the simulator's domains.
  public var clocks: [Clock]
  public var memories: [Memory]
  /// Nil for Verilog from elsewhere, whose streams the ports' names tell.
  public var streams: [Stream]?
  /// Files that the model reads when it starts (`$readmemh`); their contents are part of what identifies a build.
  public var dataFiles: [String]
  /// Leads from a failed assertion's line to the Swift source.
  public var sourceMap: SourceMap?

  public init(
    files: [File], top: String, ports: [Port], clocks: [Clock], memories: [Memory] = [], streams: [Stream]? = nil,
    dataFiles: [String] = [], sourceMap: SourceMap? = nil
  ) {
    self.files = files
    self.top = top
    self.ports = ports
    self.clocks = clocks
    self.memories = memories
    self.streams = streams
    self.dataFiles = dataFiles
    self.sourceMap = sourceMap
  }

  /// One text.
  public init(text: String, top: String, ports: [Port], clocks: [Clock], memories: [Memory] = []) {
    self.init(files: [File(name: "\(top).sv", text: text)], top: top, ports: ports, clocks: clocks, memories: memories)
  }

  /// Emits a netlist. Throws `VerilogError` when it is inconsistent.
  public init(_ design: Design, seed: UInt32 = InitialState.defaultSeed) throws {
    var options = Options()
    options.hostAccess = true
    options.initialSeed = seed
    let output = try VerilogEmitter(options: options).emit(design)
    let top = design.top
    self.init(
      files: output.files.map { File(name: $0.name, text: $0.text) }, top: top.name,
      ports: top.ports.map { port in
        let type = top[port.value].type
        return Port(
          port.name, port.direction, role: port.role, width: type.width, isSigned: type.isSigned, count: type.count,
          isActiveLow: top.isActiveLow(port))
      },
      clocks: top.clockPorts.map { Clock(domain: $0.domain, port: $0.port.name) },
      memories: Self.hostFilledMemories(of: design.modules.count - 1, in: design, prefix: ""),
      streams: top.streams.map { stream in
        Stream(
          stream.name, stream.direction, valid: top.ports[stream.valid].name, ready: top.ports[stream.ready].name,
          payload: stream.payload.map { top.ports[$0].name })
      }, sourceMap: output.sourceMap)
  }

  private static func hostFilledMemories(of index: Int, in design: Design, prefix: String) -> [Memory] {
    let module = design.modules[index]
    let own = module.memories.filter(\.isHostFilled).map {
      Memory(
        path: prefix + $0.name, depth: $0.depth, elementCount: $0.word.count ?? 1, elementWidth: $0.word.element.width)
    }
    return own + module.instances.flatMap { hostFilledMemories(of: $0.module, in: design, prefix: prefix + $0.name + ".") }
  }
}

extension VerilogSource {
  /// SHA-256 of the texts of some sources in their order, in hexadecimal: changes when any netlist does.
  public static func digest(_ sources: [VerilogSource]) -> String { BuildCache.key(sources.flatMap { $0.files.map(\.text) }) }
}
