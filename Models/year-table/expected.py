"""Writes expected.json of the year-table study in exact rational arithmetic (standard library only).

usage: python3 expected.py             expected figures from years.csv
       python3 expected.py --table     writes years.csv anew first (needs NumPy; the table plays the part of "another model")
"""
import csv
import itertools
import json
import os
import sys
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
RISKS = ["R01", "R02", "R03"]
LEVELS = ["0.5", "0.8", "0.9", "0.95", "0.99", "0.995"]
PERIODS = [2, 5, 10, 20, 50, 100, 200]
COST = {"T1": 50_000, "T2": 60_000, "T3": 80_000}
PLANS = {"status_quo": [], "own_measures": ["T1", "T2"], "insured": ["T3"], "everything": ["T1", "T2", "T3"]}


def write_table(seed=55):
    import numpy as np
    rng = np.random.default_rng(seed)
    weights = [2] * 40 + [4] * 60 + [6] * 60 + [8] * 40                       # in thousandths; 1,000 in all
    assert sum(weights) == 1000
    rng.shuffle(weights)
    n = np.array([rng.poisson(0.5, 200), rng.poisson(0.9, 200), rng.poisson(0.15, 200)])
    rows = []
    for y in range(200):
        x = [sum(np.exp(mu + s * rng.standard_normal(k))) for (mu, s), k in zip([(12.6, 1.2), (11.9, 0.8), (14.2, 0.9)], n[:, y])]
        rows.append([f"{weights[y] / 1000:.3f}"] + [int(round(float(v), -4)) for v in x])
    with open(os.path.join(HERE, "years.csv"), "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["probability"] + RISKS)
        w.writerows(rows)


def table():
    with open(os.path.join(HERE, "years.csv"), encoding="utf-8") as f:
        return [(F(r["probability"]), [F(r[i]) for i in RISKS]) for r in csv.DictReader(f)]


def years(plan, shares=True):
    """(probability, net loss per risk). Shares see the ground-up loss; what they pay is spread pro rata."""
    for p, (a, b, c) in table():
        x = [a, b * F(1, 2) if "T1" in plan else b, c * F(7, 10) if "T2" in plan else c]
        net = list(x)
        total = sum(x)
        if shares and total > 3_000_000:                                     # C01: year layer on everything
            paid = min(total - 3_000_000, F(5_000_000))
            net = [n - paid * v / total for n, v in zip(net, x)]
        if "T3" in plan and x[0] > 500_000:                                  # T3: year layer on R01
            net[0] -= F(8, 10) * min(x[0] - 500_000, F(1_000_000))
        assert min(net) >= 0
        yield p, net


def var(law, a):
    s = F(0)
    for x, p in law:
        s += p
        if s >= a:
            return x


def tvar(law, a):
    q = var(law, a)
    return q + sum(p * (x - q) for x, p in law if x > q) / (1 - a)


def law_of(rows):
    d = {}
    for p, x in rows:
        d[sum(x)] = d.get(sum(x), F(0)) + p
    return sorted(d.items())


def figures(plan, shares=True):
    rows = list(years(plan, shares))
    law = law_of(rows)
    assert sum(p for _, p in law) == 1
    out = [{"scope": "all", "metric": "expected_annual_loss", "value": float(sum(x * p for x, p in law))}]
    for i, r in enumerate(RISKS):
        out.append({"scope": r, "metric": "expected_annual_loss", "value": float(sum(p * x[i] for p, x in rows))})
    out.append({"scope": "all", "metric": "probability_of_loss", "value": float(sum(p for x, p in law if x > 0))})
    for lv in LEVELS:
        a = F(lv)
        out.append({"scope": "all", "metric": "value_at_risk", "level": float(lv), "value": float(var(law, a))})
        out.append({"scope": "all", "metric": "expected_shortfall", "level": float(lv), "value": float(tvar(law, a))})
    a = F(95, 100)
    q = var(law, a)
    above = sum(p for x, p in law if x > q)
    at = dict(law)[q]
    weight = (1 - a - above) / at                                             # common fraction of the atom at the value at risk
    for i, r in enumerate(RISKS):
        c = sum(p * x[i] * (1 if sum(x) > q else weight if sum(x) == q else 0) for p, x in rows) / (1 - a)
        out.append({"scope": r, "metric": "shortfall_contribution", "level": 0.95, "value": float(c)})
    assert abs(sum(f["value"] for f in out[-3:]) - float(tvar(law, a))) < 1e-3
    for t in PERIODS:
        out.append({"scope": "all", "metric": "exceedance", "basis": "aggregate", "return_period_years": t, "value": float(var(law, 1 - F(1, t)))})
    for loss, limit in ((1_000_000, 0.3), (3_000_000, 0.05)):
        out.append({"scope": "all", "metric": "breach_probability", "loss": loss, "limit": limit, "value": float(sum(p for x, p in law if x > loss))})
    return out


def main():
    if "--table" in sys.argv:
        write_table()
    runs = [{"name": "inherent", "with": [], "level": "inherent", "figures": figures([], shares=False)}]
    for name, plan in PLANS.items():
        runs.append({"name": name, "with": [], "strategy": name, "level": "residual" if plan else "current",
                     "annual_cost": sum(COST[t] for t in plan), "figures": figures(plan)})
    totals = {}
    for k in range(4):
        for plan in itertools.combinations(COST, k):
            mean = sum(p * sum(x) for p, x in years(plan))
            totals[plan] = float(mean + sum(COST[t] for t in plan))
    best = min(totals, key=totals.get)
    out = {
        "schema": "expected/1", "study": "year-table", "unit": "EUR",
        "rule": "exact: |x - value| <= 1e-9 * |value| + 1e-6; no sampling error, whatever `trials` says",
        "source": "rational arithmetic on years.csv (expected.py)",
        "optimum": {"plan": list(best), "objective": totals[best], "expected_annual_loss": totals[best] - sum(COST[t] for t in best), "annual_cost": sum(COST[t] for t in best)},
        "total_cost_of_every_plan": {"+".join(p) or "none": v for p, v in totals.items()},
        "runs": runs,
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1)
        f.write("\n")
    return out


if __name__ == "__main__":
    main()
