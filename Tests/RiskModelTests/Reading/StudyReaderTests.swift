import RiskModel
import Testing

/// Keys, ids, words and scalars.
///
/// Whole messages: each must read as a sentence that a person can act on.
@Suite struct StudyReaderTests {
  @Test(arguments: cases)
  func says(example: MessageCase) { #expect(messages(example.body) == example.messages) }

  private static let cases: [MessageCase] = [
    MessageCase(
      "",
      """
      1:1: error: study: the study has neither `risks` nor `network`. Add one of them.
      """),
    MessageCase(
      """
      a: 1
      """,
      """
      1:1: error: study: the study has neither `risks` nor `network`. Add one of them.
      """,
      """
      3:1: error: study: `a` is no field of the study. See `breakwater describe study.yaml` for \
      the fields.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, lss: 3 }]
      """,
      """
      3:30: error: risks/R1: `lss` is no field of a risk. See `breakwater describe risk` for the\
       fields. Did you mean `loss`?
      """),
    MessageCase(
      """
      risks: [{ id: R1, name: Fence, cameras, access, events: 1, loss: 3 }]
      """,
      """
      3:32: error: risks/R1: `cameras` is no field of a risk; an unquoted comma has split the \
      text before it. Quote the text: `name: "Fence, cameras, access"`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1,000 }]
      """,
      """
      3:29: error: risks/R1: `000` is no field of a risk; an unquoted comma has split the text \
      before it. Write `events: 1000`; numbers have no thousands separators.
      """),
    MessageCase(
      """
      risks:
        - { id: R1, events: 1 }
        - { id: R1, events: 2 }
      """,
      """
      5:11: error: risks/R1/id: must be unique in its list; the id is also at study.yaml:4:11 \
      (found `R1`). Choose another id.
      """),
    MessageCase(
      """
      risks: [{ id: R 1, events: 1 }, { id: all, events: 1 }, { events: 1 }, 7, ~]
      """,
      """
      3:15: error: risks/R 1/id: must be a short name without spaces, commas, quotes, brackets, \
      `>` or `|` (found `R 1`). Use letters, digits, `-`, `_`, `.` and `/`.
      """,
      """
      3:39: error: risks/all/id: is a word that results use for something else (found `all`). \
      Choose another id.
      """,
      """
      3:57: error: risks/2: `id` is missing; it must be a short unique name. Add `id: …` (Short \
      unique name; results and references use it).
      """,
      """
      3:72: error: risks/3: must be a risk: a mapping of fields (found `7`). See `breakwater \
      describe risk`.
      """,
      """
      3:75: error: risks/4: is an empty item (found `~`). Write a risk or remove the item.
      """),
    MessageCase(
      """
      risks: { id: R1, events: 1 }
      """,
      """
      3:8: error: risks: must be a list of records, each a risk (found `{ id: R1, events: 1 }`).\
       Write each as an item: `- { … }`.
      """),
    MessageCase(
      """
      risks: risks.csv
      """,
      """
      3:8: error: risks: must be a list of records, each a risk (found `risks.csv`). Write `{ \
      file: risks.csv }` for a register.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, id: R2 }]
      """,
      """
      3:34: error: risks/R1/id: is written twice in one record; the first is at study.yaml:3:11 \
      (found `R2`). Keep one of them.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, category: crminal }]
      """,
      """
      3:40: error: risks/R1/category: must be one of `physical_failure`, `functional_failure`, \
      `malicious`, `criminal`, `environmental`, `human`, `cultural`, `external_context`, \
      `internal_context`, `security_equipment`, `information`, `supplier_interdependency` (found\
       `crminal`). Use one of these words. Did you mean `criminal`?
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, weaknesses: [V1, V1] }]
      weaknesses: [{ id: V1 }]
      """,
      """
      3:47: warning: risks/R1/weaknesses/1: is named twice (found `V1`). Name it once.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      support: { awareness: { coverage: 91 },
        documents: [{ id: doc/a, approved: 2026-02-30, obsolete: yes }] }
      """,
      """
      4:35: error: support/awareness/coverage: must be between 0 and 1 (found `91`). Write a \
      number that is between 0 and 1.
      """,
      """
      5:38: error: support/documents/doc/a/approved: must be a day of the calendar as ISO 8601 \
      (found `2026-02-30`). Write it as year-month-day: `2026-11-01`.
      """,
      """
      5:60: error: support/documents/doc/a/obsolete: must be true or false; yes, no, on and off \
      are text (found `yes`). Write `true`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      incidents: [{ date: 2026-01-01T10:00, risk: R2, near_miss: no }]
      """,
      """
      4:21: error: incidents/0/date: must be a day of the calendar as ISO 8601 (found \
      `2026-01-01T10:00`). Write `2026-01-01`.
      """,
      """
      4:45: error: incidents/0/risk: must be the id of a risk of this study (found `R2`). Add it\
       to `risks` or correct the id. Did you mean `R1`?
      """,
      """
      4:60: error: incidents/0/near_miss: must be true or false; yes, no, on and off are text \
      (found `no`). Write `false`.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      simulation: { trials: 0.5, seed: -1, outer_draws: 100000000000000000000 }
      """,
      """
      4:23: error: simulation/trials: must be a whole number (found `0.5`). Remove the fraction.
      """,
      """
      4:34: error: simulation/seed: must be at least 0 (found `-1`). Write a number that is at \
      least 0.
      """,
      """
      4:51: error: simulation/outer_draws: is too large for a whole number; the limit is \
      9223372036854775807 (found `100000000000000000000`). Write a smaller number.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, loss: 1 }]
      simulation: { stop_when: { metric: expected_shortfal_95, relative_error: 0 } }
      """,
      """
      4:36: error: simulation/stop_when/metric: must be the name of a figure (found \
      `expected_shortfal_95`). See `breakwater describe metric` for the figures. Did you mean \
      `expected_shortfall_95`?
      """,
      """
      4:74: error: simulation/stop_when/relative_error: must be above 0 and below 1 (found `0`).\
       Write a number that is above 0 and below 1.
      """),
    MessageCase(
      """
      risks: [{ id: R1, events: 1, owner: role/x, weaknesses: [V2] }]
      governance: { roles: [{ id: role/xx }] }
      weaknesses: [{ id: V1 }]
      """,
      """
      3:37: warning: risks/R1/owner: must be the id of a role of this study (found `role/x`). \
      Add it to `governance.roles` or correct the id. Did you mean `role/xx`?
      """,
      """
      3:58: error: risks/R1/weaknesses/0: must be the id of a weakness of this study (found \
      `V2`). Add it to `weaknesses` or correct the id. Did you mean `V1`?
      """),
  ]
}
