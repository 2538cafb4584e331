extension FieldTable {
  private static let defaults = SimulationSettings()

  static let simulationTables: [FieldTable] = [
    FieldTable(
      .simulation, "the simulation", "How the study is simulated.", clause: "8.3.b",
      [
        Field(
          "trials", .integer,
          "Simulated years; a trial's number has 32 bits in the random streams", unit: "years",
          range: ValueRange(1, Double(SimulationSettings.mostTrials)),
          default: "\(defaults.trials)"),
        Field(
          "seed", .integer, "Start of all random streams; the same seed gives the same numbers",
          range: .nonNegative, default: "\(defaults.seed)", clause: "4.2.3.3"),
        Field(
          "method", .word(SimulationMethod.allCases.map(\.rawValue)),
          "Where the trials come from; `table` and `events` read losses of another model",
          default: defaults.method.rawValue),
        Field(
          "table", .path,
          "The file of a year loss table or year event table, CSV or `.npy` (risks in study order)"),
        Field(
          "levels", .list(.number), "Probabilities for value at risk and shortfall, ascending",
          range: .inside, default: "\(SimulationSettings.defaultLevels)"),
        Field(
          "return_periods", .list(.number), "Return periods of the exceedance curves, ascending",
          unit: "years", range: .above(1), default: "\(SimulationSettings.defaultReturnPeriods)"),
        Field(
          "parameter_uncertainty", .word(ParameterUncertainty.allCases.map(\.rawValue)),
          "Uncertain inputs: drawn in every trial, held at their means, or drawn outside",
          default: defaults.parameterUncertainty.rawValue),
        Field(
          "outer_draws", .integer, "Outer draws of `nested`; inner years = trials / outer_draws",
          range: ValueRange(2, 1e6), default: "\(defaults.outerDraws)"),
        Field(
          "dependence", .record(.dependence), "Dependence of annual counts beyond the network"),
        Field("stop_when", .record(.stopWhen), "Ends a run once all that is named is known"),
        Field(
          "rare_tail", .record(.rareTail),
          "Figures of losses too rare for plain years, by conditional Monte Carlo"),
      ]),
    FieldTable(
      .dependence, "a dependence", "A copula on annual counts; an unlisted pair is 0.",
      [
        Field(
          "family", .word(["gaussian", "t"]), "The copula", default: "gaussian"),
        Field(
          "df", .number, "Degrees of freedom of the t copula", range: .above(2)),
        Field(
          "groups", .list(.record(.dependenceGroup)),
          "One correlation between all pairs of the members"),
        Field(
          "pairs", .list(.record(.dependencePair)),
          "Single correlations; a pair overrides its group"
        ),
        Field(
          "repair", .word(["nearest"]),
          "Replaces an indefinite matrix by the nearest correlation matrix"),
      ]),
    FieldTable(
      .dependenceGroup, "a dependence group", "Risks whose counts move together.",
      [
        Field("members", .list(.reference([.risks])), "At least two risks", required: true),
        Field(
          "correlation", .number, "Latent correlation of every pair", range: .correlation,
          required: true),
        Field("reason", .text, "Why they move together"),
      ]),
    FieldTable(
      .dependencePair, "a dependence pair", "Two risks whose counts move together.",
      [
        Field("between", .list(.reference([.risks])), "Two risks", required: true),
        Field(
          "correlation", .number, "Latent correlation", range: .correlation, required: true),
        Field("reason", .text, "Why they move together"),
      ]),
    FieldTable(
      .rareTail, "a rare tail",
      "Chances of losses too rare for plain years: computed given all but one loss of a year.",
      [
        Field(
          "levels", .list(.number), "Probabilities for value at risk and shortfall, ascending",
          range: .inside, default: "\(RareTailSettings().levels)"),
        Field(
          "return_periods", .list(.number), "Return periods of the curves, ascending",
          unit: "years", range: .above(1), default: "\(RareTailSettings().returnPeriods)"),
        Field(
          "losses", .list(.money),
          "Losses of a year whose chance of being exceeded is wanted, ascending",
          range: .nonNegative),
        Field(
          "trials", .integer, "Simulated years, besides those of the run", unit: "years",
          range: ValueRange(1_000, 1e7), default: "\(RareTailSettings().trials)"),
      ]),
    FieldTable(
      .stopWhen, "a stopping rule",
      "Ends a run before `trials` once figures are known well enough and verdicts are decided.",
      [
        Field(
          "metric", .oneOrMany(.metric),
          "The figures that are watched: expected_annual_loss, value_at_risk, expected_shortfall"),
        Field(
          "relative_error", .number, "Half-width of each figure's 95 % interval over its value",
          range: .inside),
        Field(
          "criterion", .oneOrMany(.text),
          "Tolerance criteria whose verdict is awaited, such as tolerance/500k; met and breached "
            + "are each wrong in fewer than 5 % of runs, however often the figures are looked at"),
      ]),
  ]
}
