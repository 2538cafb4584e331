import RiskModel
import Testing

/// Quantities that are none.
///
/// Whole messages: each must read as a sentence that a person can act on.
@Suite struct QuantityMessageTests {
  @Test(arguments: cases)
  func says(example: MessageCase) { #expect(messages(example.body) == example.messages) }

  private static let cases: [MessageCase] = [
    MessageCase(
      """
      risks: [{ id: R1, events: yes, loss: 1e400 }, { id: R2, events: 1, people: { injuries: .nan,
        fatalities: -.inf } }]
      """,
      """
      3:27: error: risks/R1/events: must be a yearly rate such as 0.2 or 0.1 to 0.4 per year \
      (found `yes`). Write a number such as 250, 12k, 1.2M or 3e5.
      """,
      """
      3:38: error: risks/R1/loss: is too large for a number; the limit is about 1.8e308 (found \
      `1e400`). Write a smaller number.
      """,
      """
      3:88: error: risks/R2/people/injuries: must be a finite number (found `.nan`). Leave the \
      field out or write a number.
      """,
      """
      4:15: error: risks/R2/people/fatalities: must be a finite number (found `-.inf`). Leave \
      the field out or write a number.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: -1, loss: 12k-180k }, { id: R2, events: 12%, loss: "5" }]
      """,
      """
      3:27: error: risks/R1/events: must not be negative (found `-1`). Write a number that is at\
       least 0.
      """,
      """
      3:37: error: risks/R1/loss: must be a quantity such as 12k or 12k to 180k (found \
      `12k-180k`). Write `12k to 180k`.
      """,
      """
      3:67: error: risks/R2/events: must be a yearly rate such as 0.2 or 0.1 to 0.4 per year \
      (found `12%`). Write `0.12`; there is no percent sign.
      """,
      """
      3:78: error: risks/R2/loss: must be a number, not text (found `"5"`). Remove the quotes.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1_000, loss: 3K }, { id: R2, events: 3 per month, loss: [1, 3] }]
      """,
      """
      3:27: error: risks/R1/events: must be a yearly rate such as 0.2 or 0.1 to 0.4 per year \
      (found `1_000`). Write `1000`, without separators and with a decimal point.
      """,
      """
      3:40: error: risks/R1/loss: must be a quantity such as 12k or 12k to 180k (found `3K`). \
      Write `k` for thousand or `M` for million.
      """,
      """
      3:64: error: risks/R2/events: must be a yearly rate such as 0.2 or 0.1 to 0.4 per year \
      (found `3 per month`). Rates are `per year`: convert the number.
      """,
      """
      3:83: error: risks/R2/loss: must be a quantity such as 12k or 12k to 180k (found `[1, \
      3]`). Write `1 to 3` or name the law.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 0.4 to 0.1, loss: 1 to 3 per year },
        { id: R2, events: 0 to 3, loss: 5 to 5 }]
      """,
      """
      3:27: error: risks/R1/events: must have its lower end first (found `0.4 to 0.1`). Write \
      `0.1 to 0.4`.
      """,
      """
      3:45: error: risks/R1/loss: must be a quantity such as 12k or 12k to 180k, not a yearly \
      rate (found `1 to 3 per year`). Remove `per year`.
      """,
      """
      4:21: error: risks/R2/events: is a 90 % interval of a lognormal, whose ends must both be \
      above 0 (found `0 to 3`). Write `{ uniform: [0, 3] }` or another law if it reaches 0.
      """,
      """
      4:35: error: risks/R2/loss: must have two different ends (found `5 to 5`). Write `5` alone\
       if it is certain.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { pert: [3, 2, 1] }, loss: { lognormal: { mu: 1, sigma: -2 } } }]
      """,
      """
      3:42: error: risks/R1/events/pert: `max` of pert must be a number above min 3.0 (found \
      `1`). Change `max`.
      """,
      """
      3:83: error: risks/R1/loss/lognormal: `sigma` of lognormal must be a finite number above 0\
       (found `-2`). Change `sigma`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { pert: [1, 2] }, loss: { lognormal: { mean: 3, sigma: 2 } } }]
      """,
      """
      3:35: error: risks/R1/events/pert: does not fix the law pert (found `[1, 2]`). Write \
      `pert: [min, mode, max]` or `pert: { min: …, mode: …, max: …, shape?: … }`.
      """,
      """
      3:64: error: risks/R1/loss/lognormal: does not fix the law lognormal (found `{ mean: 3, \
      sigma: 2 }`). Write `lognormal: { mu: …, sigma: … }` or `lognormal: { mean: …, sd: … }` or\
       `lognormal: { p05: …, p95: … }`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { normal: { mean: 0.1, sd: 1 } }, loss: { norml: { mean: 1 } } }]
      """,
      """
      3:27: error: risks/R1/events: is negative in 46 % of draws (found `{ normal: { mean: 0.1, \
      sd: 1 } }`). Add `truncate: [0, null]` to the law.
      """,
      """
      3:69: error: risks/R1/loss: `norml` is no law and nothing that stands beside one. See \
      `breakwater describe quantity` for the laws. Did you mean `normal`?
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { range90: [1, 3], pert: [1, 2, 3] }, loss: { truncate: [0, 1] } }]
      """,
      """
      3:27: error: risks/R1/events: names 2 laws; it must name one (found `{ range90: [1, 3], \
      pert: [1, 2, 3] }`). Keep one, or write a `mixture`.
      """,
      """
      3:71: error: risks/R1/loss: must be a quantity such as 12k or 12k to 180k, or name a law \
      (found `{ truncate: [0, 1] }`). Add a law such as `range90: [low, high]`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { discrete: [[1, 0.5], [2, 0.6]] },
        loss: { mixture: [[0.5, 3], [0.5, x]] } }]
      """,
      """
      3:39: error: risks/R1/events/discrete: has probabilities that sum to 1.1; they must sum to\
       1 (found `[[1, 0.5], [2, 0.6]]`). Scale them to sum to 1.
      """,
      """
      4:37: error: risks/R1/loss/mixture/1: must be a quantity such as 12k or 12k to 180k (found\
       `x`). Write a number such as 250, 12k, 1.2M or 3e5.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { range90: [1, 3], dated: 2026-13-01 },
        loss: { quantiles: { 0.05: 3, 0.5: 2, 0.95: 9 } } }]
      """,
      """
      3:53: error: risks/R1/events/dated: must be a day of the calendar as ISO 8601 (found \
      `2026-13-01`). Write it as year-month-day: `2026-11-01`.
      """,
      """
      4:22: error: risks/R1/loss/quantiles: `value 2` is 2.0; it must be a number above value 1 \
      3.0 (found `{ 0.05: 3, 0.5: 2, 0.95: 9 }`). Change `value 2`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: { uniform: [1, 2], truncate: [20, 10] },
        loss: { empirical: { file: a.csv, column: loss, wher: x } } }]
      """,
      """
      3:56: error: risks/R1/events/truncate: must have its lower bound first (found `[20, 10]`).\
       Exchange the bounds or write a number alone.
      """,
      """
      4:57: error: risks/R1/loss/empirical: `wher` is no field of an empirical law (found `x`). \
      Write `empirical: { file: …, column: …, where: … }`. Did you mean `where`?
      """),
  ]
}
