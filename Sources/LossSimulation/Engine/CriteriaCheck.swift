internal import RiskModel
internal import Sampling

/// Holds the study's criteria against the figures of one level.
struct CriteriaCheck: Sendable {
  let criteria: Criteria

  /// People first, then money, then service.
  ///
  /// Criteria whose figure is missing are left out.
  func results(
    aggregate: any LossSample, people: PeopleMeasures?, processes: [ProcessResult]
  ) -> [CriterionResult] {
    var results: [CriterionResult] = []
    if let people, let limit = criteria.expectedFatalitiesPerYear {
      results.append(
        CriterionResult(
          name: "people/expected_fatalities_per_year", kind: .fatalities, limit: limit,
          value: people.fatalities))
    }
    if let people, let limit = criteria.expectedInjuriesPerYear {
      results.append(
        CriterionResult(
          name: "people/expected_injuries_per_year", kind: .injuries, limit: limit,
          value: people.injuries))
    }
    for point in criteria.tolerance {
      results.append(
        CriterionResult(
          name: point.name, kind: .tolerance(loss: point.loss),
          limit: point.probability, value: aggregate.exceedance(of: point.loss)))
    }
    for service in criteria.service {
      guard let process = processes.first(where: { $0.id == service.process }),
        let availability = process.availability
      else { continue }
      results.append(
        CriterionResult(
          name: "service/\(service.process)", kind: .service(process: service.process),
          limit: service.availability, value: availability, atLeast: true))
    }
    return results
  }
}
