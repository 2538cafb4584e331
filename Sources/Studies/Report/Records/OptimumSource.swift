internal import Foundation

/// The results of `optimise`, read back.
struct OptimumSource: Sendable {
  let record: Optimum
  let treatments: [Treatment]
  let strategies: [Strategy]
  let frontier: [FrontierPoint]
  let prices: [Price]
  let steps: [Step]
  let certainty: Certainty?
  /// Whether the study was the same to the byte.
  let isSameStudy: Bool

  /// The part of `optimum.json` that a report shows.
  struct Optimum: Codable, Sendable {
    let run: String
    let study: Study
    let status: String
    let measure: String
    let objective: Double?
    let bound: Double?
    let gap: Double?
    let plan: [String]?
    let ties: [[String]]
    let annualCost: Double?
    let costOnce: Double?
    let expectedAnnualLoss: Double?
    let expectedShortfall: Double?
    let shortfallLevel: Double?
    let netBenefit: Double?
    let constraints: [Constraint]
    let conflict: [String]
    let method: String
    let notes: [String]

    struct Study: Codable, Sendable {
      let id: String
      let digest: String
    }

    struct Constraint: Codable, Sendable {
      let name: String
      let limit: Double
      let value: Double
      let slack: Double
    }
  }

  /// A row of `treatments.csv`.
  struct Treatment: Codable, Sendable {
    let id: String
    let annualCost: Double?
    let alone: Interval
    let inSet: Interval
    let isChosen: Bool
    let readyInDays: Double?
    let decision: String
  }

  /// A figure of money a year with its interval, where it has one.
  struct Interval: Codable, Sendable {
    let value: Double?
    let low: Double?
    let high: Double?
  }

  /// A row of `strategies.csv`.
  struct Strategy: Codable, Sendable {
    let id: String
    let treatments: [String]
    let annualCost: Double?
    let expectedLoss: Double?
    let expectedShortfall: Double?
    let netBenefit: Interval
    let benefitCostRatio: Double?
    let probabilityBest: Double?
    let verdict: String
  }

  /// A row of `frontier.csv`.
  struct FrontierPoint: Codable, Sendable {
    let cost: Double
    let measure: String
    let value: Double
    let treatments: [String]
    let proof: String
  }

  /// A row of `prices.csv`: the optimum under a changed rule.
  struct Price: Codable, Sendable {
    let rule: String
    let change: String
    let status: String
    let difference: Double?
    let added: [String]
    let removed: [String]
  }

  /// A row of `roadmap.csv`: what is begun when.
  struct Step: Codable, Sendable {
    let number: Double?
    let treatment: String
    let starts: String
    let ready: String
    let costOnce: Double?
    let expectedLossAfter: Double?
    /// Day on which it works, from the base date.
    let readyDay: Double?
  }

  /// The part of `decision.json` that says how sure the choice is.
  struct Certainty: Codable, Sendable {
    let draws: Int
    let sets: Int
    let probabilityBest: Double
    let expectedRegret: Double
    let valueOfPerfectInformation: Double
  }

  private struct Decision: Codable {
    let certainty: Certainty?
  }

  /// The folder that was named, else the newest of the same study beside the run.
  static func find(
    _ named: String?, beside run: StoredRun, digest: String
  ) throws(RunNotFound) -> OptimumSource? {
    if let named {
      guard let source = read(named, digest: digest) else {
        throw RunNotFound(
          "\(ProblemReport.printable(named)) holds no optimum.json that can be read: "
            + "name a folder that `breakwater optimise` has written.")
      }
      return source
    }
    for folder in ReportFiles.neighbours(of: run.folder) {
      if let source = read(folder, digest: digest), source.record.study.id == run.manifest.study.id
      {
        return source
      }
    }
    return nil
  }

  private static func read(_ folder: String, digest: String) -> OptimumSource? {
    guard let data = ReportFiles.data("optimum.json", in: folder),
      let record = try? ResultJSON.read(Optimum.self, from: data)
    else { return nil }
    func rows(_ name: String) -> [Row] {
      ReportFiles.data(name, in: folder).flatMap { ReportFiles.rows($0, file: name) }.map {
        $0.map(Row.init)
      } ?? []
    }
    return OptimumSource(
      record: record, treatments: rows("treatments.csv").map(Treatment.init),
      strategies: rows("strategies.csv").map(Strategy.init),
      frontier: rows("frontier.csv").compactMap(FrontierPoint.init),
      prices: rows("prices.csv").map(Price.init), steps: rows("roadmap.csv").map(Step.init),
      certainty: ReportFiles.data("decision.json", in: folder).flatMap {
        try? ResultJSON.read(Decision.self, from: $0)
      }?.certainty,
      isSameStudy: record.study.digest == digest)
  }
}

/// A row of a CSV file by the names of its columns.
private struct Row {
  let cells: [String: String]

  func text(_ name: String) -> String { cells[name] ?? "" }
  func number(_ name: String) -> Double? { cells[name].flatMap(Double.init) }
  func list(_ name: String) -> [String] {
    text(name).split(separator: "|").map(String.init)
  }

  func interval(_ value: String, _ low: String, _ high: String) -> OptimumSource.Interval {
    OptimumSource.Interval(value: number(value), low: number(low), high: number(high))
  }
}

extension OptimumSource.Treatment {
  fileprivate init(_ row: Row) {
    id = row.text("treatment")
    annualCost = row.number("annual_cost")
    alone = row.interval("alone_benefit", "low", "high")
    inSet = row.interval("in_set_benefit", "in_set_low", "in_set_high")
    isChosen = row.text("chosen") == "true"
    readyInDays = row.number("ready_in_days")
    decision = row.text("decision")
  }
}

extension OptimumSource.Strategy {
  fileprivate init(_ row: Row) {
    id = row.text("strategy")
    treatments = row.list("treatments")
    annualCost = row.number("annual_cost")
    expectedLoss = row.number("expected_loss")
    expectedShortfall = row.number("expected_shortfall")
    netBenefit = row.interval("net_benefit", "low", "high")
    benefitCostRatio = row.number("benefit_cost_ratio")
    probabilityBest = row.number("probability_best")
    verdict = row.text("verdict")
  }
}

extension OptimumSource.Price {
  fileprivate init(_ row: Row) {
    rule = row.text("rule")
    change = row.text("change")
    status = row.text("status")
    difference = row.number("difference")
    added = row.list("added")
    removed = row.list("removed")
  }
}

extension OptimumSource.Step {
  fileprivate init(_ row: Row) {
    number = row.number("step")
    readyDay = row.number("ready_day")
    treatment = row.text("treatment")
    starts = row.text("starts").isEmpty ? "day " + row.text("start_day") : row.text("starts")
    ready = row.text("ready").isEmpty ? "day " + row.text("ready_day") : row.text("ready")
    costOnce = row.number("cost_once")
    expectedLossAfter = row.number("expected_loss_after")
  }
}

extension OptimumSource.FrontierPoint {
  fileprivate init?(_ row: Row) {
    guard let cost = row.number("cost"), let value = row.number("value") else { return nil }
    self.cost = cost
    self.value = value
    measure = row.text("measure")
    treatments = row.list("treatments")
    proof = row.text("proof")
  }
}
