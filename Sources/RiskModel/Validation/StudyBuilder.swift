/// Turns the records of a study into typed values and checks what no single field can show.
struct StudyBuilder {
  let reader: StudyReader
  /// What effects and references between records need to know.
  var index = StudyIndex()

  init(reader: StudyReader) { self.reader = reader }

  mutating func build(_ root: StudyRecord) -> Study? {
    if !root.has("risks"), !root.has("network") {
      fail(root, nil, "the study has neither `risks` nor `network`", "Add one of them")
    }
    var simulation = root.record("simulation").map { self.simulation($0) } ?? .init()
    index.processes = Set(root.records("processes").compactMap { $0.text("id") })
    let network = root.record("network").map { self.network($0) }
    let risks = root.records("risks").compactMap { risk($0) }
    index.addRisks(risks, records: root.records("risks"))
    checkFromNetwork(root.records("risks"))
    let controls = root.records("controls").compactMap { control($0) }
    checkCounts(risks, root.records("risks"), controls)
    let treatments = root.records("treatments").compactMap { treatment($0) }
    let strategies = root.records("strategies").compactMap { strategy($0) }
    checkStrategies(root.records("strategies"), treatments)
    simulation.dependence = effective(simulation.dependence, risks, root)
    if let optimisation = root.record("optimisation") { checkOptimisation(optimisation) }
    let criteria = root.record("criteria").map { self.criteria($0) } ?? Criteria()
    nameWatchedCriteria(in: &simulation, criteria, root)
    guard let identity = root.record("study").flatMap({ self.identity($0) }) else { return nil }
    let study = Study(
      identity: identity, simulation: simulation,
      criteria: criteria,
      processes: root.records("processes").compactMap { process($0) }, network: network,
      risks: risks, opportunities: root.records("opportunities").compactMap { opportunity($0) },
      controls: controls, treatments: treatments, strategies: strategies)
    for problem in unbuiltFeatures(of: study, records: root) { reader.log.add(problem) }
    return study
  }

  private func identity(_ record: StudyRecord) -> StudyIdentity? {
    guard let id = record.text("id"), let currency = record.text("currency") else { return nil }
    return StudyIdentity(
      id: id, title: record.text("title"), status: record.text("status"),
      version: record.text("version"), owner: record.text("owner"),
      baseDate: record.text("base_date"), currency: currency,
      classification: record.text("classification"))
  }

  private func process(_ record: StudyRecord) -> BusinessProcess? {
    guard let id = record.text("id") else { return nil }
    return BusinessProcess(
      id: id, name: record.text("name") ?? id, valuePerDay: record.number("value_per_day") ?? 0,
      lostShare: record.number("lost_share") ?? 1, owner: record.text("owner"))
  }

  private func strategy(_ record: StudyRecord) -> Strategy? {
    guard let id = record.text("id") else { return nil }
    return Strategy(
      id: id, name: record.text("name") ?? id, treatments: record.texts("treatments"))
  }

  // MARK: Problems

  /// Logs a problem of a field, or of the whole record where the field is nil.
  func fail(
    _ record: StudyRecord, _ field: String?, _ requirement: String, _ remedy: String,
    value: String? = nil, nearest: String? = nil, severity: StudyProblem.Severity = .error
  ) {
    let entry = field.flatMap { name in
      record.table.position(of: name).flatMap { record.entries[$0] }
    }
    reader.log.add(
      StudyProblem(
        severity: severity, location: entry?.node.location ?? record.location,
        path: field.map { record.path == "study" ? $0 : "\(record.path)/\($0)" } ?? record.path,
        value: value ?? entry?.node.written(limit: 60), requirement: requirement, remedy: remedy,
        nearest: nearest))
  }
}
