/// Who can stop us, through whom, how fast.
struct NetworkSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    guard !content.level.suppliers.isEmpty else { return nil }
    let first = FigureBlock.row(criticality, survival)
    return ReportSection(
      id: "network", title: "Supplier network",
      body: "\(first)\(FigureBlock.row(layers))\(hazards)", isFresh: true)
  }

  private var suppliers: [SupplierSummary] {
    content.level.suppliers.sorted {
      ($0.expectedLoss.value ?? 0, $1.id) > ($1.expectedLoss.value ?? 0, $0.id)
    }
  }

  // MARK: Criticality

  private var criticality: FigureBlock? {
    let suppliers = suppliers.filter { ($0.expectedLoss.value ?? 0) > 0 }
    guard let first = suppliers.first else { return nil }
    let exposed = content.level.suppliers.count { $0.exposed }
    let chart = IntervalBarChart(
      title: "What outages of suppliers cost",
      description:
        "\(ReportWords.named(first.id, first.name)) costs most: "
        + "\(FigureWords.amount(first.expectedLoss)) \(content.currency) a year; "
        + "\(exposed) of \(FigureWords.count(content.level.suppliers.count, "supplier")) are "
        + "exposed: a mean outage outlasts what can be bridged.",
      rows: suppliers.prefix(15).map { supplier in
        .init(
          name: ReportWords.named(supplier.id, supplier.name),
          value: supplier.expectedLoss.value ?? 0, low: supplier.expectedLoss.low,
          high: supplier.expectedLoss.high,
          words: FigureText.amount(supplier.expectedLoss).value
            + (supplier.exposed ? " exposed" : ""), isMarked: supplier.exposed)
      })
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: "network-criticality", drawing: drawing, table: table)
  }

  private var table: DataTable {
    var table = DataTable(
      "Suppliers",
      [
        .text("supplier"), .text("name"), .text("category"), .figure("tier"),
        .figure("outages a year"), .figure("expected loss, \(content.currency) a year"),
        .figure("of the bad years"), .figure("survive, days"), .figure("recover, days"),
        .text("state"),
      ])
    table.isSortable = true
    for supplier in suppliers {
      table.add(
        .id(supplier.id), .text(supplier.name),
        .text(supplier.category?.replacing("_", with: " ")),
        .plain(supplier.tier.map(Double.init)), .number(supplier.outagesPerYear),
        .amount(supplier.expectedLoss), .share(supplier.shareOfShortfall),
        supplier.timeToSurviveDays.map { .plain($0) } ?? .words("over 365"),
        .plain(supplier.timeToRecoverDays), .words(supplier.exposed ? "exposed" : "bridged"))
    }
    return table
  }

  // MARK: Survive against recover

  private var survival: FigureBlock? {
    let items = content.level.suppliers.compactMap { supplier -> SurvivalChart.Item? in
      guard let recover = supplier.timeToRecoverDays, recover > 0 else { return nil }
      return SurvivalChart.Item(
        name: supplier.id, survive: supplier.timeToSurviveDays, recover: recover,
        loss: supplier.expectedLoss.value ?? 0)
    }
    let worst = items.filter(\.isExposed).max {
      $0.recover / max($0.survive ?? 0, 0.01) < $1.recover / max($1.survive ?? 0, 0.01)
    }
    let words =
      worst.map {
        "The widest gap is at \($0.name): \(FigureText.plain($0.survive ?? 0)) days can be bridged "
          + "and a mean outage lasts \(FigureText.plain($0.recover))."
      } ?? "Every mean outage is bridged."
    let chart = SurvivalChart(
      title: "Time to survive against time to recover",
      description: words + " Size is the expected loss; above the diagonal is exposed.",
      items: items)
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: "network-survival", drawing: drawing, table: survivalTable(items))
  }

  private func survivalTable(_ items: [SurvivalChart.Item]) -> DataTable {
    var table = DataTable(
      "Time to survive and to recover",
      [
        .text("supplier"), .figure("survive, days"), .figure("recover, days"),
        .figure("expected loss"),
      ])
    table.isSortable = true
    for item in items {
      table.add(
        .id(item.name), item.survive.map { .plain($0) } ?? .words("over 365"),
        .plain(item.recover), .money(item.loss))
    }
    return table
  }

  // MARK: Layers and hazards

  private var layers: FigureBlock? {
    let suppliers = content.level.suppliers
    let known = Set(suppliers.map(\.id))
    let processes = content.level.processes.filter { process in
      content.records.links.contains { $0.target == process.id && known.contains($0.source) }
    }
    let nodes =
      suppliers.map {
        LayeredNetworkChart.Node(
          id: $0.id, name: $0.name, tier: max($0.tier ?? 1, 1),
          loss: $0.expectedLoss.value ?? 0, isExposed: $0.exposed)
      }
      + processes.map {
        LayeredNetworkChart.Node(id: $0.id, name: $0.name, tier: 0, loss: 0, isExposed: false)
      }
    let links = content.records.links.map { (source: $0.source, target: $0.target) }
    let chart = LayeredNetworkChart(
      title: "Who depends on whom",
      description:
        "\(FigureWords.count(suppliers.count, "supplier")) in "
        + "\(FigureWords.count(Set(suppliers.map { $0.tier ?? 1 }).count, "tier")) feed "
        + "\(FigureWords.count(processes.count, "process", "processes")) through "
        + "\(FigureWords.count(links.count, "dependency", "dependencies")); size is the expected "
        + "loss by outages, orange is exposed, blue is ours.",
      nodes: nodes, links: links)
    guard let drawing = chart.drawing else { return nil }
    return FigureBlock(id: "network-layers", drawing: drawing, table: linkTable)
  }

  private var linkTable: DataTable {
    let sources = Set(content.records.links.map(\.source)).sorted()
    var table = DataTable("Dependencies", [.text("source"), .text("feeds")])
    for source in sources {
      let targets = content.records.links.filter { $0.source == source }.map(\.target)
      table.add(.id(source), .text(targets.joined(separator: ", ")))
    }
    return table
  }

  private var hazards: Markup {
    guard !content.records.hazards.isEmpty else { return .empty }
    var table = DataTable(
      "Shared hazards: one event strikes several suppliers",
      [
        .text("hazard"), .text("a year"), .text("days"), .text("strikes each with chance"),
        .text("suppliers"),
      ])
    for hazard in content.records.hazards {
      table.add(
        .text(hazard.id.replacing("_", with: " ")), .words(hazard.perYear), .words(hazard.days),
        .words(hazard.hits), .text(hazard.members.joined(separator: " ")))
    }
    return "<h3>Shared hazards</h3>\(table)"
  }
}
