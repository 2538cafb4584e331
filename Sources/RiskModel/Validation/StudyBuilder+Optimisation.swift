extension StudyBuilder {
  /// What the fields of the optimisation cannot show one by one.
  mutating func checkOptimisation(_ record: StudyRecord) {
    for constraint in record.records("constraints") { checkConstraint(constraint) }
    for interaction in record.records("interactions") { checkInteraction(interaction) }
    if let measure = record.record("measure") { checkWeights(measure) }
  }

  private func checkConstraint(_ record: StudyRecord) {
    if !record.hasUnknownKeys, record.entries.allSatisfy({ $0 == nil }) {
      fail(
        record, nil, "constrains nothing", "Write a limit such as `budget_once: 1M`, or remove it")
    }
    let excluded = Set(record.texts("must_exclude"))
    if let both = record.texts("must_include").first(where: { excluded.contains($0) }) {
      fail(
        record, "must_include", "includes `\(both)`, which `must_exclude` excludes",
        "Remove it from one of the two")
    }
  }

  private mutating func checkInteraction(_ record: StudyRecord) {
    let treatments = record.texts("treatments")
    if record.has("treatments"), Set(treatments).count < 2 {
      fail(record, "treatments", "must be two treatments or more", "Name those that interact")
    }
    guard let quantity = record.text("quantity").flatMap(Effect.Quantity.init) else { return }
    _ = target(record, "target", quantity)
  }

  private func checkWeights(_ record: StudyRecord) {
    if !record.has("total"), !record.has("plus") {
      fail(record, nil, "sums nothing", "Write `total: [annual_cost, expected_annual_loss]`")
    }
    for (metric, _) in record.pairs("plus") where !LevelledName.isMetric(metric) {
      fail(
        record, "plus", "weighs `\(metric)`, which is no figure of a run",
        "See `breakwater describe metric` for the figures",
        nearest: reader.log.nearest(to: metric, in: LevelledName.metrics))
    }
  }
}
