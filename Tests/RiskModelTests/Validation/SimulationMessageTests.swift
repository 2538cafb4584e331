import RiskModel
import Testing

/// Simulation, dependence and criteria.
///
/// Whole messages: each must read as a sentence that a person can act on.
@Suite struct SimulationMessageTests {
  @Test(arguments: cases)
  func says(example: MessageCase) { #expect(messages(example.body) == example.messages) }

  private static let cases: [MessageCase] = [
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      simulation: { levels: [0.9, 0.5], return_periods: [1, 2], table: x.csv }
      """,
      """
      4:23: error: simulation/levels: must ascend, without repetition (found `[0.9, 0.5]`). Sort\
       the list.
      """,
      """
      4:52: error: simulation/return_periods/0: must be above 1, in years (found `1`). Write a \
      number that is above 1.
      """,
      """
      4:66: error: simulation/table: is read only by `method: table` and `method: events` (found\
       `x.csv`). Change the method or remove the table.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      simulation: { method: table, parameter_uncertainty: nested, trials: 100 }
      """,
      """
      4:13: error: simulation/outer_draws: must be at most `trials`, which is 100 (found `200`).\
       Raise `trials` or lower `outer_draws`.
      """,
      """
      4:23: error: simulation/method: needs `table` beside it (found `table`). Add `table: \
      losses.csv`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      simulation: { method: table, table: x.csv }
      """,
      """
      4:37: error: simulation/table: `x.csv` cannot be read: the study is checked without its \
      files (found `x.csv`). Check the study from its folder.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1 }, { id: R2, events: 1 }, { id: R3, events: 1 }]
      simulation: { dependence: { family: t, groups: [{ members: [R1, R2], correlation: 1 },
        { members: [R2, R1, R3], correlation: 0.2 }, { members: [R3], correlation: 0.1 }] } }
      """,
      """
      4:37: error: simulation/dependence/family: needs `df` beside it (found `t`). Add the \
      degrees of freedom, such as `df: 4`.
      """,
      """
      4:83: error: simulation/dependence/groups/0/correlation: must be above -1 and below 1 \
      (found `1`). Write a number that is above -1 and below 1.
      """,
      """
      5:14: error: simulation/dependence/groups/1/members: holds the pair `R2`, `R1`, which \
      simulation/dependence/groups/0 holds too (found `[R2, R1, R3]`). Keep the pair in one \
      group, or write it under `pairs`.
      """,
      """
      5:59: error: simulation/dependence/groups/2/members: must be at least two risks (found \
      `[R3]`). Add a risk or remove the group.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1 }, { id: R2, events: 1 }]
      simulation: { dependence: { df: 3, pairs: [{ between: [R1], correlation: 0.1 },
        { between: [R1, R4], correlation: 0.1 }, { between: [R1, R2], correlation: 0.1 },
        { between: [R2, R1], correlation: 0.2 }] } }
      """,
      """
      4:33: error: simulation/dependence/df: belongs to the t copula (found `3`). Write `family:\
       t` or remove `df`.
      """,
      """
      4:55: error: simulation/dependence/pairs/0/between: must be two different risks (found \
      `[R1]`). Write `between: [R01, R02]`.
      """,
      """
      5:19: error: simulation/dependence/pairs/1/between/1: must be the id of a risk of this \
      study (found `R4`). Add it to `risks` or correct the id. Did you mean `R1`?
      """,
      """
      6:14: error: simulation/dependence/pairs/3/between: is the pair of \
      simulation/dependence/pairs/2 too (found `[R2, R1]`). Keep one of them.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1 }, { id: R2, from_network: power }]
      network: { nodes: [{ id: S1, category: power }] }
      simulation: { dependence: { groups: [{ members: [R1, R2], correlation: 0.5 }] } }
      """,
      """
      5:49: warning: simulation/dependence/groups/0/members: has no yearly count of its own, so \
      the correlation does not reach it (found `R2`). Remove it from the list.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      criteria: { tolerance: [{ loss: 1M, probability: 0.1 }, { loss: 2M, probability: 0.2 },
        { loss: 3M, probability: 2 }], service: { process: P1, availability: 0.9 } }
      """,
      """
      4:82: warning: criteria/tolerance/1/probability: is larger than the 0.1 of the smaller \
      loss 1000000, so the point never binds (found `0.2`). Lower it, or remove the point.
      """,
      """
      5:28: error: criteria/tolerance/2/probability: must be between 0 and 1 (found `2`). Write \
      a number that is between 0 and 1.
      """,
      """
      5:54: error: criteria/service/process: must be the id of a process of this study (found \
      `P1`). Add it to `processes` or correct the id.
      """),
  ]
}
