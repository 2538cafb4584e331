internal import Foundation

extension ComparisonRecord {
  private struct Row: Sendable {
    let first: Operand
    let second: Operand
    let item: DifferenceRecord
  }

  /// Every difference of every pair as a table, one figure a row.
  public var table: Table {
    let byLabel = Dictionary(operands.map { ($0.label, $0) }, uniquingKeysWith: { $1 })
    let rows = comparisons.flatMap { entry -> [Row] in
      guard let first = byLabel[entry.first], let second = byLabel[entry.second] else { return [] }
      return entry.differences.map { Row(first: first, second: second, item: $0) }
    }
    return Table(
      "compare", title: "Differences of runs or studies, one figure a row", rows: rows,
      columns: columns)
  }

  private var columns: [TableColumn<Row>] {
    [
      .text("first", "The operand that is compared with") { $0.first.name },
      .text("second", "The operand that is compared") { $0.second.name },
      .text("metric", "What is compared") { $0.item.metric },
      .text("scope", "all, or the id of a risk or process") { $0.item.scope },
      .number("level", unit: "1 or money", "Probability of a tail figure, loss of an exceedance") {
        $0.item.level
      },
      .number("a", unit: "see unit", "The first operand's figure") { $0.item.a?.value },
      .number("b", unit: "see unit", "The second operand's figure") { $0.item.b?.value },
      .number("difference", unit: "see unit", "b - a") { $0.item.difference.value },
      .number("standard_error", unit: "see unit", "Standard error of the difference") {
        $0.item.difference.standardError
      },
      .number("low", unit: "see unit", "Lower end of its 95 % interval") {
        $0.item.difference.low
      },
      .number("high", unit: "see unit", "Upper end of its 95 % interval") {
        $0.item.difference.high
      },
      .flag("paired", "Whether the error comes from the same trials") { $0.item.paired },
      .text("verdict", "What the interval says") { $0.item.verdict },
      .text("unit", "Unit of the figures; 1 for probabilities and shares") {
        [currency] in $0.item.unit == "money" ? currency : $0.item.unit
      },
    ]
  }

  /// Writes the table as CSV to a file that must not exist.
  public func writeTable(to path: String) throws {
    var file = try ExportFile(path)
    do {
      try file.append(Data(CSVText.text(table).utf8))
    } catch {
      file.discard()
      throw error
    }
  }
}
