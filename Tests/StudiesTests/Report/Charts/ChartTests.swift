import Foundation
import Testing

@testable import Studies

/// Geometry of the charts against positions worked out by hand.
@Suite struct ChartTests {
  /// Losses 100 and 1000 with chances 10 % and 1 %: the axis runs over 90…1100 from 52 to 446, so
  /// 100 stands at 52 + 394 · ln(100/90)/ln(1100/90) = 68.58 and 1000 at 431.00; 10 % is the upper
  /// end (24) and 1 % the lower (250).
  @Test func exceedanceStandsWhereItShould() throws {
    let chart = ExceedanceChart(
      title: "t", description: "d", currency: "EUR",
      curves: [
        .init(
          name: "current",
          points: [
            .init(probability: 0.1, loss: 100), .init(probability: 0.01, loss: 1000),
          ])
      ], tolerance: [], bandName: nil)
    let width = 394 / log(1100.0 / 90)
    let (first, last) = (52 + width * log(100.0 / 90), 52 + width * log(1000.0 / 90))
    let path = "M\(Coordinate.text(first)) 24 L\(Coordinate.text(last)) 250"
    let svg = try #require(chart.drawing).svg(id: "x").text
    #expect(svg.contains("<path class=\"c1\" d=\"\(path)\"/>"), "\(path)\n\(svg)")
    #expect(path == "M68.58 24 L431 250")
  }

  @Test func exceedanceNeedsTwoPoints() {
    let one = ExceedanceChart.Curve(name: "x", points: [.init(probability: 0.1, loss: 5)])
    let none = ExceedanceChart.Curve(
      name: "x", points: [.init(probability: 0.1, loss: 0), .init(probability: 0.2, loss: 0)])
    for curves in [[], [one], [none]] {
      let chart = ExceedanceChart(
        title: "t", description: "d", currency: "EUR", curves: curves, tolerance: [],
        bandName: "band")
      #expect(chart.drawing == nil)
    }
  }

  /// 100, −30, −20 and 50: the steps begin where the total before them ends.
  @Test func waterfallStepsFollowEachOther() {
    let chart = WaterfallChart(
      title: "t", description: "d",
      rows: [
        .total(name: "all", value: 100), .step(name: "a", change: -30),
        .step(name: "b", change: -20), .total(name: "rest", value: 50),
      ])
    let expected: [(Double, Double)] = [(0, 100), (100, 70), (70, 50), (0, 50)]
    for (span, pair) in zip(chart.spans, expected) {
      #expect(span.from == pair.0 && span.to == pair.1)
    }
    // 174 to 396 is 222 wide: −30 of 100 is 66.6.
    #expect(chart.drawing?.body.text.contains("width=\"66.6\"") == true)
  }

  @Test func barsAreAsLongAsTheirShares() throws {
    let chart = PairedBarChart(
      title: "t", description: "d", firstName: "one", secondName: "two",
      rows: [.init(name: "a", first: 0.5, second: 0.25), .init(name: "b", first: 0.1, second: nil)])
    let svg = try #require(chart.drawing).svg(id: "x").text
    // From 174 to 408: the longest is 234, half of it 117.
    #expect(svg.contains("x=\"174\" y=\"25\" width=\"234\" height=\"11\""), "\(svg)")
    #expect(svg.contains("width=\"117\" height=\"11\""))
    #expect(svg.contains("not known"))
  }

  private static let axis = RiskMatrixChart.Axis(
    name: "often",
    bands: [.init(name: "rare", upper: 0.1), .init(name: "common", upper: .infinity)])

  /// 0.1 belongs to the band that ends there; an interval across the bound is marked.
  @Test func matrixPutsRisksIntoTheirFields() {
    let loss = RiskMatrixChart.Axis(
      name: "much",
      bands: [.init(name: "small", upper: 1000), .init(name: "large", upper: .infinity)])
    let chart = RiskMatrixChart(
      title: "t", description: "d", frequency: Self.axis, loss: loss,
      items: [
        .init(id: "R1", frequency: 0.1...0.1, loss: 500...600, middle: (0.1, 550)),
        .init(id: "R2", frequency: 0.09...0.12, loss: 500...600, middle: (0.11, 550)),
        .init(id: "R3", frequency: 1...1, loss: 2000...3000, middle: (1, 2500)),
      ])
    #expect(chart.fields == [[["R1"], []], [["~R2"], ["R3"]]])
  }

  /// Below the diagonal, on it and above it; nil survives the year.
  @Test func exposureIsAboveTheDiagonal() {
    let items = [(2.0, 3.0), (3, 3), (4, 3)].map {
      SurvivalChart.Item(name: "S", survive: $0.0, recover: $0.1, loss: 1)
    }
    #expect(items.map(\.isExposed) == [true, false, false])
    #expect(!SurvivalChart.Item(name: "S", survive: nil, recover: 300, loss: 1).isExposed)
  }

  /// Twice the loss is twice the area: 2.5 + 11 √(loss / largest).
  @Test func dotsGrowByArea() throws {
    let chart = SurvivalChart(
      title: "t", description: "d",
      items: [
        .init(name: "S1", survive: 1, recover: 10, loss: 400),
        .init(name: "S2", survive: 100, recover: 1, loss: 100),
      ])
    let svg = try #require(chart.drawing).body.text
    #expect(svg.contains("r=\"13.5\"") && svg.contains("r=\"8\""))
  }

  @Test func frontierMarksTheChoice() throws {
    let chart = FrontierChart(
      title: "t", description: "d", costName: "cost", valueName: "loss",
      points: [.init(cost: 0, value: 100), .init(cost: 10, value: 50)],
      chosen: .init(cost: 10, value: 50))
    let drawing = try #require(chart.drawing)
    // 97…103 % of 50…100 from 250 to 24: 3 of 56 units above the lower end.
    let low = 250 - 226 * 3.0 / 56
    #expect(drawing.body.text.contains("L442 \(Coordinate.text(low))"), "\(drawing.body.text)")
    #expect(drawing.body.text.contains("class=\"dc\""))
    let single = FrontierChart(
      title: "t", description: "d", costName: "c", valueName: "v", points: [], chosen: nil)
    #expect(single.drawing == nil)
  }

  /// Two columns, the farther tier to the left.
  @Test func layersRunFromFarToOurs() throws {
    let chart = LayeredNetworkChart(
      title: "t", description: "d",
      nodes: [
        .init(id: "P1", name: "", tier: 0, loss: 0, isExposed: false),
        .init(id: "S1", name: "", tier: 1, loss: 5, isExposed: true),
      ], links: [("S1", "P1"), ("S1", "gone")])
    let body = try #require(chart.drawing).body.text
    #expect(body.contains("<path class=\"d\" d=\"M46 34 L396 34\"/>"), "\(body)")
    let many = (0...LayeredNetworkChart.mostNodes).map {
      LayeredNetworkChart.Node(id: "S\($0)", name: "", tier: 1, loss: 0, isExposed: false)
    }
    #expect(
      LayeredNetworkChart(title: "", description: "", nodes: many, links: [("S1", "S2")]).drawing
        == nil)
  }

  @Test func textIsCutAndBroken() {
    #expect(ChartText.lines("a bb ccc", in: 40, atMost: 3, size: 10) == ["a bb", "ccc"])
    #expect(
      ChartText.lines("one two three four", in: 40, atMost: 2, size: 10) == ["one two", "three…"])
    let cut = ChartText.cut(String(repeating: "x", count: 100), to: 57, size: 10)
    #expect(cut == "xxxxxxxxx…")
    #expect(ChartText.lines("", in: 40, atMost: 2).isEmpty)
  }
}
