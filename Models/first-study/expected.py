"""Expected figures of the first study, written to expected.json. Needs NumPy and SciPy.

Closed forms: mean, variance, P(no loss), occurrence curve.
Value at risk and shortfall: the compound law of R01 by FFT, then an exact mixture over the number of R02 events,
so that the atoms at 0, 400k, 800k, ... are kept as atoms. A Panjer recursion on a coarser grid and a plain
simulation must agree (asserted below).
"""
import json
import math
import os

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr
from scipy.stats import poisson

HERE = os.path.dirname(os.path.abspath(__file__))
L1, L2, C = 0.8, 0.25, 400e3
LOW, HIGH = math.log(20e3), math.log(200e3)
MU, SIG = (LOW + HIGH) / 2, (HIGH - LOW) / (2 * 1.6448536269514722)
M1, M2 = math.exp(MU + SIG**2 / 2), math.exp(2 * MU + 2 * SIG**2)
LEVELS = [0.5, 0.8, 0.9, 0.95, 0.99]
PERIODS = [2, 5, 10, 20, 50, 100, 200]
KMAX = 25


def severity_masses(n, h):
    edges = np.concatenate(([0.0], ndtr((np.log((np.arange(n) + 0.5) * h) - MU) / SIG)))
    return np.diff(edges)


class Law:
    """Distribution of the year's loss."""

    def __init__(self, n=1 << 20, h=12.5):
        f = np.fft.irfft(np.exp(L1 * (np.fft.rfft(severity_masses(n, h)) - 1)), n)
        f[0] -= math.exp(-L1)                        # continuous part only; the atom of R01 is exp(-L1)
        self.h = h
        self.edge = np.concatenate(([0.0], np.cumsum(np.maximum(f, 0))))      # at (k - 1/2) h
        self.grid = np.concatenate(([0.0], (np.arange(n) + 0.5) * h))
        self.p = poisson.pmf(np.arange(KMAX), L2)
        # integral of the survival-type function of the continuous part: int_0^x G
        self.int = np.concatenate(([0.0], np.cumsum((self.edge[1:] + self.edge[:-1]) / 2 * np.diff(self.grid))))

    def cdf(self, x, left=False):
        total = 0.0
        for k, p in enumerate(self.p):
            d = x - k * C
            if d > 0 or (d == 0 and not left):
                total += p * (math.exp(-L1) + float(np.interp(d, self.grid, self.edge)))
        return total

    def int_cdf(self, x):
        total = 0.0
        for k, p in enumerate(self.p):
            d = x - k * C
            if d > 0:
                total += p * (math.exp(-L1) * d + float(np.interp(d, self.grid, self.int)))
        return total

    def var(self, a):
        for k in range(KMAX):                        # on an atom?
            if self.cdf(k * C, left=True) < a <= self.cdf(k * C):
                return k * C, True
        return brentq(lambda x: self.cdf(x) - a, 0, 8e6, xtol=1e-6), False

    def excess(self, q):                             # E (X - q)+ = E X - q + int_0^q F
        return MEAN - q + self.int_cdf(q)

    def tvar(self, a):
        q, _ = self.var(a)
        return q + self.excess(q) / (1 - a)

    def excess_sd(self, q):                          # sd of (X - q)+ by a sum on a 100 EUR grid
        x = np.arange(q, 8e6, 100.0)
        s = np.array([1 - self.cdf(v) for v in x])
        second = float((2 * (x - q) * s)[1:].sum() * 100.0)
        return math.sqrt(second - self.excess(q) ** 2)


MEAN = L1 * M1 + L2 * C
VARIANCE = L1 * M2 + L2 * C * C


def panjer(h=500.0, n=16000):
    g = severity_masses(n, h) * L1
    g[int(C / h)] += L2
    lam = L1 + L2
    g /= lam
    f = np.zeros(n)
    f[0] = math.exp(-lam * (1 - g[0]))
    j = np.arange(1, n)
    jg = lam * j * g[1:]
    for s in range(1, n):
        f[s] = float(jg[:s] @ f[s - 1::-1]) / s
    return h, f


def occurrence(t):
    rate = -math.log1p(-1 / t)                       # P(M <= y) = exp(-rate of losses above y)
    def above(y):
        return L1 * ndtr(-(math.log(y) - MU) / SIG) + (L2 if y < C else 0.0)
    if L1 + L2 <= rate:
        return 0.0, False
    if above(C) < rate <= above(C * (1 - 1e-12)):
        return C, True
    return brentq(lambda y: above(y) - rate, 1.0, 1e8, xtol=1e-7), False


def main():
    law = Law()
    figures = []

    def add(metric, value, source, scope="all", **more):
        figures.append({"scope": scope, "metric": metric, **more, "value": value, "source": source})

    p0 = math.exp(-L1 - L2)
    add("expected_annual_loss", MEAN, "closed form", se_one_trial=math.sqrt(VARIANCE))
    add("expected_annual_loss", L1 * M1, "closed form", scope="R01", se_one_trial=math.sqrt(L1 * M2))
    add("expected_annual_loss", L2 * C, "closed form", scope="R02", se_one_trial=math.sqrt(L2) * C)
    add("probability_of_loss", 1 - p0, "closed form", se_one_trial=math.sqrt(p0 * (1 - p0)))
    for a in LEVELS:
        q, atom = law.var(a)
        d = (law.cdf(q + 500) - law.cdf(q - 500)) / 1000
        more = {"on_atom": True, "se_one_trial": 0.0} if atom else {"se_one_trial": math.sqrt(a * (1 - a)) / d}
        add("value_at_risk", q, "FFT and mixture (expected.py)", level=a, reference_rtol=1e-5, **more)
        add("expected_shortfall", law.tvar(a), "FFT and mixture (expected.py)", level=a, reference_rtol=1e-5,
            se_one_trial=law.excess_sd(q) / (1 - a))
    for t in PERIODS:
        a = 1 - 1 / t
        q, atom = law.var(a)
        d = (law.cdf(q + 500) - law.cdf(q - 500)) / 1000
        add("exceedance", q, "FFT and mixture (expected.py)", basis="aggregate", return_period_years=t, reference_rtol=1e-5,
            **({"on_atom": True, "se_one_trial": 0.0} if atom else {"se_one_trial": math.sqrt(a * (1 - a)) / d}))
        q, atom = occurrence(t)
        if atom:
            more = {"on_atom": True, "se_one_trial": 0.0}
        else:
            d = L1 * math.exp(-0.5 * ((math.log(q) - MU) / SIG) ** 2) / (q * SIG * math.sqrt(2 * math.pi)) * a
            more = {"se_one_trial": math.sqrt(a * (1 - a)) / d}
        add("exceedance", q, "closed form", basis="occurrence", return_period_years=t, **more)
    for loss in (500e3, 1e6):
        p = 1 - law.cdf(loss)
        add("breach_probability", p, "FFT and mixture (expected.py)", loss=loss, se_one_trial=math.sqrt(p * (1 - p)), reference_rtol=1e-5)

    # independent checks
    h, f = panjer()
    assert abs((f * np.arange(f.size)).sum() * h / MEAN - 1) < 1e-5
    cdf = np.cumsum(f)
    for loss in (500e3, 1e6):
        assert abs(cdf[int(loss / h)] - f[int(loss / h)] / 2 - law.cdf(loss)) < 2e-5
    rng = np.random.default_rng(7)
    n = 2_000_000
    k = rng.poisson(L1, n)
    x = C * rng.poisson(L2, n).astype(float)
    np.add.at(x, np.repeat(np.arange(n), k), np.exp(MU + SIG * rng.standard_normal(k.sum())))
    assert abs(x.mean() - MEAN) < 5 * math.sqrt(VARIANCE / n)
    for a in (0.95, 0.99):
        q = np.quantile(x, a, method="inverted_cdf")
        e = q + np.maximum(x - q, 0).mean() / (1 - a)
        assert abs(e - law.tvar(a)) < 5 * law.excess_sd(law.var(a)[0]) / (1 - a) / math.sqrt(n), (a, e, law.tvar(a))

    out = {
        "schema": "expected/1", "study": "first-study", "unit": "EUR",
        "rule": "with N trials: |x - value| <= 5 * se_one_trial / sqrt(N) + reference_rtol * |value|; on_atom: value is an atom of the law "
                "and must be met exactly; exceedance: value is the loss at that return period; breach_probability: chance of a year above `loss`",
        "closed_form": {"mean": MEAN, "variance": VARIANCE, "standard_deviation": math.sqrt(VARIANCE), "probability_of_no_loss": p0,
                        "lognormal_mu": MU, "lognormal_sigma": SIG, "mean_loss_of_one_R01_event": M1},
        "runs": [{"name": "as written", "with": [], "level": "current", "figures": figures}],
    }
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as g:
        json.dump(out, g, indent=1)
        g.write("\n")
    for r in figures:
        print(r)


if __name__ == "__main__":
    main()
