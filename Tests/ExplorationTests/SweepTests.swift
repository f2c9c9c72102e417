import Testing

import Exploration

@Suite struct SweepAxisTests {
  @Test(arguments: [
    ("rows=8,16,32", ["8", "16", "32"]), ("latency=1...4", ["1", "2", "3", "4"]), ("depth=4...13:4", ["4", "8", "12"]),
    ("mode=round,truncate", ["round", "truncate"]), ("x=1,3...5,4", ["1", "3", "4", "5"]),
    ("clock-ns=0.5...1.5:0.25", ["0.5", "0.75", "1", "1.25", "1.5"]),
    ("offset=-2...1", ["-2", "-1", "0", "1"]),
  ])
  func readsListsAndRanges(text: String, values: [String]) throws {
    let axis = try SweepAxis(text)
    #expect(axis.values == values)
    #expect(axis.name == text.prefix { $0 != "=" })
  }

  @Test(arguments: [
    ("rows", "name=values"), ("rows=", "name=values"), ("=3", "name=values"), ("rows=8,,16", "empty value"),
    ("rows=4...1", "is empty"),
    ("rows=a...b", "is no range"), ("rows=1...8:0", "not more than 0"), ("rows=1...8:-1", "not more than 0"),
    ("rows=1...1000000", "more than 10000"),
    ("rows=1...", "is no range"), ("rows=nan...2", "is no range"), ("rows=1...inf", "is no range"),
  ])
  func refusesTheRest(text: String, part: String) {
    #expect { try SweepAxis(text) } throws: { "\($0)".contains(part) }
  }
}

@Suite struct SweepTests {
  struct Refused: Error, CustomStringConvertible { let description: String }

  @Test func combinesAllValues() throws {
    let sweep = try Sweep([SweepAxis("a=1,2"), SweepAxis("b=x,y,z")])
    #expect(sweep.count == 6)
    #expect(sweep.combinations.map { $0.map(\.value).joined() } == ["1x", "1y", "1z", "2x", "2y", "2z"])
    #expect(try Sweep([]).combinations.count == 1)
  }

  @Test func refusesTwoAxesOfOneNameAndTooManyPoints() throws {
    let axis = try SweepAxis("a=1,2")
    #expect(throws: SweepError("'a' is swept twice; put all its values into one --sweep")) { try Sweep([axis, axis]) }
    let wide = try (0..<3).map { try SweepAxis("p\($0)=1...100") }
    #expect(throws: SweepError("the sweep has more than 100000 points; take fewer values")) { try Sweep(wide) }
  }

  /// Columns must be a multiple of reach: 3 x 2 cannot be, while either value can.
  @Test func leavesOutCombinationsThatExcludeEachOther() throws {
    func product(_ combination: Sweep.Combination) throws -> Int {
      let (columns, reach) = (Int(combination[0].value) ?? 0, Int(combination[1].value) ?? 0)
      if reach > 8 { throw Refused(description: "reach must be 1 to 8, not \(reach)") }
      if columns % reach != 0 { throw Refused(description: "columns must be a multiple of reach") }
      return columns * reach
    }
    let possible = try Sweep([SweepAxis("columns=3,4"), SweepAxis("reach=1,2")]).valid(product)
    #expect(possible.values == [3, 4, 8])
    #expect(possible.refused.count == 1 && possible.refused.reason == "columns must be a multiple of reach")
    #expect { try Sweep([SweepAxis("columns=3,4"), SweepAxis("reach=1,9")]).valid(product) } throws: {
      "\($0)" == "reach must be 1 to 8, not 9"
    }
  }
}

@Suite struct ObjectiveTests {
  @Test func readsAList() throws {
    #expect(try Objective.list("area,fmax,area") == [.area, .fmax])
    #expect { try Objective.list("aera") } throws: {
      "\($0)".hasPrefix("there is no objective 'aera'; there is area, fmax, energy")
    }
  }
}

@Suite struct ParetoFrontTests {
  @Test func keepsWhatNothingBeats() {
    // Area down, frequency up.
    let points: [[Double?]] = [[1, 10], [2, 20], [3, 15], [2, 20], [4, 20], [0.5, nil], [nil, nil]]
    #expect(ParetoFront.indices(of: points, maximized: [false, true]) == [0, 1, 3, 5])
    #expect(ParetoFront.indices(of: [], maximized: [false]) == [])
  }

  /// Against the definition, point by point.
  @Test(arguments: 1...3) func agreesWithTheDefinition(dimensions: Int) {
    var generator = SystemRandomNumberGenerator()
    let points: [[Double?]] = (0..<300).map { _ in
      (0..<dimensions).map { _ in
        Int.random(in: 0..<20, using: &generator) == 0 ? nil : Double(Int.random(in: 0..<12, using: &generator))
      }
    }
    let maximized = (0..<dimensions).map { $0 % 2 == 1 }
    func cost(_ index: Int, _ figure: Int) -> Double {
      guard let value = points[index][figure] else { return .infinity }
      return maximized[figure] ? -value : value
    }
    let expected = points.indices.filter { candidate in
      points[candidate].contains { $0 != nil }
        && !points.indices.contains { other in
          (0..<dimensions).allSatisfy { cost(other, $0) <= cost(candidate, $0) }
            && (0..<dimensions).contains { cost(other, $0) < cost(candidate, $0) }
        }
    }
    #expect(ParetoFront.indices(of: points, maximized: maximized) == expected)
  }
}
