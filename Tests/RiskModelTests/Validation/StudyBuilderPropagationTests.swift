import RiskModel
import Testing

/// What a study may choose beside the model of propagation.
@Suite struct StudyBuilderPropagationTests {
  private func found(_ propagation: String) -> [String] {
    messages("network: { nodes: [{ id: S1 }], propagation: { \(propagation) } }")
  }

  @Test(arguments: [
    "model: static, dependency: 0.9", "model: dynamic, dependency: 1, remaining: 0.05",
    "model: cascade, epsilon: 0.01, replaceability: off, zero_availability: literal",
    "model: cascade, essential_from: 0",
  ])
  func fieldsOfTheModelAreTaken(propagation: String) {
    #expect(found(propagation).isEmpty, "\(found(propagation))")
  }

  @Test(arguments: [
    ("model: static, remaining: 0.1", "remaining", "`dynamic`", "static"),
    ("dependency: 0.5", "dependency", "`static` and `dynamic`", "buffered"),
    ("model: dynamic, epsilon: 0.1", "epsilon", "`cascade`", "dynamic"),
    ("model: static, replaceability: off", "replaceability", "`cascade`", "static"),
  ])
  func aFieldOfAnotherModelIsAnError(
    propagation: String, field: String, owners: String, model: String
  ) {
    let messages = found(propagation)
    #expect(messages.count == 1)
    #expect(
      messages.first?.contains(
        "network/propagation/\(field): belongs to the model \(owners); the model here is "
          + "`\(model)`") == true, "\(messages)")
  }

  @Test(arguments: [
    ("model: dynamic, remaining: 1", "above 0 and below 1"),
    ("model: static, dependency: 1.5", "between 0 and 1"),
    ("model: cascade, epsilon: 0", "above 0"),
  ])
  func rangesAreHeld(propagation: String, words: String) {
    #expect(found(propagation).first?.contains(words) == true, "\(found(propagation))")
  }
}
