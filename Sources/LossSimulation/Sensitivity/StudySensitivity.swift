internal import LinearAlgebra
internal import RiskModel
internal import Sampling
internal import Synchronization

/// Asks a compiled study what its losses answer to, at the current level (`MODELS.md` section 4).
///
/// - Rank correlation of every input with the years of the run itself.
/// - Tornado, sources and controls: variants of the study on the same years (`VariantPass`).
/// - Sobol' indices of E[L | inputs] by pick-freeze (`ConditionalMeanPass`).
/// - Shares of the risks in the variance of the loss (`VarianceShares`).
///
/// Inputs are drawn independently of one another in every study, so that Sobol' indices say all;
/// where counts are coupled, it is the risks' losses that depend, and those get Shapley values.
struct StudySensitivity: Sendable {
  private let study: Study
  private let compiled: CompiledStudy
  private let options: SensitivityOptions
  private let inputs: [UncertainInput]
  private let level: Double
  private let hazardTables = HazardTables()

  /// Doubles that the years of variants may take at once.
  private static let mostDoubles = 1 << 25

  init(study: Study, compiled: CompiledStudy, options: SensitivityOptions) {
    self.study = study
    self.options = options
    let inner = ConditionalMeanPass.inner
    let trials = Swift.max(4 * inner, options.trials / inner * inner)
    self.compiled = compiled.withIndependentTrials(trials)
    inputs = UncertainInputs(study: study, compiled: compiled).all
    let levels = study.simulation.levels
    level = levels.contains(0.95) ? 0.95 : levels.max() ?? 0.95
  }

  private var trials: Int { compiled.settings.trials }

  // MARK: The whole

  /// All figures; nil where it was stopped.
  ///
  /// - Parameters:
  ///   - years: the losses of the run's years at the current level.
  ///   - run: the study as it was run, with its design.
  func result(
    years: [Double], run: CompiledStudy, progress: @Sendable @escaping (RunProgress) -> Void,
    shouldStop: @Sendable @escaping () -> Bool
  ) async -> SensitivityResult? {
    useOneBLASThread()
    let correlations = await correlations(years: years, run: run)
    let chosen = Array(ranked(correlations).prefix(options.mostInputs))
    let questions = questions(chosen)
    let pass = ConditionalMeanPass(
      compiled: compiled, inputs: chosen, points: trials / ConditionalMeanPass.inner)
    let asked = (1 + questions.reduce(0) { $0 + $1.variants.count }) * trials
    let all = asked + (chosen.isEmpty ? 0 : pass.years)
    let tell = { @Sendable (done: Int) in
      progress(RunProgress(trialsDone: done, trialsAsked: all, relativeError: nil))
    }
    guard let base = await baseYears(tell, shouldStop),
      let answers = await answers(to: questions, base.years, tell, shouldStop),
      let indices = await indices(
        chosen, { tell(asked + $0) }, shouldStop)
    else { return nil }
    return SensitivityResult(
      figures: ordered(correlations + answers + indices.figures) + base.shares,
      inputs: inputs.count, trials: trials, years: all, level: level,
      notes: notes(chosen) + indices.notes)
  }

  /// The figures of the controls alone; nil where it was stopped.
  func controlResult(shouldStop: @Sendable @escaping () -> Bool) async -> SensitivityResult? {
    useOneBLASThread()
    let asked = controls
    guard let base = await baseYears({ _ in }, shouldStop),
      let figures = await answers(to: asked, base.years, { _ in }, shouldStop)
    else { return nil }
    return SensitivityResult(
      figures: figures, inputs: inputs.count, trials: trials,
      years: (1 + asked.reduce(0) { $0 + $1.variants.count }) * trials, level: level, notes: [])
  }

  private func notes(_ chosen: [UncertainInput]) -> [String] {
    var notes: [String] = []
    if inputs.isEmpty {
      notes.append("no input of the study is uncertain, so none has a weight that could be told")
    }
    if study.simulation.method != .monteCarlo
      || study.simulation.parameterUncertainty == .nested
    {
      notes.append(
        "bars and indices come from independent years that draw their inputs afresh, not from the "
          + "run's own design")
    }
    if chosen.count < inputs.count {
      notes.append(
        "\(chosen.count) of \(inputs.count) uncertain inputs have bars and indices: those with the "
          + "largest rank correlation")
    }
    return notes
  }

  // MARK: Rank correlation

  private func correlations(years: [Double], run: CompiledStudy) async -> [SensitivityFigure] {
    guard years.count > 3 else { return [] }
    let draws = InputDraws(run, trials: years.count)
    let losses = Ranks(years)
    let groupSize = Self.groupSize(of: run, years: years.count)
    let found = Mutex<[SensitivityFigure]>([])
    _ = await BlockRunner(threads: options.threads, blocks: inputs.count).run(
      shouldStop: { false }, makeWorker: { () },
      work: { _, position in
        let values = draws.values(of: inputs[position])
        return groupSize.map { RankCorrelation.spearman(values, years, groupSize: $0) }
          ?? RankCorrelation.spearman(Ranks(values), losses)
      },
      merge: { estimate, position in
        found.withLock {
          $0.append(
            SensitivityFigure(
              input: inputs[position].path, measure: .aggregateLoss, index: .spearman,
              estimate: estimate))
        }
        return true
      })
    return found.withLock { $0 }
  }

  /// Trials of one group whose correlation is taken by itself: a replicate, or a twentieth of the
  /// outer draws; nil where all trials are independent.
  private static func groupSize(of run: CompiledStudy, years: Int) -> Int? {
    guard let cluster = run.clusterTrials else { return nil }
    guard run.settings.parameterUncertainty == .nested else { return cluster }
    return cluster * Swift.max(1, years / cluster / 20)
  }

  /// Inputs with the largest correlation first.
  private func ranked(_ correlations: [SensitivityFigure]) -> [UncertainInput] {
    var weights: [String: Double] = [:]
    for figure in correlations where figure.estimate.value.isFinite {
      weights[figure.input] = Swift.abs(figure.estimate.value)
    }
    return inputs.sorted {
      (weights[$1.path] ?? 0, $0.path) < (weights[$0.path] ?? 0, $1.path)
    }
  }

  // MARK: Variants

  private func questions(_ chosen: [UncertainInput]) -> [SensitivityQuestion] {
    chosen.map(SensitivityQuestion.tornado) + sources + controls
  }

  private var sources: [SensitivityQuestion] {
    Dictionary(grouping: inputs, by: \.source).sorted { $0.key < $1.key }.map { source, members in
      var fixed: [UInt64: Double] = [:]
      for input in members { fixed.merge(input.fixed(at: input.uniformOfMean)) { $1 } }
      return .known(source: source, fixed: fixed)
    }
  }

  private var sortedControls: [Control] { study.controls.sorted { $0.id < $1.id } }

  private var controls: [SensitivityQuestion] {
    sortedControls.enumerated().flatMap { position, control -> [SensitivityQuestion] in
      var questions: [SensitivityQuestion] = []
      if !control.effects.isEmpty || control.share != nil {
        questions.append(.without(control: position, id: control.id))
      }
      if compiled.controls[position].canBeOut, !control.effects.isEmpty {
        questions.append(.neverOut(control: position, id: control.id))
      }
      return questions
    }
  }

  private var withoutShare: [Int: CompiledStudy] {
    let shares = sortedControls.map(\.share)
    var studies: [Int: CompiledStudy] = [:]
    for control in shares.indices where shares[control] != nil {
      studies[control] = compiled.withoutLayer(of: control, shares: shares)
    }
    return studies
  }

  private func pass(_ variants: [StudyVariant]) -> VariantPass {
    VariantPass(
      compiled: compiled, variants: variants, withoutShare: withoutShare, trials: trials)
  }

  private func variantYears(_ years: [Double]) -> VariantYears {
    VariantYears(years, level: level, hasFiniteVariance: compiled.hasFiniteVariance)
  }

  private struct Base {
    let years: VariantYears
    let shares: [SensitivityFigure]
  }

  /// The study as stated on the years of all variants.
  private func baseYears(
    _ tell: @Sendable @escaping (Int) -> Void, _ shouldStop: @Sendable @escaping () -> Bool
  ) async -> Base? {
    let outcome = await pass([.asStated]).run(
      threads: options.threads, hazardTables: hazardTables, progress: tell,
      shouldStop: shouldStop)
    guard let outcome else { return nil }
    let shares = VarianceShares.estimates(
      of: outcome.shares, rows: compiled.layout.rows, seed: compiled.settings.seed)
    return Base(
      years: variantYears(outcome.years[0]),
      shares: zip(compiled.rows, shares).filter { $1.value.isFinite }.map { row, estimate in
        var estimate = estimate
        if !compiled.hasFiniteVariance { estimate.caveat = "the variance of losses is infinite" }
        return SensitivityFigure(
          input: "risks/\(row.id)", measure: .aggregateLoss, index: .shapley, estimate: estimate)
      })
  }

  /// Simulates the variants of some questions at a time, so that their years fit into memory.
  private func answers(
    to questions: [SensitivityQuestion], _ base: VariantYears,
    _ tell: @Sendable @escaping (Int) -> Void, _ shouldStop: @Sendable @escaping () -> Bool
  ) async -> [SensitivityFigure]? {
    var figures: [SensitivityFigure] = []
    var done = trials
    let size = Swift.max(1, Self.mostDoubles / trials / 2)
    for start in stride(from: 0, to: questions.count, by: size) {
      let group = Array(questions[start..<Swift.min(start + size, questions.count)])
      let before = done
      let outcome = await pass(group.flatMap(\.variants)).run(
        threads: options.threads, hazardTables: hazardTables,
        progress: { tell(before + $0) }, shouldStop: shouldStop)
      guard let outcome else { return nil }
      var years = outcome.years[...]
      for question in group {
        let count = question.variants.count
        figures += question.figures(asStated: base, years.prefix(count).map(variantYears))
        years = years.dropFirst(count)
      }
      done += outcome.years.count * trials
    }
    return figures
  }

  // MARK: Sobol' indices

  private func indices(
    _ chosen: [UncertainInput], _ tell: @Sendable @escaping (Int) -> Void,
    _ shouldStop: @Sendable @escaping () -> Bool
  ) async -> (figures: [SensitivityFigure], notes: [String])? {
    guard !chosen.isEmpty else { return ([], []) }
    let pass = ConditionalMeanPass(
      compiled: compiled, inputs: chosen, points: trials / ConditionalMeanPass.inner)
    let sums = await pass.run(
      threads: options.threads, hazardTables: hazardTables, progress: tell,
      shouldStop: shouldStop)
    guard let sums else { return nil }
    let groups = Dictionary(grouping: chosen.indices) { chosen[$0].source }
      .sorted { $0.key < $1.key }
    let indices = SobolIndices(
      sums, bootstrap: BatchBootstrap(seed: compiled.settings.seed, record: "sensitivity/sobol"),
      groups: groups.map(\.value), sampleSize: pass.years)
    func figure(
      _ input: String, _ index: SensitivityFigure.Index, _ estimate: Estimate
    ) -> SensitivityFigure {
      SensitivityFigure(
        input: input, measure: .expectedAnnualLoss, index: index, estimate: estimate)
    }
    let variance = figure("all", .variance, indices.variance)
    guard indices.variance.low > 0 else {
      return (
        [variance],
        [
          "what the inputs do to the expected loss cannot be told from chance with \(trials) years: "
            + "Sobol' indices need more (--sensitivity-trials)"
        ]
      )
    }
    let own = chosen.enumerated().flatMap { position, input in
      [
        figure(input.path, .sobolFirst, indices.first[position]),
        figure(input.path, .sobolTotal, indices.total[position]),
      ]
    }
    let bySource = zip(groups, indices.groups).map { group, estimate in
      figure("sources/\(group.key)", .sobolFirst, estimate)
    }
    return (own + bySource + [variance], [])
  }

  // MARK: Order

  /// Inputs by the swing of the expected loss, then those without bars by correlation, then sources,
  /// controls and all by name; an input's figures in the order of the measures.
  private func ordered(_ figures: [SensitivityFigure]) -> [SensitivityFigure] {
    let paths = Set(inputs.map(\.path))
    var weights: [String: (Double, Double)] = [:]
    for figure in figures where paths.contains(figure.input) && figure.estimate.value.isFinite {
      var weight = weights[figure.input] ?? (-1, 0)
      if figure.index == .tornadoSwing, figure.measure == .expectedAnnualLoss {
        weight.0 = Swift.abs(figure.estimate.value)
      }
      if figure.index == .spearman { weight.1 = Swift.abs(figure.estimate.value) }
      weights[figure.input] = weight
    }
    func rank(_ input: String) -> (Int, Double, Double) {
      guard paths.contains(input) else {
        return (input == "all" ? 3 : (input.hasPrefix("sources/") ? 1 : 2), 0, 0)
      }
      let weight = weights[input] ?? (-1, 0)
      return (0, -weight.0, -weight.1)
    }
    let order = Dictionary(grouping: figures, by: \.input).sorted { a, b in
      let (x, y) = (rank(a.key), rank(b.key))
      return x != y ? x < y : a.key < b.key
    }
    return order.flatMap(\.value)
  }
}

extension Simulator {
  /// Why the study has no sensitivity figures, as a sentence without its dot; nil where it has.
  public var sensitivityObstacle: String? {
    guard case .trials = engine, study.simulation.method != .events else {
      return "its losses come from a table, which holds no inputs"
    }
    return study.simulation.parameterUncertainty == .off
      ? "parameter_uncertainty: off holds every input at its mean" : nil
  }

  /// Sensitivity figures of a run of this study at the current level; nil where it was stopped or
  /// `sensitivityObstacle` says why there are none.
  ///
  /// Figures depend on the study and on `options.trials` alone, not on the number of threads.
  ///
  /// - Parameter result: the run, whose years are correlated with the inputs.
  public func sensitivity(
    of result: SimulationResult, _ options: SensitivityOptions,
    progress: @Sendable @escaping (RunProgress) -> Void = { _ in },
    shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> SensitivityResult? {
    guard sensitivityObstacle == nil, case .trials(let compiled) = engine,
      let level = result["current"]
    else { return nil }
    return await StudySensitivity(study: study, compiled: compiled, options: options).result(
      years: level.years.aggregate, run: compiled, progress: progress, shouldStop: shouldStop)
  }

  /// What each control takes off the expected loss and the shortfall, and what its outages add: the
  /// figures of the controls in `sensitivity`, without the rest.
  ///
  /// - Returns: nil where it was stopped or `sensitivityObstacle` says why there are none.
  public func controlSensitivity(
    _ options: SensitivityOptions, shouldStop: @Sendable @escaping () -> Bool = { false }
  ) async -> SensitivityResult? {
    guard sensitivityObstacle == nil, case .trials(let compiled) = engine else { return nil }
    let analysis = StudySensitivity(study: study, compiled: compiled, options: options)
    return await analysis.controlResult(shouldStop: shouldStop)
  }
}
