"""Writes expected.json of the knapsack study by enumerating all 32 plans (standard library only)."""
import itertools
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))
LOSS = {"T1": 4, "T2": 2, "T3": 2, "T4": 1, "T5": 10}
COST = {"T1": 12, "T2": 2, "T3": 1, "T4": 1, "T5": 4}
BUDGET = 15

plans = [p for k in range(6) for p in itertools.combinations(LOSS, k) if sum(COST[t] for t in p) <= BUDGET]
loss = {p: sum(LOSS.values()) - sum(LOSS[t] for t in p) for p in plans}
best = min(plans, key=lambda p: loss[p])
expected = {
    "schema": "expected/1", "study": "treatment-knapsack", "unit": "EUR", "rule": "exact: |x - value| <= 1e-9 * |value| + 1e-9",
    "source": "enumeration of 32 plans, 23 within the budget (expected.py)",
    "optimum": {"plan": list(best), "objective": loss[best], "expected_annual_loss": loss[best],
                "annual_cost": sum(COST[t] for t in best)},
}
with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
    json.dump(expected, f, indent=1)
    f.write("\n")
