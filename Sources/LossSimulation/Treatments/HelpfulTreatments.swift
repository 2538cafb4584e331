internal import Distributions
internal import RiskModel

/// Which treatments raise the loss of no simulated year, whatever else is adopted.
///
/// Events are the same under every plan, so that thinning, scaling, shortening and buying cover lower
/// each year by itself, and not only on average (`MODELS.md` section 6). It takes that nothing which
/// is felt less makes something else worse: a substitute that is called later, or two layers that
/// pay for the same unit of loss. Where that is not sure a treatment is not named.
struct HelpfulTreatments {
  private let study: Study
  private let interactions: [TreatmentInteraction]
  private let hasSwitches: Bool

  init(_ study: Study, interactions: [TreatmentInteraction]) {
    self.study = study
    self.interactions = interactions
    let effects = study.treatments.flatMap(\.effects)
    let added = effects.compactMap { effect -> Dependency? in
      if case .addDependency(let dependency) = effect.operation { dependency } else { nil }
    }
    hasSwitches =
      effects.contains { $0.quantity == .switchDays }
      || ((study.network?.dependencies ?? []) + added).contains { $0.switchDays != nil }
  }

  /// By treatment, in file order.
  var flags: [Bool] {
    guard Layers(study).lessLossIsLessNet else {
      // A layer lowers what is left of any loss, even so.
      return study.treatments.map { $0.effects.isEmpty && $0.share != nil }
    }
    let overlapping = Set(
      interactions.filter { !helps($0.effect) }.flatMap(\.treatments))
    return study.treatments.map { treatment in
      !overlapping.contains(treatment.id) && treatment.effects.allSatisfy(helps)
    }
  }

  private func helps(_ effect: Effect) -> Bool {
    guard let quantity = effect.quantity else { return false }
    switch quantity {
    case .frequency, .attempts, .success, .loss, .downtime, .outageRate, .outageDays:
      return effect.lowers
    case .people: return true
    case .hits: return effect.lowers && !hasSwitches && study.network?.model != .cascade
    case .criticality: return effect.lowers && !hasSwitches && isBuffered
    case .bufferDays: return effect.raises && !hasSwitches && isBuffered
    case .share, .switchDays: return false
    }
  }

  private var isBuffered: Bool { study.network?.model == .buffered }
}

extension Effect {
  /// Whether it lowers a quantity in every year, whatever other effects do to it.
  fileprivate var lowers: Bool {
    switch operation {
    case .multiply(let factor):
      factor.law.support.upperBound <= 1 || (factor.constant == nil && !mayWorsen)
    case .add(let sum): sum.law.support.upperBound <= 0
    case .set(let value): value.constant == 0
    case .addDependency: false
    }
  }

  /// Whether it raises a quantity in every year, whatever other effects do to it.
  fileprivate var raises: Bool {
    switch operation {
    case .multiply(let factor): (factor.constant ?? 0) >= 1
    case .add(let sum): sum.law.support.lowerBound >= 0
    case .set, .addDependency: false
    }
  }
}

/// The insurance layers of a study and its treatments.
private struct Layers {
  private let study: Study
  private let shares: [Share]

  init(_ study: Study) {
    self.study = study
    shares = study.controls.compactMap(\.share) + study.treatments.compactMap(\.share)
  }

  /// Whether a smaller loss of some risk always leaves a smaller loss after all layers.
  ///
  /// Losses through processes of a joint event, and of years longer than 365 days, are split over
  /// risks: a risk without cover may then bear more though the whole is less.
  var lessLossIsLessNet: Bool {
    guard !shares.isEmpty else { return true }
    let areWhole = shares.allSatisfy { share in
      if case .all = share.scope { share.basis == .year } else { false }
    }
    guard study.processes.isEmpty || areWhole else { return false }
    return (study.risks.map(\.id) + [""]).allSatisfy { steepest(seenBy: $0) <= 1 + 1e-12 }
  }

  /// The most that all layers together pay of one more unit of a risk's loss.
  private func steepest(seenBy risk: String) -> Double {
    let seeing = shares.filter { share in
      switch share.scope {
      case .all: true
      case .risks(let ids): ids.contains(risk)
      }
    }
    guard let first = seeing.first, seeing.allSatisfy({ $0.seesTheSame(as: first) }) else {
      return seeing.reduce(0) { $0 + $1.proportion }
    }
    return seeing.map { start in
      seeing.filter {
        $0.attachment <= start.attachment
          && start.attachment < $0.attachment + $0.limit
      }.reduce(0) { $0 + $1.proportion }
    }.max() ?? 0
  }
}

extension Share {
  fileprivate func seesTheSame(as other: Share) -> Bool {
    guard basis == other.basis else { return false }
    switch (scope, other.scope) {
    case (.all, .all): return true
    case (.risks(let a), .risks(let b)): return Set(a) == Set(b)
    default: return false
    }
  }
}
