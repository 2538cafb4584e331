"""Expected figures of the two-plants study, written to expected.json. Needs NumPy.

Losses per event come from a small exact event-driven propagation (no time step) that shares no code with the engine
and is compared with the hand arithmetic of README.md. All event losses are constants, so the year's loss is a
compound Poisson law on a lattice: its distribution is exact by FFT.
"""
import csv
import itertools
import json
import math
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
EPS = 1e-12


class Network:
    def __init__(self, rows):
        self.rows = [dict(s=r["source"], t=r["target"], g=r["input"], w=float(r["share"]), c=float(r["criticality"]),
                          b=float(r["buffer_days"]), sw=float(r["switch_days"]) if r["switch_days"] else math.inf) for r in rows]
        self.inputs = {}
        for r in self.rows:
            self.inputs.setdefault((r["t"], r["g"]), []).append(r)
        for rs in self.inputs.values():                 # shares of an input sum to 1
            total = sum(r["w"] for r in rs)
            for r in rs:
                r["w"] /= total
        self.stock0 = {k: sum(r["w"] * r["b"] for r in rs) for k, rs in self.inputs.items()}
        self.nodes = sorted({r["s"] for r in self.rows} | {r["t"] for r in self.rows})

    def lost_days(self, struck, days):
        """struck: node -> lost share of capability during `days`. Returns node -> lost days."""
        stock, first, lost, t = dict(self.stock0), {}, dict.fromkeys(self.nodes, 0.0), 0.0
        while True:
            cap = {n: 1 - struck.get(n, 0.0) if t < days - EPS else 1.0 for n in self.nodes}
            y = dict(cap)
            while True:                                  # fixed point from above
                new, short = {}, {}
                for n in self.nodes:
                    worst = 0.0
                    for key, rs in self.inputs.items():
                        if key[0] != n:
                            continue
                        gap = felt = 0.0
                        for r in rs:
                            d = 1 - y.get(r["s"], 1.0)
                            if t >= first.get(id(r), math.inf) + r["sw"] - EPS:
                                d = 0.0
                            gap += r["w"] * d
                            felt += r["w"] * r["c"] * d
                        short[key] = gap
                        if stock[key] <= EPS:
                            worst = max(worst, felt)
                    new[n] = cap[n] * (1 - worst)
                if max(abs(new[n] - y[n]) for n in self.nodes) < 1e-15:
                    break
                y = new
            for r in self.rows:
                if y.get(r["s"], 1.0) < 1 - EPS and id(r) not in first:
                    first[id(r)] = t
            if all(v >= 1 - EPS for v in y.values()) and t >= days - EPS:
                return lost
            steps = [days - t] if t < days - EPS else []
            steps += [first[id(r)] + r["sw"] - t for r in self.rows if id(r) in first and r["sw"] < math.inf]
            steps += [stock[k] / short[k] for k in stock if short[k] > EPS and stock[k] > EPS]
            dt = min(s for s in steps if s > EPS)
            for n in self.nodes:
                lost[n] += (1 - y[n]) * dt
            for k in stock:
                if short[k] > EPS:
                    stock[k] = max(0.0, stock[k] - short[k] * dt)
            t += dt


def read(name):
    with open(os.path.join(HERE, "network", name), encoding="utf-8") as f:
        return list(csv.DictReader(f))


VALUE = {"P1": 100e3, "P2": 60e3 * 0.5}
SUPPLIERS = read("suppliers.csv")
FLOOD = dict(rate=0.1, days=9.0, hits=0.5, members=["S2", "S3"])


def edges(treatments):
    rows = [dict(r) for r in read("dependencies.csv")]
    if "T1" in treatments:
        for r in rows:
            if (r["source"], r["target"]) == ("S1", "P1"):
                r["buffer_days"] = str(float(r["buffer_days"]) + 4)
    if "T2" in treatments:
        rows.append(dict(source="S6", target="P2", input="transport", share="1", criticality="1", buffer_days="2", switch_days=""))
    return rows


def events(treatments):
    """List of (rate, struck suppliers or risk, lost days P1, P2, loss)."""
    net = Network(edges(treatments))
    out = []

    def add(rate, name, struck, days, direct=0.0):
        d = net.lost_days({k: v for k, v in struck.items() if k in net.nodes}, days)
        out.append((rate, name, d["P1"], d["P2"], direct + sum(VALUE[p] * d[p] for p in VALUE)))

    for s in SUPPLIERS:
        add(float(s["outage_rate_low"]), s["id"], {s["id"]: 1.0}, float(s["outage_days_low"]))
    for n in range(3):
        for sub in itertools.combinations(FLOOD["members"], n):
            p = FLOOD["hits"] ** n * (1 - FLOOD["hits"]) ** (2 - n)
            add(FLOOD["rate"] * p, "river_flood:" + "+".join(sub), dict.fromkeys(sub, 1.0), FLOOD["days"])
    add(0.05, "R01", {"P1": 0.5}, 10.0, 200e3)
    return out


def time_to_survive(s):
    net = Network(edges([]))
    cost = lambda d: sum(net.lost_days({s: 1.0}, d)[p] for p in VALUE)
    if s not in net.nodes or cost(365.0) < 1e-9:
        return None
    lo, hi = 0.0, 365.0
    while hi - lo > 1e-10:
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if cost(mid) < 1e-9 else (lo, mid)
    return round(lo, 8)


def law(ev, h=10.0, n=1 << 20):
    f = np.zeros(n)
    rate = 0.0
    for r, _, _, _, x in ev:
        k = round(x / h)
        assert abs(k * h - x) < 1e-4, x
        f[k] += r
        rate += r
    p = np.maximum(np.fft.irfft(np.exp(np.fft.rfft(f) - rate), n), 0.0)
    p[p < 1e-15] = 0.0
    return p / p.sum(), h


def figures(treatments):
    ev = events(treatments)
    out = []

    def add(metric, value, scope="all", source="by hand (README.md) and exact propagation", **more):
        out.append({"scope": scope, "metric": metric, **more, "value": value, "source": source})

    mean = sum(r * x for r, _, _, _, x in ev)
    add("expected_annual_loss", mean, se_one_trial=math.sqrt(sum(r * x * x for r, _, _, _, x in ev)))
    parts = {"R01": ["R01"], "R03": ["S4", "S6"]}
    for risk, names in parts.items():
        sel = [e for e in ev if e[1] in names]
        add("expected_annual_loss", sum(e[0] * e[4] for e in sel), scope=risk, se_one_trial=math.sqrt(sum(e[0] * e[4] ** 2 for e in sel)))
    sel = [e for e in ev if e[1] not in ("R01", "S4", "S6")]
    add("expected_annual_loss", sum(e[0] * e[4] for e in sel), scope="R02", se_one_trial=math.sqrt(sum(e[0] * e[4] ** 2 for e in sel)))
    for i, p in ((2, "P1"), (3, "P2")):
        lost, sq = sum(e[0] * e[i] for e in ev), math.sqrt(sum(e[0] * e[i] ** 2 for e in ev))
        add("downtime_days", lost, scope=p, se_one_trial=sq, unit="days")
        add("availability", 1 - lost / 365, scope=p, se_one_trial=sq / 365, unit="share")
    p0 = math.exp(-sum(e[0] for e in ev if e[4] > 0))
    add("probability_of_loss", 1 - p0, source="closed form", se_one_trial=math.sqrt(p0 * (1 - p0)))
    p, h = law(ev)
    cdf, x = np.cumsum(p), np.arange(p.size) * h
    src = "compound Poisson on a lattice by FFT (expected.py)"

    def quantile(a):
        k = int(np.searchsorted(cdf, a - 1e-12))
        while p[k] < 1e-14:
            k += 1
        return k, {"on_atom": True, "cdf_below": float(cdf[k] - p[k]), "cdf_at": float(cdf[k])}

    for a in (0.5, 0.8, 0.9, 0.95, 0.99):
        k, atom = quantile(a)
        add("value_at_risk", float(x[k]), level=a, source=src, **atom)
        e = np.maximum(x - x[k], 0)
        m = float((p * e).sum())
        add("expected_shortfall", float(x[k]) + m / (1 - a), level=a, source=src,
            se_one_trial=math.sqrt(float((p * e * e).sum()) - m * m) / (1 - a))
    single = sorted({round(e[4], 6) for e in ev if e[4] > 0})
    for t in (2, 5, 10, 20, 50, 100):
        k, atom = quantile(1 - 1 / t)
        add("exceedance", float(x[k]), basis="aggregate", return_period_years=t, source=src, **atom)
        below = lambda v: math.exp(-sum(e[0] for e in ev if e[4] > v + 1e-6))
        v = next(v for v in [0.0] + single if below(v) >= 1 - 1 / t)
        add("exceedance", v, basis="occurrence", return_period_years=t, source="closed form", on_atom=True,
            cdf_below=0.0 if v == 0 else math.exp(-sum(e[0] for e in ev if e[4] > v - 1e-6)), cdf_at=below(v))
    return mean, out


def main():
    by_hand = {"S1": 826000, "S2": 317800, "S3": 0, "S4": 210000, "S5": 60000, "S6": 0, "R01": 784000,
               "river_flood:": 0, "river_flood:S2": 245200, "river_flood:S3": 0, "river_flood:S2+S3": 467840}
    base = events([])
    for _, name, d1, d2, x in base:
        print(f"{name:20s} {d1:8.4f} {d2:8.4f} {x:12.2f}")
        assert abs(x - by_hand[name]) < 1e-6, (name, x)
    cost = {"T1": 60e3 / 10 + 10e3, "T2": 20e3}
    plans = {"status_quo": [], "silo": ["T1"], "haulier": ["T2"], "both": ["T1", "T2"]}
    runs, totals = [], {}
    for s, plan in plans.items():
        mean, fig = figures(plan)
        totals[s] = mean + sum(cost[t] for t in plan)
        runs.append({"name": s, "with": [], "strategy": s, "level": "current" if not plan else "residual",
                     "annual_cost": sum(cost[t] for t in plan), "expected_total_cost": totals[s], "figures": fig})
    best = min(totals, key=totals.get)
    share = {s["id"]: sum(e[0] * e[4] for e in base if e[1] == s["id"]) for s in SUPPLIERS}
    share["S2"] += sum(e[0] * e[4] for e in base if e[1].startswith("river_flood"))     # S3 alone costs nothing
    out = {
        "schema": "expected/1", "study": "two-plants", "unit": "EUR",
        "rule": "with N trials: |x - value| <= 5 * se_one_trial / sqrt(N) + 1e-9 * |value|; on_atom: the value must be met exactly (rtol 1e-9) as long as "
                "`level` (or 1 - 1/return period) is more than 5 * sqrt(level (1 - level) / N) inside (cdf_below, cdf_at)",
        "loss_of_one_event": {e[1]: {"P1_lost_days": round(e[2], 10), "P2_lost_days": round(e[3], 10), "loss": round(e[4], 6), "rtol": 1e-9} for e in base},
        "loss_of_one_event_with_T1_and_T2": {e[1]: {"P1_lost_days": round(e[2], 10), "P2_lost_days": round(e[3], 10), "loss": round(e[4], 6), "rtol": 1e-9} for e in events(["T1", "T2"])},
        "time_to_survive_days": {s["id"]: time_to_survive(s["id"]) for s in SUPPLIERS},
        "time_to_recover_days": {s["id"]: float(s["outage_days_low"]) for s in SUPPLIERS},
        "expected_loss_as_source": share,
        "optimum": {"plan": plans[best], "annual_cost": sum(cost[t] for t in plans[best]), "expected_annual_loss": totals[best] - sum(cost[t] for t in plans[best]), "objective": totals[best]},
        "runs": runs,
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1)
        f.write("\n")
    print(json.dumps({k: out[k] for k in out if k not in ("runs", "loss_of_one_event")}, indent=1))
    for r in runs:
        for g in r["figures"]:
            print(r["name"], {k: v for k, v in g.items() if k != "source"})


if __name__ == "__main__":
    main()
