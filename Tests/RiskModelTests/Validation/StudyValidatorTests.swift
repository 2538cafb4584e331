import Distributions
import RiskModel
import Testing

/// Sound studies: what the typed values hold.
@Suite struct StudyValidatorTests {
  private func study(_ body: String) throws -> Study {
    let outcome = check(body)
    #expect(outcome.problems.isEmpty, "\(outcome)")
    return try #require(outcome.study)
  }

  @Test func frequencies() throws {
    let study = try study(
      """
      risks:
        - { id: R1, events: { rate: 0.2, count: { negative_binomial: { dispersion: 2 } } } }
        - { id: R2, attempts: 6 to 14 per year, success: 0.1 to 0.4 }
        - { id: R3, attempts: 2, success: 0.5, count: fixed }
        - { id: R4, events: { rate: { uniform: [0, 1] }, count: bernoulli } }
      """)
    #expect(
      study.risks.map(\.frequency?.count) == [
        .negativeBinomial(dispersion: 2), .poisson, .fixed, .bernoulli,
      ])
    guard case .attempts(_, let success)? = study.risks[1].frequency?.rate else {
      Issue.record("no attempts")
      return
    }
    #expect(abs(success.law.quantile(0.95) - 0.4) < 1e-12)
  }

  @Test func networkFromRegisters() throws {
    let tree = TinyYAML.parse(
      studyHead + """
        processes: [{ id: P1, value_per_day: 10k }]
        network: { nodes: x, edges: x, shared_hazards: [{ id: h, per_year: 0.1, days: 1 to 3 }] }
        """
    ).replacing(
      ["network", "nodes"],
      with: csvRows(
        """
        id,name,category,tier,outage_rate_low,outage_rate_high,outage_days_low,outage_days_high,shared_hazard
        S1,First,power,1,0.1,0.4,1,4,h
        S2,Second,power,2,,,,,
        """, file: "suppliers.csv")
    ).replacing(
      ["network", "edges"],
      with: csvRows(
        """
        source,target,input,share,criticality,buffer_days,switch_days
        S1,P1,power,0.25,1,0.5,
        S2,P1,power,0.75,1,0.5,3
        """, file: "dependencies.csv"))
    let outcome = StudyValidator().validate(tree)
    #expect(outcome.problems.isEmpty, "\(outcome)")
    let network = try #require(outcome.study?.network)
    #expect(network.suppliers.map(\.hazards) == [["h"], []])
    #expect(network.suppliers[1].outageRate == nil)
    // The median of a lognormal between quantiles 0.1 and 0.4 is their geometric mean.
    let median = try #require(network.suppliers[0].outageRate).law.quantile(0.5)
    #expect(abs(median - 0.2) < 1e-12)
    #expect(network.suppliers[0].attributes["tier"] == "1")
    #expect(network.dependencies.map(\.switchDays) == [nil, 3])
    #expect(network.dependencies.map(\.share) == [0.25, 0.75])
  }

  @Test func problemsOfRegistersStandInTheirFile() {
    let tree = TinyYAML.parse(studyHead + "network: { nodes: x }").replacing(
      ["network", "nodes"], with: csvRows("id,lat\nS1,91", file: "suppliers.csv"))
    #expect(
      StudyValidator().validate(tree).description == """
        suppliers.csv:2:4: error: network/nodes/S1/lat: must be between -90 and 90, in degrees \
        (found `91`). Write a number that is between -90 and 90.
        """)
  }

  @Test func effectTargets() throws {
    let study = try study(
      """
      processes: [{ id: P1 }]
      network:
        nodes:
          - { id: S1, tier: 1, assurance: none, outage_rate: 1, outage_days: 1 }
          - { id: S2, tier: 1.0, assurance: aeo, outage_rate: 1, outage_days: 1 }
          - { id: S3, tier: 2, assurance: none, outage_rate: 1, outage_days: 1 }
        edges:
          - { source: S1, target: P1, input: fuel }
          - { source: S1, target: P1, input: water }
        shared_hazards: [{ id: h, per_year: 1, days: 1 }]
      risks:
        - { id: R1, category: criminal, events: 1, loss: 1 }
        - { id: R2, category: criminal, events: 1 }
        - { id: R3, category: human, events: 1, loss: 1 }
      treatments:
        - id: T1
          effects:
            - { targets: { suppliers: { tier: 1 } }, quantity: outage_rate, multiply: 0.5 }
            - { targets: { suppliers: { tier: 1, assurance: [none, x] } }, quantity: outage_days,
                set: 0.1 to 0.2 }
            - { targets: { risks: { category: criminal|human } }, quantity: loss, multiply: 0.5 }
            - { target: h, quantity: hits, multiply: 0.5 }
            - { dependency: [S1, P1, water], quantity: buffer_days, add: 3 }
            - { target: S1>P1>fuel, quantity: criticality, multiply: 0.5 }
            - { target: R1, quantity: frequency, multiply: 2, may_worsen: true }
            - { add_dependency: { source: S3, target: P1, input: fuel, share: 0.5 } }
      """)
    let targets = study.treatments[0].effects.map { "\($0.target)" }
    #expect(
      targets == [
        #"suppliers(["S1", "S2"])"#, #"suppliers(["S1"])"#, #"risks(["R1", "R3"])"#,
        #"hazards(["h"])"#, "dependencies([1])", "dependencies([0])", #"risks(["R1"])"#, "network",
      ])
    #expect(study.treatments[0].effects.map(\.mayWorsen).filter { $0 }.count == 1)
  }

  @Test func dependenceAndCriteria() throws {
    let study = try study(
      """
      simulation:
        dependence: { family: t, df: 4, repair: nearest,
          groups: [{ members: [R1, R2], correlation: 0.5 }],
          pairs: [{ between: [R1, R3], correlation: -0.2 }] }
        stop_when: { metric: expected_shortfall_99_5, relative_error: 0.01 }
      risks: [{ id: R1, events: 1 }, { id: R2, events: 1 }, { id: R3, events: 1 }]
      processes: [{ id: P1 }]
      criteria: { capacity: 90M, tolerance: [{ loss: 5M, probability: 0.5 }],
        people: { expected_fatalities_per_year: 0.01 }, service: { process: P1, availability: 0.97 } }
      """)
    let dependence = try #require(study.simulation.dependence)
    #expect(dependence.family == .t(degreesOfFreedom: 4))
    #expect(dependence.repair)
    #expect(dependence.groups[0].members == ["R1", "R2"])
    #expect(dependence.pairs[0].correlation == -0.2)
    #expect(study.simulation.stopWhen?.metrics == ["expected_shortfall_99_5"])
    #expect(study.criteria.tolerance == [.init(loss: 5_000_000, probability: 0.5)])
    #expect(study.criteria.service == [.init(process: "P1", availability: 0.97)])
    #expect(study.criteria.capacity == 90_000_000)
  }

  @Test func treatmentsAndShares() throws {
    let study = try study(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      context: { obligations: [{ id: L1, title: A duty }] }
      treatments:
        - { id: T1, option: share, cost: { once: 10k, per_year: 1k to 2k, life_years: 3 },
            ready_in_days: 30, staff: 0.5, resources: { crane_hours: 12 }, mandatory: L1,
            share: { risks: R1, attachment: 500k, limit: 8M, proportion: 0.9, per: event },
            requires: [T2] }
        - { id: T2, excludes: T3 }
        - { id: T3 }
      strategies: [{ id: none, treatments: [] }, { id: both, name: Both, treatments: T1|T2 }]
      """)
    let treatment = study.treatments[0]
    #expect(treatment.costOnce?.constant == 10_000)
    #expect(treatment.lifeYears == 3 && study.treatments[1].lifeYears == nil)
    #expect(treatment.resources == ["crane_hours": 12])
    #expect(treatment.share?.basis == .event)
    #expect(study.treatments[1].excludes == ["T3"])
    #expect(study.strategies[1].treatments == ["T1", "T2"])
  }

  @Test func wordsThatOtherYAMLReadsAsTruthAreText() throws {
    let study = try study(
      "risks: [{ id: NO, name: off, events: 1 }, { id: y, name: yes, events: 1 }]")
    #expect(study.risks.map(\.id) == ["NO", "y"])
    #expect(study.risks.map(\.name) == ["off", "yes"])
  }

  @Test func overlaysAreCheckedInShape() {
    let sound = TinyYAML.parse(
      """
      format: study-overlay/1
      set: { risks/R05/events: 0.2 to 0.9 per year }
      add: { risks: [{ id: R9, events: 1 }] }
      remove: [controls/C1]
      """)
    #expect(StudyValidator().validateOverlay(sound).problems.isEmpty)
    #expect(
      StudyValidator().validateOverlay(TinyYAML.parse("format: study/1\nsett: 3")).problems
        .map(\.description) == [
          "study.yaml:1:9: error: format: must be `study-overlay/1` (found `study/1`). "
            + "Write `study-overlay/1`.",
          "study.yaml:2:1: error: study: `sett` is no field of an overlay. "
            + "See `breakwater describe overlay` for the fields. Did you mean `set`?",
        ])
  }

  @Test func recordsHoldWhatTheStudyDoesNot() throws {
    let outcome = check(
      """
      risks: [{ id: R1, events: 1 }]
      treatments: [{ id: T1 }]
      optimisation: { discount_rate: 0.05, constraints: [{ budget_once: 7M },
        { expected_shortfall_99_5: { at_most: 3M } }, { must_include: T1 }] }
      audit: { audits: [{ id: AU1, date: 2026-03-18 }] }
      """)
    let optimisation = try #require(outcome.records?.record("optimisation"))
    #expect(optimisation.number("horizon_years") == 5)
    #expect(optimisation.text("measure") == "expected_total_cost")
    let constraints = optimisation.records("constraints")
    #expect(constraints[0].number("budget_once") == 7_000_000)
    #expect(constraints[1].level(of: "expected_shortfall") == 0.995)
    #expect(constraints[2].texts("must_include") == ["T1"])
    #expect(outcome.records?.record("audit")?.records("audits").first?.path == "audit/audits/AU1")
  }
}
