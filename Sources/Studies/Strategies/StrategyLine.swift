/// What every `strategies.csv` says of a strategy, whichever command writes it (`STUDY.md` section 6),
/// with what one command has beyond that.
struct StrategyLine<Item: Sendable>: Sendable {
  let run: String
  let strategy: String
  /// Ids.
  let treatments: [String]
  let annualCost: Double
  let expectedLoss: Double
  let expectedShortfall: Double?
  let netBenefit: Double
  let low: Double
  let high: Double
  let benefitCostRatio: Double?
  let probabilityBest: Double?
  let verdict: String
  let item: Item

  /// The columns that all have.
  static func columns(currency: String) -> [TableColumn<Self>] {
    let money = currency + "/year"
    return [
      .text("run", "Id of the run") { $0.run },
      .text("strategy", "Id of the strategy; optimum is a plan that was found") { $0.strategy },
      .text("treatments", "Ids of its treatments, divided by |") {
        $0.treatments.joined(separator: "|")
      },
      .number("annual_cost", unit: money, "Expected annualised cost") { $0.annualCost },
      .number("expected_loss", unit: money, "Residual") { $0.expectedLoss },
      .number("expected_shortfall", unit: currency, "Residual; level as in the summary") {
        $0.expectedShortfall
      },
      .number("net_benefit", unit: money, "Averted loss less annual cost") { $0.netBenefit },
      .number("low", unit: money, "Of net_benefit, 95 % interval on the same years") { $0.low },
      .number("high", unit: money, "Of net_benefit, 95 % interval on the same years") { $0.high },
      .number("benefit_cost_ratio", unit: "1", "Benefits over costs; present values in a run") {
        $0.benefitCostRatio
      },
      .number(
        "probability_best", unit: "1",
        "Chance of being the best: of the largest net benefit over the years, or of the smallest objective over draws of uncertain inputs"
      ) { $0.probabilityBest },
      .text(
        "verdict",
        "pays, loses, undecided, nothing changes, breaks a constraint, or no difference that can be seen"
      ) { $0.verdict },
    ]
  }
}
