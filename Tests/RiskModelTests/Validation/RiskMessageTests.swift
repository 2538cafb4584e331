import RiskModel
import Testing

/// Frequencies, counts and consequences.
///
/// Whole messages: each must read as a sentence that a person can act on.
@Suite struct RiskMessageTests {
  @Test(arguments: cases)
  func says(example: MessageCase) { #expect(messages(example.body) == example.messages) }

  private static let cases: [MessageCase] = [
    MessageCase(
      """
      risks: [{ id: R1 }]
      """,
      """
      3:9: error: risks/R1: says nothing of how often it happens. Add `events`, or `attempts` \
      and `success`, or `from_network`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, attempts: 3 }, { id: R2, success: 0.1 }]
      """,
      """
      3:29: error: risks/R1/attempts: needs `success` beside it (found `3`). Add `success`, or \
      write `events` instead.
      """,
      """
      3:53: error: risks/R2/success: needs `attempts` beside it (found `0.1`). Add `attempts`, \
      or write `events` instead.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, attempts: 2, success: 0.1, count: fixed }]
      """,
      """
      3:40: error: risks/R1/attempts: stands beside `events`, which states the frequency already\
       (found `2`). Keep one of the two.
      """,
      """
      3:52: error: risks/R1/success: stands beside `events`, which states the frequency already \
      (found `0.1`). Keep one of the two.
      """,
      """
      3:64: error: risks/R1/count: stands beside `events`, which states the frequency already \
      (found `fixed`). Write `events: { rate: …, count: … }`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, attempts: 1, success: 1.5 }, { id: R2, attempts: 1, success: 0.5 to 3 }]
      """,
      """
      3:41: error: risks/R1/success: is a probability and must be at most 1 (found `1.5`). Write\
       a number between 0 and 1.
      """,
      """
      3:80: warning: risks/R2/success: is a probability, but above 1 in 64.5 % of draws, which \
      count as 1 (found `0.5 to 3`). Lower it or add `truncate: [0, 1]`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { rate: 2, count: bernoulli } },
        { id: R2, events: { rate: 0.5, count: fixed } },
        { id: R3, events: { rate: 1, count: { negative_binomial: { dispersion: 0 } } } },
        { id: R4, events: { rate: 1, count: poison } }]
      """,
      """
      3:27: error: risks/R1/events: is a yearly probability of up to 2; a Bernoulli count needs \
      at most 1 (found `{ rate: 2, count: bernoulli }`). Use `count: poisson` or `truncate: [0, \
      1]`.
      """,
      """
      4:21: error: risks/R2/events: must be a whole number of events, certain and at most a \
      million, for `count: fixed` (found `{ rate: 0.5, count: fixed }`). Write a whole number or\
       use another count law.
      """,
      """
      5:74: error: risks/R3/events/count/negative_binomial/dispersion: must be above 0 (found \
      `0`). Write a number that is above 0.
      """,
      """
      6:39: error: risks/R4/events/count: must be one of `poisson`, `bernoulli`, `fixed` (found \
      `poison`). Use one of these words. Did you mean `poisson`?
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { rate: 0.6, count: bernoulli } },
        { id: R2, events: { rate: 3, count: fixed } }]
      controls: [{ id: C1, effects: [{ target: R1, quantity: frequency, multiply: 0.5 },
        { target: R2, quantity: frequency, multiply: 0.5 }] }]
      """,
      """
      3:27: error: risks/R1/events: is a yearly probability of up to 1.2 without its controls; a\
       Bernoulli count needs at most 1 (found `{ rate: 0.6, count: bernoulli }`). Use `count: \
      poisson` or weaker controls.
      """,
      """
      4:21: error: risks/R2/events: has a fixed count, which no control can hold down (found `{ \
      rate: 3, count: fixed }`). Remove the control's effect on it, or use `count: poisson`.
      """),
    MessageCase(
      """
      processes: [{ id: P1 }]
      risks: [{ id: R1, events: 1, downtime: { process: [P1, P2], days: 2, level: 0 } },
        { id: R2, events: 1, downtime: { process: [], days: 1 } }]
      """,
      """
      4:56: error: risks/R1/downtime/process/1: must be the id of a process of this study (found\
       `P2`). Add it to `processes` or correct the id. Did you mean `P1`?
      """,
      """
      4:77: error: risks/R1/downtime/level: must be above 0 and at most 1 (found `0`). Write a \
      number that is above 0 and at most 1.
      """,
      """
      5:45: error: risks/R2/downtime/process: names no process (found `[]`). Name one or remove \
      `downtime`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: { pareto: { shape: 1, scale: 1 } } }]
      """,
      """
      3:36: warning: risks/R1/loss: has an infinite mean, so expected values and shortfalls do \
      not settle (found `{ pareto: { shape: 1, scale: 1 } }`). Use a lighter tail or add \
      `truncate: [0, …]`.
      """),
    MessageCase(
      """
      processes: [{ id: R1 }]
      risks: [{ id: R1, events: 1, loss: { lognormal: { mu: a, sigma: b } } }]
      """,
      """
      4:15: warning: risks/R1/id: is the id of a process too; results could not tell the two \
      apart (found `R1`). Choose another id.
      """,
      """
      4:55: error: risks/R1/loss/lognormal/mu: must be a number (found `a`). Write a number such\
       as 250, 12k, 1.2M or 3e5.
      """,
      """
      4:65: error: risks/R1/loss/lognormal/sigma: must be a number (found `b`). Write a number \
      such as 250, 12k, 1.2M or 3e5.
      """),
  ]
}
