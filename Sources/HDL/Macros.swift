/// Records names and source lines of a module's `build`: each `let` gives its name to the signals that it holds, and
/// every operation knows its file, line and column. The statements stay as they are, and Swift's errors stay on them.
@attached(body)
public macro Hardware() = #externalMacro(module: "HDLMacros", type: "HardwareMacro")

/// Completes a bundle so that it can be a stream's payload: an initializer over its widths, its `Shape` (a plain value of
/// those widths), and what registers, FIFOs and `mux` need.
@attached(member, names: named(init), named(Shape), named(shape), named(_visitLeaves), named(_rebuilt))
@attached(extension, conformances: Payload)
public macro Bundle() = #externalMacro(module: "HDLMacros", type: "BundleMacro")
