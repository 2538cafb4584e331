import Foundation
import Testing

@testable import Studies

@Suite struct MeansTogetherTests {
  private static func evidence(
    _ study: String, suppliers: String? = nil, dependencies: String = ""
  ) throws -> [MeansTogether] {
    let folder = try StudyFolder()
    var text = """
      format: study/1
      study: { id: s, currency: EUR }
      \(study.contains("risks:") ? "" : "risks: [{ id: R0, events: 1, loss: 1 }]")
      \(study)

      """
    if let suppliers {
      text += "network: { nodes: suppliers.csv, edges: dependencies.csv"
      text +=
        study.contains("# hazard")
        ? ", shared_hazards: [{ id: H, per_year: 2, days: 4, hits: 0.5 }] }" : " }"
      try folder.write(
        "suppliers.csv",
        "id,name,category,outage_rate_low,outage_rate_high,outage_days_low,outage_days_high,"
          + "shared_hazard\n" + suppliers)
      try folder.write(
        "dependencies.csv",
        "source,target,input,share,criticality,buffer_days,switch_days\n" + dependencies)
    }
    try folder.write("study.yaml", text)
    let day = try #require(CalendarDay("2026-09-01"))
    return try ComputedEvidence(ConformityRequest(study: folder.url.path, asOf: day)).communication
  }

  private static func isNear(_ a: Double, _ b: Double, _ relative: Double = 1e-9) -> Bool {
    abs(a - b) <= relative * abs(b)
  }

  /// With mean numbers a and b for the two alone and c for both: 1 − e^(−c) + e^(−c)(1 − e^(−a))
  /// (1 − e^(−b)), which failing independently would miss by far.
  @Test func theSharedOutageDecides() {
    let (a, b, c) = (0.02, 0.03, 0.01)
    let state = StandingOutages(count: 2, standing: [1: a, 2: b, 3: c])
    let both = 1 - exp(-c) + exp(-c) * (1 - exp(-a)) * (1 - exp(-b))
    #expect(Self.isNear(state.together, both))
    #expect(Self.isNear(state.share(of: 0), 1 - exp(-a - c)))
    #expect(Self.isNear(state.share(of: 1), 1 - exp(-b - c)))
    #expect(state.together > 8 * state.share(of: 0) * state.share(of: 1))
    #expect(Self.isNear(state.together(with: 1), state.share(of: 1)))
    #expect(Self.isNear(state.together(with: 3), 1))
  }

  /// Three things, all seven sets: the sum over all 2⁷ combinations of outages that stand or do not.
  @Test func threeThingsAgreeWithAllCombinations() {
    let standing = [1: 0.3, 2: 0.2, 3: 0.1, 4: 0.5, 5: 0.05, 6: 0.4, 7: 0.01]
    var all = 0.0
    for combination in 0..<128 {
      var (chance, union) = (1.0, 0)
      for set in 1...7 {
        let idle = exp(-(standing[set] ?? 0))
        if combination & 1 << (set - 1) != 0 {
          (chance, union) = (chance * (1 - idle), union | set)
        } else {
          chance *= idle
        }
      }
      if union == 7 { all += chance }
    }
    #expect(Self.isNear(StandingOutages(count: 3, standing: standing).together, all))
  }

  /// 2 a year of one day and 4 a year of half a day stand 2/365 on average each.
  @Test func meansThatShareNothingFailIndependently() throws {
    let found = try Self.evidence(
      """
      response:
        communication:
          means:
            - { id: A, outages: { rate: 2, days: 1 } }
            - { id: B, outages: { rate: 4, days: 0.5 } }
      """)
    let means = try #require(found.first)
    let down = 1 - exp(-2.0 / 365)
    #expect(means.plan == nil && means.causes.isEmpty && means.duringEvents == nil)
    #expect(Self.isNear(means.means[0].down.value, down))
    #expect(Self.isNear(means.together.value, down * down))
    #expect(Self.isNear(means.ifIndependent, down * down))
    #expect(means.together.low == means.together.high)
    // Both begin to be down when one begins while the other is down and it is not.
    #expect(Self.isNear(means.timesPerYear, (2 + 4) * down * (1 - down)))
  }

  private static let two = """
    response:
      communication:
        means: [{ id: A, rests_on: [S1] }, { id: B, rests_on: [S2] }]
    """

  /// An outage of S0 lasts three days at a rate of 1; A feels it after half a day of stock, B after
  /// two, so both are down for one day: 1/365, and A for two and a half.
  @Test func stocksDelayTheSilence() throws {
    let means = try #require(
      try Self.evidence(
        Self.two, suppliers: "S0,Base,x,1,1,3,3,\nS1,One,x,,,,,\nS2,Two,x,,,,,\n",
        dependencies: "S0,S1,power,1,1,0.5,\nS0,S2,power,1,1,2,\n"
      ).first)
    #expect(Self.isNear(means.means[0].down.value, 1 - exp(-2.5 / 365)))
    #expect(Self.isNear(means.together.value, 1 - exp(-1.0 / 365)))
    #expect(means.causes.map(\.cause) == ["S0"])
    #expect(Self.isNear(try #require(means.causes.first).hoursPerYear, 24))
    #expect(Self.isNear(means.timesPerYear, exp(-1.0 / 365), 1e-6))
  }

  /// Half of the output is lost with S0: what needs half goes on, what needs more is silent.
  @Test func aMeansThatNeedsLessGoesOn() throws {
    let study = """
      response:
        communication:
          means: [{ id: A, rests_on: [S1], needs: 0.4 }, { id: B, rests_on: [S1], needs: 0.6 }]
      """
    let means = try #require(
      try Self.evidence(
        study, suppliers: "S0,Base,x,1,1,3,3,\nS1,One,x,,,,,\n",
        dependencies: "S0,S1,power,1,0.5,0,\n"
      ).first)
    #expect(means.means.map { $0.down.value > 0 } == [false, true])
    #expect(means.together.value == 0)
  }

  /// Each of two suppliers is struck with 1/2, so both with 1/4: 2 · 4 days · 1/4 of 365.
  @Test func aHazardStrikesBothOrOne() throws {
    let means = try #require(
      try Self.evidence(
        Self.two + "\n# hazard", suppliers: "S1,One,x,,,,,H\nS2,Two,x,,,,,H\n"
      ).first)
    let alone = 2.0 / 365
    let both = 1 - exp(-alone) + exp(-alone) * pow(1 - exp(-alone), 2)
    #expect(Self.isNear(means.together.value, both))
    #expect(means.together.value > 20 * means.ifIndependent)
  }

  /// Events of R1 silence A for as long as they last, so both are silent while B is, by itself:
  /// 3.65 a year of a day stand 0.01.
  ///
  /// Events of R2 reach nobody: both are down as at any time.
  @Test func thePlansOwnEventsCount() throws {
    func study(_ risk: String) -> String {
      """
      processes: [{ id: P1, value_per_day: 0 }]
      risks:
        - { id: R1, events: 1, loss: 1, downtime: { process: P1, days: 2 } }
        - { id: R2, events: 1, loss: 1, downtime: { process: P1, days: 2 } }
      response:
        communication:
          means: [{ id: A, lost_in: [R1] }, { id: B, outages: { rate: 3.65, days: 1 } }]
        plans: [{ id: SP, risks: [\(risk)] }]
      """
    }
    let struck = try #require(try Self.evidence(study("R1")).first)
    let b = 1 - exp(-0.01)
    #expect(struck.plan == "SP")
    #expect(Self.isNear(try #require(struck.duringEvents).value, b))
    let other = try #require(try Self.evidence(study("R2")).first)
    #expect(Self.isNear(try #require(other.duringEvents).value, (1 - exp(-2.0 / 365)) * b))
  }

  /// A gamma rate of shape 2 and mean 4: E[1 − exp(−λ/365)] = 1 − (1 + 2/365)^(−2).
  ///
  /// The standard deviation of the share is that of λ/365, 2√2/365, so five errors of 1,000 draws are 0.00122.
  @Test func whatIsNotKnownOfARateIsInTheBand() throws {
    let means = try #require(
      try Self.evidence(
        """
        response:
          communication:
            means: [{ id: A, outages: { rate: { gamma: { shape: 2, scale: 2 } }, days: 1 } }]
        """
      ).first)
    let exact = 1 - 1 / ((1 + 2.0 / 365) * (1 + 2.0 / 365))
    #expect(abs(means.together.value - exact) < 0.001_22)
    // Quantiles of the gamma law with shape 2 and scale 2 are those of chi-squared with 4 degrees
    // of freedom: 0.7107 and 9.4877 (any table); five errors of the
    // quantiles are 0.28 and 1.7.
    #expect(abs(means.together.low - 0.7107 / 365) < 0.0008)
    #expect(abs(means.together.high - 9.4877 / 365) < 0.005)
  }
}
