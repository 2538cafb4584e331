import Testing
import TreatmentPlanning

@Suite struct GordonLoebTests {
  private func check(_ name: String, _ function: GordonLoeb.BreachFunction) throws {
    let worked = try WorkedCase(name)
    let model = GordonLoeb(
      vulnerability: try worked.input("v"), loss: try worked.input("loss"), function: function)
    let z = model.optimalSpending
    try worked.expect(z, "z_star")
    try worked.expect(model.breachProbability(spending: z), "breach_probability")
    try worked.expect(model.netBenefit(spending: z), "enbis")
    // No spending near by is better, and none above 1/e of the expected loss is worth it.
    #expect(model.netBenefit(spending: z * 1.01) < model.netBenefit(spending: z))
    #expect(model.netBenefit(spending: z * 0.99) < model.netBenefit(spending: z))
    #expect(z <= 0.367_879_441_171_442_3 * model.vulnerability * model.loss)
  }

  @Test func firstClass() throws {
    let worked = try WorkedCase("32_gordon_loeb_class1_1")
    try check(
      "32_gordon_loeb_class1_1",
      .first(alpha: try worked.input("alpha"), beta: try worked.input("beta")))
  }

  @Test func secondClass() throws {
    let worked = try WorkedCase("35_gordon_loeb_class2_1")
    try check("35_gordon_loeb_class2_1", .second(alpha: try worked.input("alpha")))
  }

  @Test func nothingPaysWhereLossIsSmall() {
    let model = GordonLoeb(
      vulnerability: 0.5, loss: 1, function: .first(alpha: 1, beta: 1))
    #expect(model.optimalSpending == 0)
  }
}
