/// For whom a report is made: what it shows and what was taken out before it was drawn.
public enum ReportProfile: String, CaseIterable, Sendable {
  /// Everything.
  case full
  /// Two pages: where we stand, and what to decide.
  case management
  /// The pack for a management review, in the order of clause 9.3.2.
  case reviewPack = "review-pack"
  /// For suppliers and customers: no weaknesses, owners, criteria, findings or treatments.
  case partner
  /// On the level of a policy: no names, no amounts.
  case `public`

  /// What was taken out, in a sentence without its dot; nil for nothing.
  var redaction: String? {
    switch self {
    case .full, .management, .reviewPack: nil
    case .partner:
      "weaknesses, owners, persons, criteria, tests of controls, treatments under consideration, "
        + "sources of estimates, findings, audits, files and host were taken out"
    case .public:
      "names of risks, suppliers, processes, controls, treatments and persons, and all amounts, "
        + "were taken out"
    }
  }

  /// Whether it stays inside the organisation: owners, weaknesses, criteria, findings, treatments.
  var isInternal: Bool { self != .partner && self != .public }
  /// Whether risks, suppliers and processes have their names, and losses their amounts.
  var showsFigures: Bool { self != .public }
}
