/// How audit days are shared out among processes.
///
/// Each ground gives shares that sum to 1 over the processes; the grounds that the programme names
/// count alike. Every process has its minimum first, the rest goes by the mean share, in half days
/// by largest remainders, so that the days always sum to the programme's.
struct AuditAllotment: Sendable {
  /// What is known of one process.
  struct Process: Sendable {
    var id: String
    /// Share of the expected shortfall; nil without a run.
    var shareOfShortfall: Double?
    /// 1 to 5.
    var importance: Double
    /// Days since the last audit; nil where there was none.
    var daysSinceLast: Int?
    /// Earlier findings: a major one counts 3, a minor one 1, an observation a third.
    var findings: Double
  }

  /// A ground on which days are given.
  enum Ground: String, CaseIterable, Sendable {
    case riskContribution = "risk_contribution"
    case importance
    case daysSinceLast = "days_since_last"
    case previousFindings = "previous_findings"
  }

  /// Half days for each process.
  let halves: [Int]
  /// Shares of each process by ground; only grounds that tell processes apart.
  let shares: [Ground: [Double]]

  /// A process that was never audited counts as one last audited three years ago.
  static let neverAuditedDays = 3 * 365

  /// - Parameters:
  ///   - days: of the whole programme; at least the minimum of all processes is given.
  ///   - minimum: days of each process.
  init(_ processes: [Process], days: Double, minimum: Double, grounds: [Ground]) {
    let shares = Self.shares(processes, grounds)
    self.shares = shares
    let least = Int((minimum * 2).rounded())
    let rest = max(0, Int((days * 2).rounded()) - least * processes.count)
    let weights = processes.indices.map { index in
      shares.values.reduce(0) { $0 + $1[index] } / Double(max(1, shares.count))
    }
    let even = 1 / Double(max(1, processes.count))
    let total = weights.reduce(0, +)
    let exact = weights.map { Double(rest) * (total > 0 ? $0 / total : even) }
    halves = Self.rounded(exact, to: rest).map { $0 + least }
  }

  private static func shares(
    _ processes: [Process], _ grounds: [Ground]
  ) -> [Ground: [Double]] {
    var shares: [Ground: [Double]] = [:]
    for ground in grounds {
      let values = processes.map { process -> Double in
        switch ground {
        case .riskContribution: max(0, process.shareOfShortfall ?? 0)
        case .importance: max(0, process.importance)
        case .daysSinceLast:
          Double(min(neverAuditedDays, max(0, process.daysSinceLast ?? neverAuditedDays)))
        case .previousFindings: max(0, process.findings)
        }
      }
      let sum = values.reduce(0, +)
      if sum > 0 { shares[ground] = values.map { $0 / sum } }
    }
    return shares
  }

  /// Whole numbers that sum to a total, by largest remainders; ties go to the first.
  private static func rounded(_ values: [Double], to total: Int) -> [Int] {
    var whole = values.map { Int($0.rounded(.down)) }
    let left = total - whole.reduce(0, +)
    let order = values.indices.sorted { first, second in
      let (a, b) = (values[first] - Double(whole[first]), values[second] - Double(whole[second]))
      return a != b ? a > b : first < second
    }
    for index in order.prefix(max(0, left)) { whole[index] += 1 }
    return whole
  }
}
