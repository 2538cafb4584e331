extension StudyBuilder {
  mutating func simulation(_ record: StudyRecord) -> SimulationSettings {
    var settings = SimulationSettings()
    settings.trials = record.integer("trials") ?? settings.trials
    settings.seed = record.integer("seed").map { UInt64($0) } ?? settings.seed
    settings.method = record.text("method").flatMap(SimulationMethod.init) ?? settings.method
    settings.levels = ascending(record, "levels")
    settings.returnPeriods = ascending(record, "return_periods")
    settings.parameterUncertainty =
      record.text("parameter_uncertainty").flatMap(ParameterUncertainty.init)
      ?? settings.parameterUncertainty
    settings.outerDraws = record.integer("outer_draws") ?? settings.outerDraws
    settings.dependence = record.record("dependence").map { dependence($0) }
    settings.stopWhen = record.record("stop_when").flatMap { stoppingRule($0) }
    settings.rareTail = record.record("rare_tail").map { rareTail($0) }
    checkNesting(record, settings)
    settings.table = externalTable(record, settings)
    return settings
  }

  private func rareTail(_ record: StudyRecord) -> RareTailSettings {
    var settings = RareTailSettings()
    settings.levels = ascending(record, "levels")
    settings.returnPeriods = ascending(record, "return_periods")
    settings.losses = record.has("losses") ? ascending(record, "losses") : []
    settings.trials = record.integer("trials") ?? settings.trials
    return settings
  }

  private func checkNesting(_ record: StudyRecord, _ settings: SimulationSettings) {
    if settings.parameterUncertainty == .nested, settings.outerDraws > settings.trials {
      fail(
        record, "outer_draws", "must be at most `trials`, which is \(settings.trials)",
        "Raise `trials` or lower `outer_draws`", value: "\(settings.outerDraws)")
    }
  }

  private func ascending(_ record: StudyRecord, _ field: String) -> [Double] {
    let values = record.numbers(field)
    if values.isEmpty, case .list(let items)? = record[field], items.isEmpty {
      fail(record, field, "must not be empty", "Leave it out for the default")
    }
    if zip(values, values.dropFirst()).contains(where: { $0 >= $1 }) {
      fail(record, field, "must ascend, without repetition", "Sort the list")
    }
    return values
  }

  // MARK: Losses of another model

  private mutating func externalTable(
    _ record: StudyRecord, _ settings: SimulationSettings
  ) -> ExternalTable? {
    let needsTable = settings.method == .table || settings.method == .events
    guard needsTable else {
      if record.has("table") {
        fail(
          record, "table", "is read only by `method: table` and `method: events`",
          "Change the method or remove the table")
      }
      return nil
    }
    guard let file = record.text("table") else {
      if !record.has("table") {
        fail(record, "method", "needs `table` beside it", "Add `table: losses.csv`")
      }
      return nil
    }
    do throws(ColumnError) {
      let table = try reader.columns.table(file: file, method: settings.method)
      checkTable(record, table, trials: settings.trials)
      return table
    } catch {
      fail(record, "table", "`\(file)` \(error.requirement)", error.remedy, nearest: error.nearest)
      return nil
    }
  }

  private mutating func checkTable(_ record: StudyRecord, _ table: ExternalTable, trials: Int) {
    switch table {
    case .years(let probabilities, let losses):
      checkYears(record, probabilities, losses)
      noteTableRisks(record, Set(losses.keys))
    case .events(let trial, let risk, let loss, let mark):
      checkEvents(record, trial, loss, mark, trials: trials, isAligned: trial.count == risk.count)
      noteTableRisks(record, Set(risk))
    }
  }

  private mutating func noteTableRisks(_ record: StudyRecord, _ ids: Set<String>) {
    index.tableRisks = ids
    let registers = reader.registers
    for id in ids.sorted() where !registers.contains(id, in: .risks) {
      fail(
        record, "table", "holds losses of a risk that the study does not have",
        "Add the risk or rename it in the table", value: id,
        nearest: reader.log.nearest(to: id, in: registers.ids(of: [.risks])))
    }
  }

  private func checkYears(
    _ record: StudyRecord, _ probabilities: [Double], _ losses: [String: [Double]]
  ) {
    let sum = probabilities.reduce(0, +)
    if probabilities.isEmpty || losses.values.contains(where: { $0.count != probabilities.count }) {
      fail(record, "table", "must have at least one year, and a loss for each", "Mend the table")
    } else if !(abs(sum - 1) <= 1e-9) || probabilities.contains(where: { !($0 >= 0) }) {
      fail(
        record, "table",
        "has probabilities that sum to \(short(sum)); they must be at least 0 and "
          + "sum to 1", "Scale them, or leave the column out for equal years")
    }
    for (risk, values) in losses.sorted(by: { $0.key < $1.key }) {
      if let row = values.firstIndex(where: { !$0.isFinite || $0 < 0 }) {
        fail(
          record, "table",
          "has a loss of `\(risk)` in row \(row + 1) that is no finite number of "
            + "at least 0", "Mend the table", value: "\(values[row])")
      }
    }
  }

  private func checkEvents(
    _ record: StudyRecord, _ trial: [Int], _ loss: [Double], _ mark: [Double]?, trials: Int,
    isAligned: Bool
  ) {
    guard isAligned, trial.count == loss.count, mark.map({ $0.count == loss.count }) ?? true else {
      fail(
        record, "table", "must have the same number of entries in every column", "Mend the table")
      return
    }
    if let row = trial.firstIndex(where: { $0 < 0 || $0 >= trials }) {
      fail(
        record, "table", "has a trial in row \(row + 1) outside 0 to \(trials - 1)",
        "Raise `trials` or mend the table", value: "\(trial[row])")
    }
    if let row = loss.firstIndex(where: { !$0.isFinite || $0 < 0 }) {
      fail(
        record, "table", "has a loss in row \(row + 1) that is no finite number of at least 0",
        "Mend the table", value: "\(loss[row])")
    }
    if let mark, let row = mark.firstIndex(where: { !($0 >= 0 && $0 < 1) }) {
      fail(
        record, "table", "has a mark in row \(row + 1) outside [0, 1)", "Mend the table",
        value: "\(mark[row])")
    }
  }
}
