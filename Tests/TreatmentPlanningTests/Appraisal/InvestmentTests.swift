import Testing
import TreatmentPlanning

@Suite struct InvestmentTests {
  @Test func workedCase() throws {
    let worked = try WorkedCase("38_npv_bcr_irr_payback")
    let before = try worked.input("ale_before")
    let investment = Investment(
      once: try worked.input("capex"), perYear: try worked.input("opex"),
      benefitPerYear: before - (try worked.input("ale_after")),
      years: Int(try worked.input("years")), discountRate: try worked.input("discount_rate"))
    try worked.expect(investment.netPresentValue, "npv")
    try worked.expect(investment.presentBenefit, "pv_benefit")
    try worked.expect(investment.presentCost, "pv_cost")
    try worked.expect(investment.benefitCostRatio, "bcr")
    try worked.expect(investment.internalRateOfReturn, "irr")
    try worked.expect(investment.simplePayback, "simple_payback_years")
    try worked.expect(investment.discountedPayback, "discounted_payback_years")
    try worked.expect(investment.annualisedCost, "annuitised_cost")
  }

  @Test func returnOnSecurity() throws {
    let worked = try WorkedCase("39_rosi_ale")
    let before = try worked.input("sle") * worked.input("aro_before")
    let after = try worked.input("sle_after") * worked.input("aro_after")
    try worked.expect(before, "ale_before")
    try worked.expect(
      Investment.returnOnSecurity(benefit: before - after, cost: try worked.input("annual_cost")),
      "rosi")
  }

  /// By hand at rate 0: bought at 0, 2 and 4; half of the first year without benefit.
  @Test func buysAgainAndWaitsForForce() {
    let investment = Investment(
      once: 10, perYear: 1, benefitPerYear: 20, years: 5, discountRate: 0, lifeYears: 2,
      readyInDays: 182.5)
    #expect(abs(investment.presentCost - 35) < 1e-12)
    #expect(abs(investment.presentBenefit - 90) < 1e-12)
  }

  @Test func annuityIsContinuousAtRateZero() {
    #expect(AnnuityFactor.value(rate: 0, years: 7) == 7)
    #expect(abs(AnnuityFactor.value(rate: 1e-9, years: 7) - 7) < 1e-6)
  }
}
