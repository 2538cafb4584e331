import RiskModel
import Testing

@Suite struct ExternalTableTests {
  /// A source that holds one table.
  struct Source: ColumnSource {
    var table: ExternalTable

    func column(
      file: String, name: String, where filter: String?
    ) throws(ColumnError) -> [Double] { [] }

    func table(file: String, method: SimulationMethod) throws(ColumnError) -> ExternalTable {
      table
    }
  }

  private func problems(_ table: ExternalTable, method: String) -> [String] {
    check(
      """
      simulation: { method: \(method), table: t.csv, trials: 10 }
      risks: [{ id: R1, name: From the other model }]
      """, columns: Source(table: table)
    ).problems.map(\.requirement)
  }

  @Test func soundTablesPass() {
    #expect(
      problems(.years(probabilities: [0.5, 0.5], losses: ["R1": [0, 9]]), method: "table").isEmpty)
    #expect(
      problems(
        .events(trial: [0, 9], risk: ["R1", "R1"], loss: [1, 2], mark: nil), method: "events"
      )
      .isEmpty)
  }

  @Test func yearsAreChecked() {
    #expect(
      problems(.years(probabilities: [0.5, 0.6], losses: ["R1": [0, -1]]), method: "table") == [
        "has probabilities that sum to 1.1; they must be at least 0 and sum to 1",
        "has a loss of `R1` in row 2 that is no finite number of at least 0",
      ])
    #expect(
      problems(.years(probabilities: [1], losses: ["R2": [1], "R1": [1, 2]]), method: "table") == [
        "must have at least one year, and a loss for each",
        "holds losses of a risk that the study does not have",
      ])
  }

  @Test func eventsAreChecked() {
    #expect(
      problems(
        .events(trial: [10], risk: ["R1"], loss: [.nan], mark: [1]), method: "events") == [
          "has a trial in row 1 outside 0 to 9",
          "has a loss in row 1 that is no finite number of at least 0",
          "has a mark in row 1 outside [0, 1)",
        ])
    #expect(
      problems(.events(trial: [1], risk: [], loss: [1], mark: nil), method: "events") == [
        "must have the same number of entries in every column",
        "says nothing of how often it happens",
      ])
  }
}
