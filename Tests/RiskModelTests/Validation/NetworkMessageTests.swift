import RiskModel
import Testing

/// Suppliers, dependencies and categories.
///
/// Whole messages: each must read as a sentence that a person can act on.
@Suite struct NetworkMessageTests {
  @Test(arguments: cases)
  func says(example: MessageCase) { #expect(messages(example.body) == example.messages) }

  private static let cases: [MessageCase] = [
    MessageCase(
      """
      network: { nodes: [{ id: S1, outage_rate_low: 0.5, outage_rate_high: 0.1, outage_days_low: 1,
        outage_days_high: 2 }, { id: S2, outage_rate_low: 1 }] }
      """,
      """
      3:47: error: network/nodes/S1/outage_rate_low: must be at most `outage_rate_high`, which \
      is 0.1 (found `0.5`). Exchange the two.
      """,
      """
      4:26: error: network/nodes/S2: `outage_days` is missing; outages need both a rate and a \
      duration. Add `outage_days_low` and `outage_days_high`, or remove the other.
      """,
      """
      4:53: error: network/nodes/S2/outage_rate_low: needs `outage_rate_high` beside it (found \
      `1`). Add `outage_rate_high`.
      """),
    MessageCase(
      """
      network: { nodes: [{ id: S1, outage_rate: 1 }, { id: S2, outage_days_low: 0,
        outage_days_high: 1, outage_rate: 1 }] }
      """,
      """
      3:20: error: network/nodes/S1: `outage_days` is missing; outages need both a rate and a \
      duration. Add `outage_days_low` and `outage_days_high`, or remove the other.
      """,
      """
      3:75: error: network/nodes/S2/outage_days_low: is the lower end of a 90 % interval of a \
      lognormal and must be above 0 (found `0`). Write a small number above 0.
      """),
    MessageCase(
      """
      processes: [{ id: P1 }]
      network: { nodes: [{ id: S1 }, { id: P1 }], edges: [{ source: S1, target: P1, share: 0.5 },
        { source: S1, target: S1 }, { source: S3, target: P1, criticality: 2 }] }
      """,
      """
      4:38: error: network/nodes/P1/id: is the id of a process too; dependencies name both \
      (found `P1`). Choose another id.
      """,
      """
      4:86: error: network/edges/S1>P1/share: the shares of `S1` for `P1` sum to 0.5; they must \
      sum to 1 (found `0.5`). Change the shares, or name another input where one is meant.
      """,
      """
      5:25: error: network/edges/S1>S1/target: must not depend on itself (found `S1`). Name \
      another source or target.
      """,
      """
      5:41: error: network/edges/S3>P1/source: must be the id of a supplier or a process of this\
       study (found `S3`). Add it to `network.nodes` or correct the id. Did you mean `S1`?
      """,
      """
      5:70: error: network/edges/S3>P1/criticality: must be between 0 and 1 (found `2`). Write a\
       number that is between 0 and 1.
      """),
    MessageCase(
      """
      network: { nodes: [{ id: S1 }, { id: S2 }], edges: [
        { source: S1, target: S2, input: fuel, share: 0.5 },
        { source: S1, target: S2, input: fuel, share: 0.5 }] }
      """,
      """
      5:3: error: network/edges/S1>S2: is the second row of `S1>S2>fuel`; the first is at \
      study.yaml:4:3. Merge the rows.
      """),
    MessageCase(
      """
      network: { nodes: [{ id: S1, category: power }] }
      risks: [{ id: R1, from_network: [pwer, power] }, { id: R2, from_network: power }]
      """,
      """
      4:33: error: risks/R1/from_network: is no category of any supplier (found `pwer`). Use a \
      word of the column `category`. Did you mean `power`?
      """,
      """
      4:74: error: risks/R2/from_network: claims a category that risks/R1 claims already (found \
      `power`). Let one of the two have it.
      """),
    MessageCase(
      """
      network: { nodes: [{ id: S1, shared_hazard: a|b }],
        shared_hazards: [{ id: a, per_year: 0.1, days: 3 }] }
      """,
      """
      3:45: error: network/nodes/S1/shared_hazard: must be the id of a shared hazard of this \
      study (found `b`). Add it to `network.shared_hazards` or correct the id. Did you mean `a`?
      """),
  ]
}
