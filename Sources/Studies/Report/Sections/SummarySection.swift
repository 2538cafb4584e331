/// The page for management: people first, then money, service and evidence, and what is asked.
struct SummarySection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection {
    let isFull = content.profile == .full
    let figures = FigureBlock.row(
      ExceedanceFigure(content: content).block(id: "summary-exceedance"),
      DriversFigure(content: content, count: 6).block(id: "summary-drivers"))
    return ReportSection(
      id: "summary", title: isFull ? "One page for management" : "Where we stand",
      body: "\(lead)\n<div class=\"tiles\">\(tiles.joined())</div>\n\(figures)\n\(asked)")
  }

  private var level: LevelSummary { content.level }

  // MARK: In words

  private var lead: Markup {
    let broken = level.criteria.filter { $0.verdict == "breached" }
    let words: String
    if level.criteria.isEmpty {
      words =
        content.profile.isInternal
        ? "The study states no risk criterion, so nothing is judged here."
        : "This extract shows figures, not how they are judged."
    } else if broken.isEmpty {
      let open = level.criteria.count { $0.verdict == "undecided" }
      words =
        open == 0
        ? "All \(FigureWords.count(level.criteria.count, "risk criterion", "risk criteria")) are met."
        : "No risk criterion is breached; \(FigureWords.count(open, "of them")) cannot be decided "
          + "with so many simulated years."
    } else {
      let names = broken.map { "\($0.words) (\($0.limitWords))" }
      words =
        "\(FigureWords.count(broken.count, "risk criterion is", "risk criteria are")) breached: "
        + "\(FigureWords.list(names))."
    }
    return "<p class=\"lead\">\(words)</p>"
  }

  private var tiles: [Markup] {
    [people, money, service, evidence].compactMap { $0 }
  }

  private func tile(_ title: String, isBad: Bool, _ body: Markup) -> Markup {
    isBad
      ? "<div class=\"tile bad\"><h3>\(title)</h3>\(body)</div>"
      : "<div class=\"tile\"><h3>\(title)</h3>\(body)</div>"
  }

  private func limits(_ kinds: [CriterionSummary.Kind]) -> Markup {
    let limits = level.criteria.filter { kinds.contains($0.kind) }
    return limits.map {
      "<p>\($0.words), \($0.limitWords): \(ReportWords.verdict($0.verdict))</p>" as Markup
    }.joined()
  }

  private func isBroken(_ kinds: [CriterionSummary.Kind]) -> Bool {
    level.criteria.contains { kinds.contains($0.kind) && $0.verdict == "breached" }
  }

  private var people: Markup {
    guard let deaths = level.people.fatalities, let injuries = level.people.injuries else {
      return tile(
        "People", isBad: false, "<p>not known: \(level.people.reason ?? "no figure")</p>")
    }
    return tile(
      "People, a year", isBad: isBroken([.fatalities, .injuries]),
      """
      <p><span class="big">\(FigureText.number(deaths).value)</span> deaths \
      <small>\(FigureWords.interval(FigureText.number(deaths)))</small></p>\
      <p>\(FigureMarkup.number(injuries)) injuries</p>\(limits([.fatalities, .injuries]))
      """)
  }

  private var money: Markup {
    let loss = FigureText.amount(level.expectedAnnualLoss)
    let bad = content.shortfall.map { record -> Markup in
      """
      <p>the worst \(content.worstShare) of years cost \(FigureMarkup.amount(record)) on average</p>
      """
    }
    return tile(
      "Money, \(content.currency) a year", isBad: isBroken([.tolerance]),
      """
      <p><span class="big">\(loss.value)</span> expected \
      <small>\(FigureWords.interval(loss))</small></p>\(bad ?? .empty)\(limits([.tolerance]))
      """)
  }

  private var service: Markup? {
    let worst = level.processes.filter { $0.availability?.value != nil }.min {
      ($0.availability?.value ?? 1) < ($1.availability?.value ?? 1)
    }
    guard let worst else { return nil }
    let figure = FigureText.percent(worst.availability)
    return tile(
      "Service", isBad: isBroken([.service]),
      """
      <p><span class="big">\(figure.value)</span> availability of \
      <bdi>\(ReportWords.named(worst.id, worst.name))</bdi>, the lowest \
      <small>\(FigureWords.interval(figure))</small></p>\(limits([.service]))
      """)
  }

  private var evidence: Markup? {
    guard content.profile.isInternal else { return nil }
    guard let conformity = content.conformity else {
      return tile(
        "Evidence", isBad: false,
        "<p>not checked for this report: <code>breakwater check STUDY --conformity</code></p>")
    }
    let gaps = conformity.findings.count { $0.verdict == "gap" }
    let stale = conformity.findings.count { $0.verdict == "stale" }
    let advice = conformity.findings.count { $0.verdict == "advice" }
    return tile(
      "Evidence", isBad: gaps > 0,
      """
      <p><span class="big">\(FigureWords.count(gaps, "gap"))</span></p>\
      <p>\(stale) stale, \(advice) advice, of \(FigureText.count(conformity.findings.count)) \
      checks</p>
      """)
  }

  // MARK: What is asked

  private var asked: Markup {
    guard content.profile.isInternal else { return .empty }
    let items = questions
    guard !items.isEmpty else { return .empty }
    let list = items.map { "<li>\($0)</li>" as Markup }.joined()
    return "<h3>What is asked of management</h3><ol>\(list)</ol>"
  }

  private var questions: [Markup] {
    var items: [Markup] = []
    if let plan = content.optimum?.record.plan {
      items.append(
        plan.isEmpty
          ? "Adopt nothing new: no set of treatments that keeps the rules is worth its cost."
          : "Decide on the recommended set of treatments (<a href=\"#decision\">\(FigureWords.list(plan))</a>)."
      )
    }
    for criterion in level.criteria where criterion.verdict == "breached" {
      items.append("Lower, or accept in writing, what breaks a limit: \(criterion.words).")
    }
    if let gaps = content.conformity?.findings.count(where: { $0.verdict == "gap" }), gaps > 0 {
      items.append("Close \(FigureWords.count(gaps, "gap")) in the evidence.")
    }
    return items
  }
}
