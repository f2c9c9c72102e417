import Accelerators
import Foundation
import Netlist
import Testing

/// A slower RTL is a slower chip: what a unit loses shows in the chip's time and in the trace, and changes no result.
@Suite(.serialized) struct SlowUnitTests {
  /// A flash core that idles every second cycle, where computing takes longer than reading a page, halves the chip's rate.
  @Test func anIdlingFlashCoreLowersTheRate() throws {
    let model = try SimulatedSystemTests.embedded.get()
    var configuration = CambriconConfiguration.laptop
    (configuration.lanes, configuration.clockRate, configuration.flashShare) = (1, 2e8, 1)
    func session(_ isSlow: Bool) throws -> SystemSession {
      try SimulatedSystemTests.session(model, .checked, configuration) { name, design in
        isSlow && name == "flash-channel" ? try PlantedDelay.everySecondCycle(in: design) : design
      }
    }
    let healthy = try session(false), slow = try session(true)
    let tokens = try [healthy, slow].map { try SimulatedSystemTests.generate($0, model, tokens: 2) }
    #expect(tokens[0] == tokens[1] && slow.macs == healthy.macs)

    let (cycles, slowCycles) = (healthy.time.amounts["flash-channel 0"] ?? 0, slow.time.amounts["flash-channel 0"] ?? 0)
    #expect(abs(Double(slowCycles) / Double(cycles) - 2) < 0.01, "\(slowCycles) for \(cycles) cycles")
    // The other units' cycles are as they were, and the last program's time is longer by the cycles of the flash.
    for (name, amount) in healthy.time.amounts where !name.hasPrefix("flash-channel") && !name.hasPrefix("planes") {
      #expect(slow.time.amounts[name] == amount, "\(name)")
    }
    let lost = Double(slowCycles - cycles) / configuration.clockRate
    let difference = slow.time.seconds - healthy.time.seconds
    #expect(difference > 0.95 * lost && difference <= 1.001 * lost, "\(difference) s longer, \(lost) s of cycles")
    #expect(slow.timeline.seconds > 1.5 * healthy.timeline.seconds)
  }

  /// Seconds in a trace's slices of a pass on a unit.
  private static func seconds(of fault: FaultTests.Fault, in trace: Trace) throws -> Double {
    let object = try JSONSerialization.jsonObject(with: Data(trace.json.utf8)) as? [String: Any]
    let events = try #require(object?["traceEvents"] as? [[String: Any]])
    let tracks = events.filter {
      $0["ph"] as? String == "M" && "\(($0["args"] as? [String: Any])?["name"] ?? "")".hasPrefix(fault.unit)
    }
    let numbers = Set(tracks.compactMap { $0["tid"] as? Int })
    return events.reduce(0) { sum, event in
      guard let number = event["tid"] as? Int, numbers.contains(number), event["ph"] as? String == "X",
        (event["args"] as? [String: Any])?["pass"] as? String == fault.pass
      else { return sum }
      return sum + (event["dur"] as? Double ?? 0)
    }
  }

  /// Each unit, with ready and valid held back in every second cycle, takes longer in its passes' slices of the trace.
  @Test(arguments: FaultTests.faults) func aDelayShowsInTheTrace(fault: FaultTests.Fault) throws {
    func run(_ alteration: @escaping (Design) throws -> Design) throws -> (session: SystemSession, seconds: Double) {
      let session = try FaultTests.session(fault, alteration: alteration)
      session.trace = Trace()
      if fault.tokens.count > 1 { _ = try session.run(fault.tokens.dropLast(), logits: .none) }
      _ = try session.run([fault.tokens[fault.tokens.count - 1]], logits: .last)
      return (session, try Self.seconds(of: fault, in: #require(session.trace)))
    }
    let healthy = try run { $0 }
    let slow = try run { design in
      // An adder tree takes and gives without being asked: its sums come a cycle later.
      fault.unit == "adder-tree"
        ? try PlantedDelay.later(["sum", "sum_valid"], in: design) : try PlantedDelay.everySecondCycle(in: design)
    }
    #expect(slow.session.chosen == healthy.session.chosen && healthy.seconds > 0)
    // The chip is as slow as before where others take longer meanwhile.
    #expect(slow.seconds > healthy.seconds && slow.session.time.seconds >= healthy.session.time.seconds, "\(fault)")
    for (name, amount) in healthy.session.time.amounts {
      let slowAmount = slow.session.time.amounts[name] ?? 0
      if !name.hasPrefix(fault.unit) {
        #expect(slowAmount == amount || name.hasPrefix("planes"), "\(fault): \(name)")
      } else {
        #expect(Double(slowAmount) > (fault.unit == "adder-tree" ? 1 : 1.4) * Double(amount), "\(fault): \(name)")
      }
    }
  }
}
