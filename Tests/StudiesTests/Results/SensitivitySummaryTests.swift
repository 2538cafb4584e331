import Foundation
import LossSimulation
import Sampling
import Testing

@testable import Studies

@Suite struct SensitivitySummaryTests {
  private static func figure(
    _ input: String, _ measure: SensitivityFigure.Measure, _ index: SensitivityFigure.Index,
    _ value: Double, error: Double = 0.5
  ) -> SensitivityFigure {
    SensitivityFigure(
      input: input, measure: measure, index: index,
      estimate: Estimate(
        value: value, standardError: error / 2, low: value - error, high: value + error,
        method: .mean, sampleSize: 640))
  }

  /// Made-up figures of one input, one source, one control and one risk at level 0.995.
  private static let result: SensitivityResult = {
    let tail = SensitivityFigure.Measure.expectedShortfall(level: 0.995)
    let path = "risks/R01/events"
    return SensitivityResult(
      figures: [
        figure(path, .aggregateLoss, .spearman, 0.25, error: 0.125),
        figure(path, .expectedAnnualLoss, .tornadoLow, 1_000),
        figure(path, .expectedAnnualLoss, .tornadoHigh, 3_000),
        figure(path, .expectedAnnualLoss, .tornadoSwing, 2_000),
        figure(path, tail, .tornadoSwing, 9_000), figure(path, tail, .tornadoLow, 1_000),
        figure(path, tail, .tornadoHigh, 10_000),
        figure(path, .expectedAnnualLoss, .sobolFirst, 0.5, error: 0.0625),
        figure(path, .expectedAnnualLoss, .sobolTotal, 0.75, error: 0.25),
        figure("risks/=cmd/success", .aggregateLoss, .spearman, .nan),
        figure("sources/role/a", tail, .notKnowing, 700),
        figure("controls/C", tail, .takenAway, 5_000, error: 1_000),
        figure("controls/C", tail, .outagesInTail, 40, error: 10),
        figure("risks/R01", .aggregateLoss, .shapley, 1, error: 0),
        figure("all", .expectedAnnualLoss, .variance, 4),
      ], inputs: 2, trials: 640, years: 9_600, level: 0.995, notes: ["one of two has a bar"])
  }()

  private func write(_ folder: TemporaryFolder) throws -> StudyRun {
    var run = try MadeUpRun.run(in: folder)
    run.sensitivity = Self.result
    try run.write(to: RunFolder.claim(folder.file("out")))
    return run
  }

  /// The columns are those of the contract; what is not finite is empty.
  @Test func writesTheTableToTheLetter() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder)
    #expect(
      try folder.text("out/sensitivity.csv") == """
        run,input,measure,index,value,low,high
        out,risks/R01/events,aggregate_loss,spearman,0.25,0.125,0.375
        out,risks/R01/events,expected_annual_loss,tornado_low,1000,999.5,1000.5
        out,risks/R01/events,expected_annual_loss,tornado_high,3000,2999.5,3000.5
        out,risks/R01/events,expected_annual_loss,tornado_swing,2000,1999.5,2000.5
        out,risks/R01/events,expected_shortfall_99_5,tornado_swing,9000,8999.5,9000.5
        out,risks/R01/events,expected_shortfall_99_5,tornado_low,1000,999.5,1000.5
        out,risks/R01/events,expected_shortfall_99_5,tornado_high,10000,9999.5,10000.5
        out,risks/R01/events,expected_annual_loss,sobol_first,0.5,0.4375,0.5625
        out,risks/R01/events,expected_annual_loss,sobol_total,0.75,0.5,1
        out,risks/=cmd/success,aggregate_loss,spearman,,,
        out,sources/role/a,expected_shortfall_99_5,not_knowing,700,699.5,700.5
        out,controls/C,expected_shortfall_99_5,taken_away,5000,4000,6000
        out,controls/C,expected_shortfall_99_5,outages_in_tail,40,30,50
        out,risks/R01,aggregate_loss,shapley,1,1,1
        out,all,expected_annual_loss,variance,4,3.5,4.5

        """)
    let package = try folder.text("out/datapackage.json")
    #expect(package.contains("\"path\" : \"sensitivity.csv\""))
  }

  @Test func aRunWithoutHasNoTable() throws {
    let folder = try TemporaryFolder()
    let run = try MadeUpRun.run(in: folder)
    try run.write(to: RunFolder.claim(folder.file("out")))
    #expect(!folder.names("out").contains("sensitivity.csv"))
    #expect(try !folder.text("out/summary.json").contains("sensitivity"))
    let stored = try StoredRun(folder: folder.file("out"))
    #expect {
      try stored.table("sensitivity")
    } throws: { error in
      "\(error)".contains("breakwater run --sensitivity")
    }
  }

  @Test func theSummaryReadsBack() throws {
    let folder = try TemporaryFolder()
    _ = try write(folder)
    let data = Data(try folder.text("out/summary.json").utf8)
    let summary = try ResultJSON.read(RunSummary.self, from: data)
    let section = try #require(summary.sensitivity)
    let input = try #require(section.inputs.first)
    #expect(section.inputs.count == 1 && section.uncertainInputs == 2)
    #expect(input.input == "risks/R01/events")
    #expect(input.expectedShortfall?.swing.value == 9_000)
    #expect(input.sobolTotal?.value == 0.75)
    #expect(section.sources.map(\.source) == ["role/a"])
    #expect(section.controls.first?.expectedShortfallTakenAway?.value == 5_000)
    #expect(section.risks.map(\.risk) == ["R01"])
    #expect(try ResultJSON.data(summary) == data)
    #expect(summary.showing("inherent")?.sensitivity != nil)
  }

  @Test func tellsItOnATerminal() throws {
    let folder = try TemporaryFolder()
    let run = try write(folder)
    let text = SummaryText(run.summary(run: "x")).text
    #expect(text.contains("WHAT MOVES THE EXPECTED LOSS"))
    #expect(text.contains("risks/R01/events"))
    #expect(text.contains("===================="))
    #expect(text.contains("50 %") && text.contains("~75 %") && text.contains("0.25"))
    #expect(text.contains("and 1 more in sensitivity.csv"))
    #expect(text.contains("in the worst 0.5 % of years"))
    #expect(text.contains("4.0 .. 6.0 k") && text.contains("30 .. 50"))
    #expect(text.contains("one of two has a bar"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
