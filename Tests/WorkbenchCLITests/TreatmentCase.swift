import Foundation
import Testing

/// A worked case as a study.
struct TreatmentCase {
  let kind: String
  let expected: [String: Any]
  let tolerance: Double
  private let input: [String: Any]

  init(_ name: String, in folder: URL) throws {
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    kind = try #require(object["kind"] as? String)
    input = try #require(object["input"] as? [String: Any])
    expected = try #require(object["expected"] as? [String: Any])
    tolerance = object["tolerance"] as? Double ?? 1e-9
  }

  func write(to folder: URL) throws {
    let (rows, simulation) = try years()
    let text = rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("years.csv"))
    let study: [String: Any] = [
      "format": "study/1", "study": ["id": "worked-case", "currency": "EUR"],
      "context": ["obligations": [["id": "law", "kind": "regulation", "title": "A law"]]],
      "simulation": simulation,
      "risks": records("risks").map { risk in
        ["id": risk["id"] ?? "", "name": risk["id"] ?? "", "category": "criminal"]
      }, "treatments": try treatments(),
      "optimisation": ["measure": measure, "constraints": constraints],
    ]
    try JSONSerialization.data(withJSONObject: study)
      .write(to: folder.appendingPathComponent("study.json"))
  }

  private func records(_ key: String) -> [[String: Any]] { input[key] as? [[String: Any]] ?? [] }
  private func number(_ value: Any?) -> Double { value as? Double ?? .nan }

  // MARK: Years

  private func years() throws -> (rows: [[String]], simulation: [String: Any]) {
    let ids = records("risks").compactMap { $0["id"] as? String }
    switch input["loss_model"] as? String {
    case "scenario_table":
      let chances = try #require(input["probabilities"] as? [Double])
      let losses = try #require(input["losses"] as? [[Double]])
      let rows = zip(chances, losses).map { ["\($0)"] + $1.map { "\($0)" } }
      return ([["probability"] + ids] + rows, ["method": "table", "table": "years.csv"])
    case "poisson_mean":
      // Only means are asked: one year with the mean loss of each risk.
      let means = records("risks").map { risk in
        number(risk["frequency_per_year"])
          * number((risk["severity"] as? [String: Any])?["value"])
      }
      return ([ids, means.map { "\($0)" }], ["method": "table", "table": "years.csv"])
    default:
      return (bernoulliEvents(ids), ["method": "events", "table": "years.csv", "trials": 1000])
    }
  }

  /// Two independent risks on a grid of 100 × 10 equally likely years, marks spread evenly.
  private func bernoulliEvents(_ ids: [String]) -> [[String]] {
    var rows = [["trial", "risk", "loss", "mark"]]
    let risks = records("risks")
    let chances = risks.map { number($0["probability"]) }
    for first in 0..<100 {
      for second in 0..<10 {
        let trial = "\(first * 10 + second)"
        if Double(first) < chances[0] * 100 - 1e-9 {
          let mark = (Double(first) + 0.5) / (chances[0] * 100)
          rows.append([trial, ids[0], "\(number(risks[0]["loss"]))", "\(mark)"])
        }
        if Double(second) < chances[1] * 10 - 1e-9 {
          rows.append([trial, ids[1], "\(number(risks[1]["loss"]))", "0.5"])
        }
      }
    }
    return rows
  }

  // MARK: Treatments and what is asked

  private func treatments() throws -> [[String: Any]] {
    try records("treatments").map { treatment in
      let id = try #require(treatment["id"] as? String)
      let effects = try #require(treatment["effects"] as? [[String: Any]]).map { effect in
        [
          "target": effect["risk"] ?? "",
          "quantity": effect["on"] as? String == "severity" ? "loss" : "frequency",
          "multiply": effect["factor"] ?? 1,
        ]
      }
      let required = (input["prerequisites"] as? [[String]] ?? []).filter { $0[0] == id }
      var record: [String: Any] = [
        "id": id, "cost": ["per_year": treatment["annual_cost"] ?? 0], "effects": effects,
        "staff": treatment["fte"] ?? 0, "requires": required.map { $0[1] },
      ]
      if treatment["mandatory"] as? Bool == true { record["mandatory"] = "law" }
      return record
    }
  }

  private var measure: String {
    switch input["objective"] as? String {
    case "min_mean": "expected_annual_loss"
    case "min_cvar": "expected_shortfall_95"
    case "min_cost": "annual_cost"
    default: "expected_total_cost"
    }
  }

  private var constraints: [[String: Any]] {
    let budgets = input["budgets"] as? [String: Double] ?? [:]
    let limits: [[String: Any]] = budgets.sorted { $0.key < $1.key }.map { key, value in
      key == "fte" ? ["staff": value] : ["annual_cost": ["at_most": value]]
    }
    let groups: [[String: Any]] = (input["exclusive_groups"] as? [[String]] ?? []).map {
      ["at_most": ["count": 1, "of": $0] as [String: Any]]
    }
    let appetite: [[String: Any]] = records("appetite").map { limit in
      let name = limit["measure"] as? String == "var" ? "value_at_risk_95" : "expected_shortfall_95"
      return [name: ["at_most": limit["max"] ?? 0]]
    }
    return limits + groups + appetite
  }
}
