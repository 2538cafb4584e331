internal import RiskModel

/// The record that a gate judges: a change, or the corrective action of a nonconformity.
struct GatedChange {
  /// What kind of record it is.
  enum Kind: String, Sendable {
    case change
    case correctiveAction = "corrective_action"
  }

  let id: String
  let kind: Kind
  /// What changes, in words.
  let what: String
  /// The overlay that states it; nil where the record names none.
  let overlay: String?
  /// The treatment that an action is; nil where it names none.
  let treatment: String?
  /// When it begins or began.
  let begins: CalendarDay?
  /// Why it may go first; nil where nobody is in imminent danger.
  let exemption: String?

  /// Finds the record.
  ///
  /// - Throws: `WrongUse` for an unknown id, with the nearest, or where there is no action.
  init(_ id: String, in root: StudyRecord) throws(WrongUse) {
    self.id = id
    if let change = root.records("changes").first(where: { $0.text("id") == id }) {
      kind = .change
      what = change.text("what") ?? id
      overlay = change.text("what_if")
      treatment = nil
      begins = change.day("started") ?? change.day("planned")
      exemption = nil
      return
    }
    let nonconformities = root.records("nonconformities")
    guard let found = nonconformities.first(where: { $0.text("id") == id }) else {
      let ids = (root.records("changes") + nonconformities).compactMap { $0.text("id") }
      let nearest = nearestName(to: id, in: ids).map { " Did you mean `\($0)`?" } ?? ""
      throw WrongUse(
        "The study has no change or nonconformity `\(ProblemReport.printable(id))`.\(nearest)")
    }
    guard let action = found.record("action") else {
      throw WrongUse("The nonconformity `\(id)` states no `action` that could be judged.")
    }
    kind = .correctiveAction
    what = action.text("text") ?? found.text("text") ?? id
    overlay = nil
    treatment = action.text("treatment")
    begins = action.day("started") ?? action.day("done") ?? action.day("due")
    exemption =
      action.flag("imminent_danger") ? action.text("reason") ?? "imminent danger" : nil
  }
}
