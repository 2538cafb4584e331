import RiskModel
import Testing

@Suite struct FieldTableTests {
  @Test(arguments: RecordKind.allCases)
  func everyKindHasATableThatSaysSomething(kind: RecordKind) {
    let table = FieldTable.of(kind)
    #expect(table.kind == kind)
    #expect(!table.fields.isEmpty)
    #expect(table.meaning.hasSuffix("."))
    for field in table.fields {
      #expect(!field.meaning.isEmpty && !field.meaning.hasSuffix("."), "\(field.name)")
      #expect(table.field(field.name)?.name == field.name)
    }
  }

  @Test(arguments: RecordKind.allCases)
  func aDefaultIsNeverRequired(kind: RecordKind) {
    for field in FieldTable.of(kind).fields where field.isRequired {
      #expect(field.defaultText == nil, "\(field.name)")
    }
  }

  @Test func fieldsThatTakeALevelAreFoundByIt() {
    let table = FieldTable.of(.constraint)
    #expect(table.field("expected_shortfall_99_5")?.name == "expected_shortfall")
    #expect(table.field("budget_once_95") == nil)
  }

  @Test func defaultsReachTheStudy() throws {
    let study = try #require(
      check(
        """
        simulation: { seed: 7 }
        processes: [{ id: P1 }]
        network: { nodes: [{ id: S1 }], edges: [{ source: S1, target: P1 }] }
        risks: [{ id: R1, events: 1, downtime: { process: P1, days: 1 } }]
        controls: [{ id: C1, share: { risks: all } }]
        """
      ).study)
    #expect(study.simulation.seed == 7)
    #expect(study.simulation.trials == 100_000)
    #expect(study.simulation.levels == SimulationSettings.defaultLevels)
    #expect(study.simulation.returnPeriods == SimulationSettings.defaultReturnPeriods)
    #expect(study.processes[0].name == "P1")
    #expect(study.processes[0].lostShare == 1)
    #expect(study.risks[0].downtime?.level == 1)
    #expect(study.risks[0].frequency?.count == .poisson)
    let dependency = try #require(study.network?.dependencies.first)
    #expect(dependency == Dependency(source: "S1", target: "P1", input: "S1"))
    let share = try #require(study.controls[0].share)
    #expect(share.limit == .infinity && share.proportion == 1 && share.basis == .year)
    #expect(study.identity.status == "draft")
  }
}
