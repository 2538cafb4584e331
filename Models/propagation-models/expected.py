"""Expected figures of the propagation-models study, written to expected.json. Needs NumPy and SciPy.

What each event costs a process is computed by a method of its own for every model, none shared with the engine:
buffered by the event-driven propagation of two-plants/expected.py, static by numpy.linalg.solve, dynamic by matrix
exponentials under a quadrature, the cascade by the plain iteration of its equations. All rates, durations and losses
are constants, so expected figures are sums over events and variances are those of compound Poisson laws.
"""
import csv
import importlib.util
import itertools
import json
import math
import os

import numpy as np
from scipy import integrate, linalg, optimize

HERE = os.path.dirname(os.path.abspath(__file__))
PROCESSES, VALUE, YEARLY = ["P1", "P2"], {"P1": 100e3, "P2": 30e3}, {"P1": 365 * 100e3, "P2": 365 * 60e3}
LAMBDA = 0.01
STORM = dict(rate=0.2, days=6.0, hits=0.5)
RISKS = [("R01", 0.05, {"P1": 0.5}, 10.0, 200e3), ("R02", 0.1, {"P1": 0.4, "P2": 0.4}, 3.0, 0.0),
         ("R03", 0.2, {"P2": 0.8}, 5.0, 0.0)]


def table(name):
    with open(os.path.join(HERE, "network", name), encoding="utf-8") as f:
        return list(csv.DictReader(f))


SUPPLIERS, ROWS = table("suppliers.csv"), table("dependencies.csv")
NODES = [s["id"] for s in SUPPLIERS] + PROCESSES
IX = {n: i for i, n in enumerate(NODES)}
A = np.zeros((len(NODES), len(NODES)))
for r in ROWS:
    A[IX[r["target"]], IX[r["source"]]] += float(r["criticality"]) * float(r["share"])


def severity(struck):
    s = np.zeros(len(NODES))
    for n, part in struck.items():
        s[IX[n]] = part
    return s


def static(struck):
    """Lost days a day of outage: (I - A*) q = c*, limited to 1."""
    q = np.linalg.solve(np.eye(len(NODES)) - A, severity(struck))
    return {p: min(1.0, q[IX[p]]) for p in PROCESSES}


def dynamic(struck):
    """Integral of min(1, q_p) over v = k t, k = -ln(lambda) / D, so one day of outage is worth it divided by -ln(lambda)."""
    s = severity(struck)
    q = lambda v, p: (linalg.expm(-(np.eye(len(NODES)) - A) * v) @ s)[IX[p]]
    lost = {}
    for p in PROCESSES:
        grid = np.linspace(0, 60, 241)
        over = np.array([q(v, p) for v in grid]) - 1
        knots = [0.0, 60.0] + [optimize.brentq(lambda v: q(v, p) - 1, a, b, xtol=1e-14)
                               for a, b, x, y in zip(grid, grid[1:], over, over[1:]) if x * y < 0]
        knots = sorted(knots + [1.0, 3.0, 8.0, 20.0])
        lost[p] = sum(integrate.quad(lambda v: min(1.0, q(v, p)), a, b, epsabs=1e-12, epsrel=1e-12)[0]
                      for a, b in zip(knots, knots[1:])) / -math.log(LAMBDA)
    return lost


def cascade(struck):
    """The equations of MODELS.md 5.3, iterated as they stand; returns 1 - min(h_d, h_u) of the processes."""
    loss = cascade_losses(struck)
    return {p: loss[IX[p]] for p in PROCESSES}


SALES = {s["id"]: float(s["annual_spend"]) for s in SUPPLIERS} | YEARLY
LINKS = [(IX[r["source"]], IX[r["target"]], r["input"], SALES[r["source"]] * float(r["share"]),
          float(r["criticality"]) >= 0.5) for r in ROWS]
MARKET = [s["category"] for s in SUPPLIERS] + PROCESSES


def cascade_losses(struck):
    n = len(NODES)
    out, into = np.zeros(n), np.zeros(n)
    for i, j, _, w, _ in LINKS:
        out[i] += w
        into[j] += w
    psi = 1 - severity(struck)
    down, up = psi.copy(), psi.copy()
    for _ in range(10_000):
        sigma = np.ones(n)
        for i in range(n):
            left = sum(out[l] * down[l] for l in range(n) if MARKET[l] == MARKET[i])
            if left > 0:
                sigma[i] = min(1.0, out[i] / left)
        new_down, new_up = psi.copy(), psi.copy()
        for j in range(n):
            other = 0.0
            for g in {g for _, t, g, _, _ in LINKS if t == j}:
                group = [(i, w, e) for i, t, k, w, e in LINKS if t == j and k == g]
                total = sum(w for _, w, _ in group)
                lost = sum(sigma[i] * w / total * (1 - down[i]) for i, w, e in group if e)
                other += sum(sigma[i] * w / into[j] * (1 - down[i]) for i, w, e in group if not e)
                new_down[j] = min(new_down[j], 1 - lost)
            new_down[j] = max(0.0, min(new_down[j], 1 - other))
        for i in range(n):
            if out[i] > 0:
                lost = sum(w / out[i] * (1 - up[j]) for k, j, _, w, _ in LINKS if k == i)
                new_up[i] = max(0.0, min(psi[i], 1 - lost))
        done = max(np.abs(new_down - down).max(), np.abs(new_up - up).max()) < 1e-15
        down, up = new_down, new_up
        if done:
            break
    return 1 - np.minimum(down, up)


def esri():
    weights = np.zeros(len(NODES))
    for i, _, _, w, _ in LINKS:
        if NODES[i] not in PROCESSES:
            weights[i] += w
    for p in PROCESSES:
        weights[IX[p]] = YEARLY[p]
    return {s["id"]: float(weights @ cascade_losses({s["id"]: 1.0}) / weights.sum()) for s in SUPPLIERS}


def buffered_days():
    spec = importlib.util.spec_from_file_location("two_plants", os.path.join(HERE, "..", "two-plants", "expected.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Network(ROWS).lost_days


def main():
    buffered = buffered_days()
    models = {
        "buffered": lambda struck, days: buffered(struck, days),
        "static": lambda struck, days: {p: x * days for p, x in static(struck).items()},
        "dynamic": lambda struck, days: {p: x * days for p, x in dynamic(struck).items()},
        "cascade": lambda struck, days: {p: x * days for p, x in cascade(struck).items()},
    }
    runs = []
    one_event = {}
    for name, lost_days in models.items():
        price = lambda struck, days: {p: lost_days(struck, days)[p] for p in PROCESSES}
        money = lambda lost: sum(lost[p] * VALUE[p] for p in PROCESSES)
        events = []  # rate, loss, lost days, part of each scope
        alone = {}
        for s in SUPPLIERS:
            days, struck = float(s["outage_days_low"]), {s["id"]: 1.0}
            lost = price(struck, days)
            alone[s["id"]] = lambda d, i=s["id"]: money(price({i: 1.0}, d))
            events.append((float(s["outage_rate_low"]), money(lost), lost, {s["id"]: money(lost), "network": money(lost)}))
            one_event.setdefault(name, {})[s["id"]] = dict(days=days, lost_days=lost, loss=money(lost))
        members = [s["id"] for s in SUPPLIERS if s["shared_hazard"] == "storm"]
        own = {m: alone[m](STORM["days"]) for m in members}
        for hit in itertools.product([0, 1], repeat=len(members)):
            struck = {m: 1.0 for m, h in zip(members, hit) if h}
            if not struck:
                continue
            rate = STORM["rate"] * math.prod(STORM["hits"] if h else 1 - STORM["hits"] for h in hit)
            lost = price(struck, STORM["days"])
            total = sum(own[m] for m in struck)
            parts = {m: money(lost) * (own[m] / total if total > 0 else 1 / len(struck)) for m in struck}
            events.append((rate, money(lost), lost, parts | {"network": money(lost)}))
        for id, rate, struck, days, direct in RISKS:
            lost = price(struck, days)
            loss = money(lost) + direct
            events.append((rate, loss, lost, {id: loss}))
            one_event[name][id] = dict(days=days, lost_days=lost, loss=loss)
        figures = []

        def add(scope, metric, pairs, scale=1.0, offset=0.0):
            mean = sum(r * x for r, x in pairs)
            figures.append(dict(scope=scope, metric=metric, value=offset + scale * mean,
                                se_one_trial=abs(scale) * math.sqrt(sum(r * x * x for r, x in pairs)),
                                source="sum over events (expected.py)"))

        add("all", "expected_annual_loss", [(r, x) for r, x, _, _ in events])
        for scope in [s["id"] for s in SUPPLIERS] + ["network"] + [r[0] for r in RISKS]:
            add(scope, "expected_annual_loss", [(r, parts.get(scope, 0.0)) for r, _, _, parts in events])
        for p in PROCESSES:
            add(p, "downtime_days", [(r, lost[p]) for r, _, lost, _ in events])
            add(p, "availability", [(r, lost[p]) for r, _, lost, _ in events], -1 / 365, 1.0)
        p = 1 - math.exp(-sum(r for r, x, _, _ in events if x > 1e-9))
        figures.append(dict(scope="all", metric="probability_of_loss", value=p, se_one_trial=math.sqrt(p * (1 - p)),
                            source="closed form"))
        run = dict(name=name, level="current", figures=figures)
        if name != "buffered":
            run["with"] = [f"scenarios/{name}.yaml"]
        runs.append(run)
    document = {
        "schema": "expected/1", "study": "propagation-models", "unit": "EUR",
        "rule": "with N trials: |x - value| <= 5 * se_one_trial / sqrt(N) + 1e-9 * |value|",
        "loss_of_one_event": one_event, "esri": esri(), "runs": runs,
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(document, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
