internal import Distributions
public import RiskModel

extension TreatmentInteraction {
  /// The interactions that a study states in its `optimisation`, and why any cannot be applied.
  ///
  /// - Parameter records: The records of the same study.
  public static func all(
    of study: Study, records: StudyRecord
  ) -> (interactions: [TreatmentInteraction], problems: [SimulationError.Problem]) {
    var interactions: [TreatmentInteraction] = []
    var problems: [SimulationError.Problem] = []
    let stated = records.record("optimisation")?.records("interactions") ?? []
    for (index, record) in stated.enumerated() {
      let path = "optimisation/interactions/\(index)"
      guard let quantity = record.text("quantity").flatMap(Effect.Quantity.init),
        let target = record.text("target"), let value = record.number("multiply"),
        let factor = try? Constant(value)
      else { continue }
      guard let found = study.target(target, quantity) else {
        problems.append(
          .init(
            path: path,
            requirement: "`\(target)` is no record of the study that has `\(quantity.rawValue)`",
            remedy: "Name a risk, supplier, shared hazard or control, or `source>target>input`"))
        continue
      }
      let effect = Effect(
        target: found, quantity: quantity,
        operation: .multiply(Quantity(factor, written: "\(value)")),
        mayWorsen: true)
      interactions.append(
        TreatmentInteraction(treatments: record.texts("treatments"), effect: effect, path: path))
    }
    return (interactions, problems)
  }
}

extension Study {
  /// The record that an effect's `target` names for a quantity; nil where there is none.
  fileprivate func target(_ text: String, _ quantity: Effect.Quantity) -> Effect.Target? {
    switch quantity {
    case .frequency, .attempts, .success, .loss, .downtime, .people:
      return risks.contains { $0.id == text } ? .risks([text]) : nil
    case .outageRate, .outageDays:
      if network?.suppliers.contains(where: { $0.id == text }) == true { return .suppliers([text]) }
      if network?.hazards.contains(where: { $0.id == text }) == true { return .hazards([text]) }
      return controls.contains { $0.id == text } ? .controls([text]) : nil
    case .hits:
      return network?.hazards.contains { $0.id == text } == true ? .hazards([text]) : nil
    case .bufferDays, .switchDays, .criticality, .share:
      let words = text.split(separator: ">", omittingEmptySubsequences: false).map(String.init)
      let rows = (network?.dependencies ?? []).enumerated().filter { _, row in
        words.count >= 2 && row.source == words[0] && row.target == words[1]
          && (words.count == 2 || row.input == words[2])
      }
      return rows.count == 1 ? .dependencies([rows[0].offset]) : nil
    }
  }
}
