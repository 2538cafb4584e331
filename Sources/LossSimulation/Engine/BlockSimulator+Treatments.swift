internal import Sampling

/// What a portfolio does to the block at hand (`MODELS.md` section 6, Common random numbers).
///
/// A portfolio's study has one level, the residual one, and draws the same numbers as the study
/// without it.
extension BlockSimulator {
  private var scratch: UnsafeMutablePointer<Double> { passing[passing.rows - 1] }

  /// A factor or a sum, trial by trial.
  private func draw(_ draw: TreatmentDraw, into target: UnsafeMutablePointer<Double>) {
    if let value = draw.sampler.constant {
      for t in 0..<count { target[t] = value }
      return
    }
    drawParameters(of: draw.stream, into: target)
    clipped += draw.sampler.transform(target, count: count)
    guard draw.isHeldAtOne else { return }
    for t in 0..<count { target[t] = Swift.min(1, target[t]) }
  }

  // MARK: Consequences

  /// Changes a quantity of every event.
  func change(_ values: Buffer<Double>, by change: QuantityChange) {
    guard !change.isEmpty else { return }
    let (slot, x, y) = (events.slot.base, values.base, scratch)
    for factor in change.factors {
      draw(factor, into: y)
      for e in 0..<events.count { x[e] *= y[Int(slot[e])] }
    }
    for sum in change.sums {
      draw(sum, into: y)
      for e in 0..<events.count { x[e] = Swift.max(0, x[e] + y[Int(slot[e])]) }
    }
  }

  /// The chance with which each event of a hazard strikes a member; nil where it is the stated one.
  ///
  /// Valid until `events.factor` is used again.
  func hitChances(of hazard: CompiledHazard) -> UnsafeMutablePointer<Double>? {
    guard !hazard.hitsChange.isEmpty else { return nil }
    events.factor.base.update(repeating: hazard.hits, count: events.count)
    change(events.factor, by: hazard.hitsChange)
    return events.factor.base
  }

  // MARK: Rates

  /// What treatments leave of a constant rate that they can only hold down, or of a table's events.
  func drawThinning(_ treatment: RateTreatment) {
    ratio.base.update(repeating: 1, count: count)
    for change in [treatment.attempts, treatment.frequency, treatment.success] {
      scaleRatio(by: change)
    }
  }

  private func scaleRatio(by change: QuantityChange) {
    for factor in change.factors {
      draw(factor, into: scratch)
      for t in 0..<count { ratio.base[t] *= scratch[t] }
    }
  }

  /// The ratio of the treated to the untreated rate or attempts, from the rates in `rate`.
  func drawRatio(_ treatment: RateTreatment) {
    ratio.base.update(repeating: 1, count: count)
    scaleRatio(by: treatment.attempts)
    scaleRatio(by: treatment.frequency)
    for sum in treatment.attempts.sums + treatment.frequency.sums {
      draw(sum, into: scratch)
      for t in 0..<count {
        if rate.base[t] > 0 {
          ratio.base[t] = Swift.max(0, ratio.base[t] + scratch[t] / rate.base[t])
        } else {
          // Nothing happened without the treatment: all events are new.
          rate.base[t] = Swift.max(0, scratch[t])
        }
      }
    }
  }

  /// Takes in what treatments do to the chance of success, which stands in `none`.
  func applySuccess(of treatment: RateTreatment) {
    let change = treatment.success
    guard !change.isEmpty else { return }
    let chance = countUniform.base
    for t in 0..<count { chance[t] = Swift.min(1, none.base[t]) }
    for factor in change.factors {
      draw(factor, into: scratch)
      for t in 0..<count {
        ratio.base[t] *= scratch[t]
        chance[t] *= scratch[t]
      }
    }
    for sum in change.sums {
      draw(sum, into: scratch)
      for t in 0..<count where chance[t] > 0 {
        let next = Swift.max(0, chance[t] + scratch[t])
        ratio.base[t] *= next / chance[t]
        chance[t] = next
      }
    }
    // A chance ends at 1.
    for t in 0..<count where chance[t] > 1 { ratio.base[t] /= chance[t] }
  }

  /// Leaves in `rate` what is to be simulated, and in `ratio` the part of its events that stays.
  func splitRatio() {
    for t in 0..<count where ratio.base[t] > 1 {
      rate.base[t] *= ratio.base[t]
      ratio.base[t] = 1
    }
  }

  // MARK: Marks

  /// Stops the events of a source whose marks are not below what treatments leave of its rate.
  func markTreated(_ source: EventSource) {
    guard let treatment = source.rate.treatment else { return }
    guard let table = source.table else { return thin(by: treatment) }
    if table.marks.isEmpty {
      thin(by: treatment)
    } else {
      for e in 0..<events.count {
        let entry = table.offsets[Int(events.trial.base[e])] + Int(events.draw.base[e])
        if table.marks[entry] >= ratio.base[Int(events.slot.base[e])] { events.kept.base[e] = 0 }
      }
    }
    // A fixed table cannot gain events: their losses grow instead (`STUDY.md` section 4).
    for e in 0..<events.count {
      events.loss.base[e] *= Swift.max(1, ratio.base[Int(events.slot.base[e])])
    }
  }

  /// Stops events by their marks.
  func thin(by treatment: RateTreatment) {
    BlockKernels.uniforms(
      of: treatment.markStream, trials: events.trial.base, draws: events.draw.base,
      count: events.count, first: events.factor.base, second: events.spare.base)
    for e in 0..<events.count
    where events.factor.base[e] >= ratio.base[Int(events.slot.base[e])] {
      events.kept.base[e] = 0
    }
  }
}
