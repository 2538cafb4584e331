/// What the checks between records look up.
struct StudyIndex {
  /// What an effect needs to know of a risk.
  struct RiskFacts {
    var hasFrequency = false
    /// Whether the rate is stated as attempts × success.
    var hasAttempts = false
    var hasLoss = false
    var hasDowntime = false
    var hasPeople = false
  }

  var processes: Set<String> = []
  var risks: [String: RiskFacts] = [:]
  var riskRecords: [StudyRecord] = []
  var supplierRecords: [StudyRecord] = []
  /// Suppliers with outages of their own.
  var failingSuppliers: Set<String> = []
  /// Positions in `Network.dependencies` by `source>target`.
  var dependencies: [String: [Int]] = [:]
  /// The input of each dependency.
  var inputs: [String] = []
  /// Risks whose losses another model gives.
  var tableRisks: Set<String> = []
  /// Ids that a selector matches, by the selector as written.
  var selections: [String: [String]] = [:]

  mutating func addRisks(_ risks: [Risk], records: [StudyRecord]) {
    riskRecords = records
    for risk in risks {
      var facts = RiskFacts(
        hasFrequency: risk.frequency != nil, hasLoss: risk.loss != nil,
        hasDowntime: risk.downtime != nil, hasPeople: risk.people != nil)
      if case .attempts? = risk.frequency?.rate { facts.hasAttempts = true }
      if tableRisks.contains(risk.id) {
        // Another model's losses scale under every effect on frequency and severity.
        (facts.hasFrequency, facts.hasAttempts, facts.hasLoss) = (true, true, true)
      }
      self.risks[risk.id] = facts
    }
  }
}
