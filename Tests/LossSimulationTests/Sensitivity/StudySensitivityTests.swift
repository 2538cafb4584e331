import Distributions
import LossSimulation
import RiskModel
import Sampling
import Testing

/// Sensitivity figures of studies whose answers are known in closed form.
@Suite struct StudySensitivityTests {
  private func uniform(_ low: Double, _ high: Double) throws -> Quantity {
    quantity(try Uniform(min: low, max: high))
  }

  private func sensitivity(
    _ study: Study, trials: Int = 80_000, threads: Int = 2, mostInputs: Int = 40
  ) async throws -> SensitivityResult {
    let simulator = try Simulator(study)
    let result = await simulator.run(RunOptions(threads: threads))
    let options = SensitivityOptions(trials: trials, threads: threads, mostInputs: mostInputs)
    return try #require(await simulator.sensitivity(of: result, options))
  }

  private func expectNear(
    _ estimate: Estimate?, _ value: Double, _ comment: String = "", relative: Double = 0.2
  ) throws {
    let estimate = try #require(estimate, "\(comment)")
    #expect(
      abs(estimate.value - value) <= 5 * estimate.standardError + 1e-9 * abs(value),
      "\(comment) \(estimate) \(value)")
    // Power: an interval so wide that anything passes is no check.
    #expect(
      estimate.standardError <= relative * Swift.max(abs(value), 0.2), "\(comment) \(estimate)")
  }

  /// Two Poisson risks of fixed losses 100 and 30, rates uniform on (0.5, 1.5) and (1, 3).
  private func additive(uncertainty: ParameterUncertainty = .pooled) throws -> Study {
    study(
      [
        risk("A", rate: try uniform(0.5, 1.5), loss: try constant(100)),
        risk("B", rate: try uniform(1, 3), loss: try constant(30)),
      ], trials: 100_000, uncertainty: uncertainty)
  }

  /// E[L | rates] = 100 λ_A + 30 λ_B, so that V = 100²/12 + 30²·4/12 and S_i = T_i = V_i/V.
  @Test func indicesOfAnAdditiveStudy() async throws {
    let result = try await sensitivity(additive(), trials: 160_000)
    let (a, b) = (10_000.0 / 12, 900.0 * 4 / 12)
    let measure = SensitivityFigure.Measure.expectedAnnualLoss
    try expectNear(result["all", measure, .variance], a + b, "variance")
    for (path, share) in [("risks/A/events", a / (a + b)), ("risks/B/events", b / (a + b))] {
      try expectNear(result[path, measure, .sobolFirst], share, path)
      try expectNear(result[path, measure, .sobolTotal], share, path)
    }
    try expectNear(result["sources/risks", measure, .sobolFirst], 1)
    // The twin with a defect: the noise of a mean over 16 years, (100² + 30²·2)/16, taken for V.
    let variance = try #require(result["all", measure, .variance])
    #expect(variance.high < (a + b) + 11_800.0 / 16)
  }

  /// Attempts a on (1, 3), success s on (0.1, 0.5): E[L | a, s] = 100·a·s,
  /// V ∝ E a²·E s² − (E a·E s)², S_a = Var a (E s)²/V and T_a = Var a·E s²/V.
  @Test func indicesOfAProduct() async throws {
    var one = risk("A", rate: try constant(1), loss: try constant(100))
    one.frequency = Frequency(
      rate: .attempts(try uniform(1, 3), success: try uniform(0.1, 0.5)))
    let result = try await sensitivity(study([one]), trials: 320_000)
    let (meanA, varA, meanS, varS) = (2.0, 1.0 / 3, 0.3, 0.16 / 12)
    let (squareA, squareS) = (varA + meanA * meanA, varS + meanS * meanS)
    let v = squareA * squareS - meanA * meanA * meanS * meanS
    let measure = SensitivityFigure.Measure.expectedAnnualLoss
    try expectNear(result["all", measure, .variance], 10_000 * v)
    try expectNear(
      result["risks/A/attempts", measure, .sobolFirst], varA * meanS * meanS / v, "S a")
    try expectNear(result["risks/A/attempts", measure, .sobolTotal], varA * squareS / v, "T a")
    try expectNear(
      result["risks/A/success", measure, .sobolFirst], varS * meanA * meanA / v, "S s")
    try expectNear(result["risks/A/success", measure, .sobolTotal], varS * squareA / v, "T s")
  }

  /// At the 10 % and 90 % quantile 0.6 and 1.4 of A's rate the mean is 100·λ_A + 30·2.
  @Test func barsOfATornado() async throws {
    let result = try await sensitivity(additive())
    let measure = SensitivityFigure.Measure.expectedAnnualLoss
    try expectNear(result["risks/A/events", measure, .tornadoLow], 120)
    try expectNear(result["risks/A/events", measure, .tornadoHigh], 200)
    let swing = try #require(result["risks/A/events", measure, .tornadoSwing])
    try expectNear(swing, 80)
    try expectNear(result["risks/B/events", measure, .tornadoSwing], 30 * 1.6)
    // Common random numbers: unpaired, the error would be that of both ends together.
    let low = try #require(result["risks/A/events", measure, .tornadoLow])
    let high = try #require(result["risks/A/events", measure, .tornadoHigh])
    let unpaired =
      (low.standardError * low.standardError + high.standardError * high.standardError)
      .squareRoot()
    #expect(swing.standardError < 0.8 * unpaired)
    // The largest bar stands first.
    #expect(result.figures.first?.input == "risks/A/events")
  }

  /// Cov(L_i, L)/Var L of independent compound Poisson risks: λm² + m² Var λ, over the sum.
  @Test func sharesOfTheVariance() async throws {
    let result = try await sensitivity(additive())
    let (a, b) = (10_000 + 10_000.0 / 12, 900.0 * 2 + 900.0 * 4 / 12)
    try expectNear(result["risks/A", .aggregateLoss, .shapley], a / (a + b))
    try expectNear(result["risks/B", .aggregateLoss, .shapley], b / (a + b))
    let sum = result.figures.filter { $0.index == .shapley }.reduce(0) { $0 + $1.estimate.value }
    #expect(abs(sum - 1) < 1e-9)
  }

  /// Counts coupled by a copula: the shares are no longer those of the risks' own variances.
  ///
  /// With equal risks they are equal all the same; with one that is constant they are 1 and 0.
  @Test func sharesWithDependence() async throws {
    let coupled = study(
      [
        risk("A", rate: try constant(3), loss: try constant(10)),
        risk("B", rate: try constant(3), loss: try constant(10)),
        risk("C", rate: try constant(2), count: .fixed, loss: try constant(500)),
      ], dependence: Dependence(groups: [.init(members: ["A", "B"], correlation: 0.7)]))
    let result = try await sensitivity(coupled)
    try expectNear(result["risks/A", .aggregateLoss, .shapley], 0.5)
    try expectNear(result["risks/B", .aggregateLoss, .shapley], 0.5)
    #expect(abs(result["risks/C", .aggregateLoss, .shapley]?.value ?? 1) < 1e-9)
    #expect(result.notes.contains { $0.contains("no input") })
  }

  // MARK: Rank correlation

  /// A rate so high that the count follows it: nearly the same order, in every way of drawing.
  @Test(arguments: [
    (SimulationMethod.monteCarlo, ParameterUncertainty.pooled), (.sobol, .pooled),
    (.latinHypercube, .pooled), (.antithetic, .pooled), (.monteCarlo, .nested),
  ])
  func ranksFollowTheRate(_ method: SimulationMethod, _ uncertainty: ParameterUncertainty)
    async throws
  {
    var asked = study(
      [
        risk("A", rate: try uniform(100, 5_000), loss: try constant(1)),
        risk("B", rate: try uniform(1, 2), loss: try constant(1)),
      ], trials: 16_000, uncertainty: uncertainty)
    asked.simulation.method = method
    asked.simulation.outerDraws = 400
    let result = try await sensitivity(asked, trials: 640)
    let a = try #require(result["risks/A/events", .aggregateLoss, .spearman])
    let b = try #require(result["risks/B/events", .aggregateLoss, .spearman])
    #expect(a.value > 0.99 && a.low > 0.98 && a.high <= 1.01, "\(a)")
    #expect(abs(b.value) <= 5 * b.standardError, "\(b)")
  }

  // MARK: Controls and sources

  /// A control with m = 0.25 on a risk of 2 events a year; out for a share p of the time.
  private func controlled(_ outages: ControlOutages?, share: Share? = nil) throws -> Study {
    let effect = Effect(
      target: .risks(["A"]), quantity: .frequency, operation: .multiply(try constant(0.25)))
    return study(
      [risk("A", rate: try constant(2), loss: try constant(10))],
      controls: [
        Control(
          id: "C", name: "Guard", effects: share == nil ? [effect] : [], share: share,
          outages: outages)
      ])
  }

  /// With p = 1 − exp(−rD/365) the rate is 8·(0.25(1 − p) + p); without the control it is 8.
  @Test func whatAControlTakesAway() async throws {
    let outages = ControlOutages(rate: try constant(3), days: quantity(try Exponential(mean: 20)))
    let result = try await sensitivity(controlled(outages))
    let p = 1 - exponential(-3 * 20.0 / 365)
    let rate = 8 * (0.25 * (1 - p) + p)
    let (mean, tail) = (
      SensitivityFigure.Measure.expectedAnnualLoss,
      SensitivityFigure.Measure.expectedShortfall(level: 0.95)
    )
    try expectNear(result["controls/C", mean, .takenAway], 10 * (8 - rate))
    try expectNear(result["controls/C", mean, .addedByOutages], 10 * (rate - 2))
    // Of all sets of 5 % of the years the tail is the worst: E[L' | tail of L] ≤ ES(L').
    let added = try #require(result["controls/C", tail, .addedByOutages])
    let inTail = try #require(result["controls/C", tail, .outagesInTail])
    #expect(inTail.value >= added.value && added.value > 0 && inTail.low > 0)
    #expect(try #require(result["controls/C", tail, .takenAway]).low > 0)
  }

  /// Without outages nothing is added by them, and the factor is as the study states it.
  @Test func aControlThatIsNeverOut() async throws {
    let result = try await sensitivity(controlled(nil))
    let mean = SensitivityFigure.Measure.expectedAnnualLoss
    try expectNear(result["controls/C", mean, .takenAway], 10 * 6)
    #expect(result["controls/C", mean, .addedByOutages] == nil)
  }

  /// Half of every loss is borne by others: without that the loss is twice as high, year by year.
  @Test(arguments: [Share.Basis.year, .event]) func whatInsuranceTakesAway(_ basis: Share.Basis)
    async throws
  {
    let share = Share(scope: .all, proportion: 0.5, basis: basis)
    let study = try controlled(nil, share: share)
    let result = try await sensitivity(study)
    let expected = try await current(study)
    let taken = try #require(result["controls/C", .expectedAnnualLoss, .takenAway])
    try expectNear(taken, 10)
    #expect(expected.aggregate.expectedAnnualLoss.value < 11)
  }

  /// A mean is linear in the rates, so not knowing them adds nothing to it; to the bad years it does.
  @Test func whatNotKnowingAdds() async throws {
    let law = try LogNormal(p05: 0.1, p95: 4)
    let known = Quantity(
      law, written: "", provenance: Provenance(by: "role/a", dated: nil, basis: nil))
    let guessed = Quantity(
      try Uniform(min: 1, max: 3), written: "",
      provenance: Provenance(by: nil, dated: nil, basis: "guess"))
    let result = try await sensitivity(
      study([
        risk("A", rate: known, loss: try constant(100)),
        risk("B", rate: guessed, loss: try constant(30)),
      ]))
    let mean = try #require(result["sources/role/a", .expectedAnnualLoss, .notKnowing])
    #expect(abs(mean.value) <= 5 * mean.standardError)
    let tail = try #require(
      result["sources/role/a", .expectedShortfall(level: 0.95), .notKnowing])
    #expect(tail.low > 0)
    #expect(result["sources/guess", .expectedAnnualLoss, .sobolFirst] != nil)
  }

  // MARK: The whole

  @Test func threadsChangeNothing() async throws {
    let study = try everything()
    let one = try await sensitivity(study, trials: 3_200, threads: 1)
    for threads in [2, 7] {
      let other = try await sensitivity(study, trials: 3_200, threads: threads)
      #expect(one.notes == other.notes && one.figures.count == other.figures.count)
      for (a, b) in zip(one.figures, other.figures) {
        #expect(a.input == b.input && a.index == b.index && a.measure == b.measure)
        #expect(a.estimate.value.bitPattern == b.estimate.value.bitPattern, "\(a) \(b)")
        #expect(a.estimate.low.bitPattern == b.estimate.low.bitPattern, "\(a) \(b)")
      }
    }
  }

  /// A study with an uncertain input of every kind.
  private func everything() throws -> Study {
    let law = try uniform(0.5, 2)
    let factor = quantity(try Uniform(min: 0.2, max: 0.9))
    let outages = ControlOutages(rate: law, days: quantity(try Exponential(mean: 10)))
    var attempted = risk("A", rate: try constant(1), loss: try lognormal(mu: 3, sigma: 1))
    attempted.frequency = Frequency(rate: .attempts(law, success: factor))
    let network = Network(
      suppliers: [
        Supplier(
          id: "S1", name: "One", outageRate: law, outageDays: quantity(try Exponential(mean: 9)),
          hazards: ["H"]),
        Supplier(
          id: "S2", name: "Two", outageRate: law, outageDays: quantity(try Exponential(mean: 9))),
      ], dependencies: [Dependency(source: "S1", target: "P", input: "x", bufferDays: 2)],
      hazards: [
        SharedHazard(id: "H", perYear: law, days: quantity(try Exponential(mean: 5)), hits: 0.5)
      ])
    return study(
      [attempted, risk("B", rate: law, loss: try constant(40))], trials: 4_096,
      controls: [
        Control(
          id: "C", name: "C",
          effects: [
            Effect(
              target: .risks(["A", "B"]), quantity: .frequency, operation: .multiply(factor)),
            Effect(target: .risks(["A"]), quantity: .loss, operation: .multiply(factor)),
          ], outages: outages),
        Control(
          id: "D", name: "D", provider: "S1", providerOutage: true,
          effects: [
            Effect(target: .risks(["B"]), quantity: .frequency, operation: .multiply(factor))
          ]),
        Control(
          id: "E", name: "E",
          effects: [
            Effect(target: .risks(["B"]), quantity: .frequency, operation: .multiply(factor))
          ]),
      ],
      processes: [BusinessProcess(id: "P", name: "P", valuePerDay: 10)], network: network)
  }

  /// Inputs of every kind by their paths; none that cannot move the losses: the factor of a control
  /// that is never out (E), the rate of a supplier on whom nothing depends (S2).
  @Test func listsWhatCanMoveTheLosses() async throws {
    let result = try await sensitivity(everything(), trials: 640)
    let paths = Set(result.figures.filter { $0.index == .spearman }.map(\.input))
    #expect(
      paths == [
        "risks/A/attempts", "risks/A/success", "risks/B/events",
        "network/nodes/S1/outage_rate", "network/shared_hazards/H/per_year",
        "controls/C/outages/rate", "controls/C/effects/0/multiply/A",
        "controls/C/effects/0/multiply/B", "controls/C/effects/1/multiply",
        "controls/D/effects/0/multiply",
      ])
    #expect(result.inputs == 10)
    // More outages of S1 cost more, through the network and through the control that it provides.
    let swing = result["network/nodes/S1/outage_rate", .expectedAnnualLoss, .tornadoSwing]
    #expect(try #require(swing).low > 0)
    let outages = result["controls/C/outages/rate", .expectedAnnualLoss, .tornadoSwing]
    #expect(try #require(outages).value > 0)
  }

  /// Few inputs are asked for: the others keep their rank correlation, and it is said.
  @Test func fewInputs() async throws {
    let result = try await sensitivity(everything(), trials: 640, mostInputs: 3)
    #expect(result.figures.count { $0.index == .tornadoSwing } == 6)
    #expect(result.figures.count { $0.index == .spearman } == 10)
    #expect(result.notes.contains { $0.hasPrefix("3 of 10 uncertain inputs") })
  }

  /// What the inputs do to the mean is less than chance does: no index is better than a wrong one.
  @Test func tooFewYears() async throws {
    let flat = study([
      risk("A", rate: try uniform(0.99, 1.01), loss: try lognormal(mu: 0, sigma: 2))
    ])
    let result = try await sensitivity(flat, trials: 640)
    #expect(result["risks/A/events", .expectedAnnualLoss, .sobolFirst] == nil)
    #expect(result["all", .expectedAnnualLoss, .variance] != nil)
    #expect(result.notes.contains { $0.contains("--sensitivity-trials") })
  }

  @Test func obstacles() throws {
    #expect(try Simulator(additive()).sensitivityObstacle == nil)
    let off = try Simulator(additive(uncertainty: .off)).sensitivityObstacle
    #expect(off == "parameter_uncertainty: off holds every input at its mean")
    var table = try additive()
    table.simulation.method = .table
    table.simulation.table = .years(
      probabilities: [0.5, 0.5], losses: ["A": [1, 2], "B": [0, 1]])
    #expect(try Simulator(table).sensitivityObstacle?.contains("table") == true)
  }

  @Test func aStopGivesNothing() async throws {
    let simulator = try Simulator(additive())
    let result = await simulator.run(RunOptions())
    let stopped = await simulator.sensitivity(
      of: result, SensitivityOptions(trials: 640), shouldStop: { true })
    #expect(stopped == nil)
  }
}

private func exponential(_ x: Double) -> Double { KernelReference.exp(x) }
