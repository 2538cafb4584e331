/// The risk matrix, computed from the run: how often against the mean loss of one event.
struct MatrixFigure {
  let content: ReportContent

  func block(id: String) -> FigureBlock? {
    let items = items
    guard content.profile.isInternal, !items.isEmpty else { return nil }
    let chart = RiskMatrixChart(
      title: "Risk matrix, computed", description: sentence(items), frequency: frequency,
      loss: loss, items: items.map(\.item))
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: id, drawing: drawing, table: table(items))
  }

  // MARK: Bands

  private var frequency: RiskMatrixChart.Axis {
    axis(
      "events a year", content.records.bands.likelihood,
      usual: [("rare", 0.02), ("unlikely", 0.1), ("possible", 0.5), ("likely", 2)],
      beyond: "frequent")
  }

  private var loss: RiskMatrixChart.Axis {
    let most = items.map(\.item.middle.loss).max() ?? 1
    return axis(
      "mean loss of one event, \(content.currency)", content.records.bands.consequence,
      usual: [("minor", 0.001), ("moderate", 0.01), ("major", 0.1), ("severe", 0.5)].map {
        ($0.0, $0.1 * most)
      }, beyond: "extreme")
  }

  /// The study's bands, else usual ones; what is above the last has a band of its own.
  private func axis(
    _ name: String, _ bands: [ManagementRecords.Band], usual: [(String, Double)], beyond: String
  ) -> RiskMatrixChart.Axis {
    let stated = bands.map { RiskMatrixChart.Axis.Band(name: $0.name, upper: $0.upper) }
    let own = usual.map { RiskMatrixChart.Axis.Band(name: $0.0, upper: $0.1) }
    return RiskMatrixChart.Axis(
      name: name, bands: (stated.isEmpty ? own : stated) + [.init(name: beyond, upper: .infinity)])
  }

  // MARK: Items

  private struct Row {
    let risk: RiskSummary
    let item: RiskMatrixChart.Item
  }

  private var items: [Row] {
    content.level.risks.compactMap { risk in
      guard let often = risk.eventsPerYear.value, often > 0,
        let mean = risk.expectedLoss.value, mean > 0
      else { return nil }
      let range = ends(risk.eventsPerYear, often)
      let losses = ends(risk.expectedLoss, mean)
      return Row(
        risk: risk,
        item: RiskMatrixChart.Item(
          id: risk.id, frequency: range,
          loss: (losses.lowerBound / often)...(losses.upperBound / often),
          middle: (often, mean / often)))
    }
  }

  private func ends(_ record: EstimateRecord, _ value: Double) -> ClosedRange<Double> {
    let low = max(min(record.low ?? value, value), 0)
    return low...max(record.high ?? value, value)
  }

  // MARK: Words

  private func sentence(_ items: [Row]) -> String {
    let (frequency, loss) = (frequency, loss)
    let worst = items.max { one, two in
      rank(one.item, frequency, loss) < rank(two.item, frequency, loss)
    }
    guard let worst else { return "" }
    let unsure = items.count { row in
      frequency.index(of: row.item.frequency.lowerBound)
        != frequency.index(of: row.item.frequency.upperBound)
        || loss.index(of: row.item.loss.lowerBound) != loss.index(of: row.item.loss.upperBound)
    }
    let often = frequency.bands[frequency.index(of: worst.item.middle.frequency)].name
    let much = loss.bands[loss.index(of: worst.item.middle.loss)].name
    return
      "\(ReportWords.named(worst.risk.id, worst.risk.name)) stands highest (\(often), \(much)); "
      + "\(FigureWords.count(unsure, "risk")) with ~ may belong to a neighbouring field by the "
      + "error of the simulation. The matrix is drawn from the figures and ranks nothing."
  }

  /// Steps from the lower left field.
  private func rank(
    _ item: RiskMatrixChart.Item, _ frequency: RiskMatrixChart.Axis, _ loss: RiskMatrixChart.Axis
  ) -> Double {
    let steps = frequency.index(of: item.middle.frequency) + loss.index(of: item.middle.loss)
    // Of equals, the one with the larger expected loss: less than a step.
    let expected = item.middle.frequency * item.middle.loss
    return Double(steps) + expected / (1 + expected) * 0.5
  }

  private func table(_ items: [Row]) -> DataTable {
    let (frequency, loss) = (frequency, loss)
    var table = DataTable(
      "Risks in the matrix",
      [
        .text("risk"), .text("name"), .figure("events a year"), .text("band"),
        .figure("mean loss of one event"), .text("band"),
      ])
    for row in items {
      table.add(
        .id(row.risk.id), .text(row.risk.name), .number(row.risk.eventsPerYear),
        .text(frequency.bands[frequency.index(of: row.item.middle.frequency)].name),
        .amount(
          EstimateRecord(
            curveLoss: row.item.middle.loss, low: row.item.loss.lowerBound,
            high: row.item.loss.upperBound, isExact: row.risk.expectedLoss.isExact)),
        .text(loss.bands[loss.index(of: row.item.middle.loss)].name))
    }
    return table
  }
}
