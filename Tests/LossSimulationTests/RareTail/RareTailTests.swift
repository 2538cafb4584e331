import Distributions
import RiskModel
import Sampling
import Testing

@testable import LossSimulation

/// Rare losses by conditional Monte Carlo against exact answers, five standard errors, fixed streams.
@Suite struct RareTailTests {
  private func asking(
    _ study: Study, levels: [Double] = [0.999, 0.9999], periods: [Double] = [1_000, 100_000],
    losses: [Double] = [], trials: Int = 40_000
  ) -> Study {
    var study = study
    study.simulation.trials = 1_024
    study.simulation.rareTail = RareTailSettings(
      levels: levels, returnPeriods: periods, losses: losses, trials: trials)
    return study
  }

  private func tail(_ study: Study, threads: Int = 2) async throws -> RareTail {
    try #require(try await run(study, threads: threads).rareTail)
  }

  private func expect(
    _ estimate: Estimate, _ exact: Double, _ name: String, allowed: Double = 0,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(estimate.value - exact) <= 5 * estimate.standardError + allowed + 1e-9 * abs(exact),
      "\(name): \(estimate.value) ± \(estimate.standardError) for \(exact)",
      sourceLocation: sourceLocation)
    #expect(estimate.method == .conditionalMonteCarlo, sourceLocation: sourceLocation)
  }

  // MARK: Closed forms

  /// One loss a year: the chance is computed, and there is nothing left to err.
  @Test func oneLossAYearIsExact() async throws {
    let law = try Pareto(shape: 2.5, scale: 1_000)
    let study = asking(
      study([risk("R", rate: try constant(1), count: .fixed, loss: quantity(law))]),
      losses: [5e4, 1e6], trials: 2_000)
    let tail = try await tail(study)
    for (level, p) in [(0, 1e-3), (1, 1e-4)] {
      let v = law.upperQuantile(p)
      let value = tail.valueAtRisk[level].estimate
      #expect(abs(value.value - v) < 1e-8 * v)
      #expect(value.standardError < 1e-5 * v)
      // E[X | X > v] = v α/(α − 1).
      let shortfall = try tail.expectedShortfall.get()[level].estimate
      #expect(abs(shortfall.value - v * 2.5 / 1.5) < 1e-7 * v)
    }
    for point in tail.exceedance {
      #expect(abs(point.probability.value - law.survival(point.loss)) < 1e-15)
      #expect(point.probability.standardError < 1e-12)
    }
    let far = law.upperQuantile(1e-5)
    #expect(abs(tail.aggregateCurve[1].loss.value - far) < 1e-8 * far)
    #expect(abs(tail.occurrenceCurve[1].loss.value - far) < 1e-8 * far)
  }

  /// P(M ≤ x) = exp(−λ P(X > x)) for a Poisson number of losses.
  @Test func largestOfManyLosses() async throws {
    let law = try Pareto(shape: 1.5, scale: 100)
    let study = asking(study([risk("R", rate: try constant(12), loss: quantity(law))]))
    let tail = try await tail(study)
    for point in tail.occurrenceCurve {
      let hazard = -KernelReference.log(1 - 1 / point.returnPeriod) / 12
      expect(point.loss, law.upperQuantile(hazard), "occurrence \(point.returnPeriod)")
      #expect(point.loss.standardError < 0.01 * point.loss.value)
    }
  }

  // MARK: Against Fourier inversion

  private func register(_ extra: [Risk] = []) throws -> [Risk] {
    [
      risk("A", rate: try constant(2), loss: try lognormal(mu: 5, sigma: 1.2)),
      risk(
        "B", rate: try constant(1.5), count: .negativeBinomial(dispersion: 2),
        loss: quantity(try Exponential(mean: 200))),
      risk(
        "C", rate: try constant(0.1), count: .bernoulli,
        loss: quantity(try Uniform(min: 1_000, max: 3_000))),
      risk(
        "D", rate: quantity(try Uniform(min: 0.2, max: 0.8)),
        loss: quantity(try Pareto(shape: 2.2, scale: 150))),
      risk("E", rate: try constant(6), loss: quantity(try Gamma(shape: 2, scale: 30))),
    ] + extra
  }

  private func exact(_ study: Study, _ levels: [Double]) throws -> LevelResult {
    var study = study
    study.simulation.levels = levels
    study.simulation.rareTail = nil
    let answers = try ExactStudy.answers(for: study).get()
    return try #require(answers["current"])
  }

  @Test func fiveUnlikeRisks() async throws {
    let study = asking(study(try register()))
    let tail = try await tail(study)
    let truth = try exact(study, [0.999, 0.9999])
    let shortfall = try tail.expectedShortfall.get()
    for (position, level) in [0.999, 0.9999].enumerated() {
      let v = try truth.aggregate.valueAtRisk(level)
      let t = try truth.aggregate.shortfall(level)
      expect(
        tail.valueAtRisk[position].estimate, v.value, "value at risk", allowed: v.high - v.value)
      expect(shortfall[position].estimate, t.value, "shortfall", allowed: t.high - t.value)
      #expect(tail.valueAtRisk[position].estimate.standardError < 0.02 * v.value)
    }
  }

  /// Atoms, also equal ones of two risks: of equal largest losses exactly one may count.
  @Test func equalLossesCountOnce() async throws {
    let coin = quantity(try Discrete([(100, 0.7), (1_000, 0.3)]))
    let study = asking(
      study([
        risk("A", rate: try constant(0.4), loss: coin),
        risk("B", rate: try constant(0.6), loss: coin),
        risk("C", rate: try constant(0.2), loss: try constant(1_000)),
      ]), losses: [0, 99, 100, 999, 1_000, 1_100, 2_999], trials: 200_000)
    let tail = try await tail(study)
    // N₁₀₀ ~ Poisson(0.7), N₁₀₀₀ ~ Poisson(0.5), independent.
    let few = try Poisson(mean: 0.7)
    let big = try Poisson(mean: 0.5)
    for point in tail.exceedance {
      var below = 0.0
      for k in 0..<10 where Double(k) * 1_000 <= point.loss {
        let left = ((point.loss - Double(k) * 1_000) / 100).rounded(.down)
        below += big.density(Double(k)) * few.distribution(left)
      }
      expect(point.probability, 1 - below, "exceedance of \(point.loss)")
    }
  }

  /// The planted defects that the comparisons above must not let pass: each moves a figure by far
  /// more than five standard errors.
  @Test(arguments: ["largest", "multiplicity", "rest"]) func plantedDefects(defect: String)
    async throws
  {
    let study = asking(study(try register()))
    let compiled = try compiled(study)
    let sample = try #require(
      await RareTailRun(compiled, threads: 1)?.sample(shouldStop: { false }))
    let truth = try exact(study, [0.99])
    let x = try truth.aggregate.valueAtRisk(0.99).value
    let good = await sample.exceedance(of: x)
    #expect(abs(good.value - 0.01) < 5 * good.standardError)
    let spoilt = TailSample(
      book: sample.book, blocks: sample.blocks.map { $0.spoilt(by: defect) }, threads: 1)
    let bad = await spoilt.exceedance(of: x)
    #expect(abs(bad.value - 0.01) > 5 * bad.standardError, "\(bad)")
  }

  private func compiled(_ study: Study) throws -> CompiledStudy {
    guard case .trials(let compiled) = try Simulator(study).engine else {
      throw SimulationError(problems: [])
    }
    return compiled
  }

  // MARK: Dependence, controls, layers: against plain years

  /// Years that nothing moves are the run's own: every kept event's loss, so that sums are theirs.
  @Test func theYearsAreThoseOfTheRun() async throws {
    var study = asking(study(try register()), trials: 1_024)
    study.simulation.dependence = Dependence(
      family: .t(degreesOfFreedom: 4),
      groups: [Dependence.Group(members: ["A", "B", "E"], correlation: 0.5)])
    let result = try await run(study)
    let years = try #require(result["current"]).years.aggregate
    let sample = try #require(
      await RareTailRun(compiled(study), threads: 1)?.sample(0..<1_024, nil, shouldStop: { false }))
    // With all but one loss known, the sum is at least the rest, and P(L > rest) is 1.
    for block in sample.blocks {
      for record in block.slot.indices {
        #expect(block.rest[record] <= years[Int(block.slot[record])] * (1 + 1e-12))
      }
    }
    // Unbiased below the tail too: P(L > 0) of the conditioned years.
    let some = Double(years.filter { $0 > 0 }.count) / Double(years.count)
    let chance = await sample.exceedance(of: 0)
    #expect(abs(chance.value - some) < 5 * chance.standardError + 0.02)
  }

  /// At a level that plain years know well, both must agree.
  private func agree(_ base: Study, level: Double = 0.99, _ comment: Comment) async throws {
    var study = base
    study.simulation.trials = 400_000
    study.simulation.levels = [level]
    study.simulation.rareTail = RareTailSettings(
      levels: [level], returnPeriods: [100], trials: 40_000)
    let result = try await run(study)
    let plain = try #require(result["current"])
    let tail = try #require(result.rareTail)
    let pairs = [
      (tail.valueAtRisk[0].estimate, try plain.aggregate.valueAtRisk(level)),
      (try tail.expectedShortfall.get()[0].estimate, try plain.aggregate.shortfall(level)),
      (
        tail.occurrenceCurve[0].loss,
        try #require(try plain.occurrenceCurve.get().first { $0.returnPeriod == 100 }).loss
      ),
    ]
    for (a, b) in pairs {
      let error =
        (a.standardError * a.standardError + b.standardError * b.standardError).squareRoot()
      #expect(abs(a.value - b.value) < 5 * error + 1e-9 * b.value, comment)
    }
  }

  @Test func coupledCounts() async throws {
    var study = study(try register())
    study.simulation.dependence = Dependence(
      family: .t(degreesOfFreedom: 4),
      groups: [Dependence.Group(members: ["A", "B", "E"], correlation: 0.6)])
    try await agree(study, "t copula")
  }

  @Test func controlsThatFail() async throws {
    let control = Control(
      id: "C1", name: "Guard",
      effects: [
        Effect(
          target: .risks(["A", "D"]), quantity: .loss, operation: .multiply(try constant(0.3))),
        Effect(
          target: .risks(["E"]), quantity: .frequency, operation: .multiply(try constant(0.5))),
      ],
      outages: ControlOutages(rate: try constant(1), days: quantity(try Exponential(mean: 60))))
    try await agree(study(try register(), controls: [control]), "control with outages")
  }

  @Test(arguments: [Share.Basis.event, .year]) func layers(basis: Share.Basis) async throws {
    let layers = [
      Control(
        id: "L1", name: "Layer",
        share: Share(
          scope: .all, attachment: 1_000, limit: 1_500, proportion: 0.8, basis: basis)),
      Control(
        id: "L2", name: "Top",
        share: Share(scope: .all, attachment: 4_000, limit: 2_000, basis: basis)),
    ]
    try await agree(study(try register(), controls: layers), "layers per \(basis)")
  }

  // MARK: Determinism, intervals, refusals

  @Test func threadsChangeNoBit() async throws {
    let study = asking(study(try register()), losses: [1e4], trials: 5_000)
    let one = try await tail(study, threads: 1)
    for threads in [2, 7] {
      let other = try await tail(study, threads: threads)
      #expect(one.valueAtRisk == other.valueAtRisk)
      #expect(one.aggregateCurve == other.aggregateCurve)
      #expect(one.occurrenceCurve == other.occurrenceCurve)
      #expect(one.exceedance.map(\.probability) == other.exceedance.map(\.probability))
      #expect(try one.expectedShortfall.get() == other.expectedShortfall.get())
    }
    var longer = study
    longer.simulation.trials = 9_000
    #expect(try await tail(longer).valueAtRisk == one.valueAtRisk)
  }

  /// 95 % intervals of 300 seeds hold the truth in 88 to 99.5 % of them (five errors of a share).
  @Test func coverage() async throws {
    let law = try LogNormal(mu: 6, sigma: 1.4)
    let base = study([risk("R", rate: try constant(4), loss: quantity(law))])
    let truth = try exact(base, [0.999])
    let v = try truth.aggregate.valueAtRisk(0.999).value
    let t = try truth.aggregate.shortfall(0.999).value
    var held = (value: 0, shortfall: 0)
    for seed in 1...300 {
      var study = asking(base, levels: [0.999], periods: [1_000], trials: 2_000)
      study.simulation.seed = UInt64(seed)
      let sample = try #require(
        await RareTailRun(compiled(study), threads: 1)?.result(shouldStop: { false }))
      let value = sample.valueAtRisk[0].estimate
      let shortfall = try sample.expectedShortfall.get()[0].estimate
      held.value += value.low <= v && v <= value.high ? 1 : 0
      held.shortfall += shortfall.low <= t && t <= shortfall.high ? 1 : 0
    }
    #expect((264...298).contains(held.value), "\(held)")
    #expect((264...298).contains(held.shortfall), "\(held)")
  }

  /// Far beyond plain years the error stays a few per cent of the figure.
  @Test func errorsOfRareLossesAreSmall() async throws {
    let study = asking(study(try register()), periods: [1_000, 1_000_000], trials: 20_000)
    let far = try await tail(study).aggregateCurve[1].loss
    #expect(far.standardError < 0.03 * far.value)
    #expect(far.caveat == nil)
  }

  @Test func infiniteMeanHasNoShortfall() async throws {
    let law = quantity(try Pareto(shape: 0.9, scale: 10))
    let tail = try await tail(asking(study([risk("R", rate: try constant(1), loss: law)])))
    #expect(
      tail.expectedShortfall == .failure(MissingFigure(reason: "the mean of a loss is infinite")))
    #expect(tail.valueAtRisk[0].estimate.value > 0)
  }

  @Test func whatIsNotCoveredIsRefused() throws {
    func share(_ id: String, _ scope: Share.Scope, _ basis: Share.Basis) -> Control {
      Control(
        id: id, name: id,
        share: Share(scope: scope, attachment: 100, limit: 100, proportion: 0.6, basis: basis))
    }
    func reason(_ controls: [Control]) throws -> String? {
      let study = asking(study(try register(), controls: controls))
      do {
        _ = try Simulator(study)
        return nil
      } catch {
        #expect(error.problems.count == 1)
        #expect(error.problems[0].path == "simulation/rare_tail")
        return error.problems[0].requirement
      }
    }
    #expect(try reason([share("S", .all, .year)]) == nil)
    #expect(try reason([share("S", .risks(["A"]), .event)]) == nil)
    #expect(try reason([share("S", .risks(["A"]), .year)])?.contains("some risks alone") == true)
    #expect(
      try reason([share("S", .all, .year), share("T", .all, .event)])?.contains("both") == true)
    #expect(
      try reason([share("S", .all, .event), share("T", .all, .event)])?.contains(
        "more than the whole")
        == true)
  }
}

extension TailRecords {
  /// The records with one part of the formula forgotten.
  fileprivate func spoilt(by defect: String) -> TailRecords {
    TailRecords(
      trials: trials, runs: runs, slot: slot,
      weight: defect == "multiplicity" ? weight.map { _ in 1 } : weight,
      largest: defect == "largest" ? largest.map { _ in -1 } : largest,
      rest: defect == "rest" ? rest.map { _ in 0 } : rest, factor: factor)
  }
}
