extension SummaryText {
  /// Criteria with their verdicts, those about people first.
  var criteria: String {
    guard !level.criteria.isEmpty else {
      return heading("CRITERIA") + "  the study states none\n"
    }
    let order: [CriterionSummary.Kind] = [.fatalities, .injuries, .tolerance, .service]
    var grid = TextGrid(.left, .left, .right, .left, .left)
    for kind in order {
      for criterion in level.criteria where criterion.kind == kind {
        let (figure, limit) = texts(criterion)
        grid.add(
          criterion.verdict, words(criterion), figure.value, figure.interval, limit,
          colour: [0: { ink.verdict(criterion.verdict, padded: $0) }, 3: ink.faint])
      }
    }
    return heading("CRITERIA") + grid.text
  }

  private func words(_ criterion: CriterionSummary) -> String {
    switch criterion.kind {
    case .fatalities: "deaths a year"
    case .injuries: "injuries a year"
    case .tolerance: "chance of a year above \(FigureText.amount(criterion.loss ?? 0))"
    case .service: "availability of \(clean(criterion.process ?? ""))"
    }
  }

  private func texts(_ criterion: CriterionSummary) -> (FigureText.Pair, limit: String) {
    switch criterion.kind {
    case .fatalities, .injuries:
      (FigureText.number(criterion.figure), "at most \(FigureText.plain(criterion.limit))")
    case .tolerance:
      (
        FigureText.percent(criterion.figure),
        "at most \(FigureText.plain(criterion.limit * 100)) %"
      )
    case .service:
      (
        FigureText.percent(criterion.figure),
        "at least \(FigureText.plain(criterion.limit * 100)) %"
      )
    }
  }

  /// The ten risks with the largest part of the expected loss or of the bad years.
  var risks: String {
    guard !level.risks.isEmpty else { return "" }
    func rank(_ risk: RiskSummary) -> Double {
      max(risk.shareOfExpectedLoss ?? 0, risk.shareOfShortfall ?? 0)
    }
    let largest = level.risks.sorted { rank($0) > rank($1) }.prefix(10)
      .sorted { ($0.shareOfExpectedLoss ?? 0) > ($1.shareOfExpectedLoss ?? 0) }
    var grid = TextGrid(.left, .left, .right, .right, .left, .right, .right)
    grid.add("", "", "a year", "expected", "95 % interval", "of mean", "of bad years")
    for risk in largest {
      let loss = FigureText.amount(risk.expectedLoss)
      grid.add(
        TextWidth.cut(clean(risk.id), to: 12), TextWidth.cut(clean(risk.name), to: 30),
        FigureText.number(risk.eventsPerYear).value, loss.value, loss.interval,
        share(risk.shareOfExpectedLoss), share(risk.shareOfShortfall), colour: [4: ink.faint])
    }
    let rest = level.risks.count - largest.count
    let more = rest > 0 ? "  and \(rest) more in risks.csv\n" : ""
    return heading("RISKS", "what drives the mean and the bad years") + grid.text + more
  }

  /// The five suppliers that cost most.
  var suppliers: String {
    guard !level.suppliers.isEmpty else { return "" }
    let largest = level.suppliers
      .sorted { ($0.expectedLoss.value ?? 0) > ($1.expectedLoss.value ?? 0) }.prefix(5)
    var grid = TextGrid(.left, .left, .right, .left, .right, .right, .right, .left)
    grid.add(
      "", "", "expected", "95 % interval", "of bad years", "survive", "recover", "")
    for supplier in largest {
      let loss = FigureText.amount(supplier.expectedLoss)
      grid.add(
        TextWidth.cut(clean(supplier.id), to: 12), TextWidth.cut(clean(supplier.name), to: 22),
        loss.value, loss.interval, share(supplier.shareOfShortfall),
        supplier.timeToSurviveDays.map(days) ?? ">365 d",
        supplier.timeToRecoverDays.map(days) ?? "-", supplier.exposed ? "EXPOSED" : "",
        colour: [3: ink.faint, 7: ink.caution])
    }
    let exposed = level.suppliers.count { $0.exposed }
    let rest = level.suppliers.count - largest.count
    var more = rest > 0 ? "  and \(rest) more in network.csv" : ""
    if exposed > 0 {
      more += more.isEmpty ? "  " : "; "
      more += "\(exposed) of \(level.suppliers.count) exposed: a mean outage outlasts the stock"
    }
    return heading("SUPPLIERS", "what their outages cost") + grid.text
      + (more.isEmpty ? "" : more + "\n")
  }

  /// The availability of each process, ten at most.
  var services: String {
    let known = level.processes.filter { $0.availability != nil }
    guard !known.isEmpty else { return "" }
    let lowest = known.sorted {
      ($0.availability?.value ?? 1) < ($1.availability?.value ?? 1)
    }.prefix(10)
    var grid = TextGrid(.left, .left, .right, .left, .right, .left)
    grid.add("", "", "available", "95 % interval", "lost days a year", "95 % interval")
    for process in lowest {
      let available = FigureText.percent(process.availability)
      let lost = FigureText.number(process.downtimeDays)
      grid.add(
        TextWidth.cut(clean(process.id), to: 12), TextWidth.cut(clean(process.name), to: 24),
        available.value, available.interval, lost.value, lost.interval,
        colour: [3: ink.faint, 5: ink.faint])
    }
    let rest = known.count - lowest.count
    let more = rest > 0 ? "  and \(rest) more in processes.csv\n" : ""
    return heading("SERVICE") + grid.text + more
  }

  /// Gains, apart from losses.
  var opportunities: String {
    guard !opportunityRecords.isEmpty else { return "" }
    var grid = TextGrid(.left, .left, .right, .left)
    for item in opportunityRecords {
      let gain = FigureText.amount(item.expectedAnnualGain)
      grid.add(
        TextWidth.cut(clean(item.id), to: 12), TextWidth.cut(clean(item.name), to: 30),
        gain.value, gain.interval, colour: [3: ink.faint])
    }
    return heading("OPPORTUNITIES", "expected gain a year, never netted against losses")
      + grid.text
  }

  private func share(_ value: Double?) -> String { value.map(FigureText.percent) ?? "-" }

  private func days(_ value: Double) -> String { FigureText.plain(value) + " d" }
}
