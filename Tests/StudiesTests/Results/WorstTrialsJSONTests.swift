import Foundation
import Testing

@testable import Studies

@Suite struct WorstTrialsJSONTests {
  private func event(_ source: String, struck: [String], day: Double?) -> EventRecord {
    EventRecord(
      sourceKind: "risk", source: source, struck: struck, day: day, days: nil,
      groundUpLoss: 1.25e-7, loss: -0.0, networkLoss: 3.3e21, injuries: 12, fatalities: nil,
      controlsOut: ["guard \"night\"", "C\\2"])
  }

  private func trial(_ rank: Int, _ events: [EventRecord]) -> TrialRecord {
    TrialRecord(
      rank: rank, trial: 41, aggregate: 123_456.789, largestEvent: nil, events: events)
  }

  private func check(_ worst: WorstTrials) throws {
    let direct = try JSONSerialization.jsonObject(with: WorstTrialsJSON.data(worst))
    let encoded = try JSONSerialization.jsonObject(with: ResultJSON.data(worst))
    #expect((direct as? NSDictionary) == (encoded as? NSDictionary))
  }

  /// The oracle is the general encoder: both texts hold the same values.
  @Test func holdsWhatTheEncoderWrites() throws {
    let hostile = "\u{0}\u{1F}\n\"\\/ é 港 🚢"
    let events = [
      event(hostile, struck: [], day: 0.5), event("", struck: ["a", hostile], day: nil),
    ]
    try check(
      WorstTrials(
        schema: "worst/1", run: hostile, strategy: "current",
        trials: [trial(1, events), trial(2, [])], reason: nil))
    try check(
      WorstTrials(
        schema: "worst/1", run: "r", strategy: "current", trials: [], reason: "not \"known\""))
  }

  /// What is read back is written again to the same bytes.
  @Test func readsBack() throws {
    let worst = WorstTrials(
      schema: "worst/1", run: "r", strategy: "inherent",
      trials: [trial(1, [event("R1", struck: ["S1", "S2"], day: 364.999)])], reason: nil)
    let text = WorstTrialsJSON.data(worst)
    let back = try ResultJSON.read(WorstTrials.self, from: text)
    #expect(WorstTrialsJSON.data(back) == text)
    #expect(back.trials[0].events[0].controlsOut == ["guard \"night\"", "C\\2"])
    #expect(back.trials[0].events[0].groundUpLoss == 1.25e-7)
  }

  @Test func anEventIsALine() {
    let worst = WorstTrials(
      schema: "worst/1", run: "r", strategy: "current",
      trials: [trial(1, (0..<5).map { event("R\($0)", struck: [], day: 1) })], reason: nil)
    let lines = String(decoding: WorstTrialsJSON.data(worst), as: UTF8.self).split(separator: "\n")
    #expect(lines.filter { $0.contains("\"source\"") }.count == 5)
  }
}
