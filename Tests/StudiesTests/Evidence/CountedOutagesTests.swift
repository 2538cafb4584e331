import Foundation
import RiskModel
import Testing

@testable import Studies

@Suite struct CountedOutagesTests {
  private static func isNear(_ a: Double, _ b: Double, _ relative: Double = 1e-12) -> Bool {
    abs(a - b) <= relative * abs(b)
  }

  /// scipy.stats.nbinom.pmf(j, 2, 2/2.3), 1.5 outages a year of which a fifth counts; the binomial
  /// law of three with 0.2 by hand.
  @Test func thinnedNumbersStayInTheirLaw() {
    let negative = CountedOutages(law: .negativeBinomial(dispersion: 2), rate: 1.5, shares: [:])
    let expected = [
      0.756_143_667_296_786_5, 0.197_254_869_729_596_4, 0.038_593_344_077_527_9,
      0.006_711_885_926_526_897,
    ]
    let numbers = negative.numbers(thinnedBy: 0.2)
    #expect(zip(numbers, expected).allSatisfy { Self.isNear($0, $1) })
    #expect(Self.isNear(numbers.reduce(0, +), 1))
    let fixed = CountedOutages(law: .fixed, rate: 3, shares: [:]).numbers(thinnedBy: 0.2)
    #expect(fixed.count == 4)
    #expect(zip(fixed, [0.512, 0.384, 0.096, 0.008]).allSatisfy { Self.isNear($0, $1) })
    #expect(CountedOutages(law: .fixed, rate: 2, shares: [:]).numbers(thinnedBy: 1) == [0, 0, 1])
    let once = CountedOutages(law: .bernoulli, rate: 0.4, shares: [:]).numbers(thinnedBy: 0.5)
    #expect(once == [0.8, 0.2])
  }

  /// What is held down stays within a set A if every outage does: P = G(share inside A), with the
  /// generating functions z^n, 1 − p + p z and (1 + Λ(1 − z)/k)^(−k); inclusion and exclusion gives
  /// the state of both.
  @Test(arguments: [
    (CountLaw.fixed, 2.0), (.bernoulli, 0.7), (.negativeBinomial(dispersion: 0.5), 4),
    (.poisson, 3),
  ])
  func statesFollowTheGeneratingFunction(_ law: CountLaw, _ rate: Double) {
    let states = CountedOutages(law: law, rate: rate, shares: [1: 0.1, 2: 0.2, 3: 0.05]).states
    func generating(_ z: Double) -> Double {
      switch law {
      case .fixed: Foundation.pow(z, rate)
      case .bernoulli: 1 - rate + rate * z
      case .negativeBinomial(let k): Foundation.pow(1 + rate * (1 - z) / k, -k)
      case .poisson: Foundation.exp(-rate * (1 - z))
      }
    }
    let (none, first, second) = (generating(0.65), generating(0.75), generating(0.85))
    #expect(Self.isNear(states[0] ?? 0, none))
    #expect(Self.isNear(states[1] ?? 0, first - none))
    #expect(Self.isNear(states[2] ?? 0, second - none))
    #expect(Self.isNear(states[3] ?? 0, 1 - first - second + none, 1e-11))
  }

  /// Of the outages beside a given one: P(N − 1 = j) = (j + 1) P(N = j + 1) / E[N].
  @Test(arguments: [
    (CountLaw.fixed, 4.0), (.bernoulli, 0.3), (.negativeBinomial(dispersion: 1.5), 2),
  ])
  func besideAnOutageTheNumberIsWeighted(_ law: CountLaw, _ rate: Double) {
    let outages = CountedOutages(law: law, rate: rate, shares: [:])
    // A hair below the whole, so that the binomial law of `fixed` keeps its odds.
    let numbers = outages.numbers(thinnedBy: 1 - 1e-15)
    let beside = outages.beside.numbers(thinnedBy: 1 - 1e-15)
    for place in 0..<3 {
      let weighted =
        place + 1 < numbers.count ? Double(place + 1) * numbers[place + 1] / rate : 0
      let found = place < beside.count ? beside[place] : 0
      #expect(abs(found - weighted) < 1e-9)
    }
  }

  private func means(_ count: String) throws -> MeansTogether {
    let folder = try StudyFolder()
    try folder.write(
      "study.yaml",
      """
      format: study/1
      study: { id: s, currency: EUR }
      processes: [{ id: P1, value_per_day: 0 }]
      risks:
        - { id: R1, events: \(count), loss: 1, downtime: { process: P1, days: 73 } }
      response:
        communication:
          means: [{ id: A, lost_in: [R1] }, { id: B, lost_in: [R1] }]
        plans: [{ id: SP, risks: [R1] }]
      """)
    let day = try #require(CalendarDay("2026-09-01"))
    let all = try ComputedEvidence(ConformityRequest(study: folder.url.path, asOf: day))
    return try #require(all.communication.first)
  }

  /// An event lasts a fifth of a year and silences both means.
  ///
  /// At most one a year with 0.5: for a tenth
  /// of the time; always two: unless neither stands, 1 − 0.8²; as Poisson events 1 − e^(−0.1) for a
  /// rate of 0.5. Silence begins with each event that finds no other standing.
  @Test func theCountLawDecides() throws {
    let once = try means("{ rate: 0.5, count: bernoulli }")
    #expect(Self.isNear(once.together.value, 0.1))
    #expect(Self.isNear(once.timesPerYear, 0.5))
    #expect(once.notes.isEmpty)
    let two = try means("{ rate: 2, count: fixed }")
    #expect(Self.isNear(two.together.value, 0.36))
    #expect(Self.isNear(two.timesPerYear, 2 * 0.8))
    let random = try means("0.5")
    #expect(Self.isNear(random.together.value, 1 - Foundation.exp(-0.1)))
    #expect(Self.isNear(random.timesPerYear, 0.5 * Foundation.exp(-0.1)))
    let clustered = try means("{ rate: 0.5, count: { negative_binomial: { dispersion: 0.25 } } }")
    #expect(Self.isNear(clustered.together.value, 1 - Foundation.pow(1.4, -0.25)))
    let beside = Foundation.pow(1 + 2.5 * 0.2 / 1.25, -1.25)
    #expect(Self.isNear(clustered.timesPerYear, 0.5 * beside))
    for means in [once, two, random, clustered] {
      #expect(Self.isNear(try #require(means.duringEvents).value, 1))
    }
  }
}
