/// Treatments that could be adopted, controls in place, and plans for when it happens.
struct TreatmentsSection {
  let content: ReportContent

  init(_ content: ReportContent) { self.content = content }

  var section: ReportSection? {
    let body: Markup = "\(treatments)\(controls)\(plans)"
    guard !content.records.treatments.isEmpty || !content.records.controls.isEmpty else {
      return nil
    }
    return ReportSection(id: "treatments", title: "Treatments, controls and plans", body: body)
  }

  private var treatments: Markup {
    guard !content.records.treatments.isEmpty else { return .empty }
    var table = DataTable(
      "Treatments that could be adopted",
      [
        .text("treatment"), .text("name"), .text("kind"), .text("owner"), .figure("once"),
        .figure("a year"), .figure("ready, days"), .figure("staff"),
      ])
    for item in content.records.treatments {
      table.add(
        .id(item.id), .text(item.name), .text(item.option?.replacing("_", with: " ")),
        .text(item.owner), .words(item.once ?? "–"), .words(item.perYear ?? "–"),
        .words(item.readyInDays ?? "–"), .words(item.staff ?? "–"))
    }
    return "<h3>Treatments</h3>\(table)"
  }

  private var controls: Markup {
    guard !content.records.controls.isEmpty else { return .empty }
    var table = DataTable(
      "Controls in place",
      [
        .text("control"), .text("name"), .text("owner"), .figure("cost a year"),
        .text("last test"),
      ])
    for item in content.records.controls {
      table.add(
        .id(item.id), .text(item.name), .text(item.owner), .money(item.costPerYear),
        .words(item.tested ?? "not known"))
    }
    return "<h3>Controls</h3>\(table)"
  }

  private var plans: Markup {
    guard !content.records.plans.isEmpty else { return .empty }
    var table = DataTable(
      "Security plans",
      [.text("plan"), .text("name"), .text("risks"), .text("last exercise")])
    for item in content.records.plans {
      table.add(
        .id(item.id), .text(item.name), .text(item.risks.joined(separator: " ")),
        .words(item.exercised ?? "not known"))
    }
    return "<h3>Security plans</h3>\(table)"
  }
}
