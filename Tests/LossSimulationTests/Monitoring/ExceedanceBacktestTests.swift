import Distributions
import Foundation
import LossSimulation
import Testing

@Suite struct ExceedanceBacktestTests {
  /// Oracle case kupiec_christoffersen (closed form).
  @Test func kupiecAndChristoffersen() throws {
    let oracle = try Oracle("kupiec_christoffersen")
    let n = try #require(oracle.inputs["n"] as? [Int])
    let share = try ExceedanceBacktest(
      exceedances: try #require(oracle.inputs["x"] as? Int),
      periods: try #require(oracle.inputs["T"] as? Int),
      probability: try #require(oracle.inputs["p"] as? Double))
    let pairs = try IndependenceBacktest(
      calmThenCalm: n[0], calmThenExceeded: n[1], exceededThenCalm: n[2], exceededTwice: n[3])
    #expect(try oracle.accepts(share.ratioOfShare, for: "LR_pof", trials: 1))
    #expect(try oracle.accepts(share.pValueOfShare, for: "p_pof", trials: 1))
    #expect(try oracle.accepts(share.probabilityOfAsMany, for: "binom_sf", trials: 1))
    #expect(try oracle.accepts(pairs.ratio, for: "LR_ind", trials: 1))
    #expect(try oracle.accepts(pairs.pValue, for: "p_ind", trials: 1))
  }

  /// The zones of 250 days at 99 %: Basel Committee 1996, table 2.
  @Test(arguments: [(0, TrafficLight.green), (4, .green), (5, .yellow), (9, .yellow), (10, .red)])
  func zonesOfTheSupervisor(exceedances: Int, light: TrafficLight) throws {
    let test = try ExceedanceBacktest(exceedances: exceedances, periods: 250, probability: 0.01)
    #expect(test.trafficLight == light)
  }

  @Test func theExpectedShareIsNoSurprise() throws {
    let test = try ExceedanceBacktest(exceedances: 5, periods: 100, probability: 0.05)
    #expect(abs(test.ratioOfShare) < 1e-10)
    #expect(test.pValueOfShare > 0.99)
    let none = try ExceedanceBacktest(exceedances: 0, periods: 100, probability: 0.05)
    // −2 · 100 log 0.95.
    #expect(abs(none.ratioOfShare - 10.258658877510107) < 1e-10)
    #expect(none.probabilityOfAsMany == 1)
  }

  @Test func pairsAreCountedInTime() throws {
    let exceeded = [false, true, true, false, false, false, true, false]
    let counted = try IndependenceBacktest(exceeded: exceeded)
    let stated = try IndependenceBacktest(
      calmThenCalm: 2, calmThenExceeded: 2, exceededThenCalm: 2, exceededTwice: 1)
    #expect(counted == stated)
    let clustered = (0..<200).map { $0 / 10 % 4 == 0 }
    let scattered = (0..<200).map { $0 * 7_919 % 13 < 3 }
    #expect(try IndependenceBacktest(exceeded: clustered).pValue < 1e-9)
    #expect(try IndependenceBacktest(exceeded: scattered).pValue > 1e-9)
  }

  @Test func impossibleNumbersAreRefused() {
    #expect(throws: ParameterError.self) {
      try ExceedanceBacktest(exceedances: 3, periods: 2, probability: 0.1)
    }
    #expect(throws: ParameterError.self) {
      try ExceedanceBacktest(exceedances: 0, periods: 0, probability: 0.1)
    }
    #expect(throws: ParameterError.self) {
      try ExceedanceBacktest(exceedances: 1, periods: 2, probability: 1)
    }
    #expect(throws: ParameterError.self) { try IndependenceBacktest(exceeded: [true]) }
    #expect(throws: ParameterError.self) {
      try IndependenceBacktest(
        calmThenCalm: -1, calmThenExceeded: 0, exceededThenCalm: 0, exceededTwice: 2)
    }
  }
}
