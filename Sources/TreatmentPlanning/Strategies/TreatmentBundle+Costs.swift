internal import Distributions
internal import RealModule
internal import RiskModel
internal import Sampling

extension TreatmentBundle {
  /// Σ expected one-off cost.
  var costOnce: Double { treatments.reduce(0) { $0 + ($1.costOnce?.law.mean ?? 0) } }

  /// Σ expected yearly cost.
  var costPerYear: Double { treatments.reduce(0) { $0 + ($1.costPerYear?.law.mean ?? 0) } }

  /// Σ annualised cost (`STUDY.md` section 4), expected.
  func annualCost(_ question: PlanningQuestion) -> Double {
    treatments.reduce(0) {
      $0
        + question.annualCost(
          once: $1.costOnce?.law.mean ?? 0, perYear: $1.costPerYear?.law.mean ?? 0,
          life: $1.lifeYears)
    }
  }

  /// Σ annualised cost with every uncertain amount drawn.
  func drawnCost(_ question: PlanningQuestion, seed: UInt64, draw: UInt32) -> Double {
    treatments.reduce(0) { sum, treatment in
      func drawn(_ amount: RiskModel.Quantity?, _ name: String) -> Double {
        guard let amount else { return 0 }
        if let constant = amount.constant { return constant }
        let stream = RandomStream(seed: seed, purpose: "cost/\(name)", record: treatment.id)
        return Swift.max(0, amount.law.value(atUniform: stream.uniform(trial: draw)))
      }
      return sum
        + question.annualCost(
          once: drawn(treatment.costOnce, "once"),
          perYear: drawn(treatment.costPerYear, "per_year"),
          life: treatment.lifeYears)
    }
  }

  /// What all costs over the horizon are worth at t = 0, each treatment bought again at the end of
  /// its life.
  func presentCost(_ question: PlanningQuestion) -> Double {
    treatments.reduce(0) { sum, treatment in
      sum
        + Investment(
          once: treatment.costOnce?.law.mean ?? 0, perYear: treatment.costPerYear?.law.mean ?? 0,
          benefitPerYear: 0, years: question.years, discountRate: question.discountRate,
          lifeYears: treatment.lifeYears
        ).presentCost
    }
  }
}

extension PlanningQuestion {
  /// Whole years of the horizon, at least 1.
  var years: Int { Swift.max(1, Int(horizon.rounded())) }

  /// What a benefit of 1 a year is worth at t = 0 where it is had between two days from now.
  ///
  /// Benefits fall at year ends; a year's counts by the part of it in force.
  func presentWorth(from start: Double, to end: Double) -> Double {
    (1...years).reduce(0) { sum, year in
      let (first, last) = (365 * Double(year - 1), 365 * Double(year))
      let part = Swift.max(0, Swift.min(end, last) - Swift.max(start, first)) / 365
      return sum + part * Double.pow(1 + discountRate, -Double(year))
    }
  }
}
