import Testing

@testable import Studies

@Suite struct FanChartTests {
  private static func chart(_ stages: [(Double, [Double])]) -> FanChart {
    FanChart(
      title: "Fan", description: "It falls.", currency: "EUR",
      stages: stages.enumerated().map { index, stage in
        .init(day: stage.0, label: "T\(index)", quantiles: stage.1)
      })
  }

  /// By hand: 100 days of 120 over 58 to 446, a median of 50 then 25 of 100 over 250 to 24.
  @Test func aQuantileIsLevelWithinAStage() {
    let chart = Self.chart([(0, [10, 20, 50, 60, 80]), (100, [5, 10, 25, 30, 40])])
    let area = PlotArea(
      x: Scale(.linear, 0...120, from: 58, to: 446), y: Scale(.linear, 0...100, from: 250, to: 24))
    let points = chart.steps(area, 2, 120)
    let middle = 58 + 388 * 100.0 / 120
    #expect(points.count == 4)
    #expect(zip(points.map(\.x), [58, middle, middle, 446]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(zip(points.map(\.y), [137, 137, 193.5, 193.5]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test func thereIsNoFanWithoutStages() {
    #expect(Self.chart([(0, [1, 2, 3, 4, 5])]).drawing == nil)
    #expect(Self.chart([(0, [0, 0, 0, 0, 0]), (9, [0, 0, 0, 0, 0])]).drawing == nil)
    let drawing = Self.chart([(0, [1, 2, 3, 4, 5]), (9, [1, 2, 3, 4, 5])]).drawing
    #expect(drawing?.body.text.contains(">T1</text>") == true)
  }

  /// Half of what passes is half of the width; what is little is still seen.
  @Test func aLineOfABowTieIsAsWideAsItsShare() {
    #expect(BowTieChart.width(of: 1) == 22)
    #expect(BowTieChart.width(of: 0.5) == 11)
    #expect(BowTieChart.width(of: 0.001) == 1.4)
    let chart = BowTieChart(
      title: "t", description: "d", causes: ["a", "b"], event: ["e"], consequences: ["c"],
      before: [], after: [], causeShares: [0.5, nil], consequenceShares: [1])
    let text = chart.drawing.body.text
    #expect(text.split(separator: "class=\"fl\"").count == 3)
    #expect(text.split(separator: "<line").count == 2)
  }
}
