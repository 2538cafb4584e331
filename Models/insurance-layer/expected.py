"""Writes expected.json of the insurance study by enumerating its plans in rational arithmetic (standard library only)."""
import csv
import itertools
import json
import os
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
COST = {"low": 90, "high": 70, "stop_loss": 60, "sprinklers": 20}
LAYER = {"low": (50, 400), "high": (500, 1000)}
with open(os.path.join(HERE, "events.csv"), encoding="utf-8") as f:
    EVENTS = [(int(r["trial"]), r["risk"], F(r["loss"]), F(r["mark"])) for r in csv.DictReader(f)]


def years(plan):
    gross, paid = [F(0)] * 10, [F(0)] * 10
    for trial, risk, loss, mark in EVENTS:
        if risk == "fire" and "sprinklers" in plan and mark >= F(1, 2):
            continue                                              # the event does not happen
        gross[trial] += loss
        paid[trial] += sum(min(max(loss - a, 0), l) for t, (a, l) in LAYER.items() if t in plan)
    stop = [F(1, 2) * max(x - 300, 0) if "stop_loss" in plan else 0 for x in gross]
    return [x - min(x, p + s) for x, p, s in zip(gross, paid, stop)]


def figures(plan):
    y = years(plan)
    cost = sum(COST[t] for t in plan)
    return cost, sum(y) / 10, max(y)                              # the shortfall 0.9 of ten years is the worst


plans = [p for k in range(5) for p in itertools.combinations(COST, k) if not {"low", "high"} <= set(p)]
allowed = [p for p in plans if figures(p)[2] <= 700]
best = min(allowed, key=lambda p: sum(figures(p)[:2]))
cost, mean, worst = figures(best)
expected = {
    "schema": "expected/1", "study": "insurance-layer", "unit": "EUR", "rule": "exact: |x - value| <= 1e-9 * |value| + 1e-9",
    "source": "rational arithmetic over all plans (expected.py)",
    "optimum": {"plan": list(best), "objective": float(cost + mean), "expected_annual_loss": float(mean), "annual_cost": cost},
    "total_cost_of_every_plan": {"+".join(p) or "none": float(sum(figures(p)[:2])) for p in plans},
    "worst_year_of_every_plan": {"+".join(p) or "none": float(figures(p)[2]) for p in plans},
}
with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
    json.dump(expected, f, indent=1)
    f.write("\n")
