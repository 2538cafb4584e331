extension StudyBuilder {
  func criteria(_ record: StudyRecord) -> Criteria {
    let people = record.record("people")
    return Criteria(
      tolerance: tolerance(record), capacity: record.number("capacity"),
      expectedFatalitiesPerYear: people?.number("expected_fatalities_per_year"),
      expectedInjuriesPerYear: people?.number("expected_injuries_per_year"),
      service: record.records("service").compactMap { service in
        guard let process = service.text("process"), let part = service.number("availability")
        else { return nil }
        return .init(process: process, availability: part)
      })
  }

  private func tolerance(_ record: StudyRecord) -> [Criteria.TolerancePoint] {
    let records = record.records("tolerance")
    let points = records.compactMap { point -> (Criteria.TolerancePoint, StudyRecord)? in
      guard let loss = point.number("loss"), let probability = point.number("probability") else {
        return nil
      }
      return (.init(loss: loss, probability: probability), point)
    }
    let ordered = points.sorted { $0.0.loss < $1.0.loss }
    for (before, after) in zip(ordered, ordered.dropFirst())
    where after.0.probability > before.0.probability {
      fail(
        after.1, "probability",
        "is larger than the \(plain(before.0.probability)) of the smaller loss "
          + "\(plain(before.0.loss)), so the point never binds",
        "Lower it, or remove the point", severity: .warning)
    }
    return points.map(\.0)
  }
}
