internal import Distributions
internal import RiskModel

extension TreatmentCompiler {
  /// The factors of all treatments and interactions.
  mutating func factors() -> FactorTable {
    let options = study.treatments.map { factors(of: $0) }
    return FactorTable(
      riskCount: riskIds.count, options: options, interactions: interactions())
  }

  private mutating func factors(of treatment: Treatment) -> [FactorTable.Factor] {
    treatment.effects.enumerated().flatMap { index, effect in
      factors(of: effect, path: "treatments/\(treatment.id)/effects/\(index)")
    }
  }

  private mutating func factors(of effect: Effect, path: String) -> [FactorTable.Factor] {
    guard case .risks(let ids) = effect.target, let quantity = effect.quantity,
      let scaled = quantity.scaled
    else {
      problems.refuse(
        path,
        "this effect changes the network, downtime or outages, which a table of losses does not hold",
        "Write its effect on `loss` or `frequency` of the risks, or remove it")
      return []
    }
    guard let factor = factor(effect.operation, path, mayWorsen: effect.mayWorsen) else {
      return []
    }
    return ids.compactMap { id in
      position[id].map { FactorTable.Factor(row: FactorTable.row(risk: $0, scaled), value: factor) }
    }
  }

  /// A table holds no quantity to which something could be added or that could be set, but for the
  /// two cases that are factors all the same.
  private mutating func factor(
    _ operation: Effect.Operation, _ path: String, mayWorsen: Bool
  ) -> Double? {
    switch operation {
    case .multiply(let quantity):
      if let constant = quantity.constant { return constant }
      // Where means are all that is asked, the mean of a product of independent factors is the
      // product of their means.
      if asksMeansAlone || study.simulation.table == nil {
        hasUncertainFactors = true
        return LowerEnvelope.mean(quantity.law, mayWorsen ? .infinity : 1)
      }
      needsDraws = true
      problems.refuse(
        path + "/multiply",
        "an uncertain factor (`\(quantity.written)`) on a year loss table needs a draw for each year where a tail is asked, and then no people can be limited, of whom such a table holds none",
        "Write a number, for example its mean \(quantity.law.mean), or leave out the limit on people"
      )
      return nil
    case .set(let quantity) where quantity.constant == 0: return 0
    case .add(let quantity) where quantity.constant == 0: return 1
    case .set, .add, .addDependency:
      problems.refuse(
        path, "a table of losses holds no quantity that could be set or added to",
        "Write `multiply` with a factor")
      return nil
    }
  }

  private mutating func interactions() -> [FactorTable.Interaction] {
    let records = question.record?.records("interactions") ?? []
    return records.enumerated().compactMap { index, record in
      let path = "optimisation/interactions/\(index)"
      guard let quantity = record.text("quantity").flatMap(Effect.Quantity.init),
        let target = record.text("target"), let value = record.number("multiply")
      else { return nil }
      guard let risk = position[target], let scaled = quantity.scaled else {
        problems.refuse(
          path, "this interaction does not act on a risk of the table",
          "Name a risk and one of `frequency`, `loss`, `people`")
        return nil
      }
      return FactorTable.Interaction(
        members: record.texts("treatments").compactMap { option[$0] },
        factor: .init(row: FactorTable.row(risk: risk, scaled), value: value))
    }
  }
}

extension Effect.Quantity {
  /// The quantity of a risk that a factor scales; nil for those of other records and of durations.
  var scaled: ScaledQuantity? {
    switch self {
    case .frequency, .attempts, .success: .frequency
    case .loss: .severity
    case .people: .people
    default: nil
    }
  }
}
