import RiskModel

/// A year event table as an array of numbers: columns trial (from 0), risk, loss and perhaps mark.
///
/// An array holds no text, so the risk is the number of its place in the study, from 0: the order
/// that names the columns of a year table too.
struct EventArray {
  let risks: [String]

  /// The events of the columns, in the order of the rows.
  ///
  /// - Throws: `ColumnError` with the first row that is not as it must be.
  func events(_ columns: [[Double]]) throws(ColumnError) -> ExternalTable {
    guard columns.count == 3 || columns.count == 4 else {
      throw ColumnError(
        requirement: "has \(columns.count) columns; events have 3 or 4: trial, risk, loss and "
          + "perhaps mark",
        remedy: "Save one row for each event, the risk as its place in the study from 0")
    }
    try check(columns[0], "a trial is a whole number from 0", "Number the years from 0") {
      $0 >= 0 && $0 == $0.rounded() && $0 < 0x1p53
    }
    let last = Double(risks.count - 1)
    try check(
      columns[1], "a risk is a whole number from 0 to \(risks.count - 1), its place in the study",
      "Count the risks of the study from 0"
    ) { $0 >= 0 && $0 <= last && $0 == $0.rounded() }
    try check(columns[2], "a loss is at least 0", "Mend the sign") { $0 >= 0 }
    if columns.count == 4 {
      try check(
        columns[3], "a mark is at least 0 and below 1", "Leave the column out if it is unknown"
      ) { $0 >= 0 && $0 < 1 }
    }
    return .events(
      trial: columns[0].map { Int($0) }, risk: columns[1].map { risks[Int($0)] },
      loss: columns[2], mark: columns.count == 4 ? columns[3] : nil)
  }

  private func check(
    _ values: [Double], _ requirement: String, _ remedy: String, _ passes: (Double) -> Bool
  ) throws(ColumnError) {
    guard let row = values.firstIndex(where: { !passes($0) }) else { return }
    throw ColumnError(
      requirement: "has \(values[row]) in row \(row) (from 0): \(requirement)", remedy: remedy)
  }
}
