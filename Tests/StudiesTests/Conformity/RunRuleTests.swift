import Foundation
import Testing

@testable import Studies

/// Rules that look at figures: a small run of the complete study, and runs with planted figures.
@Suite struct RunRuleTests {
  /// Rules that no change of the records can fail: they wait for a run, or look at the folder.
  static let refs: Set<String> = [
    "5.1 #7", "6.1.1 #2", "6.1.1 #3", "6.1.3.a", "6.1.3.d", "6.1.3.g", "6.2.2 (end)", "7.5.3.b",
    "8.1 #2", "8.3 (lead)", "8.3.a", "8.3.b", "8.5.1.a", "9.3.2.h", "10.1 #1", "10.1 #2",
  ]

  private typealias Object = [String: Any]

  private static let simulated = Task { () throws -> Data in
    let request = StudyRunRequest(
      study: CompleteStudy.folder.path,
      settings: [SettingOverride(path: "simulation/trials", text: "2000", origin: "test")],
      threads: 1)
    let run = try await PreparedStudy(request).run()
    return try ResultJSON.data(run.summary(run: "r-2026-11-01-a"))
  }

  /// The run with planted figures.
  private static func evidence(
    _ plant: (inout Object) -> Void = { _ in },
    previous: ((inout Object) -> Void)? = { _ in }
  ) async throws -> RunEvidence {
    let data = try await simulated.value
    func summary(_ plant: (inout Object) -> Void) throws -> RunSummary {
      var object = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
      plant(&object)
      return try ResultJSON.read(
        RunSummary.self, from: JSONSerialization.data(withJSONObject: object))
    }
    return RunEvidence(
      id: "r-2026-11-01-a", day: CalendarDay("2026-11-01"), digest: "same",
      summary: try summary(plant), previous: try previous.map(summary))
  }

  private static func verdict(
    _ ref: String, changing changes: [String] = [], digest: String? = "same",
    _ run: RunEvidence?
  ) throws -> Verdict {
    let report = try CompleteStudy.report(changing: changes, run: run, digest: digest)
    return try #require(report.rules.first { $0.ref == ref }).verdict
  }

  /// A changed figure in each element of a list that has the id.
  private static func set(
    _ list: String, _ id: String, _ key: String, to value: Any, in object: inout Object
  ) {
    var items = object[list] as? [Object] ?? []
    for index in items.indices where items[index]["id"] as? String == id {
      if var figure = items[index][key] as? Object {
        figure["value"] = value
        items[index][key] = figure
      } else {
        items[index][key] = value
      }
    }
    object[list] = items
  }

  private static func setCriterion(_ kind: String, _ verdict: String, in object: inout Object) {
    var items = object["criteria"] as? [Object] ?? []
    for index in items.indices where items[index]["kind"] as? String == kind {
      items[index]["verdict"] = verdict
    }
    object["criteria"] = items
  }

  /// The figures of the level in front as another level, with one loss replaced.
  private static func addStrategy(_ id: String, lossOfR02: Double, to object: inout Object) {
    var level = object
    level["strategy"] = id
    set("risks", "R02", "expected_loss", to: lossOfR02, in: &level)
    var levels = object["by_level"] as? Object ?? [:]
    level["by_level"] = nil
    levels[id] = level
    object["by_level"] = levels
  }

  @Test func aRunMeetsWhatItCan() async throws {
    let run = try await Self.evidence()
    for ref in Self.refs.subtracting(["5.1 #7", "8.5.1.a", "10.1 #2"]) {
      #expect(try Self.verdict(ref, run) == .met, "\(ref)")
    }
    for ref in ["4.2.1 #2", "5.2.2 #2", "6.1.1.a", "8.3.c", "8.6.1 #1", "9.1 #1"] {
      #expect(try Self.verdict(ref, run) == .met, "\(ref)")
    }
  }

  @Test func withoutARunThereIsNoData() throws {
    for ref in Self.refs.subtracting(["7.5.3.b"]) {
      #expect(try Self.verdict(ref, nil) == .noData, "\(ref)")
    }
  }

  @Test func programmesMustReachTheirTargets() async throws {
    let waiting = try await Self.evidence()
    #expect(try Self.verdict("5.1 #7", waiting) == .noData)
    let reached = try await Self.evidence { Self.addStrategy("agreed", lossOfR02: 3e5, to: &$0) }
    #expect(try Self.verdict("5.1 #7", reached) == .met)
    #expect(try Self.verdict("8.5.1.a", reached) == .met)
    let missed = try await Self.evidence { Self.addStrategy("agreed", lossOfR02: 9e5, to: &$0) }
    #expect(try Self.verdict("5.1 #7", missed) == .gap)
  }

  @Test func controlsMustNotRaiseTheLoss() async throws {
    let run = try await Self.evidence { object in
      var levels = object["by_level"] as? Object ?? [:]
      var inherent = levels["inherent"] as? Object ?? [:]
      var loss = inherent["expected_annual_loss"] as? Object ?? [:]
      loss["value"] = 1.0
      inherent["expected_annual_loss"] = loss
      levels["inherent"] = inherent
      object["by_level"] = levels
    }
    #expect(try Self.verdict("6.1.1 #2", run) == .gap)
  }

  @Test func oneRunShowsNoTrend() async throws {
    let run = try await Self.evidence(previous: nil)
    #expect(try Self.verdict("6.1.1 #3", run) == .noData)
    #expect(try Self.verdict("10.1 #1", run) == .noData)
  }

  @Test func emptyRunsHaveNoData() async throws {
    let run = try await Self.evidence { object in
      for list in ["risks", "processes", "owners"] { object[list] = [Any]() }
    }
    for ref in ["6.1.3.a", "6.1.3.d", "6.1.3.g", "8.3.a"] {
      #expect(try Self.verdict(ref, run) == .noData, "\(ref)")
    }
  }

  @Test func targetsBelowTodayAreNoImprovement() async throws {
    let run = try await Self.evidence {
      Self.set("risks", "R02", "expected_loss", to: 1e5, in: &$0)
    }
    #expect(try Self.verdict("6.2.2 (end)", run) == .advice)
  }

  @Test func breachedServiceIsAGap() async throws {
    let run = try await Self.evidence { Self.setCriterion("service", "breached", in: &$0) }
    #expect(try Self.verdict("8.1 #2", run) == .gap)
  }

  @Test func undecidedCriteriaAskForMoreYears() async throws {
    let run = try await Self.evidence { Self.setCriterion("tolerance", "undecided", in: &$0) }
    #expect(try Self.verdict("8.3.b", run) == .advice)
  }

  @Test func aBreachAsksForTheApprovalOfThePolicy() async throws {
    let run = try await Self.evidence { Self.setCriterion("tolerance", "breached", in: &$0) }
    #expect(try Self.verdict("5.2.2 #2", run) == .gap)
    let later = ["= governance/policy/approved 2026-11-05"]
    #expect(try Self.verdict("5.2.2 #2", changing: later, run) == .met)
  }

  @Test func changedFilesMakeARunStale() async throws {
    let run = try await Self.evidence()
    #expect(try Self.verdict("8.3 (lead)", digest: "other", run) == .stale)
  }

  @Test func grownLossIsAdvice() async throws {
    let run = try await Self.evidence(previous: { object in
      object["expected_annual_loss"] =
        [
          "value": 1000.0, "standard_error": 1.0, "low": 998.0, "high": 1002.0, "method": "mean",
          "sample_size": 2000, "reliable": true,
        ] as Object
    })
    #expect(try Self.verdict("10.1 #1", run) == .advice)
  }

  @Test func missedNeedsAreAdvice() async throws {
    let run = try await Self.evidence {
      Self.set("processes", "P2", "availability", to: 0.5, in: &$0)
    }
    #expect(try Self.verdict("4.2.1 #2", run) == .advice)
  }

  @Test(arguments: [
    ("6.1.1.a", "- treatments/T2/effects", Verdict.gap), ("8.3.c", "- risks/R03/decision", .advice),
    ("8.6.1 #1", "= response/plans/SP1/risks [R02, R04]", .gap),
    ("9.1 #1", "= indicators/K2/risk R09", .gap),
  ])
  func largeRisksNeedAnAnswer(_ ref: String, _ change: String, _ verdict: Verdict) async throws {
    let run = try await Self.evidence()
    #expect(try Self.verdict(ref, changing: [change], run) == verdict)
  }

  @Test func aFolderThatAllMayWriteIsAGap() throws {
    let open = try CompleteStudy.report(isOpenToAll: true)
    #expect(open.rules.first { $0.ref == "7.5.3.b" }?.verdict == .gap)
  }

  /// Studies and runs, each judged by all rules: the complete study without a run, with one, with
  /// all that a run can hold, and with planted figures; then every change of `breaks.txt`.
  private static func reports() async throws -> [ConformityReport] {
    let runs = [
      nil, try await evidence(),
      try await evidence { object in
        addStrategy("agreed", lossOfR02: 3e5, to: &object)
        object["sensitivity"] =
          [
            "level": 0.95, "trials": 64, "years": 640, "uncertain_inputs": 1, "inputs": [Any](),
            "sources": [Any](), "controls": [Any](), "risks": [Any](), "notes": [Any](),
          ] as Object
      },
      try await evidence(previous: nil),
      try await evidence { addStrategy("agreed", lossOfR02: 9e5, to: &$0) },
      try await evidence { object in
        for kind in ["service", "tolerance"] { setCriterion(kind, "breached", in: &object) }
      },
    ]
    return try runs.map { try CompleteStudy.report(run: $0, digest: "same") }
      + [try CompleteStudy.report(isOpenToAll: true)]
      + BrokenRecord.all.map { try CompleteStudy.report(changing: [$0.change]) }
  }

  /// A rule that no study meets, or that none fails, is found whatever it is called: none is named.
  ///
  /// A rule that only figures can meet fails where there are none.
  @Test func everyRuleIsMetByAStudyAndFailedByAnother() async throws {
    var (met, failed) = (Set<String>(), Set<String>())
    for report in try await Self.reports() {
      for rule in report.rules {
        switch rule.verdict {
        case .met, .attested: met.insert(rule.ref)
        case .gap, .stale, .advice, .noData: failed.insert(rule.ref)
        case .notApplicable: break
        }
      }
    }
    let all = Set(RuleBook.rules.map(\.ref))
    #expect(all.subtracting(met).sorted() == [])
    #expect(all.subtracting(failed).sorted() == [])
  }
}
