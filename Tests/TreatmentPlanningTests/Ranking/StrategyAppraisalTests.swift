import Testing
import TreatmentPlanning

@Suite struct StrategyAppraisalTests {
  private static func problem(
    _ options: [PlanOption], before: Double, factors: [Double]
  ) -> TreatmentProblem {
    TreatmentProblem(
      options: options,
      factors: FactorTable(
        riskCount: 1,
        options: factors.map { [.init(row: FactorTable.row(risk: 0, .frequency), value: $0)] }),
      years: TableYears(losses: [[before]], probabilities: [1]), risks: ["R"],
      objective: PlanObjective(name: "total", costWeight: 1, terms: [.init(.mean)]))
  }

  @Test func workedCase() throws {
    let worked = try WorkedCase("38_npv_bcr_irr_payback")
    let (before, after) = (try worked.input("ale_before"), try worked.input("ale_after"))
    let option = PlanOption(
      id: "T", costOnce: try worked.input("capex"), costPerYear: try worked.input("opex"),
      annualCost: 0)
    let appraisal = StrategyAppraisal(
      Self.problem([option], before: before, factors: [after / before]),
      Plan(count: 1, choosing: [0]), years: try worked.input("years"),
      discountRate: try worked.input("discount_rate"))
    try worked.expect(appraisal.netPresentValue, "npv")
    try worked.expect(appraisal.benefitCostRatio, "bcr")
    try worked.expect(appraisal.payback, "simple_payback_years")
  }

  /// By hand at rate 0 over 2 years: loss 100, halved from day 73, again from day 438.
  ///
  /// Averted 0.8·50 + (0.2·50 + 0.8·75) = 110, bought once and again after a year: 2·10 + 5.
  @Test func treatmentsComeIntoForceOneByOne() {
    let options = [
      PlanOption(id: "A", costOnce: 10, annualCost: 10, readyInDays: 73, lifeYears: 1),
      PlanOption(id: "B", costOnce: 5, annualCost: 5, readyInDays: 438),
    ]
    let appraisal = StrategyAppraisal(
      Self.problem(options, before: 100, factors: [0.5, 0.5]), Plan(count: 2, choosing: [0, 1]),
      years: 2, discountRate: 0)
    #expect(abs(appraisal.netPresentValue - (110 - 25)) < 1e-9)
    #expect(abs((appraisal.returnOnSecurity ?? 0) - (75 - 15) / 15) < 1e-12)
  }
}
