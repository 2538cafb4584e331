/// A document of the management system, as the study lists it (clause 7.5).
struct DocumentEntry: Sendable, Encodable {
  let id: String
  let title: String
  let version: String?
  let owner: String?
  let approved: String?
  let approvedBy: String?
  let access: String?
  /// The day by which it has to be looked at again; nil where it never was.
  let reviewDue: String?
  /// The day until which it is kept; nil where nothing says how long.
  let keptUntil: String?
  let isExternal: Bool
  let isObsolete: Bool
  let isArchived: Bool
  /// Why an archived one is kept.
  let reason: String?

  init(_ node: RecordNode) {
    id = node.text("id") ?? "?"
    title = node.text("title") ?? id
    version = node.text("version")
    owner = node.text("owner")
    approved = node.text("approved")
    approvedBy = node.text("approved_by")
    access = node.text("access")
    reason = node.text("reason")
    isExternal = node.text("external_origin") == "true"
    isObsolete = node.text("obsolete") == "true"
    isArchived = node.text("archived") == "true"
    // The same day as the rule of clause 7.5.3 c takes.
    let looked = ["reviewed", "approved", "date"].lazy.compactMap { name in
      node.text(name).flatMap { CalendarDay($0) }
    }.first
    let every = node.number("review_every_days") ?? 1095
    reviewDue = looked.map { $0.adding(Int(every.rounded())).description }
    let years = node.number("retain_years")
    keptUntil = looked.flatMap { day in
      years.map { day.adding(Int(($0 * 365.25).rounded())).description }
    }
  }

  /// Where it stands on a day, in words: what is archived is kept as a record and is not looked at
  /// again; what is out of use is never destroyed by the program, only named.
  func state(on day: String) -> String {
    if isArchived { return "archived" + (reason.map { ": \($0)" } ?? "") + keeping(on: day) }
    if isObsolete { return "out of use" + keeping(on: day) }
    guard approved != nil || isExternal else { return "not approved" }
    guard let reviewDue else { return "never looked at" }
    return reviewDue < day ? "review overdue since \(reviewDue)" : "in force, review \(reviewDue)"
  }

  private func keeping(on day: String) -> String {
    guard let keptUntil else { return ", nothing says how long it is kept" }
    return keptUntil < day ? ", may be destroyed since \(keptUntil)" : ", kept until \(keptUntil)"
  }
}
