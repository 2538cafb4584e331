extension StudyBuilder {
  /// Which model each field of `propagation` belongs to; the others would not look at it.
  private static let models: [(field: String, models: [PropagationModel])] = [
    ("recovery_days", [.buffered]), ("dependency", [.static, .dynamic]), ("remaining", [.dynamic]),
    ("epsilon", [.cascade]), ("replaceability", [.cascade]), ("zero_availability", [.cascade]),
    ("essential_from", [.cascade]),
  ]

  /// What a study chooses for its model; a field of another model is an error.
  func settings(_ record: StudyRecord, of model: PropagationModel) -> PropagationSettings {
    for (field, models) in Self.models where record.has(field) && !models.contains(model) {
      let names = models.map { "`\($0.rawValue)`" }.joined(separator: " and ")
      fail(
        record, field, "belongs to the model \(names); the model here is `\(model.rawValue)`",
        "Remove it, or choose that model")
    }
    var settings = PropagationSettings()
    settings.dependency = record.number("dependency") ?? settings.dependency
    settings.remaining = record.number("remaining") ?? settings.remaining
    settings.epsilon = record.number("epsilon")
    settings.essentialFrom = record.number("essential_from") ?? settings.essentialFrom
    settings.replaceability =
      record.text("replaceability").flatMap { .init(rawValue: $0) } ?? settings.replaceability
    settings.zeroAvailability =
      record.text("zero_availability").flatMap { .init(rawValue: $0) } ?? settings.zeroAvailability
    return settings
  }
}
