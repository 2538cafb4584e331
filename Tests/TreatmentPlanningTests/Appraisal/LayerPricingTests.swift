import Distributions
import Testing
import TreatmentPlanning

@Suite struct LayerPricingTests {
  private func check(_ name: String, _ severity: some Distribution) throws {
    let worked = try WorkedCase(name)
    let layer = LayerPricing(
      frequency: try worked.input("frequency_per_year"), severity: severity,
      attachment: try worked.input("deductible"), limit: try worked.input("limit"))
    try worked.expect(layer.meanPerEvent, "layer_mean_per_event")
    try worked.expect(layer.purePremium, "pure_premium")
    try worked.expect(layer.premium(loading: try worked.input("premium_loading")), "premium")
    try worked.expect(layer.retainedMean, "retained_mean")
    if worked.expected["attach_frequency"] != nil {
      try worked.expect(layer.attachmentFrequency, "attach_frequency")
      try worked.expect(layer.exhaustionFrequency, "exhaust_frequency")
    }
  }

  @Test func logNormal() throws {
    try check("27_layer_lognormal_1", try LogNormal(mu: 4.605170185988092, sigma: 1.2))
  }

  @Test func exponential() throws {
    try check("29_layer_exponential", try Exponential(mean: 120))
  }
}
