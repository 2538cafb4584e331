/// Every risk with its estimates, its figures and its bow-tie.
struct RegisterSection {
  let content: ReportContent
  /// Above this number risks have no bow-tie: the file would grow beyond what mail takes.
  static let mostBowTies = 150

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    let risks = content.level.risks.filter { content.risks[$0.id] != nil }
    guard !risks.isEmpty else { return nil }
    let entries = risks.prefix(Self.mostBowTies).compactMap { risk in
      content.risks[risk.id].map {
        RegisterEntry(content: content, risk: risk, record: $0).markup
      }
    }
    let rest = risks.count - entries.count
    let more: Markup =
      rest > 0
      ? ReportWords.missing("\(FigureWords.count(rest, "more risk")) in risks.csv.") : .empty
    return ReportSection(
      id: "register", title: "Register of risks",
      body: """
        <p>\(key)</p>
        \(entries.joined())\(more)
        """, isFresh: true)
  }

  private var key: String {
    content.profile.isInternal
      ? "In a bow-tie the width of a line is the part of the expected loss that passes, a thin line "
        + "where that is not known; ? marks a treatment that could be adopted, and (!) a control whose last "
        + "test is not known or more than a year old."
      : "A bow-tie shows causes, the event, its consequences and the controls in between; the width "
        + "of a line is the part of the expected loss that passes."
  }
}

/// One risk of the register.
struct RegisterEntry {
  let content: ReportContent
  let risk: RiskSummary
  let record: RiskRecord

  var markup: Markup {
    """
    <article class="risk" aria-labelledby="risk-\(anchor)-head">
    <h3 id="risk-\(anchor)-head"><bdi>\(ReportWords.named(risk.id, risk.name))</bdi></h3>
    <div class="figures">\(facts)\(bowTie)</div></article>

    """
  }

  /// The place of the risk in the list: ids of a study may hold what an HTML id must not.
  private var anchor: String {
    String((content.level.risks.firstIndex { $0.id == risk.id } ?? 0) + 1)
  }

  // MARK: Facts

  private var facts: Markup {
    let owner = risk.owner.map { "<dt>owner</dt><dd><bdi>\($0)</bdi></dd>" as Markup } ?? .empty
    let estimates = record.estimates.map { estimate -> Markup in
      let source = estimate.source.map { "<br/><span class=\"faint\">\($0)</span>" as Markup }
      return "<dt>\(estimate.field)</dt><dd><bdi>\(estimate.written)</bdi>\(source ?? .empty)</dd>"
    }.joined()
    return """
      <dl class="facts"><dt>category</dt><dd>\(risk.category.replacing("_", with: " "))</dd>\(owner)\
      \(estimates)\(network)<dt>events a year</dt><dd>\(FigureMarkup.number(risk.eventsPerYear))</dd>\
      <dt>chance in a year</dt><dd>\(FigureMarkup.percent(risk.probabilityOfEvent))</dd>\
      <dt>expected loss</dt><dd>\(FigureMarkup.amount(risk.expectedLoss)) \(content.currency) a year\
      </dd><dt>of the bad years</dt>\
      <dd>\(risk.shareOfShortfall.map { FigureText.percent($0) } ?? "not known")</dd></dl>
      """
  }

  private var network: Markup {
    guard !record.suppliers.isEmpty else { return .empty }
    let names = record.suppliers.map { $0.replacing("_", with: " ") }
    return "<dt>outages of</dt><dd><bdi>\(names.joined(separator: ", "))</bdi></dd>"
  }

  // MARK: Bow-tie

  private var bowTie: FigureBlock {
    let before = record.barriers.filter { $0.side == .before }
    let after = record.barriers.filter { $0.side == .after }
    let chart = BowTieChart(
      title: "Bow-tie of \(risk.id)", description: sentence(before, after), causes: causes,
      event: [risk.name], consequences: consequences, before: before.map(barrier),
      after: after.map(barrier), causeShares: causeShares,
      consequenceShares: consequences.map { share(ofConsequence: $0) })
    return FigureBlock(id: "risk-\(anchor)-bowtie", drawing: chart.drawing, table: table)
  }

  private func barrier(_ record: RiskRecord.Barrier) -> BowTieChart.Barrier {
    BowTieChart.Barrier(
      id: record.id, isCandidate: record.isCandidate, isDoubtful: record.isDoubtful)
  }

  /// Whose outages are shown under the risk, the costliest in front.
  private var suppliers: [SupplierSummary] {
    content.level.suppliers.filter { $0.risk == risk.id }.sorted {
      ($0.expectedLoss.value ?? 0, $1.id) > ($1.expectedLoss.value ?? 0, $0.id)
    }
  }

  /// Part of the risk's expected loss that comes through a supplier.
  private func share(_ supplier: SupplierSummary) -> Double? {
    guard let loss = supplier.expectedLoss.value, let all = risk.expectedLoss.value, all > 0 else {
      return nil
    }
    return min(1, max(0, loss / all))
  }

  /// Part that comes by the risk's own events.
  private var ownShare: Double {
    max(0, 1 - suppliers.reduce(0) { $0 + (share($1) ?? 0) })
  }

  private var causeShares: [Double?] {
    (record.threat == nil ? [] : [ownShare]) + record.weaknesses.map { _ in nil }
      + suppliers.map(share)
  }

  private func share(ofConsequence words: String) -> Double? {
    let own = content.shares[risk.id]
    if words.hasPrefix("loss ") { return own.map { $0.loss * ownShare } }
    if words == "lost days of processes" { return 1 - ownShare }
    return words.contains(" days of ") ? own.map { $0.downtime * ownShare } : nil
  }

  private var causes: [String] {
    let causes =
      [record.threat].compactMap { $0 } + record.weaknesses.map(\.text)
      + suppliers.map { "\($0.id) \($0.name)" }
    return causes.isEmpty ? ["no cause recorded"] : causes
  }

  private var consequences: [String] {
    let written = Dictionary(
      record.estimates.map { ($0.field, $0.written) }, uniquingKeysWith: { first, _ in first })
    var items: [String] = []
    if let loss = written["loss"] { items.append("loss \(loss)") }
    if let downtime = written["downtime"] { items.append(downtime) }
    if let people = written["people"] { items.append(people) }
    if !record.suppliers.isEmpty { items.append("lost days of processes") }
    return items.isEmpty ? ["no consequence recorded"] : items
  }

  private func sentence(
    _ before: [RiskRecord.Barrier], _ after: [RiskRecord.Barrier]
  ) -> String {
    func words(_ barriers: [RiskRecord.Barrier], _ place: String) -> String {
      let controls = barriers.filter { !$0.isCandidate }.map(\.id)
      return controls.isEmpty
        ? "no control stands \(place)"
        : "\(FigureWords.list(controls)) \(controls.count == 1 ? "stands" : "stand") \(place)"
    }
    let candidates = Set((before + after).filter(\.isCandidate).map(\.id)).count
    let more =
      candidates > 0 ? "; \(FigureWords.count(candidates, "treatment")) could be added" : ""
    return "It costs \(FigureWords.amount(risk.expectedLoss)) \(content.currency) a year: "
      + words(before, "before the event") + " and " + words(after, "after it") + "\(more)."
  }

  private var table: DataTable {
    var table = DataTable(
      "Bow-tie of \(risk.id)", [.text("part"), .text("what"), .text("effect")])
    for (place, cause) in causes.enumerated() {
      let share = place < causeShares.count ? causeShares[place] : nil
      table.add(.words("cause"), .text(cause), passing(share))
    }
    for barrier in record.barriers {
      let kind =
        (barrier.isCandidate ? "treatment" : "control")
        + (barrier.side == .before ? " before" : " after")
      let tested =
        barrier.isDoubtful ? barrier.tested.map { ", tested \($0)" } ?? ", no test known" : ""
      table.add(
        .words(kind), .text(ReportWords.named(barrier.id, barrier.name)),
        .words(barrier.effect + tested))
    }
    for item in consequences {
      table.add(.words("consequence"), .text(item), passing(share(ofConsequence: item)))
    }
    return table
  }

  private func passing(_ share: Double?) -> DataCell {
    .words(share.map { "\(FigureText.percent($0)) of the expected loss" } ?? "")
  }
}
