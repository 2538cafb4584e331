internal import RiskModel

/// What of a study and its runs a profile may take along as tables, registers and summaries.
enum ExportRedaction {
  /// Tables of a run that name no owner, criterion, control or treatment.
  static let partnerTables: Set = ["exceedance", "risks", "network", "processes"]
  /// Registers that a partner may see, without the fields in `withheld`.
  static let partnerRegisters: Set<StudyRegister> = [
    .risks, .suppliers, .dependencies, .hazards, .processes,
  ]
  /// Fields that stay inside, at whatever depth: who, why, and where the weak places are.
  static let withheld: Set = [
    "owner", "weaknesses", "decision", "note", "by", "dated", "basis", "treatments", "controls",
    "assurance", "authors",
  ]

  static func refusal(_ what: String, _ profile: ReportProfile, _ allowed: [String]) -> WrongUse {
    let words =
      allowed.isEmpty
      ? "nothing is exported for it" : "it may have \(allowed.sorted().joined(separator: ", "))"
    return WrongUse("\(what) is not for the profile \(profile.rawValue): \(words).")
  }
}

extension RunSummary {
  /// The summary as a profile may see it.
  public func redacted(for profile: ReportProfile) -> RunSummary {
    guard !profile.isInternal else { return self }
    var summary = Redaction(profile: profile).summary(self)
    summary.folder = nil
    return summary
  }
}

extension StoredTable {
  /// Refuses a table that is not for a profile.
  public static func check(_ name: String, for profile: ReportProfile) throws(WrongUse) {
    guard !profile.isInternal else { return }
    let allowed = profile.showsFigures ? ExportRedaction.partnerTables : []
    guard allowed.contains(name) else {
      throw ExportRedaction.refusal("The table `\(name)`", profile, Array(allowed))
    }
  }
}

extension RegisterSheet {
  /// The sheet of a study's register as a profile may see it.
  public init(
    _ register: StudyRegister, of study: ReadStudy, for profile: ReportProfile
  ) throws(WrongUse) {
    guard !profile.isInternal else {
      self.init(register, of: study)
      return
    }
    let allowed = profile.showsFigures ? ExportRedaction.partnerRegisters : []
    guard allowed.contains(register) else {
      throw ExportRedaction.refusal(
        "The register `\(register.rawValue)`", profile, allowed.map(\.rawValue))
    }
    self.init(
      register.rawValue,
      records: register.records(in: study.root).map { $0.without(ExportRedaction.withheld) })
  }
}

extension ReportProfile {
  /// Refuses what stays inside whatever is taken out of it.
  public func refuse(_ what: String) throws(WrongUse) {
    guard !isInternal else { return }
    throw WrongUse(
      "\(what) stays inside: for \(rawValue) use `breakwater report --profile \(rawValue)`.")
  }
}

extension SourceNode {
  /// The same tree without some keys, at whatever depth.
  func without(_ keys: Set<String>) -> SourceNode {
    switch value {
    case .mapping(let entries):
      SourceNode(
        .mapping(
          entries.filter { !keys.contains($0.key) }.map {
            Entry(key: $0.key, keyLocation: $0.keyLocation, node: $0.node.without(keys))
          }), at: location)
    case .sequence(let items):
      SourceNode(.sequence(items.map { $0.without(keys) }), at: location)
    default: self
    }
  }
}
