internal import Foundation

/// The self-check for a terminal: a line a figure, then the verdict.
public struct ProofText {
  private let record: ProofRecord
  private let ink: Ink

  /// Text for a record.
  public init(_ record: ProofRecord, ink: Ink = Ink(isOn: false)) {
    self.record = record
    self.ink = ink
  }

  /// The whole text, with a closing line end.
  public var text: String {
    var text = ""
    var previous = ""
    var grid = TextGrid(.left, .right, .right, .right, .left)
    func close() {
      text += grid.text
      grid = TextGrid(.left, .right, .right, .right, .left)
    }
    for line in record.lines {
      if line.proofCase != previous {
        close()
        text += ink.heading(TextWidth.cut(line.title, to: 98)) + "\n"
        previous = line.proofCase
      }
      grid.add(
        TextWidth.cut(line.figure, to: 44), digits(line.exact), digits(line.simulated),
        score(line.zScore), line.passed ? "" : "FAILED " + (line.problem ?? ""))
    }
    close()
    return text + "\n" + verdict
  }

  private var verdict: String {
    let figures = record.lines.count
    let failed = record.lines.filter { !$0.passed }.count
    let limit = score(record.allowedScore)
    let rule =
      "Columns: figure, exact, simulated, z = distance over standard error. A faultless engine has "
      + "all |z| below \(limit) but once in a million seeds."
    let largest = record.largestScore.map { ", largest |z| \(score($0))" } ?? ""
    let head =
      failed == 0
      ? "PASSED: all \(figures) figures agree with their exact values\(largest)."
      : "FAILED: \(failed) of \(figures) figures do not agree with their exact values."
    return head + "\n" + TextWrap.lines(rule, first: "")
      + "\(FigureText.count(record.trials)) years a case, seed \(record.seed). "
      + "Sources of the exact values: breakwater prove --json\n"
  }

  private func digits(_ value: Double?) -> String {
    value.map { String(format: "%.6g", $0) } ?? "none"
  }

  private func score(_ value: Double?) -> String {
    value.map { String(format: "%.2f", $0) } ?? "beyond"
  }
}
