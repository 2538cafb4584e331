extension StudyBuilder {
  /// The stopping rule as written; nil where it says nothing that could be watched.
  func stoppingRule(_ record: StudyRecord) -> StoppingRule? {
    let rule = StoppingRule(
      metrics: record.texts("metric"), relativeError: record.number("relative_error"),
      criteria: record.texts("criterion"))
    checkParts(record)
    for metric in rule.metrics where !Self.isWatchable(metric) {
      fail(
        record, "metric", "`\(metric)` cannot be watched during a run",
        "Watch expected_annual_loss, value_at_risk or expected_shortfall, the last two with a level "
          + "such as expected_shortfall_99")
    }
    return rule.metrics.isEmpty && rule.criteria.isEmpty ? nil : rule
  }

  private func checkParts(_ record: StudyRecord) {
    let (hasMetric, hasError) = (record.has("metric"), record.has("relative_error"))
    if !hasMetric, !hasError, !record.has("criterion"), !record.hasUnknownKeys {
      fail(
        record, nil, "names nothing to watch",
        "Write `{ metric: expected_annual_loss, relative_error: 0.01 }`, or "
          + "`{ criterion: tolerance/500k }`")
    }
    if hasMetric, !hasError, !record.hasUnknownKeys {
      fail(
        record, "metric", "has no `relative_error` beside it",
        "Add `relative_error: 0.01` (half-width of the 95 % interval over the value)")
    }
    if hasError, !hasMetric, !record.hasUnknownKeys {
      fail(
        record, "relative_error", "has no `metric` beside it",
        "Add `metric: expected_annual_loss`, or the figures that are to be known")
    }
    for field in ["metric", "criterion"] {
      if case .list(let items)? = record[field], items.isEmpty,
        case .sequence(let written)? =
          record.entries[record.table.position(of: field) ?? 0]?.node.value, written.isEmpty
      {
        fail(record, field, "must not be empty", "Leave it out, or name something")
      }
    }
  }

  /// Figures whose error is known while a run goes on.
  private static func isWatchable(_ metric: String) -> Bool {
    metric == "expected_annual_loss"
      || LevelledName.tailMetrics.contains(LevelledName(metric)?.base ?? metric)
  }

  /// Gives the watched criteria the names that results use; unknown ones are problems.
  func nameWatchedCriteria(
    in settings: inout SimulationSettings, _ criteria: Criteria, _ root: StudyRecord
  ) {
    guard let rule = settings.stopWhen,
      let record = root.record("simulation")?.record("stop_when")
    else { return }
    settings.stopWhen?.criteria = rule.criteria.compactMap { written in
      if let name = Self.name(written, in: criteria) { return name }
      refuseCriterion(written, record, criteria.tolerance.map(\.name))
      return nil
    }
  }

  /// `tolerance/500k` is the criterion `tolerance/500000`.
  private static func name(_ written: String, in criteria: Criteria) -> String? {
    let prefix = "tolerance/"
    guard written.hasPrefix(prefix),
      case .number(let loss) = Scalar.number(written.dropFirst(prefix.count))
    else { return nil }
    return criteria.tolerance.first { $0.loss == loss }?.name
  }

  private func refuseCriterion(_ written: String, _ record: StudyRecord, _ names: [String]) {
    let known = ["people/", "service/"].contains { written.hasPrefix($0) }
    let remedy =
      names.isEmpty
      ? "State the tolerance under `criteria`, or remove `criterion`"
      : "The study has " + names.prefix(12).joined(separator: ", ")
        + (names.count > 12 ? ", …" : "")
    fail(
      record, "criterion",
      known
        ? "`\(written)` cannot be watched during a run; only tolerance criteria can"
        : "`\(written)` is no tolerance criterion of this study", remedy,
      nearest: known ? nil : reader.log.nearest(to: written, in: names))
  }
}
