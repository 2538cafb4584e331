import RiskModel
import Testing

/// Effects of treatments and controls.
///
/// Whole messages: each must read as a sentence that a person can act on.
@Suite struct EffectMessageTests {
  @Test(arguments: cases)
  func says(example: MessageCase) { #expect(messages(example.body) == example.messages) }

  private static let cases: [MessageCase] = [
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      treatments: [{ id: T1, effects: [{ target: R1, quantity: success, multiply: 0.5 },
        { target: R2, quantity: loss, multiply: 0.5 }, { target: R1, quantity: loss, multiply: 2 },
        { target: R1, quantity: outage_days, set: 1 }] }]
      """,
      """
      4:58: error: treatments/T1/effects/0/quantity: is no quantity of `R1`, whose frequency is \
      stated as `events` (found `success`). Write `quantity: frequency`.
      """,
      """
      5:13: error: treatments/T1/effects/1/target: must be the id of a risk, supplier, shared \
      hazard or control of this study (found `R2`). Correct the id or add the record. Did you \
      mean `R1`?
      """,
      """
      5:90: error: treatments/T1/effects/2/multiply: is above 1 and makes things worse (found \
      `2`). Write a factor of at most 1, or add `may_worsen: true` if it is meant.
      """,
      """
      6:27: error: treatments/T1/effects/3/quantity: is no quantity of a risk such as `R1` \
      (found `outage_days`). Use one of `frequency`, `attempts`, `success`, `loss`, `downtime`, \
      `people`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      treatments: [{ id: T1, effects: [{ target: R1, quantity: frequency },
        { quantity: loss, add: 1 }, { target: R1, quantity: freqency, set: 0.1 per year },
        { target: R1, quantity: downtime, multiply: 0.5 }] }]
      """,
      """
      4:34: error: treatments/T1/effects/0: says nothing to do. Write one of `multiply`, `add`, \
      `set`.
      """,
      """
      5:3: error: treatments/T1/effects/1: names no target. Write one of `target`, `targets`, \
      `dependency`, `add_dependency`.
      """,
      """
      5:55: error: treatments/T1/effects/2/quantity: must be one of `frequency`, `attempts`, \
      `success`, `loss`, `downtime`, `people`, `outage_rate`, `outage_days`, `hits`, \
      `buffer_days`, `switch_days`, `criticality`, `share` (found `freqency`). Use one of these \
      words. Did you mean `frequency`?
      """,
      """
      6:27: warning: treatments/T1/effects/3/quantity: changes nothing: `R1` has no downtime of \
      its own (found `downtime`). Name another target, or remove the effect.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      treatments: [{ id: T1, effects: [
        { targets: { risks: { categry: x } }, quantity: loss, multiply: 0.5 },
        { targets: { risks: { category: criminal } }, quantity: loss, multiply: 0.5 }] }]
      """,
      """
      5:23: error: treatments/T1/effects/0/targets/risks: selects by `categry`, which is no \
      field of a risk (found `{ categry: x }`). See `breakwater describe risk` for the fields. \
      Did you mean `category`?
      """,
      """
      6:23: warning: treatments/T1/effects/1/targets/risks: matches nothing that has loss (found\
       `{ category: criminal }`). Correct the values, or remove the effect.
      """),
    MessageCase(
      """
      processes: [{ id: P1 }]
      network: { nodes: [{ id: S1 }], edges: [{ source: S1, target: P1, input: fuel },
        { source: S1, target: P1, input: water }] }
      treatments: [{ id: T1, effects: [
        { dependency: [S1, P1], quantity: criticality, multiply: 0.5 },
        { dependency: [S1, P1, feul], quantity: criticality, multiply: 0.5 },
        { target: S1>P2>fuel, quantity: share, set: 0.5 },
        { target: P1, quantity: loss, multiply: 0.5 },
        { target: S1>P1>fuel, quantity: loss, multiply: 0.5 }] }]
      """,
      """
      7:17: error: treatments/T1/effects/0/dependency: is ambiguous: the inputs `fuel`, `water` \
      all go from `S1` to `P1` (found `[S1, P1]`). Add the input: `[S1, P1, fuel]`.
      """,
      """
      8:17: error: treatments/T1/effects/1/dependency: names an input that does not go from `S1`\
       to `P1` (found `[S1, P1, feul]`). Use one of `fuel`, `water`. Did you mean `fuel`?
      """,
      """
      9:13: error: treatments/T1/effects/2/target: must be a dependency of `network.edges` \
      (found `S1>P2>fuel`). Correct the source or the target. Did you mean `S1>P1`?
      """,
      """
      10:13: error: treatments/T1/effects/3/target: is a process, which no effect changes \
      directly (found `P1`). Name the risk or the `dependency` that strikes it.
      """,
      """
      11:35: error: treatments/T1/effects/4/quantity: is no quantity of a dependency (found \
      `loss`). Use one of `buffer_days`, `switch_days`, `criticality`, `share`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      treatments: [{ id: T1, requires: [T1, T2], excludes: [T1] }]
      """,
      """
      4:39: error: treatments/T1/requires/1: must be the id of a treatment of this study (found \
      `T2`). Add it to `treatments` or correct the id. Did you mean `T1`?
      """,
      """
      4:54: error: treatments/T1/excludes: excludes itself (found `[T1]`). Remove `T1` from the \
      list.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      treatments: [{ id: T1, excludes: [T2] }, { id: T2, requires: [T3] }, { id: T3 }]
      strategies: [{ id: A, treatments: [T1, T2] }]
      """,
      """
      5:35: warning: strategies/A/treatments: holds `T1`, which excludes `T2` (found `[T1, \
      T2]`). Drop one of the two.
      """,
      """
      5:35: warning: strategies/A/treatments: holds `T2`, which requires `T3` (found `[T1, \
      T2]`). Add `T3`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      controls: [{ id: C1, provider_outage: true, effects: [{ target: R1, quantity: loss, set: 0 },
        { target: R1, quantity: loss, multiply: 0 }], outages: { rate: 1,
        days: { pareto: { shape: 1, scale: 1 } } },
        share: { risks: [R9], proportion: 0, limit: 0 } }]
      """,
      """
      4:39: error: controls/C1/provider_outage: needs `provider` (found `true`). Name the \
      supplier that provides it.
      """,
      """
      4:90: error: controls/C1/effects/0/set: is no effect of a control (found `0`). Controls \
      only `multiply`.
      """,
      """
      5:43: error: controls/C1/effects/1/multiply: must be above 0 and at most 1 for a control \
      (found `0`). Write the part that the control lets through.
      """,
      """
      6:9: error: controls/C1/outages/days: has an infinite mean, so the control would never act\
       (found `{ pareto: { shape: 1, scale: 1 } }`). Use a lighter tail or add `truncate: [0, \
      365]`.
      """,
      """
      7:20: error: controls/C1/share/risks/0: must be the id of a risk of this study (found \
      `R9`). Add it to `risks` or correct the id. Did you mean `R1`?
      """,
      """
      7:37: error: controls/C1/share/proportion: must be above 0 and at most 1 (found `0`). \
      Write a number that is above 0 and at most 1.
      """,
      """
      7:47: error: controls/C1/share/limit: must be above 0, in the study's currency (found \
      `0`). Write a number that is above 0.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      optimisation: { measure: { plus: { expected_los: 1 } }, constraints: [{},
        { must_include: [T1], must_exclude: [T1] }, { budget: 3 }],
        interactions: [{ treatments: [T1], target: R3, quantity: loss, multiply: 0.5 }] }
      treatments: [{ id: T1 }]
      """,
      """
      4:34: error: optimisation/measure/plus: weighs `expected_los`, which is no figure of a run\
       (found `{ expected_los: 1 }`). See `breakwater describe metric` for the figures.
      """,
      """
      4:71: error: optimisation/constraints/0: constrains nothing. Write a limit such as \
      `budget_once: 1M`, or remove it.
      """,
      """
      5:19: error: optimisation/constraints/1/must_include: includes `T1`, which `must_exclude` \
      excludes (found `[T1]`). Remove it from one of the two.
      """,
      """
      5:49: error: optimisation/constraints/2: `budget` is no field of a constraint. See \
      `breakwater describe constraint` for the fields.
      """,
      """
      6:32: error: optimisation/interactions/0/treatments: must be two treatments or more (found\
       `[T1]`). Name those that interact.
      """,
      """
      6:46: error: optimisation/interactions/0/target: must be the id of a risk, supplier, \
      shared hazard or control of this study (found `R3`). Correct the id or add the record. Did\
       you mean `R1`?
      """),
  ]
}
