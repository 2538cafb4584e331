internal import Distributions
internal import RiskModel
internal import Sampling

extension BlockSimulator {
  /// Draws the rates and counts of a source; returns the number of events in the block.
  ///
  /// Leaves `counts` filled and `passing` holding, for each control on the frequency in the order
  /// frequency controls, success controls, the probability that it lets an event pass.
  func drawCounts(_ source: EventSource) -> Int {
    if let table = source.table {
      if let treatment = source.rate.treatment { drawThinning(treatment) }
      return countsFromTable(table)
    }
    if let poisson = source.poissonTable {
      if let treatment = source.rate.treatment { drawThinning(treatment) }
      return countsByTable(poisson, source)
    }
    drawRates(source.rate)
    return countsByInversion(source)
  }

  /// A constant Poisson rate: search among thresholds, of the latent where there is one.
  private func countsByTable(_ table: PoissonTable, _ source: EventSource) -> Int {
    if let slot = source.latent {
      return BlockKernels.countBelow(
        latents[slot.block][slot.member], count: count, thresholds: table.latent,
        usual: table.usual, into: counts.base)
    }
    drawUniforms(of: source.countStream, into: countUniform.base)
    return BlockKernels.countBelow(
      countUniform.base, count: count, thresholds: table.cumulative,
      usual: table.usual, into: counts.base)
  }

  private func countsByInversion(_ source: EventSource) -> Int {
    if let slot = source.latent {
      let z = latents[slot.block][slot.member]
      for t in 0..<count { countUniform.base[t] = Self.uniform(ofLatent: z[t]) }
    } else {
      drawUniforms(of: source.countStream, into: countUniform.base)
    }
    let isPoisson = source.count == .poisson
    if isPoisson {
      for t in 0..<count { none.base[t] = -rate.base[t] }
      BlockKernels.exp(none.base, count: count, into: none.base)
    }
    var total = 0
    for t in 0..<count {
      let n = source.count.count(
        rate: rate.base[t], uniform: countUniform.base[t],
        probabilityOfNone: isPoisson ? none.base[t] : nil)
      counts.base[t] = Int32(truncatingIfNeeded: n)
      total += n
    }
    return total
  }

  /// Φ(z), kept inside (0, 1) and exact in 1 − u as far as a double goes.
  private static func uniform(ofLatent z: Double) -> Double {
    let u = z <= 0 ? standardNormalDistribution(z) : 1 - standardNormalSurvival(z)
    return Swift.min(Swift.max(u, 0x1p-1022), 1 - 0x1p-53)
  }

  private func countsFromTable(_ table: EventTableColumn) -> Int {
    var total = 0
    for t in 0..<count {
      let trial = Int(trials.base[t])
      let n = trial + 1 < table.offsets.count ? table.offsets[trial + 1] - table.offsets[trial] : 0
      counts.base[t] = Int32(truncatingIfNeeded: n)
      total += n
    }
    return total
  }

  /// Inherent rates into `rate`, and what controls let pass into `passing`.
  func drawRates(_ model: RateModel) {
    if model.rate.constant == nil { drawParameters(of: model.rateStream, into: rate.base) }
    clipped += model.rate.transform(rate.base, count: count)
    if let treatment = model.treatment { drawRatio(treatment) }
    for (k, control) in model.frequencyControls.enumerated() {
      drawFactor(control, into: passing[k])
      for t in 0..<count { rate.base[t] /= passing[k][t] }
    }
    if let success = model.success { applySuccess(success, model) }
    if model.treatment != nil { splitRatio() }
  }

  /// Multiplies attempts by the inherent chance of success and splits what the controls let pass.
  private func applySuccess(_ success: LawSampler, _ model: RateModel) {
    drawParameters(of: model.successStream, into: none.base)
    clipped += success.transform(none.base, count: count)
    if let treatment = model.treatment { applySuccess(of: treatment) }
    let first = model.frequencyControls.count
    let controls = model.successControls
    for (k, control) in controls.enumerated() { drawFactor(control, into: passing[first + k]) }
    for t in 0..<count {
      let stated = Swift.min(1, none.base[t])
      var product = 1.0
      for k in controls.indices { product *= passing[first + k][t] }
      let inherent = Swift.min(1, stated / product)
      rate.base[t] *= inherent
      guard !controls.isEmpty, product < 1 else { continue }
      // All controls together let s/s⁰ pass; each its part on the scale of logarithms.
      let pass = inherent > 0 ? stated / inherent : 1
      let power = KernelReference.log(Swift.max(pass, 0x1p-1022)) / KernelReference.log(product)
      for k in controls.indices {
        let m = passing[first + k][t]
        passing[first + k][t] = KernelReference.exp(power * KernelReference.log(m))
      }
    }
  }

  /// The factor of a control, trial by trial, clipped at 1.
  func drawFactor(_ control: ControlFactor, into target: UnsafeMutablePointer<Double>) {
    if let value = control.factor.constant {
      for t in 0..<count { target[t] = value }
      return
    }
    drawParameters(of: control.factorStream, into: target)
    clipped += control.factor.transform(target, count: count)
    for t in 0..<count { target[t] = Swift.min(1, Swift.max(target[t], 0x1p-1022)) }
  }

  /// Uniforms under the numbers of the trials' uncertain inputs.
  func drawParameters(of stream: RandomStream, into u: UnsafeMutablePointer<Double>) {
    if let substitution, substitution.fill(u, stream, parameters.base, count) { return }
    guard study.settings.parameterUncertainty == .nested else {
      return drawUniforms(of: stream, into: u)
    }
    for t in 0..<count { u[t] = stream.uniform(trial: parameters.base[t]) }
  }

  /// One uniform a trial, under the trials' own numbers.
  func drawUniforms(of stream: RandomStream, into u: UnsafeMutablePointer<Double>) {
    if let design = study.design,
      design.fill(stream, trials: trials.base, count: count, into: u)
    {
      return
    }
    if let first = firstOfRange {
      return BlockKernels.uniforms(of: stream, fromTrial: first, count: count, into: u)
    }
    BlockKernels.uniforms(
      of: stream, trials: halves.base, draws: zeroDraws.base, count: count, first: u,
      second: discard.base)
    for t in 0..<count where trials.base[t] & 1 == 1 { u[t] = discard.base[t] }
  }
}
