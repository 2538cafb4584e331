"""An independent reference for the larger studies: plain Monte Carlo in NumPy and SciPy, slow and short.

usage: python3 reference.py STUDY_FOLDER [--trials 400000] [--strategy-trials 200000] [--seed 1] [--with OVERLAY ...]    writes STUDY_FOLDER/expected.json
       python3 reference.py STUDY_FOLDER --plan T01+T08 [--strategy-trials 200000]    adds the run of a set of treatments to the file that is there

It reads the same files as the engine and shares no code with it. Covered: risks with events or attempts x success,
counts (poisson, negative binomial, bernoulli, fixed), count copula, controls with outages, buffered propagation,
shared hazards, event and year shares, levels `inherent` and `current`, the named strategies with their treatments,
parameter uncertainty `pooled`. Not covered: nested bands (their pooled figures are the same), overlays, optimisation.
Losses are computed as the expected.json of every study says: see `rule` there.
"""
import argparse
import csv
import itertools
import json
import math
import os
import re

import numpy as np
import yaml
from scipy import stats

Z95 = 1.6448536269514722
EPS = 1e-12
LEVELS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.995]
PERIODS = [10, 20, 50, 100, 200]


# ---- quantities -------------------------------------------------------------------------------------------------
def number(x):
    if isinstance(x, (int, float)):
        return float(x)
    t = str(x).strip()
    scale = {"k": 1e3, "M": 1e6}.get(t[-1], 1.0)
    return float(t[:-1] if scale > 1 else t) * scale


class Q:
    """A quantity: sample(rng, n)."""

    def __init__(self, spec):
        self.sample = self.build(spec)

    @staticmethod
    def interval(a, b):
        la, lb = math.log(a), math.log(b)
        mu, s = (la + lb) / 2, (lb - la) / 2 / Z95
        return lambda g, n: np.exp(mu + s * g.standard_normal(n))

    def build(self, s):
        if isinstance(s, (int, float)):
            v = float(s)
            return lambda g, n: np.full(n, v)
        if isinstance(s, str):
            s = re.sub(r"\s*per year\s*$", "", s)
            if " to " in s:
                a, b = (number(v) for v in s.split(" to "))
                return self.interval(a, b)
            return self.build(number(s))
        if "truncate" in s:
            a, b = (number(v) for v in s["truncate"])
            inner = Q({k: v for k, v in s.items() if k != "truncate"})

            def truncated(g, n):
                x = inner.sample(g, n)
                bad = np.flatnonzero((x < a) | (x > b))
                while bad.size:
                    x[bad] = inner.sample(g, bad.size)
                    bad = bad[(x[bad] < a) | (x[bad] > b)]
                return x
            return truncated
        if "range90" in s:
            return self.interval(*(number(v) for v in s["range90"]))
        if "quantiles" in s:
            low = number(s["lower"])
            y, x = zip(*sorted((float(k), math.log(number(v) - low)) for k, v in s["quantiles"].items()))
            logit = lambda u: np.log(u / (1 - u))
            m = np.array([[1, logit(u), (u - 0.5) * logit(u)] for u in y])
            a = np.linalg.solve(m, np.array(x))

            def metalog(g, n):
                u = g.random(n)
                u = np.where(u == 0, 0.5, u)
                return low + np.exp(a[0] + a[1] * logit(u) + a[2] * (u - 0.5) * logit(u))
            return metalog
        (kind, p), = [(k, v) for k, v in s.items() if k not in ("by", "dated", "basis")]
        f = {k: number(v) for k, v in p.items()} if isinstance(p, dict) else None
        if kind == "pert":
            a, m, b = (number(v) for v in p)
            return lambda g, n: a + (b - a) * g.beta(1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a), n)
        if kind == "triangular":
            a, m, b = (number(v) for v in p)
            return lambda g, n: g.triangular(a, m, b, n)
        if kind == "uniform":
            a, b = (number(v) for v in p)
            return lambda g, n: g.uniform(a, b, n)
        if kind == "beta":
            a, b = (number(v) for v in p)
            return lambda g, n: g.beta(a, b, n)
        if kind == "gamma":
            return lambda g, n: g.gamma(f["shape"], f["scale"], n)
        if kind == "exponential":
            return lambda g, n: g.exponential(f["mean"], n)
        if kind == "weibull":
            return lambda g, n: f["scale"] * g.weibull(f["shape"], n)
        if kind == "lognormal":
            if "mean" in f:
                s2 = math.log1p((f["sd"] / f["mean"]) ** 2)
                return lambda g, n: np.exp(math.log(f["mean"]) - s2 / 2 + math.sqrt(s2) * g.standard_normal(n))
            return lambda g, n: np.exp(f["mu"] + f["sigma"] * g.standard_normal(n))
        if kind == "pareto":
            return lambda g, n: f["scale"] * (1 - g.random(n)) ** (-1 / f["shape"])
        if kind == "generalised_pareto":
            return lambda g, n: f["threshold"] + f["scale"] * ((1 - g.random(n)) ** -f["shape"] - 1) / f["shape"]
        if kind == "lognormal_pareto":
            mu, sg, q, xi = f["mu"], f["sigma"], f["threshold_quantile"], f["shape"]
            z = stats.norm.ppf(q)
            u = math.exp(mu + sg * z)
            beta = (1 - q) / (stats.norm.pdf(z) / (u * sg))

            def spliced(g, n):
                r = g.random(n)
                body = np.exp(mu + sg * stats.norm.ppf(np.clip(r, 1e-300, q)))
                tail = u + beta * (((1 - r) / (1 - q)) ** -xi - 1) / xi
                return np.where(r < q, body, tail)
            return spliced
        if kind == "discrete":
            v, w = np.array([[number(c) for c in row] for row in p]).T
            return lambda g, n: g.choice(v, n, p=w)
        if kind == "mixture":
            w = [number(r[0]) for r in p]
            parts = [Q(r[1]) for r in p]

            def mixed(g, n):
                k = g.choice(len(w), n, p=w)
                x = np.empty(n)
                for i, part in enumerate(parts):
                    at = np.flatnonzero(k == i)
                    x[at] = part.sample(g, at.size)
                return x
            return mixed
        raise ValueError(s)


# ---- network ----------------------------------------------------------------------------------------------------
class Network:
    """Buffered propagation of an endless outage: lost days of every process as a piecewise linear function of its length."""

    def __init__(self, rows, processes):
        blank = lambda v, d: d if v in ("", None) else float(v)
        self.p = processes
        nodes = sorted({r["source"] for r in rows} | {r["target"] for r in rows} | set(processes))
        self.ix = {n: i for i, n in enumerate(nodes)}
        self.inputs = {}
        self.s = np.array([self.ix[r["source"]] for r in rows])
        self.w, self.c, self.sw = (np.array([blank(r[k], d) for r in rows]) for k, d in (("share", 1), ("criticality", 1), ("switch_days", math.inf)))
        for k, r in enumerate(rows):
            self.inputs.setdefault((r["target"], r["input"]), []).append(k)
        self.keys = list(self.inputs)
        self.g = np.empty(len(rows), int)
        for j, key in enumerate(self.keys):
            self.g[self.inputs[key]] = j
        self.target = np.array([self.ix[t] for t, _ in self.keys])
        buf = np.array([blank(r["buffer_days"], 0.0) for r in rows])
        self.stock0 = np.bincount(self.g, self.w * buf, len(self.keys))
        self.cache = {}

    def curve(self, struck):
        """struck: sorted tuple of (node, lost share). Returns breakpoints t and lost days (len(t) x processes), 0...365 days."""
        if struck in self.cache:
            return self.cache[struck]
        n = len(self.ix)
        cap = np.ones(n)
        for node, share in struck:
            if node in self.ix:
                cap[self.ix[node]] = 1 - share
        stock, first, t = self.stock0.copy(), np.full(self.s.size, math.inf), 0.0
        pi = [self.ix[p] for p in self.p]
        ts, cum = [0.0], [np.zeros(len(pi))]
        while t < 365 - EPS:
            y = cap.copy()
            while True:
                d = np.where(t >= first + self.sw - EPS, 0.0, 1 - y[self.s])
                gap = np.bincount(self.g, self.w * d, stock.size)
                felt = np.where(stock <= EPS, np.bincount(self.g, self.w * self.c * d, stock.size), 0.0)
                worst = np.zeros(n)
                np.maximum.at(worst, self.target, felt)
                new = cap * (1 - worst)
                done = np.abs(new - y).max() < 1e-14
                y = new
                if done:
                    break
            fresh = (y[self.s] < 1 - EPS) & np.isinf(first)
            first[fresh] = t
            steps = [365 - t]
            sw = first + self.sw - t
            steps += list(sw[np.isfinite(sw) & (sw > EPS)])
            drain = (gap > EPS) & (stock > EPS)
            steps += list(stock[drain] / gap[drain])
            dt = min(steps)
            stock = np.where(gap > EPS, np.maximum(stock - gap * dt, 0.0), stock)
            t += dt
            ts.append(t)
            cum.append(cum[-1] + (1 - y[pi]) * dt)
        out = np.array(ts), np.array(cum)
        self.cache[struck] = out
        return out

    def lost(self, struck, days):
        t, c = self.curve(struck)
        return np.column_stack([np.interp(days, t, c[:, k]) for k in range(c.shape[1])])


# ---- study ------------------------------------------------------------------------------------------------------
def register(folder, spec):
    if not isinstance(spec, dict):
        return spec or []
    with open(os.path.join(folder, spec["file"]), encoding="utf-8") as f:
        rows = []
        for r in csv.DictReader(f, delimiter=spec.get("delimiter", ",")):
            d = {}
            for k, v in r.items():
                if v == "":
                    continue
                if k in ("from_network", "weaknesses"):
                    d[k] = v.split("|")
                elif k in ("events", "attempts", "success", "loss") and spec.get("decimal") == ",":
                    d[k] = v.replace(",", ".")
                else:
                    d[k] = v
            rows.append(d)
        return rows


def aslist(x):
    return x if isinstance(x, list) else [x]


class Study:
    def __init__(self, folder, plan=()):
        self.folder = folder
        with open(os.path.join(folder, "study.yaml"), encoding="utf-8") as f:
            y = self.y = yaml.safe_load(f)
        self.processes = [p["id"] for p in y["processes"]]
        self.value = np.array([number(p["value_per_day"]) * p.get("lost_share", 1.0) for p in y["processes"]])
        net = y["network"]
        read = lambda k: list(csv.DictReader(open(os.path.join(folder, net[k]), encoding="utf-8")))
        self.suppliers = read("nodes")
        self.plan = [t for t in y.get("treatments", []) if t["id"] in plan]
        self.effects = [e for t in self.plan for e in t.get("effects", [])]
        for i in y.get("optimisation", {}).get("interactions", []):
            if set(i["treatments"]) <= set(plan):
                self.effects.append({k: i[k] for k in ("target", "quantity", "multiply")})
        self.net = Network(self.treated(read("edges")), self.processes)
        self.hazards = net["shared_hazards"]
        self.risks = register(folder, y["risks"])
        self.ids = [r["id"] for r in self.risks] + ["network"]
        self.owner = {c: i for i, r in enumerate(self.risks) for c in r.get("from_network", [])}
        self.controls = y.get("controls", [])
        dep = y["simulation"].get("dependence") or {}
        self.members = sorted({m for g in dep.get("groups", []) for m in g["members"]} | {m for p in dep.get("pairs", []) for m in p["between"]})
        m = len(self.members)
        at = {k: i for i, k in enumerate(self.members)}
        corr = np.eye(m)
        for g in dep.get("groups", []):
            for a, b in itertools.combinations(g["members"], 2):
                corr[at[a], at[b]] = corr[at[b], at[a]] = g["correlation"]
        for p in dep.get("pairs", []):
            a, b = p["between"]
            corr[at[a], at[b]] = corr[at[b], at[a]] = p["correlation"]
        self.chol = np.linalg.cholesky(corr) if m else None
        left, self.block, b = set(range(m)), np.zeros(m, int), 0
        while left:                                             # connected components
            todo, b = [left.pop()], b + 1
            while todo:
                i = todo.pop()
                self.block[i] = b
                near = [j for j in left if corr[i, j] != 0]
                left -= set(near)
                todo += near
        self.df = dep.get("df") if dep.get("family") == "t" else None

    def treated(self, rows):
        for e in self.effects:
            if "dependency" in e:
                d, q = e["dependency"], e["quantity"]
                row, = [x for x in rows if (x["source"], x["target"]) == tuple(d[:2]) and (len(d) < 3 or x["input"] == d[2])]
                v = float(row[q]) if row[q] != "" else math.inf
                row[q] = number(e["set"]) if "set" in e else v * number(e["multiply"]) if "multiply" in e else v + number(e["add"])
            if "add_dependency" in e:
                a = {"switch_days": "", **e["add_dependency"]}
                rows.append(a)
                same = [x for x in rows if (x["target"], x["input"]) == (a["target"], a["input"])]
                total = sum(float(x["share"]) for x in same)
                for x in same:
                    x["share"] = float(x["share"]) / total
        return rows

    def factor(self, g, n, record, quantities):
        """Product of the treatments' factors on a record, one draw per effect and trial."""
        f = np.ones(n)
        for k, e in enumerate(self.effects):
            hit = e.get("target") == record["id"]
            if "targets" in e and "suppliers" in e["targets"] and "outage_rate_low" in record:
                hit = all(str(record[c]) == str(v) for c, v in e["targets"]["suppliers"].items())
                # one draw for all targets of one effect
                if hit and e["quantity"] in quantities:
                    f = f * self.shared_draw(g, n, k, e)
                continue
            if hit and e["quantity"] in quantities:
                x = Q(e["multiply"]).sample(g, n)
                f = f * (np.minimum(x, 1.0) if isinstance(e["multiply"], str) else x)        # a law is clipped at 1
        return f

    def shared_draw(self, g, n, k, e):
        if k not in self.draws:
            self.draws[k] = np.minimum(Q(e["multiply"]).sample(g, n), 1.0)
        return self.draws[k]

    def block_of_years(self, n, g, level):
        self.draws = {}
        R, P = len(self.ids), len(self.processes)
        # windows during which a control does not work: start and end per trial, padded
        windows = {}

        def add_windows(cid, trial, start, end):
            a = windows.setdefault(cid, [])
            a.append((trial, start, end))

        for c in self.controls:
            if c.get("outages"):
                rate = Q(c["outages"]["rate"]).sample(g, n) * 2                     # the year before and the year
                k = g.poisson(rate)
                tr = np.repeat(np.arange(n), k)
                start = g.uniform(-365, 365, tr.size)
                add_windows(c["id"], tr, start, start + Q(c["outages"]["days"]).sample(g, tr.size))
        events = []                                              # (trial, risk or list of shares, direct, lost days, people)
        # suppliers
        provider = {c["provider"]: c["id"] for c in self.controls if c.get("provider_outage")}
        interval = lambda r, k: Q.interval(float(r[k + "_low"]), float(r[k + "_high"]))(g, n)
        for r in self.suppliers:
            k = g.poisson(interval(r, "outage_rate") * self.factor(g, n, r, ("outage_rate",)))
            tr = np.repeat(np.arange(n), k)
            days = np.minimum(Q.interval(float(r["outage_days_low"]), float(r["outage_days_high"]))(g, tr.size) * self.factor(g, n, r, ("outage_days",))[tr], 365.0)
            own = self.owner.get(r["category"], R - 1)
            if r["id"] in provider:
                start = g.uniform(0, 365, tr.size)
                add_windows(provider[r["id"]], tr, start, start + days)
            events.append((tr, own, np.zeros(tr.size), self.net.lost(((r["id"], 1.0),), days), None))
        for h in self.hazards:
            members = [r for r in self.suppliers if r["shared_hazard"] == h["id"]]
            k = g.poisson(Q(h["per_year"]).sample(g, n))
            tr = np.repeat(np.arange(n), k)
            days = np.minimum(Q(h["days"]).sample(g, tr.size), 365.0)
            hit = g.random((tr.size, len(members))) < number(h["hits"])
            code = hit @ (1 << np.arange(len(members)))
            lost, share = np.zeros((tr.size, P)), np.zeros((tr.size, R))
            for v in np.unique(code[code > 0]):
                at = np.flatnonzero(code == v)
                who = [m for i, m in enumerate(members) if v >> i & 1]
                lost[at] = self.net.lost(tuple(sorted((m["id"], 1.0) for m in who)), days[at])
                alone = np.column_stack([self.net.lost(((m["id"], 1.0),), days[at]) @ self.value for m in who])
                total = alone.sum(1, keepdims=True)
                part = np.where(total > 0, alone / np.where(total > 0, total, 1), 1 / len(who))
                for j, m in enumerate(who):
                    share[at, self.owner.get(m["category"], R - 1)] += part[:, j]
            for i, m in enumerate(members):
                if m["id"] in provider:
                    at = np.flatnonzero(hit[:, i])
                    start = g.uniform(0, 365, at.size)
                    add_windows(provider[m["id"]], tr[at], start, start + days[at])
            events.append((tr, share, np.zeros(tr.size), lost, None))
        # padded windows
        padded = {}
        for cid, parts in windows.items():
            tr, a, b = (np.concatenate(v) for v in zip(*parts))
            order = np.argsort(tr, kind="stable")
            tr, a, b = tr[order], a[order], b[order]
            count = np.bincount(tr, minlength=n)
            col = np.arange(tr.size) - np.repeat(np.cumsum(count) - count, count)
            width = max(int(count.max()), 1)
            sa, sb = np.full((n, width), 1e9), np.full((n, width), -1e9)
            sa[tr, col], sb[tr, col] = a, b
            padded[cid] = sa, sb
        # copula latents -> uniforms
        uniform = {}
        if self.members:
            z = g.standard_normal((n, len(self.members))) @ self.chol.T
            if self.df:
                for b in np.unique(self.block):
                    z[:, self.block == b] *= np.sqrt(self.df / g.chisquare(self.df, n))[:, None]
                u = stats.t.cdf(z, self.df)
            else:
                u = stats.norm.cdf(z)
            uniform = {m: u[:, i] for i, m in enumerate(self.members)}
        # risks
        for i, r in enumerate(self.risks):
            if "events" not in r and "attempts" not in r:
                continue
            count, spec = "poisson", r.get("events")
            if isinstance(spec, dict) and "rate" in spec:
                count, spec = spec.get("count", "poisson"), spec["rate"]
            acts = [(c["id"], e["quantity"], number(e["multiply"])) for c in self.controls for e in c.get("effects", []) if e["target"] == r["id"]]
            freq = [(c, m) for c, q, m in acts if q in ("frequency", "attempts")]
            succ = [(c, m) for c, q, m in acts if q == "success"]
            onloss = [(c, m) for c, q, m in acts if q == "loss"]
            power = np.ones(n)
            if "attempts" in r:
                s = np.minimum(Q(r["success"]).sample(g, n), 1.0)
                pm = math.prod(m for _, m in succ)
                s0 = np.minimum(1.0, s / pm)
                if succ:
                    power = np.log(s / s0) / math.log(pm)
                lam = Q(r["attempts"]).sample(g, n) * s0
            else:
                lam = Q(spec).sample(g, n)
            lam = lam / math.prod(m for _, m in freq)
            u = uniform.get(r["id"])
            if count == "fixed":
                k = np.round(lam).astype(int)
            elif count == "bernoulli":
                k = ((g.random(n) if u is None else u) > 1 - lam).astype(int)
            elif isinstance(count, dict):
                d = number(count["negative_binomial"]["dispersion"])
                k = g.poisson(g.gamma(d, lam / d)) if u is None else stats.nbinom.ppf(u, d, d / (d + lam)).astype(int)
            else:
                k = g.poisson(lam) if u is None else stats.poisson.ppf(u, lam).astype(int)
            tr = np.repeat(np.arange(n), k)
            at = g.uniform(0, 365, tr.size)
            out = {}
            for c in {c for c, _, _ in acts}:
                if level == "inherent":
                    out[c] = np.ones(tr.size, bool)
                elif c in padded:
                    sa, sb = padded[c]
                    out[c] = ((sa[tr] <= at[:, None]) & (at[:, None] < sb[tr])).any(1)
                else:
                    out[c] = np.zeros(tr.size, bool)
            keep = np.ones(tr.size, bool)
            for c, m in freq:
                keep &= out[c] | (g.random(tr.size) < m)
            for c, m in succ:
                keep &= out[c] | (g.random(tr.size) < m ** power[tr])
            keep &= g.random(tr.size) < self.factor(g, n, r, ("frequency", "attempts", "success"))[tr]
            boost = self.factor(g, n, r, ("loss",))[tr]
            for c, m in onloss:
                boost = np.where(out[c], boost / m, boost)
            tr, boost = tr[keep], boost[keep]
            loss = (Q(r["loss"]).sample(g, tr.size) if "loss" in r else np.zeros(tr.size)) * boost
            lost = np.zeros((tr.size, P))
            if "downtime" in r:
                d = r["downtime"]
                days = np.minimum(Q(d["days"]).sample(g, tr.size) * self.factor(g, n, r, ("downtime",))[tr], 365.0)
                lost = self.net.lost(tuple(sorted((p, float(d.get("level", 1.0))) for p in aslist(d["process"]))), days)
            people = None
            if "people" in r:
                fp = self.factor(g, n, r, ("people",))[tr]
                people = tuple(Q(r["people"].get(k, 0)).sample(g, tr.size) * fp for k in ("injuries", "fatalities"))
            events.append((tr, i, loss, lost, people))
        # a process cannot lose more than 365 days
        total = np.zeros((n, P))
        for tr, _, _, lost, _ in events:
            for p in range(P):
                total[:, p] += np.bincount(tr, lost[:, p], n)
        scale = np.where(total > 365, 365 / np.maximum(total, 365), 1.0)
        gross, net_, largest = np.zeros((n, R)), np.zeros((n, R)), np.zeros(n)
        people = np.zeros((n, 2))
        layers = [] if level == "inherent" else [c["share"] for c in self.controls + self.plan if "share" in c]
        members = lambda s: range(R) if s["risks"] == "all" else [self.ids.index(k) for k in s["risks"]]
        recover = lambda s, x: number(s.get("proportion", 1)) * np.clip(x - number(s.get("attachment", 0)), 0, number(s.get("limit", 1e18)))
        for tr, who, direct, lost, ppl in events:
            x = direct + (lost * scale[tr]) @ self.value
            y = x.copy()
            if isinstance(who, int):
                for s in layers:
                    if s.get("per", "year") == "event" and who in members(s):
                        y = np.maximum(y - recover(s, x), 0)
                gross[:, who] += np.bincount(tr, x, n)
                net_[:, who] += np.bincount(tr, y, n)
            else:
                for j in np.flatnonzero(who.any(0)):
                    gross[:, j] += np.bincount(tr, x * who[:, j], n)
                    net_[:, j] += np.bincount(tr, x * who[:, j], n)
            np.maximum.at(largest, tr, y)
            if ppl:
                for q in (0, 1):
                    people[:, q] += np.bincount(tr, ppl[q], n)
        for s in layers:
            if s.get("per", "year") == "year":
                m = list(members(s))
                x = gross[:, m].sum(1)
                paid = recover(s, x)
                net_[:, m] -= (paid / np.where(x > 0, x, 1))[:, None] * gross[:, m]
        return np.maximum(net_, 0), largest, people, total * scale


def estimate(x):
    return {"value": float(x.mean()), "reference_standard_error": float(x.std() / math.sqrt(x.size)), "se_one_trial": float(x.std())}


def tail(x, a, kind):
    s = np.sort(x)
    n = s.size
    q = float(s[max(math.ceil(a * n - 1e-9), 1) - 1])
    if kind == "value_at_risk":
        d = min(0.02, (1 - a) / 4)
        one = math.sqrt(a * (1 - a)) * (s[int((a + d) * n)] - s[int((a - d) * n)]) / (2 * d)
        v = q
    else:
        e = np.maximum(s - q, 0)
        one = float(e.std()) / (1 - a)
        v = q + float(e.mean()) / (1 - a)
    return {"value": v, "reference_standard_error": float(one) / math.sqrt(n), "se_one_trial": float(one)}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("folder")
    a.add_argument("--trials", type=int, default=400_000)
    a.add_argument("--strategy-trials", type=int, default=200_000)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--with", dest="overlays", nargs="*", default=[], help="recorded, not applied: overlays that change settings of the simulation only")
    a.add_argument("--plan", help="ids of treatments, joined by +")
    o = a.parse_args()
    base = Study(o.folder)
    runs, rate = [], base.y.get("optimisation", {}).get("discount_rate", 0.0)
    life = lambda t: t["cost"].get("life_years", 5)
    recovery = lambda n: rate / (1 - (1 + rate) ** -n) if rate else 1 / n
    cases = [("inherent", "inherent", []), ("current", "current", [])]
    cases += [(x["id"], "residual", x["treatments"]) for x in base.y.get("strategies", []) if x["treatments"]]
    target = os.path.join(o.folder, "expected.json")
    if o.plan:
        cases = [(o.plan, "residual", o.plan.split("+"))]
    for li, (title, level, plan) in enumerate(cases):
        study = Study(o.folder, plan)
        trials = o.trials if level != "residual" else o.strategy_trials
        parts = []
        for b in range(0, trials, 20_000):
            g = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([o.seed, li, b])))
            parts.append(study.block_of_years(min(20_000, trials - b), g, level))
        net, largest, people, days = (np.concatenate(v) for v in zip(*parts))
        total = net.sum(1)
        f = [{"scope": "all", "metric": "expected_annual_loss", **estimate(total)},
             {"scope": "all", "metric": "probability_of_loss", **estimate((total > 0).astype(float))}]
        for i, r in enumerate(study.ids):
            if net[:, i].any():
                f.append({"scope": r, "metric": "expected_annual_loss", **estimate(net[:, i])})
        for q, name in enumerate(("expected_injuries", "expected_fatalities")):
            if people[:, q].any():
                f.append({"scope": "all", "metric": name, **estimate(people[:, q])})
        for p, name in enumerate(study.processes):
            f.append({"scope": name, "metric": "downtime_days", **estimate(days[:, p])})
        for lv in LEVELS:
            for kind in ("value_at_risk", "expected_shortfall"):
                f.append({"scope": "all", "metric": kind, "level": lv, **tail(total, lv, kind)})
        for t in PERIODS:
            for basis, x in (("aggregate", total), ("occurrence", largest)):
                f.append({"scope": "all", "metric": "exceedance", "basis": basis, "return_period_years": t, **tail(x, 1 - 1 / t, "value_at_risk")})
        for c in study.y.get("criteria", {}).get("tolerance", []):
            f.append({"scope": "all", "metric": "breach_probability", "loss": number(c["loss"]), "limit": c["probability"],
                      **estimate((total > number(c["loss"])).astype(float))})
        case = {"name": title, "with": o.overlays, "level": level, "trials_of_reference": trials}
        if plan:
            cost = sum(number(t["cost"]["once"]) * recovery(life(t)) + number(t["cost"]["per_year"]) for t in study.plan)
            case.update(strategy=title, annual_cost=cost, expected_total_cost=cost + f[0]["value"])
        runs.append({**case, "figures": f})
        for r in f:
            print(title, r["scope"], r["metric"], r.get("level", r.get("return_period_years", r.get("loss", ""))), r.get("basis", ""), f"{r['value']:.6g} +- {r['reference_standard_error']:.2g}")
    out = {"schema": "expected/1", "study": study.y["study"]["id"], "unit": "EUR",
           "source": f"Models/reference.py, plain Monte Carlo in NumPy, {o.trials} trials ({o.strategy_trials} for strategies), seed {o.seed}, parameter uncertainty pooled",
           "rule": "with N trials: |x - value| <= 5 * sqrt(se_one_trial^2 / N + reference_standard_error^2) + 1e-9; exceedance: value is the loss at that return period; "
                   "downtime_days and expected_injuries, expected_fatalities are in days and persons a year",
           "runs": runs}
    if o.plan:
        with open(target, encoding="utf-8") as h:
            out = json.load(h)
        out["runs"] = [r for r in out["runs"] if r["name"] != o.plan] + runs
    with open(target, "w", encoding="utf-8") as h:
        json.dump(out, h, indent=1)
        h.write("\n")


if __name__ == "__main__":
    main()
