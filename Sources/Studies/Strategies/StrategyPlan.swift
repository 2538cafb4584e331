internal import LossSimulation
internal import RiskModel
internal import TreatmentPlanning

/// Which bundles of treatments a run evaluates beside the current state, and which it shows.
struct StrategyPlan: Sendable {
  /// In front of the summary.
  let shown: TreatmentBundle
  /// With a level of their own in the results; the shown one among them.
  let levels: [TreatmentBundle]
  /// Treatments by themselves.
  let singles: [TreatmentBundle]
  /// Why the shown one is shown, where the user has not said so.
  let note: String?

  /// The id of the bundle of all treatments, where a study names no strategy.
  static let everything = "all_treatments"

  /// Nil where the request asks for no treatments.
  init?(_ request: StudyRunRequest, _ source: ReadStudy) throws(WrongUse) {
    let study = source.study
    switch request.level {
    case "residual": break
    case "current", "inherent":
      guard request.level == "current", request.strategy != nil else {
        guard request.strategy == nil else {
          throw WrongUse("--strategy shows a residual level: leave out --level inherent.")
        }
        return nil
      }
    default:
      throw WrongUse("There is no level `\(request.level)`: use inherent, current or residual.")
    }
    guard !study.treatments.isEmpty || !study.strategies.isEmpty else {
      throw WrongUse("The study has no `treatments`, so there is no residual level.")
    }
    if let name = request.strategy {
      shown = try Self.bundle(name, in: study)
      levels = [shown]
      singles = shown.treatments.map { TreatmentBundle($0) }
      note = nil
      return
    }
    let all = study.strategies.map { TreatmentBundle($0, of: study) }
    levels = all.isEmpty ? [Self.bundleOfAll(study)] : all
    singles = study.treatments.map { TreatmentBundle($0) }
    (shown, note) = Self.front(of: levels, source.records)
  }

  private static func bundleOfAll(_ study: Study) -> TreatmentBundle {
    TreatmentBundle(id: everything, name: "All treatments", treatments: study.treatments)
  }

  /// A strategy, a treatment by itself, or treatments joined by `+`.
  static func bundle(_ name: String, in study: Study) throws(WrongUse) -> TreatmentBundle {
    if let strategy = study.strategies.first(where: { $0.id == name }) {
      return TreatmentBundle(strategy, of: study)
    }
    if study.strategies.isEmpty, name == everything { return bundleOfAll(study) }
    let ids = name.split(separator: "+").map(String.init)
    let known = Set(study.treatments.map(\.id))
    guard !ids.isEmpty, ids.allSatisfy(known.contains) else { throw unknown(name, in: study) }
    return TreatmentBundle(
      id: name, name: name, treatments: study.treatments.filter { ids.contains($0.id) })
  }

  private static func unknown(_ name: String, in study: Study) -> WrongUse {
    let ids = study.strategies.map(\.id) + study.treatments.map(\.id)
    let nearest = nearestName(to: name, in: ids).map { " Did you mean `\($0)`?" } ?? ""
    guard !study.strategies.isEmpty else {
      return WrongUse(
        "The study has no strategy and no treatment `\(name)`.\(nearest)")
    }
    let words = study.strategies.map(\.id).joined(separator: ", ")
    return WrongUse("There is no strategy `\(name)`; the study has \(words).\(nearest)")
  }

  /// The strategy that was decided; else the last one stated, for want of a better reason.
  private static func front(
    of levels: [TreatmentBundle], _ records: StudyRecord
  ) -> (TreatmentBundle, String?) {
    let decided = records.records("strategies").filter { $0.has("decided") }
      .compactMap { $0.text("id") }
    if let bundle = levels.last(where: { decided.contains($0.id) }) {
      return (bundle, "the level in front is strategy \(bundle.id), which is marked as decided")
    }
    let candidates = levels.filter { !$0.treatments.isEmpty }
    let bundle = candidates.last ?? levels[levels.count - 1]
    guard candidates.count > 1 else { return (bundle, nil) }
    return (
      bundle,
      "no strategy is marked as decided: the level in front is the last one, \(bundle.id); name another by --strategy"
    )
  }
}

/// What treatments came to in a run.
struct StrategyResults: Sendable {
  /// One entry a bundle with a level of its own.
  let strategies: [BundleAppraisal]
  /// Treatments by themselves.
  let singles: [BundleAppraisal]
  /// What each treatment of the shown bundle averts beside the others, by id.
  let inSet: [String: BundleAppraisal]
  /// The shown bundle.
  let shown: String
}
