internal import Distributions
internal import Foundation
internal import RiskModel

/// How the figures of a study moved between approved runs (clauses 6.1.1, 9.3.2 d, 10.1).
///
/// Each difference carries the Monte Carlo error of both runs, and all intervals together hold 95 %:
/// each is made at 1 − 0.05 over their number (Bonferroni), so that noise is not read as a trend.
public struct RunTrend: Encodable, Sendable {
  /// Always `trend/1`.
  public let schema: String
  /// The study's id; nil where no run is approved.
  public let study: String?
  /// Approved runs without an overlay, oldest first.
  public let runs: [Point]
  /// From each approved run to the next, and from the first to the last.
  public let changes: [Change]
  /// What a reader must know, as sentences without the dot.
  public let notes: [String]

  /// One approved run.
  public struct Point: Encodable, Sendable {
    /// The run's id.
    public let run: String
    /// The day on which it ended.
    public let day: String
    /// The study's version.
    public let version: String?
    /// Who approved it.
    public let approvedBy: String
    /// When.
    public let approved: String
    /// Its figures.
    public let figures: [Figure]
    let seed: UInt64
  }

  /// One figure of a run.
  public struct Figure: Encodable, Sendable {
    /// As in `metrics.csv`.
    public let metric: String
    /// `all`, or the id of a process.
    public let scope: String
    /// `money`, `persons` or `1`.
    public let unit: String
    /// Value and error.
    public let estimate: EstimateRecord
  }

  /// A figure of two runs.
  public struct Change: Encodable, Sendable {
    /// As in `metrics.csv`.
    public let metric: String
    /// `all`, or the id of a process.
    public let scope: String
    /// The earlier run.
    public let from: String
    /// The later run.
    public let to: String
    /// Later less earlier.
    public let difference: Double
    /// Lower end of its interval.
    public let low: Double
    /// Upper end of its interval.
    public let high: Double
    /// `higher, clear`, `lower, clear` or `no change that can be seen`.
    public let verdict: String
  }

  /// The approved runs in a study folder's `runs/`.
  public init(inStudy folder: String) {
    let all = RunLocator.folders(inStudy: folder).compactMap { try? StoredRun(folder: $0) }
      .filter { $0.manifest.overlays.isEmpty }
    self.init(Array(all.reversed()))
  }

  /// - Parameter all: runs of one study, oldest first.
  init(_ all: [StoredRun]) {
    let points = all.compactMap(Self.point)
    schema = "trend/1"
    study = all.last?.manifest.study.id
    runs = points
    changes = Self.changes(points)
    var notes: [String] = []
    let waiting = all.count - points.count
    if waiting > 0 {
      notes.append(
        "\(waiting) of \(all.count) runs are not approved and left out: "
          + "`breakwater runs approve RUN --by PERSON`")
    }
    if Set(points.map(\.seed)).count < points.count, points.count > 1 {
      notes.append(
        "runs with the same seed share their random numbers: their differences have less error "
          + "than is stated here, and `breakwater compare` gives it")
    }
    self.notes = notes
  }

  private static func point(_ run: StoredRun) -> Point? {
    guard let approval = run.approval, let summary = try? run.summary() else { return nil }
    let level = summary["current"] ?? summary.shown
    var figures = [
      ("expected_fatalities", "all", "persons", level.people.fatalities),
      ("expected_injuries", "all", "persons", level.people.injuries),
      ("expected_annual_loss", "all", "money", level.expectedAnnualLoss),
      ("expected_shortfall_95", "all", "money", level.expectedShortfall["0.95"]),
    ]
    figures += level.processes.map { ("availability", $0.id, "1", $0.availability) }
    return Point(
      run: run.manifest.run, day: String(run.manifest.finished.prefix(10)),
      version: run.manifest.study.version, approvedBy: approval.by, approved: approval.date,
      figures: figures.compactMap { metric, scope, unit, estimate in
        estimate.map { Figure(metric: metric, scope: scope, unit: unit, estimate: $0) }
      }, seed: run.manifest.seed)
  }

  private struct Pair {
    let first: (run: String, figure: Figure)
    let second: (run: String, figure: Figure)
  }

  static func changes(_ points: [Point]) -> [Change] {
    var spans = zip(points, points.dropFirst()).map { ($0, $1) }
    if points.count > 2, let first = points.first, let last = points.last {
      spans.append((first, last))
    }
    let pairs = spans.flatMap { first, second in
      second.figures.compactMap { figure -> Pair? in
        first.figures.first { $0.metric == figure.metric && $0.scope == figure.scope }.map {
          Pair(first: (first.run, $0), second: (second.run, figure))
        }
      }
    }
    let reach = errors(of: pairs.count)
    return pairs.compactMap { change($0, errors: reach) }
  }

  /// Standard errors to each side for so many intervals together.
  static func errors(of count: Int) -> Double {
    let tail = 0.05 / Double(max(1, count)) / 2
    return (try? Normal(mean: 0, standardDeviation: 1).upperQuantile(tail)) ?? 1.96
  }

  private static func change(_ pair: Pair, errors reach: Double) -> Change? {
    let (a, b) = (pair.first.figure.estimate, pair.second.figure.estimate)
    guard let before = a.value, let after = b.value, let first = error(a), let second = error(b)
    else { return nil }
    let half = reach * (first * first + second * second).squareRoot()
    let difference = after - before
    let verdict =
      difference > half
      ? "higher, clear" : difference < -half ? "lower, clear" : "no change that can be seen"
    return Change(
      metric: pair.second.figure.metric, scope: pair.second.figure.scope, from: pair.first.run,
      to: pair.second.run, difference: difference, low: difference - half,
      high: difference + half, verdict: verdict)
  }

  /// The standard error; where only an interval is known, that of a normal law of its width.
  private static func error(_ estimate: EstimateRecord) -> Double? {
    if estimate.isExact { return 0 }
    if let error = estimate.standardError { return error }
    guard let low = estimate.low, let high = estimate.high else { return nil }
    return (high - low) / 2 / 1.959_963_984_540_054
  }
}

extension RunTrend {
  /// The trend for a terminal.
  public func text(_ ink: Ink = Ink(isOn: false)) -> String {
    guard let study, !runs.isEmpty else {
      return
        "No run is approved, so there is no trend: `breakwater runs approve RUN --by PERSON`.\n"
    }
    var head = "\(ink.heading("TREND")) of \(ProblemReport.printable(study)) over approved runs\n"
    for point in runs {
      let version = point.version.map { ", version \(ProblemReport.printable($0))" } ?? ""
      head +=
        "  \(point.run) of \(point.day)\(version), approved by "
        + "\(ProblemReport.printable(point.approvedBy)) on \(point.approved)\n"
    }
    return head + grid(ink) + notes.map { TextWrap.lines($0, first: "  - ") }.joined()
  }

  private func grid(_ ink: Ink) -> String {
    guard !changes.isEmpty else { return "One run alone shows no trend.\n" }
    var grid = TextGrid(.left, .left, .right, .left, .left)
    grid.add("", "from → to", "change", "interval", "")
    let seen = changes.filter { $0.scope == "all" || $0.verdict != "no change that can be seen" }
    for change in seen {
      let scope = change.scope == "all" ? "" : " of \(ProblemReport.printable(change.scope))"
      let isMoney =
        change.metric.hasPrefix("expected_annual") || change.metric.contains("shortfall")
      let text = isMoney ? FigureText.amount : FigureText.significant
      grid.add(
        change.metric.replacing("_", with: " ") + scope, "\(change.from) → \(change.to)",
        text(change.difference), FigureText.range(text(change.low), text(change.high)),
        change.verdict)
    }
    return grid.text
      + "All intervals together hold with 95 %; the error is that of the simulated years.\n"
  }
}
